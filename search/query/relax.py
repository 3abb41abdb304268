"""What to offer when nothing matches: looser queries, each with what it would find. Nothing is loosened unasked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from dateline.index.analysis.terms import tokens
from dateline.search.query.render import render
from dateline.search.query.tree import And, Attribute, Dates, Everything, Node, Not, Or, Phrase, Query, Word
from dateline.search.results import Relaxation

MOST = 8
"""Relaxations offered at most."""
SPELLINGS = 3
"""Spellings offered for a word at most."""

Count = Callable[[Query], int]
Alike = Callable[[str, int], Mapping[str, int]]


def relaxations(query: Query, count: Count, alike: Alike) -> Iterator[Relaxation]:
    """Queries that differ from this one in one thing and find something.

    Args:
        query: One that matches nothing. Its filters become parts of the queries offered.
        count: How many articles a query matches.
        alike: The words at most so many edits away from a term, and in how many articles each stands.
    """
    seen = {render(_whole(query.node, query))}
    offered = 0
    for why, node in _looser(query, count, alike):
        text = render(node)
        if offered == MOST:
            return
        if text in seen or isinstance(node, Everything):
            continue
        seen.add(text)
        total = count(Query(text, node, duplicates=query.duplicates))
        if total:
            offered += 1
            yield Relaxation(text, why, total)


def _looser(query: Query, count: Count, alike: Alike) -> Iterator[tuple[str, Node]]:
    node = query.node
    parts: list[Node] = list(node.parts) if isinstance(node, And) else [node]
    missing = [part for part in _words(node) if not count(Query("", part))]
    for word in missing:
        for spelling in _spellings(word.term, alike):
            spelt = _replaced(node, word, word._replace(term=spelling))
            yield f"{spelling} instead of {word.term}", _whole(spelt, query)
    for part in parts:
        for why, looser in _loosened(part):
            yield why, _whole(_replaced(node, part, looser), query)
    if query.since or query.until:
        yield "at any date", _whole(node, replace(query, since=None, until=None))
    if query.outlets:
        yield "in all outlets", _whole(node, replace(query, outlets=()))
    for why, fewer in _with_less(parts, node):
        yield why, _whole(fewer, query)


def _with_less(parts: list[Node], node: Node) -> Iterator[tuple[str, Node]]:
    """All parts but one, then any of the words."""
    if len(parts) < 2:
        return
    for part in parts:
        rest = [other for other in parts if other is not part]
        if not all(isinstance(other, Not) for other in rest):
            yield f"without {render(part)}", rest[0] if len(rest) == 1 else And(tuple(rest), node.span)
    words = [part for part in parts if not isinstance(part, Not | Dates | Attribute)]
    others = [part for part in parts if isinstance(part, Not | Dates | Attribute)]
    if len(words) > 1:
        anyof = Or(tuple(words), node.span)
        yield "any of the words", And((anyof, *others), node.span) if others else anyof


def _whole(node: Node, query: Query) -> Node:
    """A tree with the query's filters as parts of it."""
    parts: list[Node] = list(node.parts) if isinstance(node, And) else [node]
    if query.since or query.until:
        parts.append(Dates(query.since, query.until, node.span))
    names = [Attribute("outlet", _terms(name), node.span) for name in query.outlets if _terms(name)]
    if names:
        parts.append(names[0] if len(names) == 1 else Or(tuple(names), node.span))
    parts = [part for part in parts if not isinstance(part, Everything)] or [node]
    return parts[0] if len(parts) == 1 else And(tuple(parts), node.span)


def _terms(name: str) -> tuple[str, ...]:
    return tuple(token.term for token in tokens(name))


def _words(node: Node) -> list[Word]:
    match node:
        case And(parts) | Or(parts):
            return [word for part in parts for word in _words(part)]
        case Word():
            return [node]
        case _:
            return []


def _spellings(term: str, alike: Alike) -> list[str]:
    """The known words nearest to a term: one edit before two, then the more frequent, then by the alphabet."""
    near = alike(term, 1)
    far = alike(term, 2) if len(term) > 5 else {}
    ranked = [(word not in near, -count, word) for word, count in {**far, **near}.items()]
    return [word for _, _, word in sorted(ranked)[:SPELLINGS]]


def _loosened(part: Node) -> Iterator[tuple[str, Node]]:
    """One part, looser: an exact word by its stem, a phrase as words near each other, then anywhere."""
    match part:
        case Word(exact=True):
            yield f"{part.term} in any form", part._replace(exact=False)
        case Phrase(terms, slop=slop) if not any("*" in term for term in terms):
            if slop is None:
                yield "the phrase in any form", part._replace(exact=False)
            if slop is None or slop < 10:
                yield "the words within 10 of each other", part._replace(exact=True, slop=10)
            yield "the words anywhere", And(tuple(Word(term, part.span, part.zone) for term in terms), part.span)
        case _:
            return


def _replaced(node: Node, old: Node, new: Node) -> Node:
    """The tree with one part replaced; an And inside an And is one."""
    if node is old:
        return new
    match node:
        case And(parts):
            changed = [_replaced(part, old, new) for part in parts]
            flat = [inner for part in changed for inner in (part.parts if isinstance(part, And) else (part,))]
            return And(tuple(flat), node.span)
        case Or(parts):
            return Or(tuple(_replaced(part, old, new) for part in parts), node.span)
        case _:
            return node
