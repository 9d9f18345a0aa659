"""Lock the packs of a project, and go to later ones."""
