"""A query with a word of it written in another way: as across the Atlantic, as two words or one, as one like it, or as
a part of the name before it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from dateline.search.query.absent import Count, every
from dateline.search.query.spelling import is_slip, other_spellings, rare, spelt_out, usual
from dateline.search.query.tree import FEW, And, Atom, Attribute, Node, Or, Phrase, Query, Word

CONSIDERED = 12
"""Spellings of a word that are tried at most: what makes the whole query match is offered."""
SLIP = 7
"""Letters of a word that may be two edits away from what is meant."""
SHORTEST = 4
"""Letters of a word that others are like."""
OFTENER = 30
"""For a word that more than FEW articles have, but few (`spelling.rare`), others are offered only where it is surely a
slip, of a word in OFTENER times as many."""
PART, LONGEST = 2, 40
"""Letters of each of two words at least that may be meant by one, `mobilephone`, and of that one at most."""

Alike = Callable[[str, int], Mapping[str, int]]
Spell = Callable[..., tuple[Atom, Atom]]
"""Takes what a word is written as instead, one or several in a row; gives the atom that has it, and what replaces it.
"""


def words_of(node: Node) -> list[tuple[Word, Spell]]:
    """The words, alone or in phrases, each with what replaces what where it is written in another way."""
    match node:
        case And(parts) | Or(parts):
            return [word for part in parts for word in words_of(part)]
        case Word():
            return [(node, partial(_respelt_word, node))]
        case Phrase(terms) if not any("*" in term for term in terms):
            return [
                (Word(one, node.span, node.zone, node.exact), partial(_respelt_phrase, node, one))
                for one in dict.fromkeys(terms)
            ]
        case _:
            return []


def _respelt_word(word: Word, *terms: str) -> tuple[Atom, Atom]:
    return word, Phrase(terms, word.span, word.zone) if len(terms) > 1 else word._replace(term=terms[0], form="")


def _respelt_phrase(phrase: Phrase, old: str, *terms: str) -> tuple[Atom, Atom]:
    spelt = (other for one in phrase.terms for other in (terms if one == old else (one,)))
    return phrase, phrase._replace(terms=tuple(spelt))


def spelt_otherwise(query: Query, language: str) -> Iterator[tuple[str, str, Atom, Atom]]:
    """What is spelt in another way across the Atlantic or without umlauts, whether or not an archive has it: the words,
    how they are spelt there, the atom that has them, and what replaces that. Of a quote each word, then all of them.
    """
    whole: dict[Atom, dict[str, str]] = {}
    without = {} if query.text.isascii() else spelt_out(query.text)
    for word, spell in words_of(query.node):
        for one in [*other_spellings(word.term, language), *filter(None, [without.get(word.term)])]:
            old, new = spell(one)
            whole.setdefault(old, {}).setdefault(word.term, one)
            yield word.term, one, old, new
    for phrase, other in whole.items():
        if isinstance(phrase, Phrase) and len(other) > 1:
            spelt = tuple(other.get(term, term) for term in phrase.terms)
            yield " ".join(phrase.terms), " ".join(spelt), phrase, phrase._replace(terms=spelt)


def open_forms(term: str, spell: Spell, may_have: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Each two words that a word may be, of which an archive may have both, or others of their stems if these will do.

    Args:
        term: The word.
        spell: What replaces it.
        may_have: As of `search.query.relax.Words`.
    """
    _, new = spell(term, term)
    pairs = ((term[:at], term[at:]) for at in range(PART, len(term) - PART + 1) if len(term) <= LONGEST)
    has_stems = isinstance(new, Phrase) and not new.exact
    return (pair for pair in pairs if has_stems or all(map(may_have, pair)))


def closed_forms(node: Node) -> Iterator[tuple[str, str, Node]]:
    """What two plain words side by side are when written as one: the words, the one, and the tree with it."""
    parts = node.parts if isinstance(node, And) else ()
    for at, pair in enumerate(pairwise(parts)):
        match pair:
            case Word(exact=False) as one, Word(exact=False) as other if one.zone == other.zone:
                word = Word(one.term + other.term, one.span, one.zone)
                rest = (*parts[:at], word, *parts[at + 2 :])
                yield f"{one.term} {other.term}", word.term, And(rest, node.span) if len(rest) > 1 else word


def longer_names(node: Node) -> Iterator[tuple[str, Node]]:
    """The tree with a name that goes on in the plain word behind it, as in `place:new york`, and why."""
    parts = node.parts if isinstance(node, And) else ()
    for at, pair in enumerate(pairwise(parts)):
        match pair:
            case Attribute(terms=terms) as name, Word(term, zone="text", exact=False) if not terms[-1].endswith("*"):
                longer = name._replace(terms=(*terms, term))
                rest = (*parts[:at], longer, *parts[at + 2 :])
                yield f"{term} in the {name.name} too", And(rest, node.span) if len(rest) > 1 else longer


def spellings_of(word: Word, alike: Alike, stem: Callable[[str], str], articles: int) -> list[str]:
    """The known words nearest to a word: one edit before two, then the more frequent, then by the alphabet. Two edits
    are a slip only in a word of SLIP letters or more that begins in the same way, of one that is usual in so many
    articles and more frequent than those one edit away.
    """
    if len(word.term) < SHORTEST or any(map(str.isdecimal, word.term)):  # whatever is like these is another
        return []
    term, near = word.term, alike(word.term, 1)
    far = alike(term, 2) if len(term) >= SLIP else {}
    least = max(usual(articles), max(near.values(), default=0) + 1)
    ranked = [(True, -count, one) for one, count in far.items() if one[0] == term[0] and count >= least]
    ranked += [(False, -count, one) for one, count in near.items()]
    return distinct(word, [one for _, _, one in sorted(ranked)], stem)


def slips_of(word: Word, count: Count, alike: Alike, stem: Callable[[str], str], articles: int) -> list[str]:
    """The words that one which more than FEW articles have is surely a slip of, the more frequent first."""
    own = count(every(Word(word.term, (0, 0)))).total
    if FEW < own <= rare(articles):
        own = count(every(Word(word.term, (0, 0), exact=True))).total
        known = alike(word.term, 2) if own > FEW else {}
        slips = [(-found, one) for one, found in known.items() if found >= OFTENER * own and is_slip(word.term, one)]
        return distinct(word, [one for _, one in sorted(slips)], stem)
    return []


def distinct(word: Word, spelt: Iterable[str], stem: Callable[[str], str]) -> list[str]:
    """What is tried in a word's place: of words of one stem, which find the same unless they are exact, the first."""
    kept: dict[str, str] = {}
    for one in spelt:
        if len(kept) == CONSIDERED:
            break
        kept.setdefault(one if word.exact else stem(one), one)
    return list(kept.values())
