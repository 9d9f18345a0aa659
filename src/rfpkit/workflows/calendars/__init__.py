"""Look at a calendar, ask it, test it, draft its holidays."""
