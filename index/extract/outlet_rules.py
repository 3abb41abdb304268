"""The user's rules: which outlet a file is from, and which names are one outlet.

A rules file is TOML, a table for each outlet:

    [[outlet]]
    name = "Rudaw"
    aliases = ["rudaw.net", "Rudaw English"]   # a page that says one of these means Rudaw
    paths = ["rudaw/**", "*rudaw*.txt"]        # files of Rudaw where the page names no outlet
    text = ["Rudaw moderates all comments"]    # or pages that hold this phrase

In `paths` `*` stands for anything within a name, `**` for any folders and `?` for one character; a pattern
without `/` is for the file's name alone. Capitals don't matter, in any of these. The first outlet that fits
wins.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.index.article import Article
from dateline.index.extract.globs import Glob
from dateline.index.extract.paragraphs import one_line
from dateline.index.extract.toml_file import BadToml, TomlFile

_LISTS = ("aliases", "paths", "text")


class BadRules(BadToml):
    """A rules file that makes no sense."""


@dataclass(frozen=True)
class Rule:
    """One outlet's rules: patterns for paths, phrases (one line, small letters) for texts, other names."""

    outlet: str
    paths: tuple[Glob, ...]
    text: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """What a rules file says; `Rules()` says nothing.

    Attributes:
        aliases: From each name as `_key` leaves it to the outlet it means.
        digest: Changes whenever the rules do.
        path: The file.
    """

    rules: tuple[Rule, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    path: Path | None = None

    def apply(self, article: Article, raw_text: str) -> Article:
        """The article with its outlet's alias replaced, or its outlet found where the page gives none.

        Args:
            article: What the page itself says.
            raw_text: All of the page's text, for phrases.
        """
        if article.outlet is not None:
            outlet = self.aliases.get(_key(article.outlet))
            if outlet is None or outlet == article.outlet:
                return article
            said = article.evidence.get("outlet", "")
            return _with_outlet(article, outlet, f"{said}; rules: alias {article.outlet}")
        phrases = one_line(raw_text).casefold() if any(rule.text for rule in self.rules) else ""
        for rule in self.rules:
            for glob in rule.paths:
                if glob.matches(article.path):
                    return _with_outlet(article, rule.outlet, f"rules: path {glob.pattern}")
            for phrase in rule.text:
                if phrase in phrases:
                    return _with_outlet(article, rule.outlet, f"rules: text {phrase}")
        return article

    def idle(self, files: Iterable[str], used: Collection[str]) -> Iterator[str]:
        """What of the rules matches nothing, in words.

        Args:
            files: The names of all files.
            used: What gave articles their outlets, as `apply` names it in their evidence: `text …`, `alias …`.
        """
        names = list(files)
        for rule in self.rules:
            for glob in rule.paths:
                if not any(map(glob.matches, names)):
                    anywhere = Glob(f"**/{glob.pattern}")
                    more = f"; {anywhere.pattern} does" if any(map(anywhere.matches, names)) else ""
                    yield f"the path {glob.pattern} of {rule.outlet} matches no file{more}"
            for phrase in rule.text:
                if f"text {phrase}" not in used:
                    yield f"the text “{phrase}” of {rule.outlet} is in no page that names no outlet"
            if rule.aliases and not any(f"alias {_key(name)}" in used for name in rule.aliases):
                yield f"no page says {' or '.join(rule.aliases)}, the aliases of {rule.outlet}"


def load_rules(path: Path | None) -> Rules:
    """The rules of a file; no file, no rules.

    Raises:
        BadRules: It can't be read, is not TOML, or holds what no rule has.
    """
    return _Reader(TomlFile(path, BadRules)).rules() if path else Rules()


def used_rule(article: Article) -> str | None:
    """What of the rules gave an article its outlet: `path …`, `text …`, or `alias …` with the name in small letters."""
    _, rules, used = article.evidence.get("outlet", "").rpartition("rules: ")
    kind, _, what = used.partition(" ")
    return None if not rules else f"alias {_key(what)}" if kind == "alias" else used


def _with_outlet(article: Article, outlet: str, why: str) -> Article:
    return article._replace(outlet=outlet, evidence={**article.evidence, "outlet": why.removeprefix("; ")})


def _key(name: str) -> str:
    """A name to compare by: `https://www.Rudaw.net/` is `rudaw.net`."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", one_line(name).casefold()).rstrip("/")


class _Reader:
    """Checks a rules file's content."""

    def __init__(self, file: TomlFile) -> None:
        self.file = file

    def rules(self) -> Rules:
        rules = []
        aliases: dict[str, str] = {}
        for number, table in enumerate(self.file.tables("outlet", "rules"), 1):
            rule, names = self.rule(table, number)
            rules.append(rule)
            for name in names:
                other = aliases.setdefault(_key(name), rule.outlet)
                if other != rule.outlet:
                    self.fail(None, number, f"{name!r} is a name of both {other!r} and {rule.outlet!r}")
        canonical = json.dumps(self.file.content, sort_keys=True, ensure_ascii=True)
        return Rules(tuple(rules), aliases, hashlib.sha256(canonical.encode()).hexdigest(), self.file.path)

    def rule(self, table: Mapping[str, Any], number: int) -> tuple[Rule, list[str]]:
        """One outlet's rule, and all its names."""
        for key, value in table.items():
            if key == "name":
                if not isinstance(value, str) or not value.strip():
                    self.fail(key, number, "'name' must be the outlet's name in quotes")
            elif key not in _LISTS:
                self.fail(key, number, f"{key!r} is not known; an outlet has name, {', '.join(_LISTS)}")
            elif not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
                self.fail(key, number, f'{key!r} must be a list of texts in quotes: {key} = ["…", "…"]')
        if "name" not in table:
            self.fail(None, number, "this outlet has no 'name'")
        name = one_line(table["name"])
        paths = tuple(map(Glob, table.get("paths", [])))
        text = tuple(one_line(phrase).casefold() for phrase in table.get("text", []))
        aliases = tuple(table.get("aliases", []))
        return Rule(name, paths, text, aliases), [name, *aliases]

    def fail(self, key: str | None, number: int, reason: str) -> None:
        """Raises BadRules at the key of the table of that number, or at the table's head."""
        self.file.fail("outlet", key, number, reason)
