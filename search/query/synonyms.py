"""Words that mean the same, from a file of the user's: searched for beside the query's own, and always told.

The file is plain text, in the form that Lucene and Solr have: a line `ferry, boat, car ferry` gives words that mean the
same, a line `ferry => boat, car ferry` what is meant by a word, too, but not the other way round. `#` begins a remark.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.index.analysis.terms import tokens
from dateline.search.errors import BadSynonyms
from dateline.search.query.render import render
from dateline.search.query.tree import And, Node, Not, Or, Phrase, Word

Terms = tuple[str, ...]
_LARGEST = 1 << 24
"""Bytes of a file at most."""
_MOST = 100
"""Synonyms of a word at most, and words of one."""


@dataclass(frozen=True)
class Synonyms:
    """What a file says.

    Attributes:
        name: The file's.
        of: By word what else is meant by it: words, or several in a row.
    """

    name: str
    of: Mapping[str, tuple[Terms, ...]]


def read_synonyms(path: Path) -> Synonyms:
    """The synonyms of a file. Raises BadSynonyms."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
        raise BadSynonyms(path, 0, reason) from error
    if len(content) > _LARGEST:
        raise BadSynonyms(path, 0, f"it is larger than {_LARGEST >> 20} MiB")
    found: dict[str, dict[Terms, None]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        left, arrow, right = line.partition("#")[0].partition("=>")
        words = [word for word in _entries(left) if len(word) == 1]
        meant = dict.fromkeys(_entries(right if arrow else left))
        if (left.strip() or arrow) and not (words and meant.keys() - {words[0]}):
            raise BadSynonyms(path, number, "it says of no single word what else it stands for")
        if any(len(one) > _MOST for one in meant):
            raise BadSynonyms(path, number, f"a synonym has more than {_MOST} words")
        for word in words:
            others = found.setdefault(word[0], {})
            others |= {one: None for one in meant if one != word}
            if len(others) > _MOST:
                raise BadSynonyms(path, number, f"there are more than {_MOST} synonyms of {word[0]}")
    return Synonyms(path.name, {word: tuple(others) for word, others in found.items()})


def with_synonyms(node: Node, synonyms: Synonyms) -> tuple[Node, tuple[str, ...]]:
    """The tree with the synonyms of its plain words, and a sentence for each word that has some."""
    told: dict[str, None] = {}

    def filled(node: Node) -> Node:
        match node:
            case And(parts) | Or(parts):
                return node._replace(parts=tuple(map(filled, parts)))
            case Not(part):
                return node._replace(part=filled(part))
            case Word(term, exact=False) if term in synonyms.of:
                others = [_meant(node, terms) for terms in synonyms.of[term]]
                names = ", ".join(render(one._replace(zone="text")) for one in others)
                told[f"By {synonyms.name}, {term} stands for {names} too."] = None
                return Or((node, *others), node.span)
            case _:
                return node

    return filled(node), tuple(told)


def _entries(text: str) -> list[Terms]:
    found = (tuple(token.term for token in tokens(entry)) for entry in text.split(","))
    return [terms for terms in found if terms]


def _meant(word: Word, terms: Terms) -> Word | Phrase:
    if len(terms) == 1:
        return Word(terms[0], word.span, word.zone)
    return Phrase(terms, word.span, word.zone)
