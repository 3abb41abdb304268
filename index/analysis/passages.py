"""The passages of a body, and the hashes by which it is told that several stories share one.

A passage is about a sentence: what closes a line or has a blank behind it. It need not end where a snippet's sentences
do, only at the same place in every article that has it; so what is short is joined to its neighbours in the line, and
a short line is none.
"""

import re
from zlib import crc32

import numpy as np

PASSAGE = (
    r"[^\n]{24}[^\n.!?]*"
    r"""(?:[.!?](?:(?![ "'”’)])|(?<=[A-Z]\.))[^\n.!?]*)*"""  # on behind U.S.
    r"[.!?]?(?:[^\n]{1,23}(?![^\n]))?"
)
"""A passage, for JavaScript too; they are numbered as they are found."""
_EDGES = " \"'”’)"
_passage = re.compile(PASSAGE)


def passages(body: str) -> list[tuple[int, int]]:
    """Where each passage of a body begins and ends."""
    return [found.span() for found in _passage.finditer(body)]


def passage_hashes(body: str) -> bytes:
    """The CRC-32 of each, little-endian; white space and quotes at its ends do not count."""
    stored = body if body.isascii() else body.encode("utf-8", "replace").decode()
    return np.array([crc32(one.strip(_EDGES).encode()) for one in _passage.findall(stored)], "<u4").tobytes()
