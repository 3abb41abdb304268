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
from dateline.search.results import Hit, Results

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
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)


def write_bibtex(results: Results, out: TextIO) -> None:
    """Write an entry a hit: `@article` with the outlet as `journal`, or `@misc` where the outlet is unknown.

    A key is outlet, year and the headline's first word (`halvardcourier2025island`); hits that would share it
    get `a`, `b` … in the order of the results. Missing values have no field.
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
        fields |= {"url": web_address(hit.url) or "", "note": _latex(also_in(hit))}
        lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items() if value]
        out.write(f"@{'article' if hit.outlet else 'misc'}{{{key},\n{''.join(lines)}}}\n\n")


def write_ris(results: Results, out: TextIO) -> None:
    """Write a `NEWS` record a hit, a tag a line; missing values have no tag."""
    for hit in results.hits:
        outlet, day = _line(hit.outlet), hit.date or ""
        tags = [("TY", "NEWS"), ("TI", _line(hit.title.text))]
        tags += [("AU", _line(name)) for name in authors(hit.author)]
        tags += [("T2", outlet), ("PB", outlet), ("DA", day.replace("-", "/")), ("PY", day[:4])]
        tags += [("UR", web_address(hit.url) or ""), ("N1", _line(also_in(hit))), ("ID", _line(hit.id))]
        out.write("".join(f"{tag}  - {value}\n" for tag, value in tags if value) + "ER  - \n\n")


def authors(byline: str | None) -> list[str]:
    """The names in a byline.

    A comma parts names only where each part has two words or more: `Solem, Ingrid` is one name.
    """
    if not byline:
        return []
    names = []
    for name in re.split(r"\s*;\s*", clean(byline)):
        for one in _AND.split(name):
            parts = [part.strip() for part in one.split(",") if part.strip()]
            names += parts if all(" " in part for part in parts) else [one.strip(" ,")]
    return [name for name in names if name]


def _value(field: str, value: str) -> str:
    if field == "month":  # a macro, spelt by the bibliography's style
        return value
    # Twofold braces keep a headline's capitals.
    return f"{{{{{value}}}}}" if field == "title" else f"{{{value}}}"


def _bibtex_name(name: str) -> str:
    # More than two commas are an error in BibTeX; braces make a name of many parts one word.
    return f"{{{_latex(name)}}}" if name.count(",") > 1 else _latex(name)


def _latex(text: str | None) -> str:
    return _line(text).translate(_LATEX)


def _keys(hits: Sequence[Hit]) -> Iterator[str]:
    bare = [_key(hit) for hit in hits]
    times, used = Counter(bare), set(bare)
    for key in bare:
        if times[key] == 1:
            yield key
        else:
            unique = next(name for number in count() if (name := key + _letters(number)) not in used)
            used.add(unique)
            yield unique


def _key(hit: Hit) -> str:
    outlet = [word for word in _ascii_words(hit.outlet) if word not in _ARTICLES]
    title = [word for word in _ascii_words(hit.title.text) if word not in _ARTICLES]
    return "".join([*outlet, (hit.date or "")[:4], *title[:1]]) or "article"


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
