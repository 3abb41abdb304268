"""What a query string is written with: its fields, blanks, quotes, and ranges as other tools write them."""

TEXT_FIELDS = ("title", "lead")
VALUE_FIELDS = ("outlet", "author", "place", "path", "url")
DATE_FIELDS = ("date", "after", "before")
FIELDS = (*TEXT_FIELDS, *VALUE_FIELDS, *DATE_FIELDS)

BLANK = r"\s\x00-\x1f\x7f-\x9f\ufeff"  # the same in JavaScript, whose \s is another
CURLY = "“”„‟«»"
STOP = rf'{BLANK}()"{CURLY}'
LETTER = r"[^\W\d_]"
QUOTE = rf'(?:"([^"]*)|[{CURLY}]([^"{CURLY}]*))(["{CURLY}]|\Z)(~[^{STOP}]*)?'
"""A straight quote ends with a straight one, a typographic quote with any: languages disagree on which."""

RANGE = rf'[\[{{]([^\[\](){{}}"{CURLY}]{{0,40}})[{BLANK}]TO[{BLANK}]([^\[\](){{}}"{CURLY}]{{0,40}})[\]}}]'
"""A range as other tools write it, `[2025-04 TO *]`: understood of dates."""
SITE = rf"(?:url|Url|URL):[Hh]ttps?://(?=[^{STOP}])"
"""The field, and what an address has before its site: it is of no use there."""
_END = rf"([0-9][^{STOP}]*|today|yesterday)"
_TO = r"to|TO|until|till|through|[-–—…]|\.\.\.?"
SPOKEN = (
    rf"(?:from|between)[{BLANK}]+{_END}[{BLANK}]+(?:{_TO}|and|AND)[{BLANK}]+{_END}"
    rf"|{_END}[{BLANK}]+(?:{_TO})[{BLANK}]+{_END}"
)
"""A range in words, `2025-04 to 2025-05`, `between 2025 and today`: understood behind `date:`."""


def shown(text: str) -> str:
    """Some of the query, for use in a message."""
    return f"`{text}`" if len(text) <= 40 else f"`{text[:39]}…`"
