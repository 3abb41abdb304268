"""Mailboxes (.mbox, RFC 4155), packed by `.gz` or not, to their messages."""

import re
from collections.abc import Iterator
from typing import IO

from dateline.index.sources.containers import EACH, HEADER_MAX, Budget, Metered, unpacked

MESSAGE_MAX = 1 << 26
"""Bytes of a message, attachments and all."""
_LINE_MAX = 1000
"""Bytes of a line that a message may begin with."""
_BEGIN = re.compile(rb"\n\r?\nFrom [^\n]{0,%d}(?=\n)" % (_LINE_MAX - 10))
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(stream: IO[bytes], budget: Budget) -> Iterator[bytes]:
    """The messages of a mailbox, each of which begins with a line `From …` after a blank one.

    Args:
        stream: The mailbox.
        budget: What may be unpacked of it.

    Raises:
        ValueError: It does not begin so, a message is too large, or it is a bomb.
    """
    plain = Metered(unpacked(stream), budget)
    held, begun, seen = b"\n\n", False, 0
    while block := plain.read(HEADER_MAX):
        plain.room = HEADER_MAX
        held += block
        end = 0
        for found in _BEGIN.finditer(held, seen):
            if begun:
                budget.spend(EACH)
                yield _QUOTED.sub(rb"\1", held[end + 1 : found.start() + 1])
            elif held[: found.start()].strip():
                break
            begun, end = True, found.end()
        held = held[end:]
        seen = max(0, len(held) - _LINE_MAX)
        if not begun and held.strip():
            raise ValueError("no mailbox: it does not begin with a line `From …`")
        if len(held) > MESSAGE_MAX:
            raise ValueError(f"a message is larger than {MESSAGE_MAX >> 20} MB")
    if begun:
        yield _QUOTED.sub(rb"\1", held[1:])
