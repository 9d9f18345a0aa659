"""Files of every kind that exports come in, each handed out as the same table."""
