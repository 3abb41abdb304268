"""One word or quote of a query, with the field it stands in, to a atom of the tree of `search.query.tree`."""

import re
from collections.abc import Callable
from typing import Literal, cast

from dateline.index.analysis.terms import tokens
from dateline.search.errors import BadDate
from dateline.search.query import period
from dateline.search.query.tree import Atom, Attribute, Dates, Fuzzy, Node, Pattern, Phrase, Word, Zone
from dateline.search.results import Span

TEXT_FIELDS = ("title", "lead")
VALUE_FIELDS = ("outlet", "author", "place")
DATE_FIELDS = ("date", "after", "before")
BLANK = r"\s\x00-\x1f\x7f-\x9f\ufeff"  # the same in JavaScript, whose \s is another
CURLY = "“”„‟«»"
STOP = rf'{BLANK}()"{CURLY}'
QUOTE = rf'(?:"([^"]*)|[{CURLY}]([^"{CURLY}]*))(["{CURLY}]|\Z)(~[^{STOP}]*)?'
"""A straight quote ends with a straight one, a typographic quote with any: languages disagree on which."""

MAX_SLOP = 99  # less than the gap that an index leaves between headline and body, which no phrase may span
DASHES = "‐‑‒–—−"  # what word processors make of a minus

# While a pattern goes through the tokenizer, two letters of Roman inscriptions stand in for its wildcards.
_HIDE = str.maketrans("*?", "ꟷꟻ")
_HIDE_STAR = str.maketrans("*", "ꟷ")
_SHOW = str.maketrans("ꟷꟻ", "*?")

Name = Literal["outlet", "author", "place"]
Complain = Callable[[Span, str, str], None]
"""Takes an error's place, reason and advice."""


def parse_atom(text: str, at: Span, field: str, complain: Complain) -> Node | None:
    """The atom for `text[start:end]`, a token that is a word or a quote; None where an error covers it all.

    Args:
        text: The whole query.
        at: The token's place in it.
        field: The field that it stands in, `""` in none.
        complain: Told of each error.
    """
    quote = re.compile(QUOTE).match(text, at[0]) if text[at[0]] in f'"{CURLY}' else None
    if field in DATE_FIELDS:
        return _dates(text, at, field, complain, quoted=bool(quote))
    node = _quote(at, quote, complain) if quote else _word(text, at, complain)
    if node is None or not field:
        return node
    if field in TEXT_FIELDS:
        return node._replace(zone=cast("Zone", field))
    return _attribute(node, field, complain)


def shown(text: str) -> str:
    """A stretch of the query for use in a message."""
    return f"`{text}`" if len(text) <= 40 else f"`{text[:39]}…`"


def _word(text: str, at: Span, complain: Complain) -> Atom | None:
    raw = text[slice(*at)]
    bare = raw.removeprefix("=")
    stem, tilde, edits = bare.lstrip("~").partition("~")
    terms = _terms(stem, _HIDE)
    if not terms or not all(map(_searchable, terms)):
        if set(stem) & set("*?"):
            complain(at, f"{shown(raw)} matches every word", "give it a letter or a digit, as in bagh*")
        else:
            advice = "write - right before the word to leave out" if raw == "-" else "leave it out"
            complain(at, f"there is nothing to search for in {shown(raw)}", advice)
        return None
    if raw[0] in DASHES:
        complain(at, f"{shown(raw)} starts with a dash that leaves nothing out", "write - or nothing there")
        return None
    if tilde:
        return _fuzzy(raw, terms, edits, at, complain)
    if len(terms) > 1 and "?" in "".join(terms):
        complain(at, f"{shown(raw)} is several words, and ? is for single ones", "use *, or leave the ? out")
        return None
    return _atom(terms, at, exact=raw != bare)


