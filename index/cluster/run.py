"""An indexing run into an archive on a cluster."""

from pathlib import Path

from dateline.index.build.discovery import check_sources
from dateline.index.build.forget import forget_from
from dateline.index.build.indexing import Drop, Progress
from dateline.index.build.report import Report
from dateline.index.build.run import Piped, update
from dateline.index.cluster.errors import ClusterError, NoClusterIndex, RunCutOff
from dateline.index.cluster.writer import ClusterWriter
from dateline.index.extract.corrections import Corrections
from dateline.index.extract.outlet_rules import Rules


def build_on_cluster(
    sources: list[Path],
    address: str,
    rules: Rules | None = None,
    corrections: Corrections | None = None,
    *,
    language: str | None = None,
    rebuild: bool = False,
    strict: bool = False,
    wait: bool = False,
    jobs: int = 1,
    progress: Progress = lambda _done, _total: None,
    drop: Drop | None = None,
    piped: Piped = (),
) -> Report:
    """Bring the archive at an address up to date with the sources, as `index.build.run.build` does one in a folder.

    Raises:
        RunCutOff: The cluster failed when a part of the articles was written; the next run goes on from there.
        ClusterError: It failed before; nothing was changed.
        DatelineError: As `index.build.run.build` does.
    """
    check_sources(sources)
    with ClusterWriter(address, language=language, rebuild=rebuild, strict=strict, wait=wait) as writer:
        only = rebuild and bool(sources)
        try:
            return update(
                sources, writer, rules, corrections, only=only, strict=strict, jobs=jobs, progress=progress, drop=drop,
                piped=piped,
            )  # fmt: skip
        except ClusterError as error:
            if writer.has_begun:
                raise RunCutOff(error, writer.acknowledged) from error
            raise


def forget_on_cluster(source: Path, address: str) -> int:
    """Drop a source and its articles, as `index.build.forget.forget` does. Raises NoClusterIndex and as that does."""
    with ClusterWriter(address) as writer:
        if writer.is_new:
            raise NoClusterIndex(address)
        return forget_from(writer, source)
