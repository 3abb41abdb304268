"""One word or quote of a query, with the field it stands in, to an atom of the tree of `search.query.tree`."""

import re
from collections.abc import Callable
from typing import cast

from dateline.index.analysis.surface import surface_forms
from dateline.index.analysis.terms import tokens
from dateline.search.errors import BadDate
from dateline.search.query import period
from dateline.search.query.elsewhere import complaint
from dateline.search.query.forms import forms_in
from dateline.search.query.syntax import BLANK, CURLY, DATE_FIELDS, QUOTE, RANGE, SPOKEN, TEXT_FIELDS, shown
from dateline.search.query.tree import (
    Atom,
    Attribute,
    AttributeName,
    Dates,
    Fuzzy,
    Node,
    Pattern,
    Phrase,
    SurfaceForm,
    Word,
    Zone,
)
from dateline.search.results import Span

MAX_PATTERNS = 8
"""Different patterns of words near each other: the work to match them with words doubles with each."""
MAX_NEAR = 100
"""Words that a quote with ~ may have: each window of the text is asked for all of them."""
MAX_SLOP = 99  # less than the gap that an index leaves between headline and body, which no phrase may span
DASHES = "‐‑‒–—−"  # what word processors make of a minus

# While a pattern goes through the tokenizer, two letters of Roman inscriptions stand in for its wildcards.
_HIDE = str.maketrans("*?", "ꟷꟻ")
_HIDE_STAR = str.maketrans("*", "ꟷ")
_SHOW = str.maketrans("ꟷꟻ", "*?")

Complain = Callable[[Span, str, str], None]
"""Takes an error's span, reason and advice."""


def parse_atom(text: str, span: Span, field: str, complain: Complain) -> Node | None:
    """The atom for `text[slice(*span)]`, a token that is a word or a quote; None where an error covers it all.

    Args:
        text: The whole query.
        span: The token's span in it.
        field: The field that it stands in, `""` in none.
        complain: Told of each error.
    """
    quote = re.compile(QUOTE).match(text, span[0]) if text[span[0]] in f'"{CURLY}' else None
    if field in DATE_FIELDS:
        return _dates(text, span, field, complain, quoted=bool(quote))
    node = _quote(span, quote, complain) if quote else _word(text, span, complain)
    if node is None or not field:
        return node
    if field in TEXT_FIELDS:
        return node._replace(zone=cast("Zone", field))
    return _attribute(node, field, complain)


def _word(text: str, span: Span, complain: Complain) -> Atom | None:
    raw = text[slice(*span)]
    if wrong := complaint(raw, text[span[1] : span[1] + 1]):
        complain(span, *wrong)
        return None
    if raw.startswith("==") and raw.strip("="):
        return _surface_form(raw, span, complain)
    bare = raw.removeprefix("=")
    stem, tilde, edits = bare.partition("~")
    terms = _terms(stem, _HIDE)
    if not terms or not all(map(_searchable, terms)):
        if set(stem) & set("*?"):
            complain(span, f"{shown(raw)} matches every word", "give it a letter or a digit, as in bagh*")
        else:
            advice = "write - right before the word to leave out" if raw == "-" else "leave it out"
            complain(span, f"there is nothing to search for in {shown(raw)}", advice)
        return None
    if raw[0] in DASHES:
        complain(span, f"{shown(raw)} starts with a dash that leaves nothing out", "write - or nothing there")
        return None
    if raw[:2] in ("--", "!!"):
        complain(span, f"{shown(raw)} starts with two signs, and one leaves a word out", "write one - or nothing there")
        return None
    if tilde:
        return _fuzzy(raw, terms, edits, span, complain)
    if len(terms) > 1 and "?" in "".join(terms):
        complain(span, f"{shown(raw)} is several words, and ? is for single ones", "use *, or leave the ? out")
        return None
    return _atom(terms, stem, span, exact=raw != bare)


def _surface_form(raw: str, span: Span, complain: Complain) -> SurfaceForm | None:
    word = re.sub(rf"[\"{CURLY}]", "", raw.removeprefix("=="))
    forms = [] if set(word) & set("*?~") else forms_in(word)
    if forms:
        return SurfaceForm(forms[0], span)
    terms, several = _terms(word, {}), _forms_within(word)
    if len(terms) > 1 and several:
        complain(span, f"{shown(raw)} is several words, and == is for single ones", f"write {several}")
        return None
    spelled = f"; the word as spelled is ={terms[0]}" if len(terms) == 1 and _searchable(terms[0]) else ""
    reason = f"{shown(raw)} is no word that == can tell from others"
    complain(span, reason, f"write it as in ==US, ==MPs, ==F-16, ==C++ and ==$5{spelled}")
    return None


def _forms_within(text: str) -> str:
    """What finds the surface forms of several words, and the words side by side; or nothing."""
    forms = [f"=={form}" for form in dict.fromkeys(token.term for token in surface_forms(text))]
    quoted = " ".join(token.term for token in tokens(text))
    return " ".join([*forms, f'"{quoted}"']) if forms else ""


