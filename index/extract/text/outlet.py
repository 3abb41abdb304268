"""Who owns the rights to a plain-text page, as its copyright lines say? The outlet, or as often its publisher."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dateline.index.analysis.terms import fold
from dateline.index.extract.boilerplate import is_credit
from dateline.index.extract.bylines import is_section
from dateline.index.extract.text.text_lines import Line, LineValue

_MARK = re.compile(
    r"(?:\bcopyright\b\s*)?(?:[©ⓒ]|\(c\)(?=\W*(?:19|20)\d\d))(?:\s*copyright\b)?|\bcopyright\b(?=\W*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEARS = r"(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)\d\d)?)?)"
_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # of direction, in lines written from the right
_BEFORE = rf"[\s,.:|«„“\"،：{_MARKS}-]*"
_BEFORE_A_NAME = re.compile(rf"{_BEFORE}{_YEARS}?{_BEFORE}(?:(?:by|von|par|por|di|av|af|przez)\s)?\s*", re.IGNORECASE)
_TO = re.compile(r"لـ\s?|ל-|لموقع\s|ل(?=(?:صحيفة|شبكة|قناة|وكالة|جريدة|مجلة)\s)")
"""What leads from such a phrase to a name in Arabic and Hebrew."""
SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""A character of a script that has no blanks between words."""
_AFTER_A_NAME = re.compile(
    r"\s*(?:[|•·,;(،。、，|]|\s(?:[\w-]+\.)+[a-z]{2,6}\Z|\s[-–—]\s|(?<!\b[SFM]t)\.\s|\.\Z"
    rf"|{_YEARS}|\b(?:all|tous|alle?|todos|tutti|alla|kaikki|wszelkie|все|minden|toate|vsechna|všechna|sva|tüm|με)\s"
    r"|(?<=\s)(?:impressum|datenschutz|kontakt|contact|privacy|terms|cookies?)\b"
    r"|版权所有|版權所有|保留所有|無断|无断|未经|未經|무단|جميع ال|كل הזכויות|כל הזכויות)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"rights? reserved|droits r[ée]serv|rechte vorbehalten|derechos reservados|direitos reservados|diritti riservati"
    r"|rechten voorbehouden|oikeudet pid|prawa zastrze|права защищены|права захищ|rettigheter|r[äa]ttigheter"
    r"|rettigheder|jog fenntartva|drepturile rezervate|pr[áa]va vyhrazena|prava pridržana|hakları saklıdır"
    r"|παντός δικαιώματος",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"版权所有|版權所有|著作権所有|저작권자|สงวนลิขสิทธิ์|כל הזכויות שמורות"
    r"|(?:(?:جميع|كافة|كل) )?(?:ال)?حقوق (?:النشر )?(?:ال)?محفوظة"
)
"""What the owner stands behind or before, with or without a year."""
_LEGAL_FORM = (
    r"[\s,]+(?:inc|llc|l\.l\.c|ltd|limited|gmbh|mbh|ag|kg|se|s\.?a\.?s?|s\.?p\.?a|s\.?r\.?l|s\.?l|b\.?v|n\.?v|ab|asa?|a/s|oyj?"
    r"|pty|plc|corp|corporation|co|company|kft|zrt|sp\. z o\.o|d\.o\.o|s\.r\.o|a\.s)\.?"
)
_LEGAL = re.compile(rf"{_LEGAL_FORM}\Z", re.IGNORECASE)
_BEHIND = re.compile(rf"{_LEGAL_FORM}(?!\w)", re.IGNORECASE)
_BUSINESS = re.compile(
    r"[\s,]+(?:media|group|publishing|publications|newspapers|news network|enterprises|verlag|medien|mediengruppe"
    r"|community)\.?\Z",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:media|group|groupe|grupo|gruppo|publishing|publications?|publishers?|holdings?|communications?|enterprises?"
    r"|studios?|networks?|corporation|company|interactive|broadcasting|productions?|digital|newspapers|verlag|medien"
    r"|mediengruppe|mediehus|editions?|editorial[ei]?|uitgevers?|uitgeverij|kustannus|forlag|wydawnictwo|theme|powered"
    r"|wordpress|regents|university)\b"
)
_MAY_NAME = re.compile("©|20|19|opyright|OPYRIGHT|ights|ⓒ|[权權権]所有|저작권|حقوق|זכויות|สงวน")
_EDGES = ' .,-–—|:«»„“”"،。：\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069'
_LONGEST_LINE, _LONGEST_NAME, _MOST_WORDS = 300, 40, 5


