"""TODO search/site."""
