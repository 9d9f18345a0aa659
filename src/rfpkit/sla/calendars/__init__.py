"""Open time: a calendar's layers, compiled, asked, laid out."""
