"""Articles like another: those that a query of its most telling words ranks first.

A word tells by how often the article has it and how few others do: its BM25 weight without regard to lengths, over the
stem. The query is an ordinary one of words, any of which is enough, so whatever can search can repeat it.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from dateline.index.analysis.terms import tokens
from dateline.index.article import Article
from dateline.search.engine.bm25 import TITLE_WEIGHT, idf, saturate
from dateline.search.engine.engine import Engine
from dateline.search.query.request import request
from dateline.search.query.tree import Query
from dateline.search.results import Hit, Results, ScorePart

WORDS = 24
"""Words of the query: more bring hardly other articles, and take longer."""
TOLD = 5
"""Of each hit so many words are told, those that give its score most."""
_TERMS_MAX, _LONGEST = 2_000, 100
"""Of a very long article the words that it has most often are looked at; none of more letters, which no query holds."""


def similar(engine: Engine, wanted: str, limit: int) -> Results:
    """The articles most like one, best first, and in each one's `explanation` the words that made it so.

    Args:
        engine: Of the archive.
        wanted: The article, as `Engine.article` takes it. It and its copies are left out.
        limit: Hits at most.

    Raises:
        NoSuchArticle: There is no such article.
    """
    article = engine.article(wanted)
    query = replace(_query(engine, article), explain=True)
    if not query.text:
        return Results(query="", total=0, hits=())
    found = engine.search(query, limit + 1)
    others = [hit for hit in found.hits if article.id not in (hit.id, *(copy.id for copy in hit.copies))][:limit]
    hits = tuple(hit._replace(rank=rank, explanation=_told(hit)) for rank, hit in enumerate(others, 1))
    return replace(found, total=found.total - 1, hits=hits, copies=0, facets={}, relaxations=())


def _told(hit: Hit) -> tuple[ScorePart, ...]:
    """The words of a hit's explanation that give its score most."""
    words = [part for part in hit.explanation if part.score > 0 and " " not in part.what]
    return tuple(sorted(words, key=lambda part: -part.score)[:TOLD])


def _query(engine: Engine, article: Article) -> Query:
    """Any of the words that tell most of an article; empty where no other article has any."""
    title, body = (Counter(token.term for token in tokens(text)) for text in (article.title, article.body))
    often = [term for term, _ in (title + body).most_common(_TERMS_MAX) if len(term) <= _LONGEST]
    terms = [term for term in often if any(map(str.isalpha, term))]
    stems = engine.stems(terms)
    said: dict[str, float] = {}
    for term, (stem, _) in stems.items():
        said[stem] = said.get(stem, 0.0) + TITLE_WEIGHT * title[term] + body[term]
    count = engine.count(request(duplicates="show"))
    telling = {
        stem: (-float(saturate(np.array(said[stem]), idf(count, matching))), term)
        for term, (stem, matching) in reversed(stems.items())  # of a stem's words the one that comes most often
        if matching > 1
    }
    chosen = [term for _, term in sorted(telling.values())[:WORDS]]
    return request(" ".join(f'"{term}"' if term in ("and", "or", "not") else term for term in chosen), any_word=True)