def _fuzzy(raw: str, terms: tuple[str, ...], edits: str, span: Span, complain: Complain) -> Fuzzy | None:
    if edits not in ("", "1", "2"):
        complain(span, f"only 1, 2 or nothing can follow the ~ of {shown(raw)}", "or quote it")
    elif len(terms) > 1:
        complain(span, f"{shown(raw)} is several words, and ~ is for single ones", "write ~ after one word")
    elif set(terms[0]) & set("*?"):
        complain(span, f"{shown(raw)} has both a wildcard and ~", "use one of them")
    elif len(terms[0]) < 3:
        complain(span, f"{shown(raw)} is too short for ~", "use it with words of three letters or more")
    else:
        return Fuzzy(terms[0], int(edits) if edits else 1 + (len(terms[0]) > 5), span)
    return None


def _quote(span: Span, quote: re.Match[str], complain: Complain) -> Atom | None:
    straight, curly, closing, suffix = quote.groups()
    content = curly if straight is None else straight
    # `?` is punctuation here; a `*` that touches a word makes a pattern, and one between words is an error.
    found = _terms(content, _HIDE_STAR)
    terms = tuple(term for term in found if term != "*")
    if not closing:
        complain((span[0], span[0] + 1), "this quote is not closed", "add a quotation mark where it should end")
    if not terms:
        complain(span, "there is nothing to search for in the quotes", "leave them out")
        return None
    if not all(map(_searchable, terms)):
        complain(span, "a part of the quote matches every word", "give it a letter or a digit, as in bagh*")
        return None
    if "*" in " ".join(found).strip("* ").split(" "):
        complain(span, "a * by itself in a quote is no word here", f"for words near each other write {_example(terms)}")
        return None
    node = _atom(terms, content, span, exact=True)
    return node if suffix is None else _near(node, suffix, (quote.end() - len(suffix), quote.end()), complain)


def _example(terms: tuple[str, ...]) -> str:
    """Words of a quote as they are near each other."""
    quoted = " ".join(terms)
    return f'"{quoted}"~1' if len(quoted) <= 40 else '"a b"~1'


def _near(node: Atom, suffix: str, span: Span, complain: Complain) -> Atom:
    """A quote with its `~5`."""
    distance = re.fullmatch("~0*([0-9]+)", suffix)
    if not distance:
        complain(span, "a number follows the ~ of a quote", 'say how many words may stand between: "a b"~5')
    elif len(distance[1]) > 2:
        complain(span, f"words can be at most {MAX_SLOP} apart", "write less, or join the words with AND")
    elif not isinstance(node, Phrase):
        complain(span, "only a quote of two words or more can have ~ and a number", "for spellings write word~")
    elif len(node.terms) > MAX_NEAR:
        complain(span, f"at most {MAX_NEAR} words can be near each other", "quote fewer, or leave out the ~")
    elif len({term for term in node.terms if "*" in term}) > MAX_PATTERNS:
        complain(span, f"at most {MAX_PATTERNS} different patterns can be near each other", "write some as whole words")
    else:
        return node._replace(slop=int(distance[1]))
    return node


def _attribute(node: Atom, field: str, complain: Complain) -> Attribute | None:
    match node:
        case Word(term) | Pattern(term):
            terms = (term,)
        case Phrase(terms, slop=None):
            pass
        case _:
            terms = ("?",)
    if set("".join(terms).removesuffix("*")) & set("*?"):
        complain(node.span, f"`{field}:` takes only words, quoted words and word*", "write it without ~, ? or ==")
        return None
    if field == "url" and terms[0] == "www":  # no site is kept with it
        terms = terms[1:] or terms
    return Attribute(cast("AttributeName", field), terms, node.span)


def _dates(text: str, span: Span, field: str, complain: Complain, *, quoted: bool) -> Dates | None:
    raw = text[slice(*span)]
    if quoted:
        complain(span, f"the date {shown(raw)} is quoted", f"write it year first, without quotes: {field}:2025-04-24")
        return None
    if spoken := re.fullmatch(SPOKEN, raw):
        raw = "..".join(filter(None, spoken.groups()))
    if found := re.fullmatch(RANGE, raw):
        if set("{}") & set(raw):
            reason = "curly braces leave out the ends of a range elsewhere"
            complain(span, reason, "write after:2025-04 or before:2025-04")
            return None
        raw = "..".join(re.sub(rf"[{BLANK}*]", "", end) for end in found.groups())
    try:
        if field == "after":
            return Dates(period.after(raw), None, span)
        if field == "before":
            return Dates(None, period.before(raw), span)
        return Dates(*period.date_range(raw), span)
    except BadDate as error:
        complain(span, error.problem, f"{error.advice}{'; a range is 2025-04..2025-05' * (field == 'date')}")
        return None


def _atom(terms: tuple[str, ...], text: str, span: Span, *, exact: bool) -> Atom:
    wild = set("".join(terms)) & set("*?")
    if len(terms) > 1:
        return Phrase(terms, span, exact=exact or bool(wild))
    return Pattern(terms[0], span) if wild else Word(terms[0], span, exact=exact, form="".join(forms_in(text)[:1]))


def _terms(text: str, hide: dict[int, int]) -> tuple[str, ...]:
    """The terms of a text, with their wildcards."""
    hidden = text.translate(hide)
    if hidden == text:
        return tuple(token.term for token in tokens(text))
    return tuple(re.sub(r"\*+", "*", token.term.translate(_SHOW)) for token in tokens(hidden))


def _searchable(term: str) -> bool:
    return not set(term) <= set("*?'.")
