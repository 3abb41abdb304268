"""TODO search/commands."""
