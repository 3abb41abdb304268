"""What other tools write that has no meaning here: each is told by name, with our form."""

import re

from dateline.search.query.syntax import FIELDS, LETTER, RANGE, shown

FOREIGN_FIELDS = {
    **dict.fromkeys(("headline", "hd", "hed", "ti", "hl", "intitle", "allintitle"), "title:"),
    "lp": "lead:",
    **dict.fromkeys(("source", "publication", "publisher"), "outlet:"),
    **dict.fromkeys(("byline", "by", "au"), "author:"),
    **dict.fromkeys(("dateline", "location"), "place:"),
    **dict.fromkeys(("site", "inurl", "http", "https"), "url:"),
    **dict.fromkeys(("year", "published"), "date:"),
    "since": "date:2025-04..",
    "until": "date:..2025-04",
}
"""From other tools' names of fields to our form."""
CALLED = ("headline", "hlead", "hl", "byline", "body", "text", "atleast", "any", "all")
"""What stands before a parenthesis as fields do."""
AROUND = ("around", "near", "within")
"""What stands before a distance in parentheses."""
OPERATORS = {"ANDNOT": "write NOT", "XOR": "write (a -b) OR (b -a)"}
_NEAR = r"(?ai:w|n|o?near|pre|within)?/[0-9]+|(?ai:w|near|pre)?/(?ai:s|p)|(?:O?NEAR|ADJ)[0-9]*|~[0-9]+"
_SIGN = rf"\||&&|{LETTER}\+{LETTER}"
"""What other tools write between words for our operators, without a blank."""
_COMPARED = rf"(?ai:{'|'.join(FIELDS)})(?==|[<>][=0-9])"
_BOOST = r"\^[0-9.]+\Z"
_NEAR_ADVICE = 'for words near each other write "a b"~{}; else quote it'

Complaint = tuple[str, str]
"""What is wrong, and what to write here."""


def complaint(raw: str, following: str) -> Complaint | None:
    """What is wrong with a word that is an operator in other tools, if it is one.

    Args:
        raw: The word.
        following: The character behind it, if any.
    """
    if following == "(" and (called := _called(raw)):
        return called
    if raw.isalnum() and not raw.isupper():  # as most words are: nothing needs to be compiled for them
        return None
    if re.fullmatch(_NEAR, raw):
        return f"{shown(raw)} is no operator here", _NEAR_ADVICE.format(re.sub("[^0-9]", "", raw) or 5)
    if boost := re.search(_BOOST, raw):
        return f"{shown(boost[0])} weighs words in other tools, and nothing here", "leave it out, or quote the word"
    if raw[0] == "^":
        return f"{shown(raw)} is for beginnings in other tools, and nothing here is", "leave it out, or quote the word"
    if raw in OPERATORS:
        return f"{shown(raw)} is no operator here", f"{OPERATORS[raw]}, or quote it"
    if raw[0] == "~" and raw.strip("~"):
        return f"{shown(raw)} starts with a ~, which follows a word here", "write word~, or leave it out"
    if raw[0] == raw[-1] == "/" and re.search(r"[.*+?\[\]^$\\]", raw):
        return f"{shown(raw)} is a regular expression, and none are understood here", "write word*, or quote it"
    if re.fullmatch(RANGE, raw):
        return f"{shown(raw)} is a range, and ranges are for dates", "write date:2025-04..2025-05"
    return _signs(raw)


def _called(raw: str) -> Complaint | None:
    """As `complaint`, of a word right before a parenthesis."""
    name = re.sub("[0-9]+$", "", raw.lower())
    if name in AROUND:
        return f"{shown(raw)} is no operator here", _NEAR_ADVICE.format(5)
    if name in (*FIELDS, *CALLED):
        return f"{shown(f'{raw}(')} is no operator here", "write a field as in title:(word), or a blank before the ("
    return None


def _signs(raw: str) -> Complaint | None:
    """As `complaint`, of signs inside a word."""
    if field := re.match(_COMPARED, raw):
        ours = f"{field[0]}:{raw[field.end() :].lstrip('=')}"
        return f"a colon follows a field's name, as in {field[0]}:", f"write {shown(ours)}, or quote it"
    if found := re.search(_SIGN, raw):
        sign = re.sub("[^|&+]", "", found[0])
        operator = "OR" if sign == "|" else "AND"
        parts = f" {operator} ".join(filter(None, re.split("[|&+]+", raw)))
        reason = f"{shown(sign)} is no operator inside a word"
        return reason, f"write ({parts}), or quote it" if len(raw) <= 40 else f"write {operator}, or quote it"
    return None
