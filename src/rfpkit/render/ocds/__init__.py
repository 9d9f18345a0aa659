"""A solicitation as open contracting data: an OCDS release package."""
