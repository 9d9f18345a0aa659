"""The section on prices: its lines, its rules, and how the totals are computed."""
