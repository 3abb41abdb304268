"""TODO index/sources."""
