"""What to offer when nothing matches: looser queries, each with what it would find. Nothing is loosened unasked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Protocol

from dateline.index.analysis.surface import plain_term
from dateline.search.query.absent import ASKED, LONG, SPELLINGS, Count, Names, every, missing_names, name_terms
from dateline.search.query.atoms import MAX_NEAR
from dateline.search.query.render import render
from dateline.search.query.respell import (
    closed_forms,
    longer_names,
    open_forms,
    slips_of,
    spellings_of,
    spelt_otherwise,
    words_of,
)
from dateline.search.query.spelling import may_be_meant
from dateline.search.query.tree import (
    FEW,
    And,
    Attribute,
    Dates,
    Everything,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    SurfaceForm,
    Word,
    leaves,
)
from dateline.search.results import Relaxation

MOST = 8
"""Relaxations offered at most."""
TIMES = 10
"""Of a word that some articles have, but at most FEW, spellings are offered that TIMES as many have, if it has LONG
letters; beside an answer if they find TIMES as many."""


class Words(Protocol):
    """The words of an archive, and its language."""

    language: str

    def alike(self, term: str, edits: int) -> Mapping[str, int]:
        """The words at most so many edits away from a term, and in how many articles each stands; two edits away at
        least those that begin as it does.
        """

    def stem(self, term: str) -> str:
        """A term's stem."""

    def may_have(self, term: str) -> bool:
        """Whether a term may be a word; False only where that is sure, and told faster than it is counted."""


def relaxations(query: Query, count: Count, words: Words, articles: int, names: Names) -> Iterator[Relaxation]:
    """Queries that differ from this one in one thing and find something.

    Args:
        query: One that matches nothing. Its filters become parts of the queries offered.
        count: What the answer to a query counts.
        words: The archive's.
        articles: How many there are in the archive.
        names: The values of an attribute (`index.schema.ATTRIBUTES`), the missing one empty, and how many articles
            have each.
    """
    seen = {render(whole(query.node, query))}
    offered = 0
    for why, node in _looser(query, count, words, articles, names):
        text = render(node)
        if offered == MOST:
            return
        if text in seen or isinstance(node, Everything):
            continue
        seen.add(text)
        found = count(Query(text, node, duplicates=query.duplicates))
        if found.total:
            offered += 1
            yield Relaxation(text, why, *found)


def _looser(query: Query, count: Count, words: Words, articles: int, names: Names) -> Iterator[tuple[str, Node]]:
    node = query.node
    parts: list[Node] = list(node.parts) if isinstance(node, And) else [node]
    is_short = not is_long(node)
    if is_short:
        yield from _renamed(query, count, names)
        for why, written in _respelt(query, count, words, articles):
            yield why, whole(written, query)
        for part in parts:
            for why, looser in _loosened(part):
                yield why, whole(replaced(node, part, looser), query)
    if query.since or query.until:
        yield "at any date", whole(node, replace(query, since=None, until=None))
    if query.outlets:
        yield "in all outlets", whole(node, replace(query, outlets=()))
    for why, fewer in (*(_without(parts, node) if is_short else ()), *_any_of(parts, node)):
        yield why, whole(fewer, query)


def is_long(node: Node) -> bool:
    """Whether a tree asks for more than `ASKED` words and other things; a phrase's words are as many."""
    asked = (len(leaf.terms) if isinstance(leaf, Phrase) else 1 for leaf in leaves(node))
    return sum(asked) > ASKED


def _respelt(query: Query, count: Count, words: Words, articles: int) -> Iterator[tuple[str, Node]]:
    """The tree with a word of it written in another way."""
    node = query.node
    for there, here, old, new in spelt_otherwise(query, words.language):
        yield f"{here} instead of {there}", replaced(node, old, new)
    yield from longer_names(node)
    for several, closed, tree in closed_forms(node):
        yield f"{closed} instead of {several}", tree
    for word, spell in words_of(node):
        own = count(every(word)).total
        for pair in open_forms(word.term, spell, words.may_have) if not own else ():
            yield f"{' '.join(pair)} instead of {word.term}", replaced(node, *spell(*pair))
        if not own or len(word.term) >= LONG:
            known = partial(_oftener, words, own), words.stem, articles
            nearest = spellings_of(word, *known) if own <= FEW else slips_of(word, count, *known)
            spelt = ((f"{one} instead of {word.term}", replaced(node, *spell(one))) for one in nearest)
            matching = (one for one in spelt if count(replace(query, node=one[1])).total)
            yield from islice(matching, SPELLINGS)


