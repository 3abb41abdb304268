"""The errors of the searching side. Each carries its data; `str()` says it in plain words.

`search.output.messages` adds what only a terminal can show: the query with a mark under what the error is about.
"""

import unicodedata
from pathlib import Path

from dateline.index.errors import DatelineError

MOST_CANDIDATES = 10


class QueryError(DatelineError):
    """A query that can't be understood as it stands.

    Attributes:
        query: The query as the user wrote it.
        span: The `(start, end)` in it that the error is about.
        reason: What is wrong, in plain words.
        advice: What to do.
    """

    def __init__(self, query: str, span: tuple[int, int], reason: str, advice: str) -> None:
        super().__init__(query, span, reason, advice)
        self.query = query
        self.span = span
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{printable(self.reason)}; {printable(self.advice)}"


class BadDate(DatelineError):
    """A date, or a range of dates, that is none.

    Attributes:
        text: What the user wrote.
        reason: Why it is no date.
    """

    advice = "write a day 2025-04-24, a month 2025-04, a year 2025, or today, yesterday, 7d, last-week"

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text, reason)
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.problem}; {self.advice}"

    @property
    def problem(self) -> str:
        """What is wrong, without the advice."""
        return f"bad date `{printable(self.text)}`: {self.reason}"


class BadSynonyms(DatelineError):
    """A file of synonyms that makes no sense.

    Attributes:
        path: The file.
        line: Its line, from 1; 0: all of it.
        reason: What is wrong.
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(path, line, reason)
        self.path, self.line, self.reason = path, line, reason

    def __str__(self) -> str:
        where = f"{printable(str(self.path))}:{self.line}" if self.line else printable(str(self.path))
        return f"{where}: {printable(self.reason)}; a line is `ferry, boat, car ferry` or `ferry => boat`"


class NoSuchArticle(DatelineError):
    """No one article is meant by what the user asked to see.

    Attributes:
        wanted: The id or path.
        candidates: The ids that it could be, where there are several.
    """

    def __init__(self, wanted: str, candidates: list[str]) -> None:
        super().__init__(wanted, candidates)
        self.wanted = wanted
        self.candidates = candidates

    def __str__(self) -> str:
        wanted, count = printable(self.wanted), len(self.candidates)
        if not count:
            return f"no article has the id or path {wanted}; `dateline search` shows ids and paths"
        some = "".join(f"\n  {printable(one)}" for one in self.candidates[:MOST_CANDIDATES])
        more = f"\n  and {count - MOST_CANDIDATES:,} more" if count > MOST_CANDIDATES else ""
        return f"{wanted} could be {count:,} articles; name one of them:{some}{more}"


class OtherLanguage(DatelineError):
    """Indexes are to be searched as one that stem words in different languages; two of them, each with its language."""

    def __init__(self, indexes: list[tuple[str, str]]) -> None:
        super().__init__(indexes)
        self.indexes = indexes

    def __str__(self) -> str:
        which = " and ".join(f"{printable(index)} in {printable(language)}" for index, language in self.indexes)
        return f"indexes of one language are searched together, and these are {which}; search each by itself"


class UnsupportedUnion(DatelineError):
    """An archive on a cluster is to be searched together with others."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return f"{printable(self.address)} is on a cluster, which is searched by itself; name one --index"


class UnsupportedAddress(DatelineError):
    """A command that mends an index in a folder is asked for one on a cluster."""

    def __init__(self, address: str, command: str) -> None:
        super().__init__(address, command)
        self.address, self.command = address, command

    def __str__(self) -> str:
        return (
            f"{printable(self.address)} is on a cluster, which `dateline {self.command}` can't mend: the cluster "
            "restores shards from their copies, or from a snapshot. `dateline check` tells which articles are damaged; "
            "build it anew with `dateline index --rebuild FOLDER`."
        )


def printable(text: str) -> str:
    """One line, letter for letter, a space for all that moves the cursor or turns the writing direction."""
    return "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text)
