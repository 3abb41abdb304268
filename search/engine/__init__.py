"""TODO search/engine."""