def _oftener(words: Words, own: int, term: str, edits: int) -> Mapping[str, int]:
    """Words like one that so many articles have, as `Alike`: where some do, those that begin so, that TIMES as many
    have, and that may be meant though.
    """
    known = words.alike(term, edits)
    if not own:
        return known
    often = ((one, count) for one, count in known.items() if count >= TIMES * own)
    return {one: count for one, count in often if one[0] == term[0] and may_be_meant(term, one)}


def _without(parts: list[Node], node: Node) -> Iterator[tuple[str, Node]]:
    """All parts but one."""
    for part in parts if len(parts) > 1 else ():
        rest = [other for other in parts if other is not part]
        if not all(isinstance(other, Not) for other in rest):
            yield f"without {render(part)}", rest[0] if len(rest) == 1 else And(tuple(rest), node.span)


def _any_of(parts: list[Node], node: Node) -> Iterator[tuple[str, Node]]:
    """Any of the words."""
    words = [part for part in parts if not isinstance(part, Not | Dates | Attribute)]
    others = [part for part in parts if isinstance(part, Not | Dates | Attribute)]
    if len(words) > 1:
        anyof = Or(tuple(words), node.span)
        yield "any of the words", And((anyof, *others), node.span) if others else anyof


def whole(node: Node, query: Query) -> Node:
    """A tree with the query's filters as parts of it."""
    parts: list[Node] = list(node.parts) if isinstance(node, And) else [node]
    if query.since or query.until:
        parts.append(Dates(query.since, query.until, node.span))
    names = [Attribute("outlet", name_terms(name), node.span) for name in query.outlets if name_terms(name)]
    if names:
        parts.append(names[0] if len(names) == 1 else Or(tuple(names), node.span))
    parts = [part for part in parts if not isinstance(part, Everything)] or [node]
    return parts[0] if len(parts) == 1 else And(tuple(parts), node.span)


def _renamed(query: Query, count: Count, names: Names) -> Iterator[tuple[str, Node]]:
    """Names that there are, for those that there are not."""
    for _, given, similar in missing_names(query, count, names):
        for name in similar:
            if isinstance(given, str):
                outlets = tuple(name if other == given else other for other in query.outlets)
                yield f"{name} instead of {given}", whole(query.node, replace(query, outlets=outlets))
            else:
                renamed = replaced(query.node, given, given._replace(terms=name_terms(name)))
                yield f"{name} instead of {' '.join(given.terms)}", whole(renamed, query)


def _loosened(part: Node) -> Iterator[tuple[str, Node]]:
    """One part, looser: an exact word by its stem, a phrase as words near each other, then anywhere."""
    match part:
        case Word(exact=True):
            yield f"{part.term} in any form", part._replace(exact=False)
        case SurfaceForm(form):
            word = Word(plain_term(form), part.span, part.zone, form=form)
            yield f"{form} whatever its capitals and symbols", word
        case Phrase(terms, slop=slop) if not any("*" in term for term in terms):
            if slop is None:
                yield "the phrase in any form", part._replace(exact=False)
            if (slop is None or slop < 10) and len(terms) <= MAX_NEAR:
                yield "the words within 10 of each other", part._replace(exact=True, slop=10)
            words = tuple(Word(term, part.span, part.zone) for term in dict.fromkeys(terms))
            yield "the words anywhere", And(words, part.span) if len(words) > 1 else words[0]
        case _:
            return


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The tree with one part replaced; an And inside an And is one."""
    if node is old:
        return new
    match node:
        case And(parts):
            changed = [replaced(part, old, new) for part in parts]
            flat = [inner for part in changed for inner in (part.parts if isinstance(part, And) else (part,))]
            return And(tuple(flat), node.span)
        case Or(parts):
            return Or(tuple(replaced(part, old, new) for part in parts), node.span)
        case _:
            return node
