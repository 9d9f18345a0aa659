"""A pack's library of requirements, levels, clauses and defaults, and how an RFP takes it."""
