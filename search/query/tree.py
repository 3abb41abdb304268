"""A query as a tree: what `search.query.parse` makes of a string, and an engine answers.

Words in the tree are terms (`index.analysis.terms.normalize`), not yet stemmed: the engine knows the index's language.
Every node carries its `span` in the query string, so that messages can point at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from dateline.search.results import Duplicates, Span

Zone = Literal["text", "title", "lead"]
"""Where words are looked for: `text` is headline and body, `lead` the first paragraph."""


class Everything(NamedTuple):
    """Every article: the empty query, which filters narrow."""

    span: Span = (0, 0)


class Word(NamedTuple):
    """`exports`: any word of the same stem; with `exact` (`=exports`) only that word.

    Attributes:
        form: The surface form that it is written as, if any, `US` or `c++`: it changes the order, not what matches.
        compounds: Pairs of words that will do for it where they stand side by side, as `search.query.compounds` has
            them: `ceasefire` as `cease fire`. The engine knows them, a query string does not.
        apart: Such pairs that will not do for it, but may be meant: `healthcare` as `health care`.
    """

    term: str
    span: Span
    zone: Zone = "text"
    exact: bool = False
    form: str = ""
    compounds: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


class SurfaceForm(NamedTuple):
    """`==US`, `==C++`: a word only where it stands so, capitals and adjoining symbols included
    (`index.analysis.surface`).

    Attributes:
        preferred: A plain word is written so: it only scores, the same however often it stands in an article.
    """

    form: str
    span: Span
    zone: Zone = "text"
    preferred: bool = False


class Pattern(NamedTuple):
    """`bagh*`, `b?ghdad`: words as they stand; `*` is any letters, none included, and `?` exactly one."""

    pattern: str
    span: Span
    zone: Zone = "text"


class Fuzzy(NamedTuple):
    """`sudani~`: words as they stand that are at most `edits` (1 or 2) letters inserted, dropped, changed or
    swapped with a neighbour away (optimal string alignment distance).
    """

    term: str
    edits: int
    span: Span
    zone: Zone = "text"


class Phrase(NamedTuple):
    """Words that stand together.

    Attributes:
        terms: Two or more words. With `exact` a word that holds `*` is a pattern.
        slop: None: in this order with nothing between. A number: in any order, each at a position of its own, with at
            most that many other words among them all (last position - first position + 1 <= len(terms) + slop).
        exact: True for `"gas exports"`: words as they stand. False for `oil-price`, where stems must match and a word
            of the stem that they have when written as one will do.
    """

    terms: tuple[str, ...]
    span: Span
    zone: Zone = "text"
    slop: int | None = None
    exact: bool = True

    @property
    def closed(self) -> str:
        """The words written as one, where that will do; else empty. Of `3-4` it would be another number."""
        is_numbers = all(term[0].isdecimal() for term in self.terms)
        return "" if self.exact or self.slop is not None or is_numbers else "".join(self.terms)


AttributeName = Literal["outlet", "author", "place", "path", "url"]


class Attribute(NamedTuple):
    """`outlet:rudaw`, `author:"jane doe"`, `path:2024/april`: the terms stand side by side in the article's value, as
    they stand; of a path the value is the folder, of an address the site. A last term ending in `*` is a prefix. A
    missing value has the one term `unknown`.
    """

    name: AttributeName
    terms: tuple[str, ...]
    span: Span


class Dates(NamedTuple):
    """Articles dated `first` to `last`, ISO days, both included; None is open. An undated article never matches."""

    first: str | None
    last: str | None
    span: Span


class _Parts(NamedTuple):
    parts: tuple["Node", ...]
    span: Span


class _Joint(_Parts):
    """As mere tuples an And and an Or of the same parts would be equal."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return tuple.__hash__(self)


class And(_Joint):
    """All of two or more parts."""

    __slots__ = ()


class Or(_Joint):
    """At least one of two or more parts."""

    __slots__ = ()


class Not(NamedTuple):
    """Every article that the part does not match."""

    part: "Node"
    span: Span


Node: TypeAlias = Everything | Word | SurfaceForm | Pattern | Fuzzy | Phrase | Attribute | Dates | And | Or | Not

Atom: TypeAlias = Word | SurfaceForm | Pattern | Fuzzy | Phrase
"""What stands in a text: words, alone or together."""

FEW = 5
"""Where at most so many articles match, `search.query.relax` looks for likelier spellings."""

FACETS = ("author", "place", "path", "url")
"""What matches are counted by where it is asked for, beside outlet and month: attributes."""

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Query:
    """What an engine is asked: a tree, the filters beside it, and the order wanted.

    Attributes:
        text: The query as the user wrote it.
        node: What it means.
        outlets: Only these outlets, each a whole name without regard to case and accents; `(unknown)` is one.
        since: Only articles dated this ISO day or later.
        until: Only articles dated this ISO day or earlier.
        sort: Ties, and `relevance` itself, end in newest first, then id; undated articles come last by date.
        facets: Which of `FACETS` to count matches by, too.
        explain: Whether each hit carries the parts of its score.
        snippets: Whether each hit carries a snippet; a long list of ids needs none.
        context: Whether a snippet is whole paragraphs.
        days: Whether matches are counted by day, too.
        duplicates: What becomes of copies of one story.
        notes: What the answer says of how the query was understood: whole sentences.
    """

    text: str
    node: Node
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    sort: Sort = "relevance"
    facets: tuple[str, ...] = ()
    explain: bool = False
    snippets: bool = True
    context: bool = False
    days: bool = False
    duplicates: Duplicates = "fold"
    notes: tuple[str, ...] = ()


def ways(atom: Atom) -> list[Atom]:
    """All that will do for an atom, itself first, each counted as if it were alone: beside a word its compounds, beside
    `cease-fire` the words written as one.
    """
    match atom:
        case Word(compounds=pairs):
            return [atom, *(Phrase(pair, atom.span, atom.zone) for pair in pairs)]
        case Phrase() if atom.closed:
            return [atom, Word(atom.closed, atom.span, atom.zone)]
        case _:
            return [atom]


def leaves(node: Node) -> Iterator[Node]:
    """All that is asked for, in the order of the query, what must not match too."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield node


def atoms(node: Node) -> list[Atom]:
    """The atoms that score: words wherever they stand, but for those that must not match."""
    match node:
        case And(parts) | Or(parts):
            return [atom for part in parts for atom in atoms(part)]
        case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
            return [node]
        case _:
            return []
