"""What a pack says of itself, what pins it, and where packs are found."""
