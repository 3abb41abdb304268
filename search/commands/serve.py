"""`dateline serve`: the search page and JSON over the live index."""

from contextlib import suppress

import click

from dateline.search.commands.options import indexes_option
from dateline.search.engine.engine import Locations


@click.command
@indexes_option
@click.option("--host", metavar="NAME", default="127.0.0.1", show_default=True,
              help="Where to listen. Any other than this machine's own address lets others search.")  # fmt: skip
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=0, help="The port.  [default: a free one]")
def serve(folders: Locations, host: str, port: int) -> None:
    """Serve the search page over the index as it is.

    It answers at the address that is printed, to this machine only unless --host says otherwise, until Ctrl-C. What
    `dateline index` changes meanwhile is found at once. For scripts, /search?q=QUERY answers as JSON.
    """
    from dateline.search.serve.application import Application
    from dateline.search.serve.server import Server

    with Server(Application(*folders), host, port) as server, suppress(KeyboardInterrupt):
        click.echo(f"{server.url}  (Ctrl-C ends it)")
        server.serve_forever()
