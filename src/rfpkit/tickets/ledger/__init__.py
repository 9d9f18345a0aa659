"""What is written down while an export is read: rows left out, doubts, findings."""
