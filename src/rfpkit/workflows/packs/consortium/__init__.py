"""How far the members of a consortium are from the pack that they share."""
