"""Words that are written as one, with a hyphen, or as two: `ceasefire` finds `cease-fire` and `cease fire`, where the
archive itself shows by a hyphen that they are one word.

`cease-fire` finds all three anyhow: a hyphen in a query says so.
"""

from collections.abc import Callable, Mapping, Sequence

from dateline.search.query.tree import And, Node, Not, Or, Phrase, Query, Word, leaves

SHORTEST = 3
"""Letters that a word has at least for it to be looked for as two."""
OPEN = 4
"""Two words are a compound where at least one in so many articles that have them side by side has a hyphen there. Of
21,578 wire stories this takes `co-operation`, `buy-out` and `long-term`, and leaves `take over` and `set up` apart.
"""
MOST = 16
"""Compounds that are looked for with a word at most: those of the most articles."""

Pair = tuple[str, str]
Compounds = Callable[[Sequence[str]], Mapping[str, Mapping[Pair, int]]]
"""Gives for words the compounds that have their stems when written as one, and how many articles have each with a
hyphen.
"""
Count = Callable[[Query], int]


def with_compounds(node: Node, compounds: Compounds, count: Count) -> Node:
    """The tree with what its plain words mean besides.

    Args:
        node: The tree of a query.
        compounds: The archive's.
        count: How many articles match a query, copies included.
    """
    plain = (leaf.term for leaf in leaves(node) if isinstance(leaf, Word) and not leaf.exact)
    terms = [term for term in dict.fromkeys(plain) if len(term) >= SHORTEST]
    found = compounds(terms) if terms else {}
    parted = {term: _parted(pairs, count) for term, pairs in found.items() if pairs}
    return _filled(node, parted) if any(map(any, parted.values())) else node


def apart(node: Node) -> dict[str, tuple[Pair, ...]]:
    """By word the compounds that are not looked for with it, but as frequent, of a tree that `with_compounds` made."""
    return {leaf.term: leaf.apart for leaf in leaves(node) if isinstance(leaf, Word) and leaf.apart}


def _parted(pairs: Mapping[Pair, int], count: Count) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """The compounds that are looked for with a word, and those that may be meant by it: two words as a rule, which
    stand side by side in as many articles as have them as one.
    """
    accepted, others = list[Pair](), list[Pair]()
    for hyphens, pair in sorted((-hyphens, pair) for pair, hyphens in pairs.items() if hyphens):
        side_by_side = count(Query("", Phrase(pair, (0, 0))))
        if -hyphens * OPEN >= side_by_side:
            accepted.append(pair)
        elif side_by_side >= count(Query("", Word("".join(pair), (0, 0), exact=True))):
            others.append(pair)
    return tuple(accepted[:MOST]), tuple(others[:MOST])


def _filled(node: Node, parted: Mapping[str, tuple[tuple[Pair, ...], tuple[Pair, ...]]]) -> Node:
    match node:
        case And(parts) | Or(parts):
            return node._replace(parts=tuple(_filled(part, parted) for part in parts))
        case Not(part):
            return node._replace(part=_filled(part, parted))
        case Word(term, exact=False) if term in parted:
            compounds, others = parted[term]
            return node._replace(compounds=compounds, apart=others)
        case _:
            return node
