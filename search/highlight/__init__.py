"""What does a hit show of its article?

    candidates   the spans of a text where a word may stand, by plain string search
    marker       the spans that match a query, atom by atom
    snippet      the fragment of a body that shows most of the query, with its spans

A text is cut into tokens only where a candidate is, since cutting all of it would cost more than the search. Snippets
are text with spans: whoever renders them makes the markup, and escapes what stands between. Imports the terms of the
index's analysis, and the tree and the expanding of `search.query`.
"""