class Owner(NamedTuple):
    """A name that an owner of the rights may be known by.

    Attributes:
        value: The name.
        line: Where it stands.
        is_part: Whether it is the owner's without what tells of a business (`Oru Herald` of `Oru Herald Media`).
    """

    value: str
    line: Line
    is_part: bool


def owners_of(line: Line) -> list[Owner]:
    """The owners of the rights that a line names, each by all names that it may be known by."""
    return [one for owner in _owners(line.text[:_LONGEST_LINE]) for one in _names(owner, line)]


def is_incorporated(owner: LineValue) -> bool:
    """Whether the form of a business stands behind a name: that of its publisher, then, which may be another's."""
    text = owner.line.text
    return _BEHIND.match(text, text.find(owner.value) + len(owner.value)) is not None


def states_rights(line: str) -> bool:
    """Whether a line says since when somebody owns the rights, or that all are reserved: a page's does, a picture's
    seldom.
    """
    return re.search(_YEARS, line) is not None or _RIGHTS.search(line) is not None


def names_owner(line: str) -> bool:
    """Whether a line is of a copyright line, or near to one."""
    return any(form.search(line) for form in (_MARK, _RIGHTS, _BESIDE))


@lru_cache(maxsize=1 << 13)  # a site's pages have the same lines, and are asked twice
def _owners(line: str) -> tuple[str, ...]:
    """The owners of the rights that a line names."""
    return tuple(_all_owners(line)) if _MAY_NAME.search(line) else ()


def _all_owners(line: str) -> Iterator[str]:
    if is_credit(line):
        return
    if beside := _BESIDE.search(line):
        rest = _MARK.sub(" ", f"{line[: beside.start()]} {line[beside.end() :]}").strip(_EDGES)
        name = _first_name(_TO.sub("", rest, count=1))
        name = name.split()[0] if SPACELESS.match(name) else name
        if _is_name(name):
            yield name
        return
    is_page_s = states_rights(line)
    for mark in _MARK.finditer(line):
        if not is_page_s and line[: mark.start()].strip():
            continue  # what a picture shows, and whose it is
        name = _first_name(line[mark.end() :])
        if not name and not line[: mark.start()].strip().endswith("."):
            name = re.sub(rf"{_YEARS}|\bis\Z", "", line[: mark.start()]).strip(_EDGES)
        if _is_name(name):
            yield name
    if not _MARK.search(line) and re.search(_YEARS, line) and (rights := _RIGHTS.search(line)):
        name = _first_name(line[: rights.start()])
        if _is_name(name):
            yield name


def _first_name(text: str) -> str:
    """What a text begins with, years and `by` before it aside, up to what can't be of a name."""
    start = _BEFORE_A_NAME.match(text)
    after = text[start.end() if start else 0 :]
    end = _AFTER_A_NAME.search(after)
    return (after[: end.start()] if end else after).strip(_EDGES)


def _is_name(name: str) -> bool:
    return (
        1 < len(name) <= _LONGEST_NAME
        and len(name.split()) <= _MOST_WORDS
        and not name[0].islower()
        and name[0].isalnum()
        and not _MARK.search(name)
        and "copyright" not in name.casefold()
        and not is_section(name)
    )


def _names(owner: str, line: Line) -> Iterator[Owner]:
    """The names that an owner may be known by."""
    name, is_part = owner, False
    while True:
        shorter = _LEGAL.sub("", name).strip(" ,&")
        if shorter == name:
            yield Owner(name, line, is_part)
            shorter, is_part = _BUSINESS.sub("", name).strip(" ,&"), True
        if shorter == name or len(shorter) < 3:
            return
        name = shorter


def is_publisher(name: str) -> bool:
    """Whether a name says itself that it is a publisher's."""
    return _PUBLISHER.search(fold(name)) is not None
