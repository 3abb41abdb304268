"""TODO search/output."""