def _fuzzy(raw: str, terms: tuple[str, ...], edits: str, at: Span, complain: Complain) -> Fuzzy | None:
    if edits not in ("", "1", "2"):
        complain(at, f"only 1, 2 or nothing can follow the ~ of {shown(raw)}", "or quote it")
    elif len(terms) > 1:
        complain(at, f"{shown(raw)} is several words, and ~ is for single ones", "write ~ after one word")
    elif set(terms[0]) & set("*?"):
        complain(at, f"{shown(raw)} has both a wildcard and ~", "use one of them")
    elif len(terms[0]) < 3:
        complain(at, f"{shown(raw)} is too short for ~", "use it with words of three letters or more")
    else:
        return Fuzzy(terms[0], int(edits) if edits else 1 + (len(terms[0]) > 5), at)
    return None


def _quote(at: Span, quote: re.Match[str], complain: Complain) -> Atom | None:
    straight, curly, closing, suffix = quote.groups()
    content = curly if straight is None else straight
    # `*` alone and `?` are punctuation here: only a `*` that touches a word makes a pattern.
    terms = tuple(term for term in _terms(content, _HIDE_STAR) if term != "*")
    if not closing:
        complain((at[0], at[0] + 1), "this quote is not closed", "add a quotation mark where it should end")
    if not terms:
        complain(at, "there is nothing to search for in the quotes", "leave them out")
        return None
    if not all(map(_searchable, terms)):
        complain(at, "a part of the quote matches every word", "give it a letter or a digit, as in bagh*")
        return None
    node = _atom(terms, at, exact=True)
    return node if suffix is None else _near(node, suffix, (quote.end() - len(suffix), quote.end()), complain)


def _near(node: Atom, suffix: str, at: Span, complain: Complain) -> Atom:
    """A quote with its `~5`."""
    distance = re.fullmatch("~0*([0-9]+)", suffix)
    if not distance:
        complain(at, "a number follows the ~ of a quote", 'say how many words may stand between: "a b"~5')
    elif len(distance[1]) > 2:
        complain(at, f"words can be at most {MAX_SLOP} apart", "write less, or join the words with AND")
    elif not isinstance(node, Phrase):
        complain(at, "only a quote of two words or more can have ~ and a number", "for spellings write word~")
    else:
        return node._replace(slop=int(distance[1]))
    return node


def _attribute(node: Atom, field: str, complain: Complain) -> Attribute | None:
    single = node.pattern if isinstance(node, Pattern) else "" if isinstance(node, Phrase) else node.term
    terms = node.terms if isinstance(node, Phrase) else (single,)
    near = isinstance(node, Fuzzy) or (isinstance(node, Phrase) and node.slop is not None)
    if near or set("".join(terms).removesuffix("*")) & set("*?"):
        complain(node.at, f"`{field}:` takes only words, quoted words and word*", "write it without ~ or ?")
        return None
    return Attribute(cast("Name", field), terms, node.at)


def _dates(text: str, at: Span, field: str, complain: Complain, *, quoted: bool) -> Dates | None:
    raw = text[slice(*at)]
    if quoted:
        complain(at, f"the date {shown(raw)} is quoted", "write it without quotes")
        return None
    try:
        if field == "after":
            return Dates(period.after(raw), None, at)
        if field == "before":
            return Dates(None, period.before(raw), at)
        return Dates(*period.date_range(raw), at)
    except BadDate as error:
        complain(at, error.problem, error.advice)
        return None


def _atom(terms: tuple[str, ...], at: Span, *, exact: bool) -> Atom:
    wild = set("".join(terms)) & set("*?")
    if len(terms) > 1:
        return Phrase(terms, at, exact=exact or bool(wild))
    return Pattern(terms[0], at) if wild else Word(terms[0], at, exact=exact)


def _terms(text: str, hide: dict[int, int]) -> tuple[str, ...]:
    """The terms of a text, with their wildcards."""
    hidden = text.translate(hide)
    if hidden == text:
        return tuple(token.term for token in tokens(text))
    return tuple(re.sub(r"\*+", "*", token.term.translate(_SHOW)) for token in tokens(hidden))


def _searchable(term: str) -> bool:
    return not set(term) <= set("*?'.")
