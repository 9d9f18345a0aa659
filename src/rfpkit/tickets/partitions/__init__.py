"""A large export, a part of its tickets after another."""
