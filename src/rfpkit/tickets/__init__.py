"""A vendor's export to an event log, with a ledger of what was read."""
