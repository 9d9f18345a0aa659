"""Try a pack: its files, its prose, its documents, its proofs."""
