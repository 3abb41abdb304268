"""TODO index/extract."""
