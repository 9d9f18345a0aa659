"""Nouns to plain data for templates: every number, name and anchor is settled here."""
