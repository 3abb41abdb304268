"""Markdown with front matter to the fields of a record."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from dateline.index.extract.paragraphs import from_html, has_markup, one_line

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LONGEST_FRONT = 1 << 16  # characters: more is a text between rules
_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{1,24}):[ \t]+(\S.*)\n\s*")
_CONTENT = re.compile(r"[A-Za-z][A-Za-z ]{1,24}:[ \t]*\n\s*")  # that the text follows
_BRACKETS = re.compile(r"[][{}]")
_DEEPEST = 50  # lists in lists of front matter
_UNQUOTED = re.compile(r"""^([ \t]*(?:-[ \t]+)?[\w][\w .-]*?):[ \t]+([^\s"'\[{|>].*)$""", re.MULTILINE)
_NULLS = ("", "~", "null", "Null", "NULL")
_TITLE = re.compile(r"\s*(?:#[ \t]+(\S.*)|(\S.*)\n=+[ \t]*)(?:\n|\Z)")
_YEAR_LIKE = 4  # digits of a number that is a sentence's rather than a list's: `1986. It was a dry year.`


def fields(text: str) -> Mapping[str, Any]:
    """The front matter's fields, and `body` as plain paragraphs; without a title the first `# heading` is it.

    Front matter is YAML whose scalars all stay text, so that no date becomes another. Where it is none because a value
    holds a colon, as people write it (`title: Ferries: a history`), values are read to the end of their lines.
    """
    found, start = opened(text)
    body = text[start:]
    heading = _TITLE.match(body)
    if heading:
        title = " ".join(_paragraphs(heading[1] or heading[2]))
        given = next((value for key, value in found.items() if key.lower() in {"title", "headline"}), None)
        if not given or (isinstance(given, str) and one_line(given).casefold() == title.casefold()):
            found.setdefault("title", title)
            body = body[heading.end() :]
    return found | {"body": "\n\n".join(_paragraphs(body))}


def opened(text: str) -> tuple[dict[str, Any], int]:
    """The front matter's fields, or those of header lines that begin with `Title:`; and where the text begins."""
    front = _FRONT.match(text)
    if front is None:
        return _headers(text)
    values = _front_matter(front[1]) if len(front[1]) <= _LONGEST_FRONT else None
    found = {str(key): value for key, value in (values or {}).items() if value not in _NULLS}
    return found, front.end() if values is not None else 0


def _headers(text: str) -> tuple[dict[str, Any], int]:
    """The fields of lines such as `Title: Ferries`, with blank lines between them or none, and where they end."""
    found: dict[str, Any] = {}
    end = 0
    while (header := _HEADER.match(text, end)) and (found or header[1].lower() == "title"):
        found["url" if header[2].startswith(("https://", "http://")) else header[1]] = header[2]
        end = header.end()
    if len(found) < 2:  # a text may begin so
        return {}, 0
    label = _CONTENT.match(text, end)
    return found, label.end() if label else end


def _front_matter(text: str) -> Mapping[Any, Any] | None:
    """The fields of front matter; None where it is none."""
    import yaml

    depth = max(accumulate((1 if mark in "[{" else -1 for mark in _BRACKETS.findall(text)), initial=0))
    if depth > _DEEPEST:
        return None  # the parser's time grows with the square of it
    for source in (text, _UNQUOTED.sub(_quoted, text)):
        try:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(source, yaml.BaseLoader)):
                return None  # a few aliases can stand for any amount of text
            found = yaml.load(source, yaml.BaseLoader)  # noqa: S506 - the loader that makes nothing but text
        except yaml.YAMLError:
            continue
        return found if isinstance(found, Mapping) else None
    return None


def _quoted(line: re.Match[str]) -> str:
    """A key and its value, the value in quotes, without a comment behind it."""
    return f"{line[1]}: {json.dumps(line[2].split(' #')[0].rstrip(), ensure_ascii=False)}"


def _paragraphs(source: str) -> Iterator[str]:
    """The text of Markdown, a paragraph for each paragraph, heading, list item and line of code."""
    from markdown_it import MarkdownIt

    number = ""  # of a list's item that begins here
    for token in MarkdownIt("commonmark").parse(source):
        if token.type == "list_item_open":
            number = f"{token.info}. " if len(token.info) >= _YEAR_LIKE else ""
            continue
        blocks = [token.content]
        if token.type == "inline":
            blocks = _text(token.children or []).split("\n")
        elif token.type in ("fence", "code_block"):
            blocks = token.content.split("\n")
        for block in blocks:
            parts = from_html(block).split("\n\n") if token.type == "html_block" or has_markup(block) else [block]
            for part in filter(None, map(one_line, parts)):
                yield number + part
                number = ""


def _text(children: "list[Token]") -> str:
    """What is read of a paragraph: link texts without addresses, no pictures; a hard break is a line's end."""
    breaks = {"softbreak": " ", "hardbreak": "\n", "image": ""}
    is_html = any(child.type == "html_inline" and has_markup(child.content) for child in children)
    return "".join(
        escape(child.content, quote=False)
        if is_html and child.type == "text"
        else breaks.get(child.type, child.content)
        for child in children
    )
