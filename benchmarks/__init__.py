"""How fast rfpkit is, measured beside what it could be compared with."""
