"""What to offer beside an answer: the query with a word that may be meant instead of one of its own, or besides."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from dateline.search.query.relax import (
    LONG,
    SPELLINGS,
    TIMES,
    Words,
    distinct,
    every,
    replaced,
    spellings_of,
    whole,
    words_of,
)
from dateline.search.query.render import render
from dateline.search.query.spelling import is_slip, other_spellings, rare
from dateline.search.query.tree import FEW, Or, Query, Word
from dateline.search.results import Counted, Relaxation

OFTENER = 30
"""Where more than FEW articles match, but few (`spelling.rare`), spellings are offered of words that as few have, but
only where they are surely slips, of words in OFTENER times as many articles."""
AS_USUAL = 50
"""Another spelling is offered where it stands in one article for so many that have the word, or oftener: a slip of the
keys does not."""

Counts = Callable[[Iterable[Query]], Iterable[Counted]]


def likelier(
    query: Query, total: int, counts: Counts, words: Words, articles: int, language: str
) -> Iterator[Relaxation]:
    """Queries that differ from this one in the spelling of a word: with what it is across the Atlantic, too, if that
    finds more; or, of a rare word, with one that begins as it does and finds many times as many articles.

    Args:
        query: The query.
        total: How many articles it matches, some.
        counts: As `count` of `relaxations` for each of some queries, asked for one after another or all at once.
        words: As for `relaxations`.
        articles: How many there are in the archive.
        language: The archive's.
    """
    for word, spell in words_of(query.node):
        if spell(word.term)[0] is word and not word.exact:
            yield from _spelt_otherwise(query, total, word, counts, language)
        spelt = [
            (one, whole(replaced(query.node, *spell(one)), query))
            for one in _meant(word, total, counts, words, articles)
        ]
        found = counts(Query("", tree, duplicates=query.duplicates) for _, tree in spelt)
        likely = (
            Relaxation(render(tree), f"{one} instead of {word.term}", *counted)
            for (one, tree), counted in zip(spelt, found, strict=False)
            if counted.total >= TIMES * total
        )
        yield from islice(likely, SPELLINGS)


def _spelt_otherwise(
    query: Query, total: int, word: Word, counts: Counts, language: str
) -> Iterator[Relaxation]:
    """The query with the other spellings of a word, which the archive has, beside it."""
    spellings = other_spellings(word.term, language)
    if not spellings:
        return
    own, *others = counts([every(Word(one, word.span, exact=True)) for one in (word.term, *spellings)])
    for one, (usual, _) in zip(spellings, others, strict=True):
        if own.total and usual and usual * AS_USUAL >= own.total:
            either = Or((word, word._replace(term=one, form="")), word.span)
            tree = whole(replaced(query.node, word, either), query)
            (found,) = counts([Query("", tree, duplicates=query.duplicates)])
            if found.total > total:
                yield Relaxation(render(tree), f"{one} as well as {word.term}", *found)


def _meant(word: Word, total: int, counts: Counts, words: Words, articles: int) -> list[str]:
    """The words that a rare one may be a slip of, the likeliest first."""
    term, most = word.term, rare(articles)
    if total > most or len(term) < LONG:
        return []

    def alike(term: str, edits: int) -> dict[str, int]:
        known = words.alike(term, edits).items()
        return {one: count for one, count in known if one[0] == term[0] and count >= TIMES * total}

    ((count, _),) = counts([every(Word(term, (0, 0)))])
    if count <= FEW:
        return spellings_of(word, alike, words.stem) if total <= FEW else []
    ((count, _),) = counts([every(Word(term, (0, 0), exact=True))]) if count <= most else [(0, 0)]
    known = alike(term, 2) if count > FEW else {}
    slips = [(-found, one) for one, found in known.items() if found >= OFTENER * count and is_slip(term, one)]
    return distinct(word, [one for _, one in sorted(slips)], words.stem)
