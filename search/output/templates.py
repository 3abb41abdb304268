"""The Jinja2 environment of every page: the templates of `templates/`, or the user's in front of them."""

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.index.errors import DatelineError
from dateline.search.output import display

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
"""Beside `search` in a checkout and in an installed package alike."""


class BadTemplate(DatelineError):
    """A page template that can't be used."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        where = f"{name}, line {line}" if line else name
        super().__init__(f"the template {where}: {reason}")
        self.name, self.line, self.reason = name, line, reason

    def __reduce__(self) -> tuple[type["BadTemplate"], tuple[str, int | None, str]]:
        return BadTemplate, (self.name, self.line, self.reason)  # so that it gets from one process to another


def environment(folders: list[Path]) -> "Environment":
    """An environment that escapes every value, and for which a name that is missing is an error.

    Args:
        folders: Where templates are looked for, in this order.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {
        "articles": display.articles,
        "clean": display.clean,
        "day": display.day,
        "digest": digest,
        "web_address": display.web_address,
    }
    environment.globals |= {"unknown": display.UNKNOWN, "no_date": display.NO_DATE}
    return environment


def digest(text: str) -> str:
    """How a Content Security Policy names a script or a style sheet that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
