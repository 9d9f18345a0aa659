"""Twelve months of a calendar as a page to print."""
