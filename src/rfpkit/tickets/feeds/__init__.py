"""Tables that are given beside the tickets."""
