"""What is said about a vendor's export: its mapping, its presets, what was found in it."""
