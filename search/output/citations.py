"""Results for reference managers: BibTeX and RIS."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TextIO

from dateline.index.analysis.terms import fold
from dateline.search.calendar import MONTHS
from dateline.search.output.display import also_in, clean, web_address
from dateline.search.results import Answer, Hit, Results

_ARTICLES = {"a", "an", "the"}
# BibTeX counts braces even behind a backslash, so they go by name.
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{special: f"\\{special}" for special in "$&#%_"},
})
_CORPORATE = {
    *("agencies", "agency", "board", "bureau", "correspondent", "correspondents", "desk", "editor", "editorial"),
    *("editors", "news", "newsdesk", "newsroom", "office", "press", "reporter", "reporters", "service", "services"),
    *("staff", "team", "wire", "writers"),
}
"""Words of bylines that name nobody in person."""
_SUFFIX = re.compile(r"(.*?),? ((?:jr|sr)\.?|i{2,3}|iv)", re.IGNORECASE)
_AND = re.compile(" (?:and|&) ", re.IGNORECASE)


def write_bibtex(results: Results, out: TextIO) -> None:
    """Write an entry a hit: `@article` with the outlet as `journal`, or `@misc` where the outlet is unknown.

    A key is the first author's family name, or the outlet where there is no author, year and the headline's first word
    (`solem2025island`); hits that would share it get `a`, `b` … in the order of the results. Missing values have no
    field; without an address the file is in `note`.
    """
    for key, hit in zip(_keys(results.hits), results.hits, strict=True):
        fields = {
            "author": " and ".join(map(_bibtex_name, authors(hit.author))),
            "title": _latex(hit.title.text),
            "journal": _latex(hit.outlet),
        }
        if hit.date:
            year, month, day = hit.date.split("-")
            fields |= {"year": year, "month": MONTHS[int(month) - 1][:3].lower(), "day": str(int(day))}
        url, file = _locator(hit)
        fields |= {"url": url, "note": _latex("; ".join(filter(None, [file, also_in(hit)])))}
        lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value]
        out.write(f"@{'article' if hit.outlet else 'misc'}{{{key},\n{''.join(lines)}}}\n\n")


def write_ris(results: Answer, out: TextIO) -> None:
    """Write a `NEWS` record a hit, a tag a line; missing values have no tag. Without an address, `AV` has the file."""
    for hit in results.hits:
        outlet, day = _line(hit.outlet), hit.date or ""
        tags = [("TY", "NEWS"), ("TI", _line(hit.title.text))]
        tags += [("AU", ", ".join(filter(None, name_parts(_line(name))))) for name in authors(hit.author)]
        tags += [("T2", outlet), ("PB", outlet), ("DA", day.replace("-", "/")), ("PY", day[:4])]
        tags += [*zip(("UR", "AV"), _locator(hit), strict=True), ("N1", _line(also_in(hit))), ("ID", _line(hit.id))]
        out.write("".join(f"{tag}  - {value}\n" for tag, value in tags if value) + "ER  - \n\n")


def authors(byline: str | None) -> list[str]:
    """The names in a byline.

    A comma parts names only where each part has two words or more: `Solem, Ingrid` is one name.
    """
    if not byline:
        return []
    names = []
    for name in re.split(" ?; ?", _line(byline)):
        for one in _AND.split(name):
            parts = [part.strip() for part in one.split(",") if part.strip()]
            names += parts if all(" " in part for part in parts) else [one.strip(" ,")]
    return [name for name in names if name]


def name_parts(name: str) -> tuple[str, str, str]:
    """Family name, given names and suffix of a name in a byline; all of a corporate one is the family name.

    The family name is the last word, with the small words before it: `Ingrid van der Meer`.
    """
    match = _SUFFIX.fullmatch(name)
    whole, suffix = match.groups() if match else (name, "")
    if "," in whole:
        family, _, given = whole.partition(",")
        return family.strip(), given.strip(), suffix
    words = whole.split()
    if len(words) < 2 or not _CORPORATE.isdisjoint(whole.casefold().split()):
        return name, "", ""
    start = next((at for at in range(1, len(words) - 1) if words[at][0].islower()), len(words) - 1)
    return " ".join(words[start:]), " ".join(words[:start]), suffix


def _locator(hit: Hit) -> tuple[str, str]:
    """An article's address, or else its file: one of the two is empty."""
    url = web_address(hit.url) or ""
    return url, "" if url else _line(hit.path)


def _value(field: str, value: str) -> str:
    if field == "month":  # a macro, spelt by the bibliography's style
        return value
    # Twofold braces keep a headline's capitals.
    return f"{{{{{value}}}}}" if field == "title" else f"{{{value}}}"


def _bibtex_name(name: str) -> str:
    family, given, suffix = name_parts(_line(name))
    # Braces make a corporate name, or one with more commas than BibTeX takes, one word.
    if not given or "," in given:
        return f"{{{_latex(name)}}}"
    return ", ".join(_latex(part) for part in (family, suffix, given) if part)


def _latex(text: str | None) -> str:
    return _line(text).translate(_LATEX)


def _keys(hits: Sequence[Hit]) -> Iterator[str]:
    bare = [_key(hit) for hit in hits]
    times, used = Counter(bare), set(bare)
    numbers = dict[str, Iterator[int]]()
    for key in bare:
        if times[key] == 1:
            yield key
        else:
            following = numbers.setdefault(key, count())
            unique = next(name for number in following if (name := key + _letters(number)) not in used)
            used.add(unique)
            yield unique


def _key(hit: Hit) -> str:
    names = [family for name in authors(hit.author)[:1] if (family := "".join(_ascii_words(name_parts(name)[0])))]
    names = names or [word for word in _ascii_words(hit.outlet) if word not in _ARTICLES]
    title = [word for word in _ascii_words(hit.title.text) if word not in _ARTICLES]
    return "".join([*names, (hit.date or "")[:4], *title[:1]]) or "article"


def _ascii_words(text: str | None) -> list[str]:
    folded = unicodedata.normalize("NFKD", fold(text or "")).replace("'", "")
    return re.findall("[a-z0-9]+", folded.encode("ascii", "ignore").decode())


def _letters(number: int) -> str:
    """0 is `a`, 25 `z`, 26 `aa`, as a spreadsheet counts columns."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters


def _line(text: str | None) -> str:
    """One line, white space as single spaces."""
    return " ".join(clean(text or "").split())
