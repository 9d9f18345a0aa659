"""Levels that are no durations: ratios, statistics, stock, accumulations, duties."""
