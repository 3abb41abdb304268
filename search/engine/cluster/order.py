"""How a cluster is to rank what matches a query: which clause scores, and what it can't score exactly."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dateline.search.engine.bm25 import idf
from dateline.search.engine.cluster.match import Clause, matching, node_clause, restrictions
from dateline.search.engine.cluster.score import Scoring, scoring
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.proximity import Pair, proximity_pairs
from dateline.search.engine.segment_view import Averages
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import And, Atom, Fuzzy, Node, Or, Pattern, Phrase, Query, SurfaceForm, Word

COUNTED = 2000
"""Articles up to which all are asked for that have an atom whose score is not exact."""


class Order(NamedTuple):
    """How matches are ranked.

    Attributes:
        clause: What matches, and scores.
        others: What of it is ranked by its score, where the rest is asked for apart: that has an atom whose score is
            not exact, and is little.
        apart: What matches that.
        exact: Whether scores are exact, rounding aside.
        pairs: The words that gain where they are near each other, which the scores leave out.
        most: How many articles match at most, as far as the counts of its atoms tell.
    """

    clause: Clause
    others: Clause | None = None
    apart: Clause | None = None
    exact: bool = True
    pairs: Sequence[Pair] = ()
    most: float = math.inf


def scorings(query: Query, averages: Averages, words: Words, *, expand: bool) -> list[Scoring]:
    """A clause that scores for each of a query's atoms; arguments as for `search.engine.cluster.score.scoring`."""
    return [scoring(atom, averages, words, expand=expand) for atom in scoring_atoms(query)]


def ranked_alone(query: Query, words: Words, part: Scoring) -> Order:
    """The order of a query with one atom: by its score, whatever its idf is."""
    return Order(_scored(query, words, [part], [1.0]))


def ranked(query: Query, words: Words, parts: Sequence[Scoring], counts: Sequence[int], articles: int) -> Order:
    """The order of a query by relevance.

    Args:
        query: The query.
        words: The archive's.
        parts: What scores each of its atoms.
        counts: In how many articles each stands.
        articles: How many there are.
    """
    each, idfs = scoring_atoms(query), [idf(articles, count) for count in counts]
    pairs = proximity_pairs(each, counts, idfs, articles)
    clause = _scored(query, words, parts, idfs)
    most = _most(query.node, dict(zip(each, counts, strict=True)))
    uncounted = [at for at, part in enumerate(parts) if not part.exact]
    if not uncounted or sum(counts[at] for at in uncounted) > COUNTED:
        return Order(clause, exact=not uncounted, pairs=pairs, most=most)
    clauses = [node_clause(each[at], words) for at in uncounted]
    apart = {"bool": {"filter": [matching(query, words)], "should": clauses, "minimum_should_match": 1}}
    return Order(clause, {"bool": {"must_not": clauses}}, apart, pairs=pairs, most=most)


def _most(node: Node, counts: Mapping[Atom, int]) -> float:
    match node:
        case And(parts):
            return min(_most(part, counts) for part in parts)
        case Or(parts):
            return sum(_most(part, counts) for part in parts)
        case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
            return counts.get(node, math.inf)
        case _:
            return math.inf


def _scored(query: Query, words: Words, parts: Sequence[Scoring], idfs: Sequence[float]) -> Clause:
    """What matches a query, and scores. Where matches have all of its atoms, or any, what scores exactly says by itself
    what matches.
    """
    node, own = query.node, scoring_atoms(query)
    clauses = [part.clause(weight) for part, weight in zip(parts, idfs, strict=True)]
    nodes = list(node.parts) if isinstance(node, And | Or) else [node]
    others = [one for one in nodes if not any(one is atom for atom in own)]
    is_flat = len(nodes) - len(others) == len(own) and not (isinstance(node, Or) and others)
    if not is_flat or not all(part.exact for part in parts):
        return {"bool": {"filter": [matching(query, words)], "should": clauses}}
    must = [{"bool": {"should": clauses, "minimum_should_match": 1}}] if isinstance(node, Or) else clauses
    return {"bool": {"must": must, "filter": [*(node_clause(one, words) for one in others), *restrictions(query)]}}
