"""Markdown with front matter to the fields of a record."""

import re
from collections.abc import Mapping
from typing import Any

from dateline.index.extract.paragraphs import from_html, has_markup, one_line

_FRONT = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)(.*)", re.DOTALL)
_KEY = re.compile(r"([\w][\w .-]*?)\s*:(?:\s+(.*)|)")
_QUOTED = re.compile(r"""(["'])(.*)\1\s*(?:#.*)?""")
_TITLE = re.compile(r"\s*(?:#[ \t]+(\S.*)|(\S.*)\n=+[ \t]*)(?:\n|\Z)")
_PLAIN = [
    (re.compile(pattern, re.MULTILINE), text)
    for pattern, text in (
        (r"^[ \t]*(?:```|~~~).*$", ""),  # fences
        (r"^[ \t]*(?:[-*_][ \t]*){3,}$|^=+[ \t]*$", ""),  # rules and underlines
        (r"^[ \t]*\[[^\]]+\]:\s+\S+.*$", ""),  # where links lead
        (r"^[ \t]*(?:>\s?)+", ""),
        (r"^ {0,3}#{1,6}[ \t]+(.*)$", "\n\\1\n"),
        (r"^[ \t]*(?:[-*+]|\d{1,3}[.)])\s+", "\n"),
        (r"!\[[^\[\]]{0,999}\]\([^()]{0,999}\)", ""),
        (r"\[([^\[\]]{0,999})\]\([^()]{0,999}\)", r"\1"),
        (r"\[([^\[\]]{1,999})\]\[[^\[\]]{0,99}\]", r"\1"),
        (r"<((?:https?|mailto):[^>\s]+)>", r"\1"),
        (r"(?<!\\)`+([^`]+)`+", r"\1"),
        (r"(?<![\\\w*])(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1", r"\2"),
        (r"(?<![\\\w])(_{1,3})(?=\S)([^_]+?)(?<=\S)\1(?!\w)", r"\2"),
        (r"\\([\\`*_{}\[\]()#+.!>-])", r"\1"),
        (r"(?:(?<! ) {2,}|\\)$", "\n"),  # a line break
    )
]


def fields(text: str) -> Mapping[str, Any]:
    """The front matter's fields, and `body` as plain paragraphs; without a title the first `# heading` is it.

    Front matter is read as the simple part of YAML that people write: `key: value`, quoted values, `[a, b]`,
    `- item` lines and indented text.
    """
    front = _FRONT.match(text)
    found: dict[str, Any] = _front_matter(front[1]) if front else {}
    body = front[2] if front else text
    heading = _TITLE.match(body)
    if heading:
        title = _plain(heading[1] or heading[2])
        given = next((value for key, value in found.items() if key.lower() in {"title", "headline"}), None)
        if not given or (isinstance(given, str) and one_line(given).casefold() == title.casefold()):
            found.setdefault("title", title)
            body = body[heading.end() :]
    return found | {"body": _plain(body)}


def _plain(body: str) -> str:
    if has_markup(body):
        parts = re.split(r"\n\s*\n", body)
        body = "\n\n".join(from_html(part) if has_markup(part) else part for part in parts)
    for pattern, text in _PLAIN:
        body = pattern.sub(text, body)
    return "\n\n".join(line for part in re.split(r"\n\s*\n", body) if (line := one_line(part)))


def _front_matter(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    key = ""
    for line in text.split("\n"):
        pair = _KEY.fullmatch(line.rstrip())
        if pair:
            key, value = pair[1], (pair[2] or "").strip()
            found[key] = "" if re.fullmatch(r"[|>][+-]?", value) else _value(value)
        elif key and (item := re.fullmatch(r"\s*-\s+(.*)", line)):
            items = found[key] if isinstance(found[key], list) else []
            found[key] = [*items, _scalar(re.sub(r"^name:\s*", "", item[1]))]
        elif key and line.startswith((" ", "\t")) and isinstance(found[key], str):
            found[key] = f"{found[key]}\n{re.sub(r'^name:', '', line.strip())}".strip()
    return found


def _value(text: str) -> str | list[str]:
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part) for part in re.findall(r"""\s*("[^"]*"|'[^']*'|[^,]+)""", text[1:-1])]
    return _scalar(text)


def _scalar(text: str) -> str:
    match = _QUOTED.fullmatch(text.strip())
    if match is None:
        return text.split(" #", 1)[0].strip()
    return match[2].replace("''", "'") if match[1] == "'" else re.sub(r"\\(.)", r"\1", match[2])
