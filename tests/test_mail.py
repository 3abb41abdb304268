"""Mail and mailboxes as articles."""

import gzip
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from papers import MORE, TEXT, articles, saved, skip_of

from dateline.index.sources import mailbox as sources_mailbox


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_message_is_an_article_of_its_sender(tmp_path: Path) -> None:
    mail = message(
        Subject="Harbour bridge =?utf-8?q?closes_=E2=80=93_again?=", From="Ana Sorel <ana@sextant.example>",
        Date="Tue, 6 Feb 2024 23:30:00 -0500", Message_ID="<1@sextant.example>",
    )  # fmt: skip
    mail.set_content(f"{TEXT}\n\n{MORE}\n")
    mail.add_alternative(f"<p>{TEXT}</p><p>another</p>", subtype="html")
    mail.add_attachment(b"attached", maintype="application", subtype="octet-stream", filename="a.bin")
    [one] = articles(saved(tmp_path / "bridge.eml", mail.as_bytes()))
    assert (one.title, one.author, one.date) == ("Harbour bridge closes – again", "Ana Sorel", "2024-02-06")
    assert (one.id, one.body) == ("bridge.eml", f"{TEXT}\n\n{MORE}")


WROTE = "On Tue, 6 Feb 2024 at 10:12, Jo Dunn wrote:"
QUOTE = "> Ropes were short.\n>\n> > Were they?"
HTML_QUOTE = f'<p>{TEXT}</p><div class="gmail_quote"><div>{WROTE}</div><blockquote>Ropes.</blockquote></div>'
OWN = {
    f"{TEXT}\n\n-- \nAna Sorel\nThe Sextant": TEXT,
    f"{TEXT}\n\n--\nAna Sorel": TEXT,
    f"{TEXT}\n\n--\n\n{MORE}" + "\nThe tide rose." * 20: None,  # a line between two parts
    f"{TEXT}\n\n{WROTE}\n{QUOTE}": TEXT,
    f"{TEXT}\n\nOn Tue, 6 Feb 2024 at 10:12, Jo Dunn\n<jo@dunning.example> wrote:\n\n{QUOTE}": TEXT,
    f"{WROTE}\n{QUOTE}\n{TEXT}\n> More ropes?\n{MORE}": f"{TEXT}\n\n{MORE}",
    f"Re: {TEXT}\n\n{QUOTE}": TEXT,
    f"Re: {TEXT}\n\n-----Original Message-----\nFrom: Jo Dunn\n\nRopes were short.": TEXT,
    f"Re: {TEXT}\n\nFrom: Jo Dunn\nSent: Tuesday\nTo: Ana Sorel\nSubject: Ropes\n\nRopes were short.": TEXT,
    f"{TEXT}\n\n> Ropes were short.": None,  # answers nothing: its writer set it off
    f"> {TEXT}\n>\n> {MORE}": f"{TEXT}\n\n{MORE}",
    f"{WROTE}\n> {TEXT}\n>\n> {MORE}\n-- \nJo": f"{TEXT}\n\n{MORE}",
    f"Fwd: Worth it.\n\n{WROTE}\n> {TEXT}\n>\n> {MORE}\n> The end.": f"Worth it.\n\n{TEXT}\n\n{MORE} The end.",
    f"Re: {HTML_QUOTE}": TEXT,
    f"Fwd: {HTML_QUOTE}": f"{TEXT}\n\n{WROTE}\n\nRopes.",
    f"Re: <p>{TEXT}</p><div class='moz-signature'>Ana</div><blockquote type='cite'>Ropes.</blockquote>": TEXT,
    f"Re: <div class='gmail_quote'>{TEXT}</div>": TEXT,
}
"""By a mail's text, its subject's beginning before it, what is its own; all of it where nothing is named."""


@pytest.mark.parametrize("text", OWN)
def test_a_mail_is_neither_what_it_quotes_nor_its_signature(tmp_path: Path, text: str) -> None:
    subject = next((prefix for prefix in ("Re: ", "Fwd: ") if text.startswith(prefix)), "")
    mail = message(Subject=f"{subject}Bridge", From="ana@sextant.example")
    mail.set_content(text.removeprefix(subject), subtype="html" if "<p>" in text or "<div" in text else "plain")
    [one] = articles(saved(tmp_path / "a.eml", mail.as_bytes()))
    assert one.body.split() == (OWN[text] or text).split()


def test_a_mailbox_is_an_article_a_message(tmp_path: Path) -> None:
    parts = []
    for number, text in enumerate([f"{TEXT}\n\n>From the quay", f"<p>{MORE}</p>"]):
        mail = message(Subject=f"Letter {number}", From="quay@sextant.example")
        mail.set_content(text, subtype="html" if text.startswith("<") else "plain")
        parts.append(b"From quay Tue Feb  6 2024\n" + mail.as_bytes() + b"\n")
    both = articles(saved(tmp_path / "letters.mbox", b"".join(parts)))
    assert [(one.id, one.title, one.author) for one in both] == [
        ("letters.mbox:1", "Letter 0", "quay@sextant.example"), ("letters.mbox:2", "Letter 1", "quay@sextant.example"),
    ]  # fmt: skip
    assert both[0].body == f"{TEXT}\n\nFrom the quay"
    assert both[1].body == MORE


def test_a_gzipped_message_is_a_message(tmp_path: Path) -> None:
    mail = message(Subject="Bridge", From="a@b.example")
    mail.set_content(TEXT)
    [one] = articles(saved(tmp_path / "a.eml.gz", gzip.compress(mail.as_bytes())))
    assert one.title == "Bridge"


def test_a_broken_header_of_mail_is_as_none(tmp_path: Path) -> None:
    [found] = articles(saved(tmp_path / "a.eml", f"Subject: Bridge\nContent-Type: text/plain; a*\n\n{TEXT}"))
    assert (found.title, found.body) == ("Bridge", TEXT)


@pytest.mark.parametrize(
    "header",
    [
        "Subject: " + "=?utf-8?q?a?= " * 50_000, "From: " + "a\\" * 50_000, "From: " + "a@b, " * 50_000,
        "Content-Type: text/plain; " + "a*0=b;" * 50_000, "Content-Type: text/plain; " + 'a="' * 50_000,
        "Content-Disposition: " + "a;" * 50_000, "X: y" + "\n z" * 50_000,
    ],
    ids=lambda header: header[:12],
)  # fmt: skip
def test_long_headers_of_mail_take_no_time(tmp_path: Path, header: str) -> None:
    begun = time.process_time()
    [article] = articles(saved(tmp_path / "a.eml", f"Title: A\n{header}\n\n{TEXT}"))
    assert article.body == TEXT
    assert time.process_time() - begun < 5


def test_mail_of_too_many_lines_or_parts_is_skipped(tmp_path: Path) -> None:
    nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 2000
    for data in (f"Subject: A\n{nested}", "Subject: A\n\n" + "a\n" * 1_000_001):
        assert "a message of more than" in skip_of(saved(tmp_path / "a.eml", data))


def test_a_mailbox_is_read_by_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    message = f"From a\nSubject: Bridge\n\nHere:\nFrom here on\n>From {TEXT}\n\n"
    for size in (64, 65, 1000):
        monkeypatch.setattr(sources_mailbox, "HEADER_MAX", size)
        read_ = articles(saved(tmp_path / "a.mbox", "\n" + message * 9))
        assert {(one.title, one.body) for one in read_} == {("Bridge", f"Here:\n\nFrom here on\n\nFrom {TEXT}")}
        assert len(read_) == 9
