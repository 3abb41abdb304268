"""How much it takes to find a query's phrases that have patterns: counted over all segments before any is searched, so
that a query is refused in whatever order they are looked for. `templates/js/engine/evaluate.js` counts alike.
"""

from collections.abc import Iterator, Sequence

from dateline.index.segment.inverted_index import Words
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.phrases import sharing
from dateline.search.errors import QueryError
from dateline.search.query.expand import pattern_words
from dateline.search.query.tree import Node, Phrase, leaves

NEAR_MAX = 6_000_000
"""Occurrences in an archive of the words of patterns near each other: what two seconds go through."""
FEW = 8
"""Terms of a phrase of which each leaves so much less to look at that their patterns need no limit."""


def refuse_too_much(text: str, node: Node, segments: Sequence[SegmentReader]) -> None:
    """Raises QueryError where a query's phrases would take seconds and gigabytes; what is said again counts once.

    Args:
        text: The query.
        node: What it means.
        segments: The archive's.
    """
    taken, counted = 0, set[Phrase]()
    for phrase in _with_patterns(node):
        if (key := phrase._replace(span=(0, 0))) not in counted:
            counted.add(key)
            taken += _occurrences(phrase, segments)
        if taken > NEAR_MAX:
            reason = f"there are more than {NEAR_MAX:,} words here that its patterns mean"
            raise QueryError(text, phrase.span, reason, "write more of their letters")


def _with_patterns(node: Node) -> Iterator[Phrase]:
    """The phrases of a tree that may take long, in its order: words near each other, or more than a few in a row."""
    for leaf in leaves(node):
        match leaf:
            case Phrase(terms, slop=slop, exact=True) if slop is not None or len(terms) > FEW + 1:
                yield from [leaf] if any("*" in term for term in terms) else ()


def _occurrences(phrase: Phrase, segments: Sequence[SegmentReader]) -> int:
    """Those that are gone through: near each other all; in a row the rarest term's, for each term beyond the first few.
    What repeats itself is told sooner (`phrases.in_a_row`).
    """
    terms = list(dict.fromkeys(phrase.terms))
    forms = [{term: _forms(segment, term) for term in terms} for segment in segments]
    counts = [sum(segment.occurrences(of[term]) for segment, of in zip(segments, forms, strict=True)) for term in terms]
    if not all(counts):
        return 0
    if phrase.slop is not None:
        return sum(counts)
    repeats = len(phrase.terms) > 2 * len(terms) and not any(map(sharing, forms))
    return 0 if repeats else min(counts) * (len(phrase.terms) - 1 - FEW)


def _forms(segment: SegmentReader, term: str) -> Words:
    if "*" in term:
        return pattern_words(segment, term)
    number = segment.words.find(term.encode())
    return [] if number is None else [number]
