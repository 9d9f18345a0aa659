"""Exports that were kept, and what a later one tells otherwise."""
