"""What of a mail's text is its own: neither its sender's signature nor what it quotes of the mail that it answers.

A mail that passes an article on, or that says nothing of its own, is what it quotes.
"""

import re
from typing import TYPE_CHECKING

from dateline.index.extract.html.tree import parse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_SIGNATURE_MAX = 15
"""Lines that follow a `--` without its blank, if it begins a signature: else it stands between two parts."""
_QUOTED = re.compile(r"[ \t]?>(?:[ \t]?>)*[ \t]?")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał\w?)\b[^\n]{0,80}:$"
)
"""How the line above a quote ends: `On Tue, 6 Feb 2024, Ana Sorel wrote:`."""
_BEGUN = re.compile(r"(?:On|Am|Le|El|Em|Il|Op|Den|W dniu)\s[^\n]*\d")
"""How it begins where it is wrapped."""
_ANSWERED = re.compile(
    r"""
    ^[ \t]*-{2,}[ \t]*(?:Original[ ]Message|Original-?[ ]?Nachricht|Ursprüngliche[ ]Nachricht|Message[ ]d.origine
        |Mensaje[ ]original|Messaggio[ ]originale|Mensagem[ ]original|Oorspronkelijk[ ]bericht)[ \t]*-{2,}[ \t]*$
    |^(?:_{5,}\s*)?(?:From|Von|De|Da|Van):[ ][^\n]+\n(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden)
        [^\n:]{0,9}:[ ][^\n]+\n(?:To|An|À|Para|A|Aan)[^\n:]{0,3}:[ ]
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
"""What stands above the whole of an answered mail."""
_PASSED_ON = re.compile(r"(?i)\s*(?:fwd?|wg|tr|rv|enc|vs|i)\s?:")
"""What begins the subject of a mail that passes another one on."""
_ANSWER = re.compile(r"(?i)\s*(?:re|aw|antw|sv|odp|ynt)\s?:")
"""What begins the subject of an answer."""
_QUOTING = ("gmail_quote", "yahoo_quoted", "protonmail_quote", "moz-cite-prefix", "gmail_attr")
_SIGNING = ("gmail_signature", "moz-signature", "protonmail_signature_block")
"""Classes of elements that mail programs make for both."""


def own_text(text: str, subject: str, *, answers: bool) -> str:
    """What a mail's plain text says itself.

    Args:
        text: The text.
        subject: The mail's.
        answers: Whether its headers name a mail that it answers.
    """
    lines = _without_signature(text).split("\n")
    is_quoted = [_QUOTED.match(line) is not None for line in lines]
    above = _above(lines, is_quoted)
    if (answers or above or _ANSWER.match(subject)) and not _PASSED_ON.match(subject):
        own = "\n".join(line for at, line in enumerate(lines) if not is_quoted[at] and at not in above)
        answered = _ANSWERED.search(own)
        own = own[: answered.start()] if answered else own
        if own.strip():
            return own
    if sum(is_quoted) * 2 > sum(map(bool, map(str.strip, lines))):
        lines = [_QUOTED.sub("", line, count=1) for at, line in enumerate(lines) if at not in above]
    return "\n".join(lines)


def own_html(markup: str, subject: str, *, answers: bool) -> str:
    """As `own_text`, of a text in HTML."""
    tree = parse(markup) if any(name in markup for name in ("blockquote", *_QUOTING, *_SIGNING)) else None
    if tree is None:
        return markup
    unsigned = _without(tree, _of_classes(tree, _SIGNING)) or markup
    if not (answers or _ANSWER.match(subject)) or _PASSED_ON.match(subject):
        return unsigned
    quotes = tree.xpath("//blockquote[@type='cite']")
    return _without(tree, [*_of_classes(tree, _QUOTING), *quotes]) or unsigned


def _of_classes(tree: "HtmlElement", classes: tuple[str, ...]) -> list["HtmlElement"]:
    return [element for name in classes for element in tree.find_class(name)]


def _without(tree: "HtmlElement", elements: list["HtmlElement"]) -> str:
    """A page's HTML once some elements are taken out; empty if the others say nothing."""
    from lxml.html import tostring

    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
    return str(tostring(tree, encoding="unicode")) if tree.text_content().strip() else ""


def _without_signature(text: str) -> str:
    """The text above the line that begins a signature, if anything is."""
    for found in _SIGNATURE.finditer(text):
        is_sure = found[0].endswith(" ") or text.count("\n", found.end()) <= _SIGNATURE_MAX
        if is_sure and text[: found.start()].strip():
            return text[: found.start()]
    return text


def _above(lines: list[str], is_quoted: list[bool]) -> set[int]:
    """The lines that say whom the quotes below them are of."""
    found: set[int] = set()
    for at, quoted in enumerate(is_quoted):
        last = at - 1 if not at or lines[at - 1].strip() else at - 2
        if not quoted or last < 0 or is_quoted[last] or not _WROTE.search(lines[last].strip()):
            continue
        found.add(last)
        if last and not is_quoted[last - 1] and _BEGUN.match(lines[last - 1].strip()) and not _BEGUN.match(lines[last]):
            found.add(last - 1)
    return found
