"""Make packs one file, publish, fetch, copy and verify them."""
