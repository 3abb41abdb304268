"""`dateline check`: whether an index is whole."""

from typing import TYPE_CHECKING

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.options import index_option
from dateline.search.engine.engine import Location
from dateline.search.output.display import articles

if TYPE_CHECKING:
    from dateline.index.build.check import Checked
    from dateline.index.cluster.check import CheckedCluster


class Damaged(DatelineError):
    """A check has found damage, which has been told."""

    def __init__(self, folder: Location, faults: int) -> None:
        what = "one fault" if faults == 1 else f"{faults:,} faults"
        advice = "`dateline repair` keeps what is whole"
        if isinstance(folder, str):
            advice = "run `dateline index` again to its end, or build it anew with `dateline index --rebuild FOLDER`"
        super().__init__(f"{what} in the index in {folder}; {advice}")
        self.folder, self.faults = folder, faults


@click.command
@click.option("--deep", is_flag=True, help="Index the stored articles anew, and compare; takes as long as indexing.")
@index_option
def check(deep: bool, folder: Location) -> None:
    """Read every byte of the index, and name each file that is damaged.

    Of an index on a cluster, which has checksums of its own, every article is read, and each fault named.
    """
    found = _checked(folder, deep=deep)
    for fault in found.damage:
        click.echo(f"{fault.path}: {fault.reason}")
    if found.damage:
        raise Damaged(folder, len(found.damage))
    one, several = ("shard", "shards") if isinstance(folder, str) else ("segment", "segments")
    parts = f"1 {one}" if found.segments == 1 else f"{found.segments:,} {several}"
    compared = ", and indexing them anew gives the same" if deep else ""
    click.echo(f"generation {found.number} of {folder} is whole: {parts}, {articles(found.articles)}{compared}")


def _checked(folder: Location, *, deep: bool) -> "Checked | CheckedCluster":
    if isinstance(folder, str):
        from dateline.index.cluster.check import check_cluster

        return check_cluster(folder, deep=deep)
    from dateline.index.build.check import check as check_folder

    return check_folder(folder, deep=deep)
