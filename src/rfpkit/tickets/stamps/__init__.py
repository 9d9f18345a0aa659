"""Columns of stamps to instants: orders, zones, and what a spreadsheet destroyed."""
