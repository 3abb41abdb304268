"""What an indexing run did, and why one can do nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dateline.index.article import Skipped
from dateline.index.errors import DatelineError
from dateline.index.sources.kinds import SUFFIXES
from dateline.index.sources.walk import LeftOut


class NothingToIndex(DatelineError):
    """No article came of the sources."""

    def __init__(self, sources: list[Path], skipped: list[Skipped]) -> None:
        places = ", ".join(str(source) for source in sources)
        reasons = "".join(f"\n  {skip.path}: {skip.reason}" for skip in skipped)
        none = f"there is no file of a kind that is read ({', '.join(SUFFIXES)})."
        what = "no file there could be read:" if skipped else none
        super().__init__(f"nothing to index in {places}: {what}{reasons}")
        self.sources, self.skipped = sources, skipped


class StrictSkip(DatelineError):
    """A file was skipped in a run that allows none."""

    def __init__(self, skipped: list[Skipped]) -> None:
        reasons = "".join(f"\n  {skip.path}: {skip.reason}" for skip in skipped)
        super().__init__(f"--strict: {len(skipped):,} skipped, so nothing was changed:{reasons}")
        self.skipped = skipped


@dataclass(slots=True)
class Report:
    """What a run did, counted in articles, what it skipped and left out, and what else the user should know: whole
    sentences. `inputs` are the folders and files that the archive is made of, those of rules and corrections too.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inputs: list[Path] = field(default_factory=list)


def read_anew(other_rules: bool, others: list[str]) -> Iterator[str]:
    """A note that articles are read anew, and those of which other sources will be."""
    changed = "The rules have changed" if other_rules else "This is another version of Dateline"
    later = f" Those of {', '.join(others)} follow when `dateline index` runs without a folder." if others else ""
    yield f"{changed}, so all articles are read anew.{later}"
