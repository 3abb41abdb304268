"""What to offer beside an answer: the query with a word that may be meant instead of one of its own, or besides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from dateline.search.query.absent import LONG, SPELLINGS, every
from dateline.search.query.compounds import Pair
from dateline.search.query.relax import TIMES, Words, is_long, replaced, whole
from dateline.search.query.render import render
from dateline.search.query.respell import (
    Spell,
    longer_names,
    open_forms,
    slips_of,
    spellings_of,
    spelt_otherwise,
    words_of,
)
from dateline.search.query.spelling import may_be_meant, rare
from dateline.search.query.tree import FEW, Atom, Or, Query, Word
from dateline.search.results import Counted, Relaxation

AS_USUAL = 50
"""Another spelling is offered where it stands in one article for so many that have the word, or oftener: a slip of the
keys does not."""

Counts = Callable[[Iterable[Query]], Iterable[Counted]]


def likelier(
    query: Query, total: int, counts: Counts, words: Words, articles: int, apart: Mapping[str, Iterable[Pair]]
) -> Iterator[Relaxation]:
    """Queries that differ from this one in the spelling of a word: with what it is across the Atlantic, without umlauts
    or as two words, too, if that finds more; or, of a rare word, with two words or one that begins as it does, if that
    finds many times as many articles.

    Args:
        query: The query.
        total: How many articles it matches, some.
        counts: As `count` of `relaxations` for each of some queries, asked for one after another or all at once.
        words: As for `relaxations`.
        articles: How many there are in the archive.
        apart: See `search.query.compounds.apart`.
    """
    if is_long(query.node):
        return
    longer = [(why, whole(tree, query)) for why, tree in longer_names(query.node)]
    found = counts(Query("", tree, duplicates=query.duplicates) for _, tree in longer)
    named = zip(longer, found, strict=True)
    yield from (Relaxation(render(tree), why, *counted) for (why, tree), counted in named if counted.total)
    yield from _otherwise(query, total, counts, words.language)
    for word, spell in words_of(query.node):
        meant = _meant(word, total, counts, words, articles)
        spelt = [(one, whole(replaced(query.node, *spell(one)), query)) for one in meant]
        found = counts(Query("", tree, duplicates=query.duplicates) for _, tree in spelt)
        likely = (
            Relaxation(render(tree), f"{one} instead of {word.term}", *counted)
            for (one, tree), counted in zip(spelt, found, strict=False)
            if counted.total >= TIMES * total
        )
        yield from islice(likely, SPELLINGS)
        if not word.exact and (pairs := apart.get(word.term)):
            yield from _as_two_words(query, 2 * total, word, spell, counts, pairs)
        elif total <= FEW:
            yield from _open(query, total, word, spell, counts, words)


def _otherwise(query: Query, total: int, counts: Counts, language: str) -> Iterator[Relaxation]:
    """The query with other spellings of its words, which the archive has, beside these."""
    for there, here, old, new in spelt_otherwise(query, language):
        if isinstance(old, Word) and old.exact:
            continue
        own, usual = counts([every(_exact(old)), every(_exact(new))])
        if own.total and usual.total and usual.total * AS_USUAL >= own.total:
            yield from _either(query, total + 1, counts, [(f"{here} as well as {there}", old, new)])


def _open(
    query: Query, total: int, word: Word, spell: Spell, counts: Counts, words: Words
) -> Iterator[Relaxation]:
    """The query with two words beside one that few articles have, which is them: far more have those in a row."""
    if word.exact and spell(word.term)[0] is word:
        return
    pairs = list(open_forms(word.term, spell, words.may_have)) if len(word.term) >= LONG else []
    if pairs and next(iter(counts([every(Word(word.term, (0, 0)))]))).total <= FEW:
        yield from _as_two_words(query, (TIMES + 1) * total, word, spell, counts, pairs)


def _as_two_words(
    query: Query, least: int, word: Word, spell: Spell, counts: Counts, pairs: Iterable[Pair]
) -> Iterator[Relaxation]:
    """The query with each two words beside one, where that finds so many at least."""
    forms = [(f"{' '.join(pair)} as well as {word.term}", *spell(*pair)) for pair in pairs]
    yield from _either(query, least, counts, forms)


def _either(query: Query, least: int, counts: Counts, forms: list[tuple[str, Atom, Atom]]) -> Iterator[Relaxation]:
    """The query with an atom of it or another in its place, each told why, where that finds so many at least."""
    trees = [whole(replaced(query.node, old, Or((old, new), old.span)), query) for _, old, new in forms]
    found = counts([Query("", tree, duplicates=query.duplicates) for tree in trees])
    for (why, *_), tree, counted in zip(forms, trees, found, strict=True):
        if counted.total >= least:
            yield Relaxation(render(tree), why, *counted)


def _exact(atom: Atom) -> Atom:
    return atom._replace(exact=True) if isinstance(atom, Word) else atom


def _meant(word: Word, total: int, counts: Counts, words: Words, articles: int) -> list[str]:
    """The words that a rare one may be a slip of, the likeliest first."""
    if total > rare(articles) or len(word.term) < LONG:
        return []

    def alike(term: str, edits: int) -> dict[str, int]:
        often = ((one, count) for one, count in words.alike(term, edits).items() if count >= TIMES * total)
        return {one: count for one, count in often if one[0] == term[0] and may_be_meant(term, one)}

    def count(query: Query) -> Counted:
        return next(iter(counts([query])))

    if count(every(Word(word.term, (0, 0)))).total <= FEW:
        return spellings_of(word, alike, words.stem, articles) if total <= FEW else []
    return slips_of(word, count, alike, words.stem, articles)
