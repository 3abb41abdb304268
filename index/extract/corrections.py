"""What a person knows better of single articles: a file of corrections, and files of metadata beside articles.

A file of corrections is TOML, a table for each article; `dateline doctor` writes one to begin with:

    [[article]]
    path = "courier/strike.txt"      # as `dateline search` shows it
    id = "cw-17"                     # only where the file holds several articles
    date = 2024-09-18                # any of title, date, outlet, author, place and url; "" for none
    leave_out = true                 # or no article at all: a page that asks for consent, say

Beside any file `NAME.meta.json` (`strike.txt.meta.json` or `strike.meta.json`) holds a JSON object with such values, by
any of the names that records have them by. It goes before what the file says, a correction before both.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.index.article import Article, RawDocument, Skipped
from dateline.index.extract.dates import parse_day
from dateline.index.extract.paragraphs import one_line
from dateline.index.extract.toml_file import BadToml, TomlFile
from dateline.index.sources.decode import clean_text, decode, open_file
from dateline.index.sources.walk import SourceFile

if TYPE_CHECKING:
    from dateline.index.extract.faults import Fault

FIELDS = ("title", "date", "outlet", "author", "place", "url")
"""What can be corrected of an article."""
_HEAD = """\
# What `dateline doctor` found. Where a line is right without its #, or you have written the value, take the # away.
# Then run: dateline index --corrections {name}
# The index remembers this file; `dateline index` alone applies it as it is by then.
"""
_VALUE_MAX = 10_000
"""Characters of a value in it, which every article of the file has."""
_SIDECAR_MAX = 1 << 20
"""Bytes that a file of metadata may have."""


class BadCorrections(BadToml):
    """A file of corrections that makes no sense."""


class Correction(NamedTuple):
    """Values for one article, or for all of a file.

    Attributes:
        id: The article's; None for all of the file.
        values: By field; None: it has none.
        evidence: Who says so.
        leave_out: Whether the article is to be none.
    """

    id: str | None
    values: Mapping[str, str | None]
    evidence: str
    leave_out: bool = False

    def concerns(self, article: Article, raw: RawDocument) -> bool:
        """Whether an article, or the document that it was read from, is meant."""
        return self.id is None or self.id in (article.id, raw.id)

    def apply(self, article: Article) -> Article:
        """The article with these values."""
        evidence = {**article.evidence, **dict.fromkeys(self.values, self.evidence)}
        values: dict[str, Any] = dict(self.values)
        values |= {"title": values["title"] or ""} if "title" in values else {}
        return article._replace(**values, evidence=evidence)


@dataclass(frozen=True)
class Corrections:
    """What a file of corrections says; `Corrections()` says nothing.

    Attributes:
        by_path: The corrections of each file's articles, in order.
        path: The file of corrections.
    """

    by_path: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    path: Path | None = None

    def of(self, paths: Iterable[str]) -> dict[str, tuple[Correction, ...]]:
        """The corrections of these files, where there are any."""
        return {path: self.by_path[path] for path in set(paths) & self.by_path.keys()}

    def digest(self, path: str) -> str:
        """Changes whenever the values for a file do; empty where there are none."""
        if path not in self.by_path:
            return ""
        found = [(one.id, sorted(one.values.items()), one.leave_out) for one in self.by_path[path]]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()[:16]

    def idle(self, files: Collection[str]) -> Iterator[str]:
        """What of the corrections concerns none of these files, in words."""
        yield from (f"there is no file {path}" for path in self.by_path if path not in files)


def load_corrections(path: Path | None) -> Corrections:
    """The corrections of a file; no file, no corrections.

    Raises:
        BadCorrections: It can't be read, is not TOML, or holds what no correction has.
    """
    if path is None:
        return Corrections()
    file = TomlFile(path, BadCorrections)
    found: dict[str, tuple[Correction, ...]] = {}
    for number, table in enumerate(file.tables("article", "corrections"), 1):
        name, correction = _correction(file, table, number)
        found[name] = (*found.get(name, ()), correction)
    return Corrections(found, path)


def _correction(file: TomlFile, table: Mapping[str, Any], number: int) -> tuple[str, Correction]:
    """One article's correction, and its file."""
    values: dict[str, str | None] = {}
    for key, value in table.items():
        if key == "date":
            values[key] = _day(value)
            if value != "" and values[key] is None:
                file.fail("article", key, number, "'date' must be a day, 2024-09-18, or \"\" for none")
        elif key == "leave_out":
            if type(value) is not bool:
                file.fail("article", key, number, "'leave_out' must be true or false")
        elif key not in ("path", "id", *FIELDS):
            known = ", ".join(("path", "id", *FIELDS, "leave_out"))
            file.fail("article", key, number, f"{key!r} is not known; a correction has {known}")
        elif not isinstance(value, str) or (key in ("path", "id") and not value):
            file.fail("article", key, number, f"{key!r} must be a text in quotes")
        elif key in FIELDS:
            values[key] = one_line(value) or None
    if "path" not in table:
        file.fail("article", None, number, "this correction has no 'path'")
    evidence = f"corrections {file.path.name}"
    return table["path"], Correction(table.get("id"), values, evidence, bool(table.get("leave_out")))


