"""Mail messages (RFC 5322) to articles: subject, sender and date are the message's own; attachments are left out."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from dateline.index.article import Article, RawDocument
from dateline.index.extract import record
from dateline.index.sources.decode import decode


def article(raw: RawDocument) -> Article:
    """The article of a message.

    Args:
        raw: Form `mail`; its content is the message's bytes.

    Raises:
        ValueError: It has neither a subject nor a text.
    """
    message: Any = message_from_bytes(bytes(raw.content), _class=EmailMessage, policy=policy.default)  # type: ignore[arg-type]
    name, address = parseaddr(_header(message, "From"))
    fields = {
        "Subject": _header(message, "Subject"),
        "author": name or address,
        "Date": _header(message, "Date"),
        "body": _body(message),
    }
    if not any(fields.values()):
        raise ValueError("no mail message")
    found = record.article(raw._replace(form="record", content=fields))
    headers = {"title": "field Subject", "author": "field From", "date": "field Date"}
    return found._replace(evidence={name: headers.get(name, why) for name, why in found.evidence.items()})


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # noqa: BLE001 - the standard library's parser fails on broken headers in many ways
        return ""


def _body(message: EmailMessage) -> str:
    """The plain text if there is one, else the HTML."""
    try:
        part = message.get_body(("plain", "html"))
        content = part.get_payload(decode=True) if part else b""
    except Exception:  # noqa: BLE001 - as above
        return ""
    return decode(content, part.get_content_charset() if part else None) if isinstance(content, bytes) else ""
