"""TODO index/build."""
