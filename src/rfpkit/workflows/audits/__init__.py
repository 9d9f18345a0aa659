"""Look into a vendor's export, audit it, explain it, keep it."""
