"""The sections of the procurement itself, as plain data."""
