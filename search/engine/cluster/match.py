"""A query's tree as a query of the cluster that matches the same articles."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

from dateline.index.analysis.terms import fold
from dateline.index.schema import NO_DAY, ordinal
from dateline.search.engine.cluster.errors import UnsupportedQuery
from dateline.search.engine.cluster.words import Words
from dateline.search.query.render import render
from dateline.search.query.tree import (
    And,
    Atom,
    Attribute,
    Dates,
    Everything,
    Fuzzy,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    SurfaceForm,
    Word,
    ways,
)

Clause = dict[str, Any]

EXPANSIONS = 1024
"""Words that a pattern in a quote may mean: what a cluster allows that nobody has set otherwise."""
_LONG, _BEGINNING = 32, 8
"""Terms of a phrase from which it pays to ask first which articles have it so far: a cluster goes through the articles
of all of its terms in step, as often as one is said.
"""
_PERMUTED = 5
"""Words of a proximity with patterns at most: each order of theirs is asked for."""


def matching(query: Query, words: Words) -> Clause:
    """What matches a query, its filters included."""
    return {"bool": {"filter": [node_clause(query.node, words), *restrictions(query)]}}


def restrictions(query: Query) -> list[Clause]:
    """A query's filters, apart from what its tree says."""
    filters: list[Clause] = []
    if query.since or query.until:
        filters.append(_dated(query.since, query.until))
    if query.outlets:
        filters.append({"terms": {"outlet_folded": [fold(name.strip()) for name in query.outlets]}})
    if query.duplicates == "only":
        filters.append({"exists": {"field": "group"}})
    return filters


def node_clause(node: Node, words: Words) -> Clause:
    """What matches a node."""
    match node:
        case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
            zones = ("title", "body") if node.zone == "text" else (node.zone,)
            return _any([atom_clause(way, zone, words) for zone in zones for way in ways(node)])
        case And(parts):
            return {"bool": {"filter": [node_clause(part, words) for part in parts]}}
        case Or(parts):
            return _any([node_clause(part, words) for part in parts])
        case Not(part):
            return {"bool": {"must_not": [node_clause(part, words)]}}
        case Everything():
            return {"match_all": {}}
        case Dates(first, last):
            return _dated(first, last)
        case Attribute(name, terms):
            text = " " + " ".join(terms) + " "
            text = text.removesuffix("* ") if text.endswith("* ") else text
            return {"wildcard": {f"{name}_terms": {"value": f"*{_escaped(text)}*"}}}


def atom_clause(atom: Atom, zone: str, words: Words) -> Clause:
    """What matches an atom alone in a zone (`index.cluster.schema.ZONES`); words and phrases score their frequencies.

    A phrase is in the lead where it begins there; of a long one it is asked first which articles have its beginning.
    """
    field, stems = f"{zone}_words", f"{zone}_stems"
    match atom:
        case Word(term, exact=exact):
            return {"term": {field: {"value": term}} if exact else {stems: {"value": words.stem(term)}}}
        case SurfaceForm(form):
            return {"term": {f"{zone}_forms": {"value": form}}}
        case Pattern(pattern):
            return {"wildcard": {field: {"value": pattern.replace("\\", "\\\\"), "rewrite": "constant_score"}}}
        case Fuzzy(term, edits):
            return {"terms": {field: words.within(term, edits)}}
        case Phrase(terms, slop=slop, exact=exact):
            if slop is not None:
                return _near(atom, slop, zone, words)
            if zone == "lead" or _patterns(atom):
                whole = _in_a_row(atom, zone, words)
            else:
                text = " ".join(terms if exact else map(words.stem, terms))
                whole = {"match_phrase": {field if exact else stems: {"query": text, "analyzer": "terms"}}}
            if len(terms) <= _LONG:
                return whole
            few = words.few(atom_clause(atom._replace(terms=terms[:_BEGINNING]), zone, words))
            return whole if few is None else {"bool": {"must": [whole], "filter": [{"terms": {"id": few}}]}}


def _in_a_row(phrase: Phrase, zone: str, words: Words) -> Clause:
    rest = "body" if zone == "lead" else zone
    parts = [_interval(phrase, term, rest if at else zone, words) for at, term in enumerate(phrase.terms)]
    return _intervals(phrase, rest, [{"all_of": {"max_gaps": 0, "mode": "ordered", "intervals": parts}}])


def _near(phrase: Phrase, slop: int, zone: str, words: Words) -> Clause:
    """A window begins in the lead where any of its words is there. Patterns may want the same word, of which an
    unordered interval knows nothing, so every order is asked for.
    """
    orders: Sequence[tuple[str, ...]] = [phrase.terms]
    if _patterns(phrase):
        if len(phrase.terms) > _PERMUTED:
            raise UnsupportedQuery(render(phrase), f"at most {_PERMUTED} words, if one has *, can be near each other")
        orders = list(dict.fromkeys(permutations(phrase.terms)))
    mode = "ordered" if _patterns(phrase) else "unordered"
    rest = "body" if zone == "lead" else zone
    found = []
    for order in orders:
        for lead in range(len(order)) if zone == "lead" else [-1]:
            parts = [_interval(phrase, t, zone if at == lead else rest, words) for at, t in enumerate(order)]
            found.append({"all_of": {"max_gaps": slop, "mode": mode, "intervals": parts}})
    return _intervals(phrase, rest, found)


def _intervals(phrase: Phrase, zone: str, found: list[Clause]) -> Clause:
    field = f"{zone}_{'words' if phrase.exact else 'stems'}"
    return {"intervals": {field: found[0] if len(found) == 1 else {"any_of": {"intervals": found}}}}


def _interval(phrase: Phrase, term: str, zone: str, words: Words) -> Clause:
    if phrase.exact and "*" in term:
        pattern = term.replace("\\", "\\\\")
        return {"wildcard": {"pattern": pattern, "use_field": f"{zone}_words", "max_expansions": EXPANSIONS}}
    field = f"{zone}_{'words' if phrase.exact else 'stems'}"
    return {"match": {"query": term if phrase.exact else words.stem(term), "analyzer": "terms", "use_field": field}}


def _patterns(phrase: Phrase) -> bool:
    return phrase.exact and any("*" in term for term in phrase.terms)


def _dated(first: str | None, last: str | None) -> Clause:
    bounds = {"gte": NO_DAY + 1 if first is None else ordinal(first)} | ({} if last is None else {"lte": ordinal(last)})
    return {"range": {"day": bounds}}


def _any(clauses: list[Clause]) -> Clause:
    return clauses[0] if len(clauses) == 1 else {"bool": {"should": clauses, "minimum_should_match": 1}}


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "\\*?" else letter for letter in text)
