"""The engine of a static site as one script."""

import re

from dateline.search.output.templates import TEMPLATES

SCRIPTS = (
    "codepoints", "analysis", "stemmer", "period", "leaf", "parse", "render", "inflate", "store", "columns",
    "vocabulary", "terms", "phrase", "evaluate", "rank", "mark", "snippet", "engine",
)  # fmt: skip
"""The engine's files in `templates/js`, in the order in which they need each other; `relax` comes when it is needed."""

_REMARK = re.compile(r"^\s*(//.*|/\*.*\*/|/\*(?s:.*?)\*/)?\n|^ +", re.MULTILINE)


def bundle(*names: str) -> str:
    """Scripts one after another, without remarks and indentation: less to load."""
    folder = TEMPLATES / "js"
    return compact("".join((folder / f"{name}.js").read_text("utf-8") for name in names))


def compact(script: str) -> str:
    """A script without the lines that are remarks, and without indentation."""
    return _REMARK.sub("", script)
