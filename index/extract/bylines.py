"""The short lines around a headline: who wrote it, who published it, in which section."""

import re
from functools import lru_cache

from dateline.index.analysis.terms import fold
from dateline.index.extract.boilerplate import is_boilerplate
from dateline.index.extract.date_lines import WEEKDAYS

_BYLINE = re.compile(
    r"(?:written |reported |published |posted |story )?(?:by\s?"
    r"|(?P<foreign>(?:(?:am|den|el|em|il|le|op)\s)?(?:von|par|por|di|de|av|af|door|od|przez)\b"
    r"|(?:author|text|texte|texto|testo|autor|auteur|autore|автор|szerző|kirjoittaja|författare|forfatter|yazar|yazan|tekst)"
    r"\s?(?=:))):?\s+(?P<names>.+)",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r",? (?:on|for|at|updated|published|le|am|den|em|el|il|op)$|,updated$|, (?:at|in) .*$", re.IGNORECASE
)
_ON_A_WEEKDAY = re.compile(r"(?:,|,? (?:on|am|le|el|il|op|den)) ([^\W\d_]+)\.?$")
_MOST_NAMES = 3
_NOBODY = frozenset({"no author", "no byline", "unknown author", "unknown"})
_ARTICLE = r"(?:al|an|ar|as|at|az|el)-(?=[A-Z])"  # of Arabic names: Mariam al-Sahli
_CAPITAL = "[A-ZÀ-ÞĀ-ŽΑ-ΩЁІЇЄА-Я]"
_PERSON = (
    r"[^\W\d_][\w.’'-]*"
    rf"(?: (?:de|del|van|von|der|den|al|el|bin|ibn|la|le|da|dos|di|(?:{_ARTICLE})?{_CAPITAL}[\w.’'-]*)){{1,4}}"
)
_PERSONS = re.compile(rf"{_PERSON}(?:(?:,| and| &) {_PERSON})*")
_ROLE = re.compile(r"\b(?:(?i:correspondent|reporter|editor|writer|staff|columnist|analyst|bureau)|in [A-Z]\w+)\b")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}", re.IGNORECASE)
_PRESS = re.compile(
    r"\b(?:news|newspaper|times|post|tribune|herald|press|agency|daily|journal|gazette|guardian|telegraph|mirror"
    r"|observer|chronicle|examiner|standard|star|sun|globe|mail(?! (?-i:[a-z]))|express|review|monitor|radio|tv"
    r"|television|broadcasting|channel|network|media|magazine|weekly|today|online|wire|newswire|report|register|independent"
    r"|inquirer|dispatch|courier|bulletin|bbc|cnn|nbc|cbs|npr|pbs)\b|(?<=[^\W\d_])(?:news|24|tv|press|post)\b",
    re.IGNORECASE,
)
_SECTIONS = frozenset(
    """home news world politics business sport sports opinion opinions analysis feature features culture
    technology tech science health entertainment lifestyle economy africa asia europe americas us usa uk
    international national local video videos photos interview interviews editorial editorials breaking
    exclusive security energy environment climate education travel arts life society latest live menu search
    money markets finance crime law religion war conflict updated published share print save comments
    community region regional middle east north south west""".split()  # noqa: SIM905
)


@lru_cache(maxsize=1 << 13)  # a page's lines are asked for several times
def byline(line: str) -> tuple[str, str] | None:
    """The names of a byline and what follows them: `By Jane Doe, Kurdistan24` is `("Jane Doe", "Kurdistan24")`."""
    match = _BYLINE.fullmatch(line) if len(line) < 120 else None
    if match is None:
        return None
    said = _AFTER_NAMES.sub("", _without_weekday(match["names"].strip(" ,/")))
    if fold(said) in _NOBODY or (match["foreign"] and not _is_person(said)):
        return None
    if said.startswith("The ") and not names_press(said):  # "By The Numbers"
        return None
    persons, _, last = said.rpartition(", ")
    if last.startswith("The ") and names_press(last) and _PERSONS.fullmatch(persons):
        return persons, last
    if _PERSONS.fullmatch(said):
        return said, ""
    names, _, rest = said.partition(", ")
    is_name = all(word[:1].isupper() or len(word) < 4 or re.match(_ARTICLE, word) for word in names.split())
    return (names, rest) if is_name else None


def _without_weekday(names: str) -> str:
    """Names without the weekday of a date that stood behind them."""
    end = _ON_A_WEEKDAY.search(names)
    return names[: end.start()] if end and fold(end[1]) in WEEKDAYS else names


def _is_person(said: str) -> bool:
    """Whether what follows `von`, `par` or the like is a name for certain, and not the rest of a headline."""
    names = _PERSONS.fullmatch(said)
    return names is not None and said[0].isupper() and len(said.split()) <= _MOST_NAMES


def name_beside_date(line: str) -> tuple[str, str] | None:
    """A name without "By", with the outlet or a role after it (`Jane Doe, Kurdistan24`): sure only by the date."""
    names, _, rest = line.partition(", ")
    return (names, rest) if _PERSONS.fullmatch(names) and (names_press(rest) or _ROLE.search(rest)) else None


def names_press(name: str) -> bool:
    """Whether a name says itself that it is an outlet's (`The Daily Herald`, `rudaw.net`, `Kurdistan24`)."""
    if not 0 < len(name) < 40 or len(name.split()) > 5 or name[-1] in ".?!:;" or "," in name or is_section(name):
        return False
    if _DOMAIN.fullmatch(name):
        return True
    is_press = name[0].isupper() and _PRESS.search(name) is not None
    return is_press and not _ROLE.search(name) and not is_boilerplate(name)


def is_section(line: str) -> bool:
    """Whether a line is a section's name or a trail of them (`Middle East`, `Home > News > Politics`)."""
    words = re.findall(r"\w+", fold(line))
    return 0 < len(words) < 6 and all(word in _SECTIONS for word in words)
