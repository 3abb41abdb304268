"""`dateline open`: an article where it was published, or its file in the user's editor."""

import os
import shlex
import subprocess

import click

from dateline.index.errors import DatelineError
from dateline.search.commands.last_search import recalled
from dateline.search.commands.options import indexes_option
from dateline.search.engine.engine import Locations, open_engine, root_of
from dateline.search.output.display import web_address


class NothingOpens(DatelineError):
    """There is no program that opens an article."""

    def __init__(self, where: str, variable: str) -> None:
        super().__init__(f"nothing here opens {where}; name a program in the variable {variable}")
        self.where, self.variable = where, variable


class ScriptsWouldRun(DatelineError):
    """A page from the disk is not handed to a browser."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path} is a page, whose scripts a browser would run; `dateline show` prints the article, "
                         "and an editor that you name in the variable EDITOR opens the file")  # fmt: skip
        self.path = path


@click.command("open")
@click.argument("wanted", metavar="ID")
@click.option("--file", is_flag=True, help="Open the file, even where the article has an address.")
@indexes_option
def open(wanted: str, file: bool, folders: Locations) -> None:  # noqa: A001 - named as the command is
    """Open one article in the browser, or its file in the editor.

    ID is as for `dateline show`. An article with an address is opened there, by the program that BROWSER names or the
    system's own; one without, and with --file any, by the program that VISUAL or EDITOR names, or the system's own if
    the file is no web page or feed, whose scripts a browser would run.
    """
    from dateline.index.sources.kinds import kind_of
    from dateline.index.sources.walk import file_of

    with recalled(wanted, folders) as found:
        article = open_engine(*map(str, folders)).article(found)
    address = None if file else web_address(article.url)
    if address:
        import webbrowser

        if not webbrowser.open(address):
            raise NothingOpens(address, "BROWSER")
        return
    path = file_of(article.path, root_of(folders))
    try:
        kind = kind_of(article.path)
        if not kind:  # an index from elsewhere may name a program
            raise NothingOpens(article.path, "EDITOR")
        editor = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
        if editor:
            subprocess.run([*editor, path], check=False)  # noqa: S603 - the user's
        elif kind in ("html", "feed"):
            raise ScriptsWouldRun(article.path)
        else:
            subprocess.run(["xdg-open", path], check=True, stderr=subprocess.DEVNULL)  # noqa: S603, S607 - as above
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise NothingOpens(article.path, "EDITOR") from error
