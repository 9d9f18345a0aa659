"""The semantic document as a Word file, with native numbering, contents and fields."""
