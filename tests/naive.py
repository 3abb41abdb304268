"""A naive twin of the search, which reads every article for every query, and queries to ask both."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

from archives import ENGLISH, WORDS, compounds_of
from hypothesis import strategies as st

from dateline.index.analysis.surface import surface_forms
from dateline.index.analysis.terms import tokens
from dateline.index.schema import GAP, LEAD
from dateline.search.engine import bm25
from dateline.search.query.tree import (
    And,
    Attribute,
    Dates,
    Everything,
    Fuzzy,
    Not,
    Or,
    Pattern,
    Phrase,
    Query,
    SurfaceForm,
    Word,
)

AT = (0, 0)
TERMS = sorted({token.term for word in WORDS for token in tokens(word)} | {"oil", "compani", "alsudani"})
HYPHENED = [("al", "sudani"), ("gas", "field")]


class Reader:
    """An article as a person reads it."""

    def __init__(self, article):
        self.article = article
        title = [token.term for token in tokens(article.title)]
        body = [token.term for token in tokens(article.body)]
        self.title, self.body = len(title), len(body)
        self.lead = min(len(list(tokens(article.body.split("\n")[0]))), LEAD)
        self.terms = dict(enumerate(title)) | dict(enumerate(body, len(title) + GAP))
        places = {(text, token.start): at for text, begin in ((article.title, 0), (article.body, self.title + GAP))
                  for at, token in enumerate(tokens(text), begin)}  # fmt: skip
        self.forms = [(token.term, places[text, token.start]) for text in (article.title, article.body)
                      for token in surface_forms(text)]  # fmt: skip
        self.compounds = {word for text in (article.title, article.body) for _, word in compounds_of(text)}

    def occurrences(self, atom):
        """Where an atom's occurrences begin."""
        if isinstance(atom, Phrase):
            closed = [] if not atom.closed else self.occurrences(Word(atom.closed, AT))
            return self._near(atom) if atom.slop is not None else self._in_a_row(atom) + closed
        if isinstance(atom, SurfaceForm):
            return [position for form, position in self.forms if form == atom.form]
        alone = [position for position, term in self.terms.items() if fits(atom, term)]
        pairs = atom.compounds if isinstance(atom, Word) else ()
        return alone + [position for pair in pairs for position in self._in_a_row(Phrase(pair, AT))]

    def _in_a_row(self, phrase):
        wanted = phrase_words(phrase)
        return [
            position
            for position in self.terms
            if all(fits(atom, self.terms.get(position + at, "")) for at, atom in enumerate(wanted))
        ]

    def _near(self, phrase):
        wanted = phrase_words(phrase)
        width = len(wanted) + phrase.slop
        begins = [position for position, term in self.terms.items() if any(fits(atom, term) for atom in wanted)]
        return [begin for begin in begins if self._all_placed(wanted, range(begin, begin + width), frozenset())]

    def _all_placed(self, wanted, window, taken):
        if not wanted:
            return True
        free = [at for at in window if at not in taken and fits(wanted[0], self.terms.get(at, ""))]
        return any(self._all_placed(wanted[1:], window, taken | {at}) for at in free)

    def counts(self, atom):
        found = self.occurrences(atom)
        title = sum(position < self.title for position in found)
        begin = self.title + GAP
        lead = sum(begin <= position < begin + self.lead for position in found)
        every = min(len(found), 255), min(title, 7), min(lead, 31)
        if isinstance(atom, SurfaceForm) and atom.preferred:
            inside = {"text": every[0], "title": every[1], "lead": every[2]}[atom.zone]
            return (255, 0, 0) if inside else (0, 0, 0)
        return {"text": every, "title": (every[1], every[1], 0), "lead": (every[2], 0, every[2])}[atom.zone]

    def matches(self, node):
        match node:
            case Everything():
                return True
            case And(parts):
                return all(self.matches(part) for part in parts)
            case Or(parts):
                return any(self.matches(part) for part in parts)
            case Not(part):
                return not self.matches(part)
            case Dates(first, last):
                day = self.article.date
                return day is not None and (first or day) <= day <= (last or day)
            case Attribute(name, wanted):
                value = [token.term for token in tokens(getattr(self.article, name) or "unknown")]
                return any(tuple(value[at : at + len(wanted)]) == wanted for at in range(len(value)))
        return self.counts(node)[0] > 0


