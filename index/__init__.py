"""Files in, Whoosh index out: reading, analysis and storage of news articles."""
