"""The place that an article opens with: `ERBIL, Kurdistan Region – …`."""

import re

from dateline.index.analysis.terms import fold
from dateline.index.extract.dates import MONTHS

_DASH = re.compile(r"(?P<head>\S.{1,79}?)(?:\s*[–—]\s*|\s+--?\s+|\s*--\s*)(?P<rest>[\"'“‘«A-Z0-9À-Þ\[(].*)", re.DOTALL)
_HAS_DASH = re.compile("[–—-]")
_AGENCY = re.compile(r"\s*,?\s*(?:\([A-Z][^()]{1,39}\)|/[^\W\d_][^/]{1,39}/)")
_MONTH_DAY = re.compile(r"(?:([^\W\d_]+)\.?\s+\d{1,2}|\d{1,2}\s+([^\W\d_]+)\.?)(?:\s+\d{4})?")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ /][^\W\d_][\w.'’-]*){0,3}")
_LABELS = frozenset(
    """advertisement alert analysis audio blog breaking caption comment commentary correction editorial
    editors exclusive explained explainer fact factbox feature gallery graphic interview letter live nasa
    nato news note op opec opinion photo photos picture pictures podcast poll profile read related review
    sponsored timeline update updated urgent video warning watch""".split()  # noqa: SIM905
)


def dateline(paragraph: str) -> tuple[str, str] | None:
    """The place that a paragraph opens with, and the rest of it.

    Args:
        paragraph: `ERBIL, Kurdistan Region – Iraqi …`, `WASHINGTON (AP) — …`, `LONDON, March 3 - …`. A place
            that is not in capitals counts only with an agency or a day beside it (`Baghdad (Reuters) - …`), as does
            one before capitals to the end (`QUAY FEES UNFAIR - SHIPOWNERS`): that is a headline.

    Returns:
        `("ERBIL, Kurdistan Region", "Iraqi …")`: the place without day and agency; None where in doubt.
    """
    match = _DASH.match(paragraph.strip()) if _HAS_DASH.search(paragraph) else None
    if match is None:
        return None
    head = _AGENCY.sub("", match["head"])
    sure = head != match["head"]
    city, *others = (part.strip() for part in head.split(","))
    regions = []
    for part in others:
        if _is_day(part):
            sure = True
        elif _is_name(part):
            regions.append(part)
        elif not re.fullmatch(r"\d{4}", part):
            return None
    if len(regions) > 2 or not _is_name(city) or fold(re.split(r"[^\w]", city)[0]) in _LABELS:
        return None
    is_long = sum(map(str.isalpha, city)) > (2 if regions else 3)  # "US - …", "UN - …" are no places
    is_headline = match["rest"][1:].isupper()
    if not sure and (is_headline or not (city.isupper() and is_long)):
        return None
    return ", ".join([city, *regions]), match["rest"]


def _is_day(part: str) -> bool:
    match = _MONTH_DAY.fullmatch(part)
    return match is not None and fold(match[1] or match[2]) in MONTHS


def _is_name(part: str) -> bool:
    """Up to four capitalised words (`Kurdistan Region`, `N.J.`)."""
    return bool(_NAME.fullmatch(part)) and all(word[0].isupper() for word in re.split("[ /]", part))
