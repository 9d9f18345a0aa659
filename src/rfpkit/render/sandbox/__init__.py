"""Templates of strangers, filled in by a program that may fail."""
