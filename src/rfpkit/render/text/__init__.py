"""The semantic document as plain text: Markdown as GitHub reads it."""
