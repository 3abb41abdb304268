"""TODO index/segment."""
