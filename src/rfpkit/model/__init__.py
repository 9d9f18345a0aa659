"""Nouns: plain immutable records, no input or output, no clock."""
