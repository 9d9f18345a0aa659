"""A project from answers: the planning questions, the talk, and the files they become."""
