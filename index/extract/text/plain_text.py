"""Plain-text scrapes of news pages to articles.

A page is read as lines: the headline, then a few short lines that tell day, outlet and byline, then the text,
then the boilerplate of the page's foot. What a line is is told by the whole line, never by a word of prose.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from dateline.index.article import Article, RawDocument
from dateline.index.extract import record
from dateline.index.extract.boilerplate import is_boilerplate, is_caption, is_credit, is_prose, same, share_buttons
from dateline.index.extract.bylines import byline, is_section, name_beside_date, names_press
from dateline.index.extract.date_lines import only_day, parts, split_day
from dateline.index.extract.datelines import dateline
from dateline.index.extract.text.foot import Foot, dated_answers, named_authors
from dateline.index.extract.text.frame import Frame, frame_of
from dateline.index.extract.text.headers import headers_of
from dateline.index.extract.text.headline import has_head, headline, is_day, is_section_above, may_open
from dateline.index.extract.text.leftovers import labels, leftovers
from dateline.index.extract.text.main_text import has_frame, main_run
from dateline.index.extract.text.publication_day import DayLines, PublicationDay, is_of_list, stated_day, tells_one_day
from dateline.index.extract.text.site_name import site_name
from dateline.index.extract.text.text_lines import Line, LineValue

_HEAD = 15
"""Lines under the headline in which day, outlet and byline are looked for."""
_AT_ONCE = 2
"""Lines above the text of a file that is an article and no page: the headline and a standfirst."""
_LEAD = 6
"""Lines above the text in which the day may stand, where the headline is further up."""
_ABOVE, _FAR_ABOVE = 3, 60
"""Lines above the headline in which the day may stand, and one with a clock, a label or a byline."""
_NEWS = 80
"""Lines that news has at most, whose update is on the day of publication or soon after."""
_STANDFIRST = 3
"""Lines that may lead from the headline to the text."""


def article(raw: RawDocument, recurring: AbstractSet[int] = frozenset()) -> Article:
    """The article in a plain-text scrape.

    Args:
        raw: Form `plain_text`; its content is the text. Headers above it (`Title: …`, `Date: …`) are used where
            present.
        recurring: Its pairs of lines that recur across the archive (`index.extract.text.line_pairs`).
    """
    headers, lines = headers_of(str(raw.content))
    frame = frame_of(lines, recurring)
    if not headers:
        return _Page(raw, lines, None, frame).article()
    given = record.article(raw._replace(form="record", content=headers))
    page = _Page(raw, lines, given.title, frame).article()
    values = {
        name: value for name in ("title", "date", "outlet", "author", "place", "url") if (value := getattr(given, name))
    }
    values["id"] = given.id
    evidence = {**page.evidence, **{name: given.evidence[name] for name in values if name in given.evidence}}
    return page._replace(**values, evidence=evidence)


class _Page:
    """One page while it is read: lines are taken from it until what is left is the text."""

    def __init__(self, raw: RawDocument, lines: Sequence[Line], title: str | None, frame: Frame) -> None:
        self.raw = raw
        self.frame = frame
        self.lines = lines
        self.taken: set[int] = set()
        self.found: dict[str, LineValue] = {}
        self.unsure: Line | None = None  # a date line that can be read in two ways
        self.title = title
        self.run = main_run(lines, frame.lines - frame.shared)
        self.text_start = next((at for at in self.run if self._is_text(at)), self.run.stop)
        self.start = self._headline()
        self.foot = Foot([line.text for line in lines[self.start : self.run.stop]], self.title or "", self._authors())
        self.end = self.start + self.foot.start
        self.text_start = min(max(self.text_start, self.start), self.end)

    def article(self) -> Article:
        """What the page says."""
        self._dates()
        for at in range(self.start, min(self.text_start, self.start + _HEAD)):
            self._head_line(at)
        self._drop_boilerplate()
        text = [at for at in range(self._begin(), self.end) if at not in self.taken]
        self._outlet(frozenset(text))
        body = [self.lines[at] for at in text]
        place = next(((line, found[0]) for line in body[:4] if (found := dateline(line.text))), None)
        if place:
            self.found["place"] = LineValue(place[1], place[0])
        evidence = {name: found.evidence for name, found in self.found.items()}
        if body:
            evidence["body"] = f"lines {body[0].number} to {body[-1].number}"
        value = {name: found.value for name, found in self.found.items()}
        return Article(
            id=self.raw.id,
            path=self.raw.path,
            title=self.title or "",
            date=value.get("date"),
            outlet=value.get("outlet"),
            author=value.get("author"),
            place=value.get("place"),
            url=value.get("url"),
            body="\n\n".join(line.text for line in body),
            evidence=evidence,
        )

    def _begin(self) -> int:
        """Where the body begins: with the text, or with a line or two under the headline that lead to it."""
        is_near = self.run.start - self.start <= _STANDFIRST and self.title
        return self.start if is_near else max(self.start, self.run.start)

    def _headline(self) -> int:
        """Takes the headline, and what stands above it; returns the line after it."""
        if self.title:
            found = next((at for at in range(self.text_start) if same(self.lines[at].text, self.title or "")), None)
        else:
            found = headline(self.lines, range(self.text_start, self.run.stop), self.frame.lines)
            is_article = not has_frame(self.lines) and (self.text_start <= _AT_ONCE or has_head(self.lines, found))
            if found is None or found < _HEAD or is_article:
                found = self._first_headline(None if is_article else found)
        if found is None:
            return 0
        if not self.title:
            self.title = self.lines[found].text
            self.found["title"] = LineValue(self.title, self.lines[found])
        self.taken.update(range(found + 1))
        return found + 1

    def _first_headline(self, likely: int | None) -> int | None:
        """The first line that can be the headline, where only labels, a date or the outlet's name stand above it."""
        for at, line in enumerate(self.lines[: self.text_start]):
            if is_boilerplate(line.text) or is_day(line.text) or is_section(line.text):
                continue
            if is_caption(line.text):
                continue
            if at + 1 < self.text_start and line.text.startswith(f"{self.lines[at + 1].text} "):
                continue  # the page's title, which says the headline and the outlet
            if self._is_masthead(at):
                self._take("outlet", line.text, at)
                continue
            if is_section_above(self.lines[at : min(at + 2, self.text_start)]):
                continue
            if likely is None and may_open(line.text, alone=len(self.lines) == 1):
                return at
            return likely
        return likely

    def _authors(self) -> list[str]:
        """The names in bylines by the headline."""
        near = self.lines[max(0, self.start - _ABOVE) : min(self.text_start + _ABOVE, self.start + _HEAD)]
        return named_authors([line.text for line in near])

    def _is_masthead(self, at: int) -> bool:
        """Whether a line above the headline is the outlet's name: it says so, and a headline follows."""
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        name = self.lines[at].text
        return (
            len(name.split()) < 4
            and len(after.split()) > 3
            and not is_prose(after)
            and may_open(after, alone=False)
            and not any(map(split_day, (name, after)))
            and names_press(name)
        )

    def _is_text(self, at: int) -> bool:
        text = self.lines[at].text
        if at in self.frame.lines:
            return False
        return dateline(text) is not None or (is_prose(text) and not is_caption(text) and not _is_beside_text(text))

    def _dates(self) -> None:
        """The day of publication from date lines at the head or the foot."""
        day = PublicationDay(self.lines, self._day_lines())
        self.taken |= day.taken
        self.unsure = day.unsure
        shown = day.found if day.found and not is_of_list(day.found, self.lines, self.start) else None
        if found := stated_day(str(self.raw.content)) or shown:
            self.found["date"] = found

    def _day_lines(self) -> Iterator[DayLines]:
        """The lines where the day may stand, the likeliest first."""
        head = range(self.start, min(self.text_start, self.start + _HEAD))
        yield DayLines(head, bare=True)
        above, far_above = max(0, self.start - _ABOVE), max(0, self.start - _FAR_ABOVE)
        listed = any(only_day(line.text) for line in self.lines[self.start : self.start + 1])  # that above is another's
        yield DayLines(range(0) if listed else range(above, self.start), bare=True)  # further up: the day of the visit
        yield DayLines(range(max(self.start, self.text_start - _LEAD), self.text_start), bare=True)
        within = min(self.start + _HEAD, self.end) if self._has_one_date() else self.text_start
        yield DayLines(range(self.text_start, min(self.start + _STANDFIRST + 1, within)), bare=True)
        yield DayLines(range(self.text_start, within), bare=True, alone=True)
        yield DayLines(range(max(self.text_start + 1, self.end - 4), self.end), bare=False)
        yield DayLines(range(self.end, len(self.lines)) if self.foot.dated else range(0), bare=False)
        yield DayLines(range(self.end - 1, self.end) if self._ends_with_a_date() else range(0), bare=True)
        said = next((at for at in range(far_above, above) if same(self.lines[at].text, self.title or "")), above)
        yield DayLines(range(said + 1, min(said + _LEAD, above)), bare=True)
        yield DayLines(range(far_above, above), bare=True, timed=True)
        yield DayLines(range(far_above), bare=False, timed=True)
        if dated_answers([line.text for line in self.lines], self.end) is not None:
            return  # days that readers wrote
        below = _HEAD if tells_one_day(self.lines) else _LEAD
        yield DayLines(range(self.end, min(len(self.lines), self.end + below)), bare=True, timed=True)
        yield DayLines(range(self.start + _HEAD, self.text_start), bare=True, timed=True)
        is_long = self.end - self.start > _NEWS  # a guide, say, which is kept up to date for years
        yield DayLines(range(0) if is_long else head, bare=True, timed=True, updated=True)

    def _has_one_date(self) -> bool:
        """Whether the text has no second line that is a date, so that it is no list of events."""
        return len({day for at in range(self.text_start, self.end) if (day := only_day(self.lines[at].text))}) < 2

    def _ends_with_a_date(self) -> bool:
        """Whether the file's last line, after a paragraph, is the only one that is a date and nothing else."""
        is_last = self.end == len(self.lines) > self.text_start + 1 and is_prose(self.lines[-2].text)
        dates = [line for line in self.lines[self.text_start :] if is_last and only_day(line.text)]
        return is_last and dates == self.lines[-1:]

    def _head_line(self, at: int) -> None:
        """Takes a byline, an outlet, an address or a section's name from above the text."""
        line = self.lines[at]
        beside = self._is_beside_date(at)
        if re.fullmatch(r"https?://\S+", line.text):
            self._take("url", line.text, at)
            return
        if is_caption(line.text) or same(line.text, self.title or ""):
            self.taken.add(at)
            return
        for whole in parts(line.text):
            dated = split_day(whole) if beside else None
            part = dated[1] if dated else whole
            names = byline(part) or (name_beside_date(part) if beside else None)
            if names:
                self._take("author", names[0], at)
                if names_press(names[1]):
                    self._take("outlet", names[1], at)
            elif beside and self._is_outlet(part) and not _is_offer(line.text, part):
                self._take("outlet", part, at)
            elif beside and is_section(part):
                self.taken.add(at)

    def _outlet(self, text: AbstractSet[int]) -> None:
        """The outlet that the page bears out; one by the headline alone may be a guest, an agency or a section."""
        named = site_name(self.lines, text, self.frame.lines, self.found.pop("outlet", None), self.title or "")
        if named:
            self.found["outlet"] = named

    def _take(self, field: str, value: str, at: int) -> None:
        self.taken.add(at)
        self.found.setdefault(field, LineValue(value, self.lines[at]))

    def _is_beside_date(self, at: int) -> bool:
        """Whether a line stands with the date line: the same, or next to it with no blank line between."""
        found = self.found["date"].line if "date" in self.found else self.unsure
        if found not in self.lines[self.start :]:
            return False
        date = self.lines.index(found)
        low, high = sorted((at, date))
        return high - low <= 2 and not any(line.gap for line in self.lines[low + 1 : high + 1])

    def _is_outlet(self, name: str) -> bool:
        """Whether a short line beside the date is an outlet's name: it says so itself, or it is one word that a
        paragraph of the page's foot begins with (`Rudaw moderates all comments …`).
        """
        if names_press(name):
            return True
        if not 2 < len(name) < 40 or not name[0].isupper() or not name.isalnum() or byline(f"{name} Ann Lee"):
            return False
        foot = (line.text for line in self.lines[self.end :] if not is_boilerplate(line.text))
        speaks = re.compile(rf"{name} (?P<next>[^\W\d_])")
        return any(is_prose(text) and (match := speaks.match(text)) and match["next"].islower() for text in foot)

    def _drop_boilerplate(self) -> None:
        self.taken |= {self.start + at for at in self.foot.dropped}
        self.taken |= share_buttons([line.text for line in self.lines])
        self.taken |= self.frame.lines - self.frame.shared
        left = [at for at in range(self._begin(), self.end) if at not in self.taken]
        is_page = bool(self.frame.lines) or has_frame(self.lines)
        is_dated = "date" in self.found
        texts = [self.lines[at].text for at in left]
        self.taken.update(left[at] for at in leftovers(texts, is_page=is_page, is_dated=is_dated))
        if (is_page or is_dated) and self.text_start < self.end:
            first = self._begin()
            above = [line.text for line in self.lines[first : min(self.text_start, self.start + _HEAD)]]
            below = [self.lines[at].text for at in left if at >= self.text_start]
            self.taken.update(first + at for at in labels(above, below))
        for at in range(self._begin(), self.end):
            if _is_beside_text(self.lines[at].text) or same(self.lines[at].text, self.title or ""):
                self.taken.add(at)


def _is_offer(line: str, name: str) -> bool:
    """Whether a line says more than day, names and outlet: `Herald Magazine – 5 issues for 5 crowns`."""
    return any(any(map(str.isdecimal, part)) and not split_day(part) for part in parts(line) if part != name)


def _is_beside_text(line: str) -> bool:
    return is_boilerplate(line) or is_credit(line)
