"""Template packs: found by name, checked against what a document asks for."""
