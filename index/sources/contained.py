"""The documents in a container: in the files of a zip or tar file, and in containers among them; the messages of a
mailbox, and the pages of a web archive.
"""

import gzip
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from dateline.index.article import RawDocument, Skipped
from dateline.index.sources import mailbox, warc
from dateline.index.sources.containers import MEMBER_MAX, Budget, Member, members
from dateline.index.sources.decode import decode, state_of
from dateline.index.sources.from_bytes import in_bytes, or_nothing, skipped
from dateline.index.sources.kinds import STREAMED, kind_of
from dateline.index.sources.walk import printable

_DEEPEST = 3
"""Containers in containers."""


def in_container(name: str, kind: str, opened: IO[bytes]) -> Iterator[RawDocument | Skipped]:
    """The documents in a file that is a container of a kind, each as one of this file, with what lies between as its
    member.
    """
    budget = Budget(state_of(opened)[0])
    for item in _in_container(name, kind, _unpacked(opened, name, kind, budget), budget, 1):
        yield item._replace(path=name, member=item.path[len(name) + 1 :]) if isinstance(item, RawDocument) else item


def _in_container(
    name: str, kind: str, stream: IO[bytes], budget: Budget, depth: int
) -> Iterator[RawDocument | Skipped]:  # fmt: skip
    """The documents in a container, each with the path of the file in it."""
    return or_nothing(name, _contained(name, kind, stream, budget, depth))


def _contained(name: str, kind: str, stream: IO[bytes], budget: Budget, depth: int) -> Iterator[RawDocument | Skipped]:
    if kind == "mbox":
        for number, message in enumerate(mailbox.messages(stream, budget), 1):
            yield RawDocument(name, number, "mail", message)
    elif kind == "warc":
        for number, page in enumerate(warc.pages(stream, budget), 1):
            content = page.data if page.form == "pdf" else decode(page.data, page.charset)
            yield RawDocument(name, number, "pdf" if page.form == "pdf" else "html", content, url=page.url)
    else:
        for member in members(stream, kind, budget):
            yield from _in_member(name, member, budget, depth)


def _in_member(name: str, member: Member, budget: Budget, depth: int) -> Iterator[RawDocument | Skipped]:
    """The documents in a file of a container. What is wrong with one is no matter of the others."""
    kind, path = kind_of(member.name), f"{name}/{printable(member.name)}"
    if kind is None:
        return
    try:
        if member.fault:
            yield Skipped(path, member.fault)
        elif kind in STREAMED and depth == _DEEPEST:
            yield Skipped(path, f"it lies in more than {_DEEPEST} containers")
        elif kind in STREAMED:
            stream = _unpacked(BytesIO(member.data), member.name, kind, budget)
            yield from _in_container(path, kind, stream, budget, depth + 1)
        else:
            yield from in_bytes(path, kind, _gunzipped(member, budget))
    except Exception as error:  # noqa: BLE001 - whatever it holds, the others are read
        yield skipped(path, error)


def _unpacked(stream: IO[bytes], name: str, kind: str, budget: Budget) -> IO[bytes]:
    """A container without the `.gz` around it, where its reader does not see to that itself."""
    if kind == "zip" and name.lower().endswith(".gz"):  # which is read here and there
        return BytesIO(_gunzip(stream, budget))
    return stream


def _gunzipped(member: Member, budget: Budget) -> bytes:
    return _gunzip(BytesIO(member.data), budget) if member.name.lower().endswith(".gz") else member.data


def _gunzip(stream: IO[bytes], budget: Budget) -> bytes:
    with gzip.open(stream) as opened:
        data = opened.read(MEMBER_MAX + 1)
    budget.spend(len(data))
    if len(data) > MEMBER_MAX:
        raise ValueError(f"larger than {MEMBER_MAX >> 20} MB")
    return data
