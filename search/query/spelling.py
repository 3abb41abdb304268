"""Which word may be meant by another: spellings of Britain and America, and slips of the keys."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dateline.index.analysis.terms import normalize, tokens
from dateline.search.query.expand import within_edits
from dateline.search.query.tree import FEW, Atom, Attribute, Phrase, Query, Word, atoms, leaves

_ENDINGS = "|s|ed|ing|er|ers"
VARIANTS: list[tuple[str, str, int, str, str]] = [
    ("our", "or", 3, "bdglmnpv", f"{_ENDINGS}|ful|less|hood|hoods|ite|ites|able|al|ism|ist|ly"),
    ("is", "iz", 3, "", "e|ed|er|ers|es|ing|ation|ations|able"),
    ("ys", "yz", 3, "l", "e|ed|er|ers|es|ing"),
    ("ll", "l", 4, "aei", "ed|ing|er|ers|or|ors|ery"),
    ("mme", "m", 3, "a", "|s"),
    ("logue", "log", 2, "", "|s"),
    ("dgement", "dgment", 2, "", "|s|al"),
    *((form, form[:-2] + "er", 0, "", "|s") for form in (
        "calibre", "centre", "fibre", "litre", "lustre", "manoeuvre", "meagre", "metre", "sabre", "sombre", "spectre",
        "theatre",
    )),
    *((form, form[:-2] + "se", 0, "", "|s|less") for form in ("defence", "licence", "offence", "pretence")),
    *((*pair, 0, "", "") for pair in (
        ("ageing", "aging"), ("aluminium", "aluminum"), ("cosy", "cozy"), ("jewellery", "jewelry"),
        ("skilful", "skillful"), ("wilful", "willful"),
    )),
    *((*pair, 0, "", "*") for pair in (
        ("aesth", "esth"), ("anaem", "anem"), ("archaeo", "archeo"), ("artefact", "artifact"),
        ("caesarean", "cesarean"), ("foet", "fet"), ("fulfil", "fulfill"), ("gynaec", "gynec"), ("haem", "hem"),
        ("kidnapp", "kidnap"), ("mould", "mold"), ("moustache", "mustache"), ("oedem", "edem"), ("oestr", "estr"),
        ("paed", "ped"), ("plough", "plow"), ("pyjama", "pajama"), ("rrhoea", "rrhea"), ("sceptic", "skeptic"),
        ("sulph", "sulf"), ("tyre", "tire"), ("worshipp", "worship"),
    )),
]  # fmt: skip
"""What is spelled in two ways: in Britain, in America, how many letters come before it at least, which letter may be
right before it (any where none is named), and what may follow (`*`: anything).
"""
_MIRRORED = [(two, one, least, before, after) for one, two, least, before, after in VARIANTS]
_SPELT_OUT = str.maketrans(dict(zip("äöüøåÄÖÜØÅ", ("ae", "oe", "ue", "oe", "aa") * 2, strict=True)))
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)
SURE = 9
"""Letters of a word that one letter more, less or other leaves the same word, as a rule."""
RARE = 1000
"""Articles of an archive for each that a rare word stands in, at most."""
USUAL = 10_000
"""Articles of an archive for each that a usual word stands in, at least."""


def rare(articles: int) -> int:
    """In how many articles of an archive a rare word stands at most: in one of RARE, or in FEW."""
    return max(FEW, articles // RARE)


def usual(articles: int) -> int:
    """In how many articles of an archive a usual word stands at least: in one of USUAL, or in one."""
    return max(1, articles // USUAL)


def spelt_out(text: str) -> dict[str, str]:
    """By term the words of a query that have an umlaut or its like, and what they are where these are spelt out:
    `pohl`, which is Pöhl, as `poehl`.
    """
    composed = unicodedata.normalize("NFC", text)
    found = ((token.term, composed[token.start : token.end].translate(_SPELT_OUT)) for token in tokens(composed))
    return {term: other for term, spelt in found if (other := normalize(spelt)) != term}


def may_be_spelt_otherwise(query: Query, total: int, articles: int, language: str) -> bool:
    """Whether `search.query.offers` may have any for a query that so many of an archive's articles match."""
    words = (term for atom in atoms(query.node) for term in _terms(atom))
    has_names = any(isinstance(leaf, Attribute) for leaf in leaves(query.node))
    return (
        total <= rare(articles)
        or has_names
        or any(other_spellings(term, language) for term in words)
        or (not query.text.isascii() and bool(spelt_out(query.text)))
    )


def _terms(atom: Atom) -> tuple[str, ...]:
    """The words of an atom that may be spelt in another way."""
    match atom:
        case Phrase(terms):
            return terms
        case Word(term, exact=False):
            return (term,)
        case _:
            return ()


def other_spellings(term: str, language: str) -> list[str]:
    """What a word of an archive's language may be across the Atlantic, whether or not there is such a word."""
    if language != "english":
        return []
    return list(dict.fromkeys([*american(term), *_respelt(term, _MIRRORED)]))


def american(term: str) -> Iterator[str]:
    """What a word of Britain's English may be in America's."""
    return _respelt(term, VARIANTS)


def _respelt(term: str, rules: Iterable[tuple[str, str, int, str, str]]) -> Iterator[str]:
    for one, other, least, before, after in rules:
        at = term.rfind(one)
        if at < least or (before and term[at - 1] not in before):
            continue
        rest, is_there = term[at + len(one) :], other.startswith(one) and term.startswith(other, at)
        if not is_there and (after == "*" or rest in after.split("|")):
            yield term[:at] + other + rest


def is_slip(term: str, word: str) -> bool:
    """Whether a word at most two edits away is a term of letters but for doubled ones or neighbours swapped; of long
    words, but for one letter.
    """
    if not term.isalpha() or squeezed(term) == squeezed(word):
        return term.isalpha()
    return within_edits(term, word, 1) and (len(term) >= SURE or sorted(term) == sorted(word))


def may_be_meant(term: str, word: str) -> bool:
    """Whether a word may be meant by a term though an archive has that, too: it is one edit away, or only doubled
    letters differ. Two edits away is another name.
    """
    return within_edits(term, word, 1) or squeezed(term) == squeezed(word)


def squeezed(term: str) -> str:
    """A word with each letter that stands twice or more in a row once."""
    return _DOUBLED.sub(r"\1", term)
