"""What changed between two versions of a pack, and which number the new one deserves."""
