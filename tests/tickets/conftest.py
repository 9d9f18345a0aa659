"""Settings of the tests of this room."""

from hypothesis import settings

# A busy machine must not fail a law.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