def phrase_words(phrase):
    exact = phrase.exact
    return [Pattern(term, AT) if exact and "*" in term else Word(term, AT, exact=exact) for term in phrase.terms]


def fits(atom, term):
    match atom:
        case Word(wanted, exact=exact):
            return term == wanted if exact else bool(term) and ENGLISH.stem(term) == ENGLISH.stem(wanted)
        case Pattern(pattern):
            expression = "".join({"*": ".*", "?": "."}.get(char, re.escape(char)) for char in pattern)
            return bool(term) and re.fullmatch(expression, term, re.DOTALL) is not None
        case Fuzzy(wanted, edits):
            return bool(term) and distance(wanted, term) <= edits
    raise AssertionError(atom)


@cache
def distance(one, other):
    if not one or not other:
        return len(one) + len(other)
    best = min(
        distance(one[:-1], other) + 1,
        distance(one, other[:-1]) + 1,
        distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-1] + other[-2]:
        best = min(best, distance(one[:-2], other[:-2]) + 1)
    return best


def scoring(node):
    match node:
        case And(parts) | Or(parts):
            return [atom for part in parts for atom in scoring(part)]
        case Word() | SurfaceForm() | Pattern() | Fuzzy() | Phrase():
            return [node]
    return []


def preferred(query):
    words = [word for word in scoring(query.node) if isinstance(word, Word) and word.form]
    if query.text == "ALL CAPITALS":
        words = [word for word in words if not word.form.isalpha()]
    return [SurfaceForm(word.form, AT, word.zone, preferred=True) for word in words]


def saturate(weight, atom_idf):
    return atom_idf * (weight * (bm25.K1 + 1) / (weight + bm25.K1))


