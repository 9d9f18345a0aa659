"""Which number a version of a pack deserves."""
