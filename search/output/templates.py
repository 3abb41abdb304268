"""The Jinja2 environment of every page: the templates of `templates/`, or the user's in front of them.

`docs/templates.md` says what each template is given.
"""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from dateline.index.errors import DatelineError
from dateline.search.output import display

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
"""Beside `search` in a checkout and in an installed package alike."""

_IMPORT = re.compile(r'^@import "([\w.-]+)";\n', re.MULTILINE)


class BadTemplate(DatelineError):
    """A page template that can't be used."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        where = f"{name}, line {line}" if line else name
        super().__init__(f"the template {where}: {reason}")
        self.name, self.line, self.reason = name, line, reason

    def __reduce__(self) -> tuple[type["BadTemplate"], tuple[str, int | None, str]]:
        return BadTemplate, (self.name, self.line, self.reason)  # so that it gets from one process to another


class Templates:
    """The templates, escaping every value; a name that is missing is an error.

    Args:
        overriding: A folder whose files are used in place of ours, or None.
        shared: Values that every page may use.

    Attributes:
        filters: What `{{ value | filter }}` may name in a template.
    """

    def __init__(self, overriding: Path | None = None, shared: dict[str, Any] | None = None) -> None:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        self._folders = [overriding, TEMPLATES] if overriding else [TEMPLATES]
        self._environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.filters = self._environment.filters
        self.filters |= {
            "articles": display.articles,
            "clean": display.clean,
            "day": display.day,
            "digest": digest,
            "web_address": display.web_address,
        }
        self._environment.globals |= {"unknown": display.UNKNOWN, "no_date": display.NO_DATE, **(shared or {})}

    def render(self, name: str, **values: Any) -> str:
        """A page.

        Raises:
            BadTemplate: The template has an error, or asks for something that is not there.
        """
        from jinja2 import TemplateError

        try:
            return self._environment.get_template(name).render(values)
        except TemplateError as error:
            reason = error.message or str(error)
            raise BadTemplate(getattr(error, "name", None) or name, getattr(error, "lineno", None), reason) from error

    def text(self, name: str) -> str:
        """A file as it is: the user's where there is one.

        Raises:
            BadTemplate: There is none.
        """
        for folder in self._folders:
            if (folder / name).is_file():
                return (folder / name).read_text("utf-8")
        raise BadTemplate(name, None, "there is no such file")

    def style_sheet(self, name: str) -> str:
        """A style sheet, a line `@import "base.css";` in it replaced by that file.

        Raises:
            BadTemplate: One that it imports is not there.
        """
        return _IMPORT.sub(lambda imported: self.text(imported[1]), self.text(name))


def digest(text: str) -> str:
    """How a Content Security Policy names a script or a style sheet that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
