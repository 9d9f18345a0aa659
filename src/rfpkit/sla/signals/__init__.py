"""Integrity signals: patterns in the records that are worth a question, and never a verdict."""
