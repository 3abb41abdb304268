"""The site's pages: Jinja2 templates, the user's before ours, filled with an archive's articles.

Articles are hostile: every value is escaped and cleaned, and only http(s) addresses become links.
"""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from index.errors import DatelineError
from search import present
from search.browse import shelf_of
from search.html import day, templates_dir
from search.results import Marked

if TYPE_CHECKING:
    from jinja2 import Environment


class BadTemplate(DatelineError):
    """A page template that can't be used."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        where = f"{name}, line {line}" if line else name
        super().__init__(f"the template {where}: {reason}")
        self.name, self.line, self.reason = name, line, reason

    def __reduce__(self) -> tuple[type["BadTemplate"], tuple[str, int | None, str]]:
        return BadTemplate, (self.name, self.line, self.reason)  # so that it gets from one process to another


def page_of(identity: str) -> str:
    """Where an article's page is in the site. The id alone decides, so that the browser can work it out too."""
    name = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:24]
    return f"articles/{name[:2]}/{name[2:]}.html"


class Pages:
    """The templates, and how they become files.

    Args:
        overriding: A folder whose templates and style sheet are used in place of ours, or None.
        shared: Values that every page may use.
    """

    def __init__(self, overriding: Path | None, shared: dict[str, Any]) -> None:
        self.origin = overriding, shared
        self._folders = [overriding, templates_dir()] if overriding else [templates_dir()]
        self._environment = _environment(self._folders)
        self._environment.globals |= shared

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
        """A file that is copied as it is: the user's where there is one."""
        path = next(path for folder in self._folders if (path := folder / name).is_file())
        return path.read_text("utf-8")

    def article(self, stored: dict[str, Any]) -> str:
        """An article's own page."""
        month = (stored["date"] or "undated")[:7]
        return self.render(
            "site_article.html",
            up="../../",
            article=stored,
            headline=present.headline(Marked(stored["title"])).text,
            paragraphs=[shown for part in stored["body"].split("\n\n") if (shown := present.clean(part).strip())],
            address=present.web_address(stored["url"]),
            date_shelf=f"browse/{month}.html",
            date_search=f"since={stored['date']}&until={stored['date']}" if stored["date"] else "",
            **_outlet(stored["outlet"]),
        )


@lru_cache
def _outlet(outlet: str | None) -> dict[str, str]:
    """Where more of an outlet is."""
    search = urlencode({"outlet": outlet or present.UNKNOWN}, errors="replace")
    return {"outlet_shelf": f"browse/{shelf_of(outlet)}.html", "outlet_search": search}


def _environment(folders: list[Path]) -> "Environment":
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
    environment.filters |= {"articles": present.articles, "clean": present.clean, "day": day, "digest": _digest}
    environment.globals |= {"unknown": present.UNKNOWN, "no_date": present.NO_DATE}
    return environment


def _digest(text: str) -> str:
    """How a Content Security Policy names a script or a style sheet that stands in the page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
