"""How much it takes to find a query's phrases that have patterns: counted over all segments before any is searched, so
that a query is refused in whatever order they are looked for. `templates/js/engine/evaluate.js` counts alike.
"""

import re
from collections.abc import Callable, Sequence

from dateline.index.segment.inverted_index import Words
from dateline.index.segment.reader import SegmentReader
from dateline.search.engine.phrases import sharing
from dateline.search.errors import QueryError
from dateline.search.query.expand import pattern_words
from dateline.search.query.tree import Node, Phrase, leaves

NEAR_MAX = 6_000_000
"""Occurrences in an archive of the words of patterns near each other: what two seconds go through."""
ROW = 16
"""Places that terms in a row are looked for at in the time of one of these occurrences."""
FEW = 8
"""Terms in a row beyond which each is looked for as long as an occurrence of words near each other."""


def refuse_too_much(text: str, node: Node, segments: Sequence[SegmentReader], counted: dict[Phrase, int]) -> None:
    """Raises QueryError where a query's phrases would take seconds and gigabytes; what is said again counts once.

    Args:
        text: The query.
        node: What it means.
        segments: The archive's.
        counted: What is known of phrases, and will be: a query and what is offered in its place have them in common.
    """
    phrases = dict[Phrase, Phrase]()
    for phrase in _with_patterns(node):
        phrases.setdefault(phrase._replace(span=(0, 0)), phrase)
    taken = {key: counted[key] if key in counted else _taken(key, segments, _at_most) for key in phrases}
    total = 0
    for key, phrase in phrases.items():
        if sum(taken.values()) <= NEAR_MAX:
            return
        if key not in counted:
            taken[key] = counted[key] = _taken(key, segments, _forms)
        total += taken[key]
        if total > NEAR_MAX:
            reason = f"there are more than {NEAR_MAX:,} words here that its patterns mean"
            raise QueryError(text, phrase.span, reason, "write more of their letters")


def _with_patterns(node: Node) -> list[Phrase]:
    """The phrases of a tree that may take long, in its order."""
    phrases = [leaf for leaf in leaves(node) if isinstance(leaf, Phrase) and leaf.exact]
    return [phrase for phrase in phrases if any("*" in term for term in phrase.terms)]


def _taken(phrase: Phrase, segments: Sequence[SegmentReader], words: Callable[[SegmentReader, str], Words]) -> int:
    """The occurrences that are gone through: near each other all; in a row the rarest term's, where each of the others
    is looked for, at less cost up to some. What repeats itself is told sooner (`phrases.in_a_row`).
    """
    terms = list(dict.fromkeys(phrase.terms))
    forms = [{term: words(segment, term) for term in terms} for segment in segments]
    counts = [sum(segment.occurrences(of[term]) for segment, of in zip(segments, forms, strict=True)) for term in terms]
    if not all(counts):
        return 0
    if phrase.slop is not None:
        return sum(counts)
    in_a_row = min(counts) * len(terms) // ROW
    more = len(phrase.terms) - 1 - FEW
    if more <= 0 or (len(phrase.terms) > 2 * len(terms) and not any(map(sharing, forms))):
        return in_a_row
    return in_a_row + min(counts) * more


def _at_most(segment: SegmentReader, term: str) -> Words:
    """Those that `_forms` has and maybe more, at once: whatever begins as the term does."""
    prefix, *others = re.split(r"[*?]", term, maxsplit=1)
    if not others:
        return _forms(segment, term)
    return segment.words.span(prefix.encode()) if prefix else range(segment.compounds.stop, len(segment.words))


def _forms(segment: SegmentReader, term: str) -> Words:
    if "*" in term:
        return pattern_words(segment, term)
    number = segment.words.find(term.encode())
    return [] if number is None else [number]
