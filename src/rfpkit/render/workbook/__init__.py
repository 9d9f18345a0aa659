"""Workbooks: cells that cannot be taken for formulas, long tables, the same bytes twice."""
