"""Worked examples: invented requests and counts, put to the same clocks as an audit's."""
