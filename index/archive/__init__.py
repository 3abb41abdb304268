"""TODO index/archive."""
