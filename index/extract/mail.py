"""Mail messages (RFC 5322) to articles: subject, sender and date are the message's own; attachments are left out."""

import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any

from dateline.index.article import Article, RawDocument
from dateline.index.extract import record
from dateline.index.extract.mail_text import own_html, own_text
from dateline.index.extract.paragraphs import has_markup
from dateline.index.sources.decode import decode
from dateline.index.sources.mailbox import MESSAGE_MAX

_HEADER_MAX, _LINES_MAX, _PARTS_MAX = 1_000, 1_000_000, 1_000
_PARTS = re.compile(rb"multipart/", re.IGNORECASE)


class _Policy(EmailPolicy):
    """The standard library's reading of headers, whose time grows with more than the square of their length."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """The name and the value of a header, up to what any has that is of use here."""
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:_HEADER_MAX]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """What a header says; one that the standard library's parser fails on, which it does in many ways, nothing."""
        try:
            return super().header_fetch_parse(name, value)
        except Exception:  # noqa: BLE001 - as above
            return ""


def article(raw: RawDocument) -> Article:
    """The article of a message.

    Args:
        raw: Form `mail`; its content is the message's bytes.

    Raises:
        ValueError: It has neither a subject nor a text.
    """
    data = bytes(raw.content)  # type: ignore[arg-type]
    _check_size(data)
    message: Any = message_from_bytes(data, _class=EmailMessage, policy=_Policy())
    name, address = parseaddr(_header(message, "From"))
    fields = {
        "Subject": _header(message, "Subject"),
        "author": name or address,
        "Date": _header(message, "Date"),
        "body": _own(message),
    }
    if not any(fields.values()):
        raise ValueError("no mail message")
    found = record.article(raw._replace(form="record", content=fields))
    headers = {"title": "field Subject", "author": "field From", "date": "field Date"}
    return found._replace(evidence={name: headers.get(name, why) for name, why in found.evidence.items()})


def _check_size(data: bytes) -> None:
    """Raises ValueError where a message takes more to read than any that is sent."""
    if len(data) > MESSAGE_MAX:
        raise ValueError(f"a message is larger than {MESSAGE_MAX >> 20} MB")
    if data.count(b"\n") > _LINES_MAX or len(_PARTS.findall(data)) > _PARTS_MAX:
        raise ValueError(f"a message of more than {_LINES_MAX:,} lines, or of parts in parts without end")


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, ""))


def _own(message: EmailMessage) -> str:
    """What the message says itself."""
    text, kind = _body(message)
    own = own_html if kind == "text/html" or has_markup(text) else own_text
    answers = any(_header(message, name) for name in ("In-Reply-To", "References"))
    return own(text, _header(message, "Subject"), answers=answers)


def _body(message: EmailMessage) -> tuple[str, str]:
    """The plain text if there is one, else the HTML; and which it is."""
    try:
        part = message.get_body(("plain", "html"))
        content = part.get_payload(decode=True) if part else b""
    except Exception:  # noqa: BLE001 - a broken message fails it in as many
        return "", ""
    if part is None or not isinstance(content, bytes):
        return "", ""
    return decode(content, part.get_content_charset()), part.get_content_type()
