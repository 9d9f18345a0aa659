"""Files of an export to one table of cells, each of which knows its row."""