def _day(value: Any) -> str | None:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return parse_day(value) if isinstance(value, str) else None


def add_corrections(path: Path, faults: Iterable["Fault"]) -> int:
    """Add to a file of corrections a table for each article that it has none for, likely values as comments; how many.

    Raises:
        BadCorrections: The file that is there is none of corrections.
        OSError: It can't be written.
    """
    by_article: dict[tuple[str, str], list[Fault]] = {}
    known = load_corrections(path).by_path if path.exists() else {}
    for one in faults:
        if not any(other.id in (None, one.id) for other in known.get(one.path, ())):
            by_article.setdefault((one.path, one.id), []).append(one)
    text = "" if path.exists() else _HEAD.format(name=path)
    for (file, identity), ones in by_article.items():
        text += f"\n[[article]]\npath = {_quoted(file)}\n"
        text += f"id = {_quoted(identity)}\n" if identity != file else ""
        for one in ones:
            text += f"# {one.kind}: {one_line(clean_text(one.found))}\n"
            text += "".join(f"# {_entry(name, value)}\n" for name, value in one.remedy.items())
            text += "# date = \n" if one.kind == "undated" and not one.remedy else ""
            text += '# date = ""\n' if one.kind == "one date" else ""
            text += '# outlet = ""\n' if one.kind == "no outlet" and not one.remedy else ""
    with path.open("a", encoding="utf-8", newline="\n") as file_:
        file_.write(text)
    return len(by_article)


def _entry(name: str, value: str) -> str:
    return f"{name} = {value}" if name in ("date", "leave_out") else f"{name} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text as TOML has it, whose escapes are JSON's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_sidecar(file: SourceFile) -> Correction | Skipped | None:
    """The values in the file of metadata beside a file; None where there is none, Skipped where it can't be read."""
    if not file.sidecar:
        return None
    path = Path(file.sidecar)
    name = f"{file.name.rpartition('/')[0]}/{path.name}".lstrip("/") if "/" in file.name else path.name
    try:
        with open_file(path) as opened:
            data = opened.read(_SIDECAR_MAX + 1)
        content = json.loads(decode(data), parse_constant=str) if len(data) <= _SIDECAR_MAX else None
    except OSError as error:
        return Skipped(name, error.strerror or str(error), again=True)
    except RecursionError:
        return Skipped(name, "nested too deeply")
    except ValueError as error:
        return Skipped(name, f"broken JSON: {error}")
    if not isinstance(content, dict):
        return Skipped(name, "not a JSON object" if len(data) <= _SIDECAR_MAX else "larger than 1 MB")
    from dateline.index.extract import record  # seldom needed

    said = record.article(RawDocument(file.name, None, "record", content))
    values = {field: value for field in FIELDS if (value := getattr(said, field)) and field in said.evidence}
    if long := [field for field, value in values.items() if len(value) > _VALUE_MAX]:
        return Skipped(name, f"its {long[0]} is longer than {_VALUE_MAX:,} characters")
    if not values:
        return Skipped(name, f"it has no {', '.join(FIELDS[:-1])} or {FIELDS[-1]}")
    return Correction(None, values, f"sidecar {path.name}")
