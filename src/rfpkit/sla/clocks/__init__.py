"""The clock: events to episodes to slices to service time."""
