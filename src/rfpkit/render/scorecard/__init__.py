"""The scorecard: what a manager lays before the board."""
