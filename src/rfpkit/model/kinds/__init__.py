"""The kinds of service level: what is measured, and how."""
