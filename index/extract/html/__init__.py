"""TODO index/extract/html."""
