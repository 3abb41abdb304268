"""The archive as a Python program brings it up to date. The example is over the sample corpus."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.index.archive.generation import FOLDER
from dateline.search.engine.engine import is_address

if TYPE_CHECKING:
    from dateline.index.build.report import Report


def build_index(
    sources: str | Path | Iterable[str | Path] = (),
    folder: str | Path = FOLDER,
    *,
    rules: str | Path | None = None,
    corrections: str | Path | None = None,
    language: str | None = None,
    rebuild: bool = False,
    jobs: int = 1,
) -> "Report":
    """Index folders or files of articles, as `dateline index` does. A second run reads only what has changed.

    >>> report = build_index("corpus/the-sextant", "sextant-index")
    >>> report.new, report.skipped
    (7, [])
    >>> build_index("corpus/the-sextant", "sextant-index").unchanged
    7

    Args:
        sources: A folder or file, or several; none: those that the index remembers.
        folder: The index's folder, made if it is not there; or its address on a cluster (`docs/cluster.md`).
        rules: A TOML file that names the outlet of pages that don't, and joins an outlet's many names; None: the one
            that the index remembers.
        corrections: A TOML file of corrections of single articles, in the same way.
        language: The language that words are stemmed in; `english` unless the index has one.
        rebuild: Index everything anew, and only these sources.
        jobs: Worker processes. With more than one, a script needs `if __name__ == "__main__":` around the call, as
            for anything of `multiprocessing`.

    Returns:
        What was done, counted in articles: `new`, `changed`, `unchanged`, `removed`, and a list of what was `skipped`.

    Raises:
        DatelineError: A source or the rules can't be read, or no article is there; the index is as it was before.
        OSError: The folder can't be written; the index is as it was before.
    """
    from dateline.index.build.run import build
    from dateline.index.extract.corrections import load_corrections
    from dateline.index.extract.outlet_rules import load_rules

    paths = [Path(path) for path in ([sources] if isinstance(sources, str | Path) else sources)]
    how: dict[str, Any] = {"language": language, "rebuild": rebuild, "jobs": jobs}
    how["rules"] = load_rules(Path(rules)) if rules else None
    how["corrections"] = load_corrections(Path(corrections)) if corrections else None
    if is_address(str(folder)):
        from dateline.index.cluster.run import build_on_cluster

        return build_on_cluster(paths, str(folder), **how)
    return build(paths, Path(folder), **how)