def gains(reader, atoms, counts, idfs, every, norm):
    """What proximity adds, for each two words side by side."""
    for at, (one, other) in enumerate(pairwise(atoms)):
        plain = all(isinstance(atom, Word) and atom.zone == "text" for atom in (one, other))
        if not plain or one.term == other.term or not counts[at] or not counts[at + 1]:
            continue
        if max(counts[at], counts[at + 1]) <= bm25.COMMON * every:
            positions = [reader.occurrences(atom._replace(compounds=())) for atom in (one, other)]
            passages = [{position // bm25.PASSAGE % bm25.ROUND for position in found} for found in positions]
            shared = len(passages[0] & passages[1]) / norm
            yield bm25.PROXIMITY * saturate(shared, min(idfs[at], idfs[at + 1]))


def naive(found, query):
    """The whole answer: (id, score) in order."""
    readers = [Reader(article) for article in found]
    node = with_compounds(query.node, readers)
    atoms = scoring(node) + preferred(query)
    counts = [sum(reader.counts(atom)[0] > 0 for reader in readers) for atom in atoms]
    idfs = [bm25.idf(len(readers), count) for count in counts]
    title = sum(reader.title for reader in readers) / len(readers) or 1.0
    body = sum(reader.body for reader in readers) / len(readers) or 1.0

    def norm(reader):
        return 1 - bm25.B_BODY + bm25.B_BODY * (reader.body / body)

    def score(reader):
        total = 0.0
        for atom, atom_idf in zip(atoms, idfs, strict=True):
            every, in_title, lead = reader.counts(atom)
            norm_title = 1 - bm25.B_TITLE + bm25.B_TITLE * (reader.title / title)
            inside = (every - in_title) + bm25.LEAD_WEIGHT * lead
            weight = bm25.TITLE_WEIGHT * in_title / norm_title + inside / norm(reader)
            total += saturate(weight, atom_idf) if every else 0.0
        return total

    matching = [reader for reader in readers if reader.matches(node) and passes(reader.article, query)]
    day = {reader: date.fromisoformat(reader.article.date or "0001-01-01").toordinal() for reader in matching}
    day = {reader: value if reader.article.date else 0 for reader, value in day.items()}
    scores = {reader: score(reader) for reader in matching}
    orders = {
        "relevance": lambda reader: (-scores[reader], -day[reader], reader.article.id.encode()),
        "newest": lambda reader: (-day[reader], reader.article.id.encode()),
        "oldest": lambda reader: (day[reader] or 10**9, reader.article.id.encode()),
    }
    answer = sorted(matching, key=orders[query.sort])
    if query.sort == "relevance":
        for reader in answer[: bm25.RERANKED]:
            for gain in gains(reader, atoms, counts, idfs, len(readers), norm(reader)):
                scores[reader] += gain
        answer[: bm25.RERANKED] = sorted(answer[: bm25.RERANKED], key=orders["relevance"])
    return [(reader.article.id, scores[reader]) for reader in answer], [reader.article for reader in answer]


def with_compounds(node, readers):
    """A tree with the compounds that the articles show to be its words."""
    match node:
        case And(parts) | Or(parts):
            return node._replace(parts=tuple(with_compounds(part, readers) for part in parts))
        case Not(part):
            return node._replace(part=with_compounds(part, readers))
        case Word(term, exact=False) if len(term) >= 3:
            found = []
            for word in {word for reader in readers for word in reader.compounds}:
                _, one, other = word.split("-")
                hyphens = sum(word in reader.compounds for reader in readers)
                apart = sum(bool(reader.occurrences(Phrase((one, other), AT))) for reader in readers)
                if ENGLISH.stem(one + other) == ENGLISH.stem(term) and hyphens * 4 >= apart:
                    found.append((one, other))
            return node._replace(compounds=tuple(found))
    return node


def passes(article, query):
    if (query.since or query.until) and article.date is None:
        return False
    if (query.since and article.date < query.since) or (query.until and article.date > query.until):
        return False
    wanted = [name.lower() for name in query.outlets]
    return not wanted or (article.outlet or "(unknown)").lower() in wanted


def nodes():
    term, zone = st.sampled_from(TERMS), st.sampled_from(("text", "text", "title", "lead"))
    pair = st.lists(st.sampled_from(("gas", "exports", "the", "al", "us", "gas*", "*s", "e*t")), min_size=2, max_size=4)
    atom = (
        st.builds(Word, term, st.just(AT), zone, st.booleans(), st.just(""), st.just(()), st.just(()))
        | st.sampled_from([Word("us", AT, form="US"), Word("us", AT, "title", form="US"), Word("c", AT, form="c++")])
        | st.builds(SurfaceForm, st.sampled_from(("US", "c++", "$1.5bn", "50%", "IT")), st.just(AT), zone)
        | st.builds(Phrase, pair.map(tuple), st.just(AT), zone, st.none() | st.integers(0, 4), st.just(True))
        | st.builds(Phrase, st.sampled_from(HYPHENED), st.just(AT), zone, st.none(), st.just(False))
        | st.builds(Pattern, st.sampled_from(("gas*", "*s", "g?s", "e*t", "*")), st.just(AT), zone)
        | st.builds(Fuzzy, term.filter(lambda word: len(word) > 2), st.integers(1, 2), st.just(AT), zone)
        | st.sampled_from([Attribute("outlet", ("rudaw",), AT), Attribute("author", ("unknown",), AT)])
        | st.sampled_from([Dates("2024-12-31", None, AT), Dates(None, "2024-12-31", AT), Dates(None, None, AT)])
    )

    def joined(parts):
        several = st.lists(parts, min_size=2, max_size=4).map(tuple)
        both = st.builds(And, several, st.just(AT)) | st.builds(Or, several, st.just(AT))
        return both | st.builds(Not, parts, st.just(AT))

    return st.just(Everything()) | st.recursive(atom, joined, max_leaves=6)


queries = st.builds(
    Query,
    text=st.sampled_from(["", "", "ALL CAPITALS"]),
    node=nodes(),
    outlets=st.sampled_from([(), (), ("Rudaw",), ("shafaq news", "(unknown)")]),
    since=st.sampled_from([None, None, "2024-06-01"]),
    sort=st.sampled_from(["relevance", "relevance", "newest", "oldest"]),
    duplicates=st.sampled_from(["show", "fold", "only"]),
)


def folded(answer, groups, duplicates):
    """The places of the hits that are left of an answer in order, each an article's id and score."""
    group_of = {identity: group for group in groups for identity in group}
    seen = set()
    for place, (identity, _) in enumerate(answer):
        group = group_of.get(identity, identity)
        if duplicates == "show" or not (group in seen or (duplicates == "only" and identity not in group_of)):
            yield place
        seen.add(group)
