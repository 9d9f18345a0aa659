"""What a careful reader says of a pack: names that nothing defines, and text that is dead."""
