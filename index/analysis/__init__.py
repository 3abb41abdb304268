"""TODO index/analysis."""
