"""A value with the place it was read from, and the ways to compare such values."""

import re
from typing import NamedTuple

from dateline.index.analysis.terms import fold


class Value(NamedTuple):
    """A value and its evidence, in the source's own terms (`meta article:published_time`)."""

    value: str
    evidence: str


def letters(text: str) -> str:
    """Letters and digits only, folded: what names and headlines are compared by."""
    return re.sub(r"[\W_]+", "", fold(text))
