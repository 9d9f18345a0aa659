"""The sheets of the response matrix."""
