"""Mailboxes (.mbox, RFC 4155) to their messages."""

import re
from collections.abc import Iterator
from typing import IO

MESSAGE_MAX = 1 << 28
"""Bytes of a message, attachments and all."""
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def messages(stream: IO[bytes]) -> Iterator[bytes]:
    """The messages of a mailbox, each of which begins with a line `From …` after a blank one.

    Raises:
        ValueError: It does not begin so, or a message is too large.
    """
    lines: list[bytes] = []
    size, is_blank, begun = 0, True, False
    while line := stream.readline(1 << 20):
        if is_blank and line.startswith(b"From "):
            if begun:
                yield _QUOTED.sub(rb"\1", b"".join(lines))
            lines, size, begun = [], 0, True
        elif begun:
            lines.append(line)
            size += len(line)
            if size > MESSAGE_MAX:
                raise ValueError(f"a message is larger than {MESSAGE_MAX >> 20} MB")
        elif line.strip():
            raise ValueError("no mailbox: it does not begin with a line `From …`")
        is_blank = not line.strip()
    if begun:
        yield _QUOTED.sub(rb"\1", b"".join(lines))
