"""The sheets of the price sheet."""
