"""The sentences of a level's clause, kind by kind."""
