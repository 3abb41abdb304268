"""An atom as a clause that scores: BM25F (`search.engine.bm25`) from how often it stands in each zone.

The cluster's similarities make each match's score a count (`index.cluster.schema.FREQUENCY`): one sum tells headline,
body and lead apart, and a script makes of it the atom's part of the score. It is worked out in double precision and
kept in float32.
"""

from typing import Any, NamedTuple

from dateline.index.cluster.schema import FREQUENCY
from dateline.index.segment.frequency import COUNT_MAX, TITLE_MAX
from dateline.search.engine.bm25 import B_BODY, B_TITLE, K1, LEAD_WEIGHT, TITLE_WEIGHT
from dateline.search.engine.cluster.match import Clause, atom_clause, node_clause
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.segment_view import Averages
from dateline.search.query.tree import Atom, Fuzzy, Pattern, Phrase, SurfaceForm, Word, Zone, ways

_IN_BODY = f"""
long words = ((ScriptDocValues.Longs) doc['body_length']).value;
double weight = (body + {LEAD_WEIGHT} * lead) / ({1 - B_BODY} + {B_BODY} * (words / (double) params.body));"""
_IN_TITLE = f"""
long inTitle = ((ScriptDocValues.Longs) doc['title_length']).value;
weight += {TITLE_WEIGHT} * title / ({1 - B_TITLE} + {B_TITLE} * (inTitle / (double) params.title));"""
_WEIGHTS: dict[Zone, str] = {
    "text": f"""
body = (int) Math.min(body + title, {COUNT_MAX});
title = (int) Math.min(title, {TITLE_MAX});
body -= title;
{_IN_BODY}
if (title > 0) {{ {_IN_TITLE} }}""",
    "title": f"double weight = 0; title = (int) Math.min(title, {TITLE_MAX}); {_IN_TITLE}",
    "lead": f"body = lead; {_IN_BODY}",
}
_SCRIPTS = {
    zone: f"""
int packed = (int) (_score / (double) params.times + 0.5);
int body = packed & 255, title = (packed >> 8) & 31, lead = packed >> 13;
{weight}
return (double) params.idf * (weight * {K1 + 1} / (weight + {K1}));
"""
    for zone, weight in _WEIGHTS.items()
}
"""What has no type until it is cast, as a parameter or a column, is slow: each look-up of its kind takes as long as the
arithmetic. So does a column that is not needed, as a headline's length mostly is.
"""
_ZONES: dict[Zone, tuple[str, ...]] = {"text": ("body", "title", "lead"), "title": ("title",), "lead": ("lead",)}


class Scoring(NamedTuple):
    """What scores an atom.

    Attributes:
        query: Scores how often it stands in each zone, in one number.
        source: The script that makes of it the atom's part of the score.
        parameters: Of the script, but for the atom's idf.
        exact: Whether it does so exactly, rounding aside.
    """

    query: Clause
    source: str
    parameters: dict[str, float]
    exact: bool

    def clause(self, idf: float) -> Clause:
        """The clause that scores."""
        script = {"source": self.source, "params": {**self.parameters, "idf": idf}}
        return {"script_score": {"query": self.query, "script": script}}


def scoring(atom: Atom, averages: Averages, words: Words, *, expand: bool = True) -> Scoring:
    """What an atom adds to a score.

    Args:
        atom: The atom.
        averages: The archive's.
        words: The archive's.
        expand: Whether the words of a pattern or a fuzzy word are counted each, which a cluster does of so many only.
    """
    if isinstance(atom, SurfaceForm) and atom.preferred:
        as_often = {"constant_score": {"filter": node_clause(atom, words), "boost": float(COUNT_MAX)}}
        parameters = {"times": 1.0, "title": averages.title, "body": averages.body}
        return Scoring(as_often, _SCRIPTS["text"], parameters, exact=True)
    clauses = [_any_way(atom, zone, words, expand=expand) for zone in _ZONES[atom.zone]]
    parameters = {
        "times": float(len(atom.terms) if isinstance(atom, Phrase) and not atom.closed else 1),
        "title": averages.title, "body": averages.body,
    }  # fmt: skip
    whole = {"bool": {"should": [part.clause for part in clauses], "minimum_should_match": 1}}
    return Scoring(whole, _SCRIPTS[atom.zone], parameters, all(part.exact for part in clauses))


class _Counting(NamedTuple):
    """A clause whose score is how often an atom stands in a zone, and whether that is exact."""

    clause: Clause
    exact: bool


def _any_way(atom: Atom, zone: str, words: Words, *, expand: bool) -> _Counting:
    """What scores how often an atom stands in a zone in any way, times the terms of a phrase that has no other way."""
    every = ways(atom)
    if len(every) == 1:
        return _zone_clause(atom, zone, words, expand=expand)
    parts = [_zone_clause(way, zone, words, expand=expand) for way in every]
    counted = [
        _computed(part.clause, "_score / params.terms", terms=float(len(way.terms)))
        if isinstance(way, Phrase)
        else part.clause
        for way, part in zip(every, parts, strict=True)
    ]
    whole: Clause = {"bool": {"should": counted, "minimum_should_match": 1}}
    return _Counting(_capped(whole, zone), all(part.exact for part in parts))


def _zone_clause(atom: Atom, zone: str, words: Words, *, expand: bool) -> _Counting:
    """What scores how often an atom stands in a zone, times the terms of a phrase."""
    clause, each = atom_clause(atom, zone, words), FREQUENCY[zone][0]
    match atom:
        case Word() | SurfaceForm():
            return _Counting(clause, exact=True)
        case Pattern() if expand:
            (field, how), = clause["wildcard"].items()
            counted = {"wildcard": {field: {**how, "rewrite": "scoring_boolean"}}}
            return _Counting(_capped(counted, zone), exact=True)
        case Fuzzy(term, edits) if expand:
            spellings: list[Clause] = [{"term": {f"{zone}_words": word}} for word in words.within(term, edits)]
            any_of: Clause = {"bool": {"should": spellings}} if spellings else {"match_none": {}}
            return _Counting(_capped(any_of, zone), exact=True)
        case Phrase(slop=None) if not _doubtful(atom):
            frequency = _in_a_row(clause, zone, len(atom.terms)) if zone == "lead" else clause
            return _Counting(frequency, exact=True)
    times = len(atom.terms) if isinstance(atom, Phrase) else 1
    return _Counting({"constant_score": {"filter": clause, "boost": each * times}}, exact=False)


def _doubtful(phrase: Phrase) -> bool:
    """Whether intervals may count otherwise than a phrase's words stand: where two may be one word."""
    return len(set(phrase.terms)) < len(phrase.terms) or any("*" in term for term in phrase.terms)


def _in_a_row(clause: Clause, zone: str, times: int) -> Clause:
    """An interval without gaps scores f / (1 + f), where f is how often it is there."""
    each, most = FREQUENCY[zone]
    count = "params.each * Math.min(Math.round(_score / (1.0 - _score)), params.most)"
    return _computed(clause, count, each=float(each * times), most=float(most))


def _capped(clause: Clause, zone: str) -> Clause:
    """What scores as often as is counted in a zone at most: no parameter, to look one up takes longer."""
    each, most = FREQUENCY[zone]
    return _computed(clause, f"Math.min(_score, {each * most}.0)")


def _computed(clause: Clause, source: str, **parameters: Any) -> Clause:
    return {"script_score": {"query": clause, "script": {"source": source, "params": parameters}}}
