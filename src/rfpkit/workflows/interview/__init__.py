"""A project from a few answers: the planning questions, and the files they become."""
