"""Articles of which only the hashes of their words are known, as a segment: ranked by the usual code, none scores less
than the article itself does.
"""

from collections.abc import Callable, Sequence

import numpy as np

from dateline.index.analysis.surface import plain_term
from dateline.index.archive.copies import SegmentCopies
from dateline.index.arrays import Array
from dateline.index.cluster.schema import stem_hash
from dateline.index.schema import ATTRIBUTES, LEAD
from dateline.index.segment.contents import SegmentContents
from dateline.index.segment.memory import MemorySegment
from dateline.search.engine.cluster.candidates import NO_POSTINGS, inverted
from dateline.search.engine.cluster.matches import Match
from dateline.search.engine.ranking import MatchCounts, Ranking
from dateline.search.engine.segment_view import Averages, SegmentView
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import Atom, Or, Phrase, Query, SurfaceForm, Word, ways


def hashed_scores(
    matches: Sequence[Match], query: Query, counts: Sequence[int], averages: Averages, stem: Callable[[str], str]
) -> Array | None:
    """The most that each match may score, proximity apart; None where a query has words that hashes don't tell.

    Args:
        matches: The articles.
        query: The query.
        counts: In how many articles each of its atoms stands.
        averages: The archive's.
        stem: Gives a term's stem.
    """
    own = [_by_stem(atom) for atom in scoring_atoms(query)]
    whole = tuple(atom for atom in own if atom is not None)
    if len(whole) < len(own):
        return None

    def hashed(term: str) -> str:
        return f"{stem_hash(stem(term)):04x}"

    words = sorted({hashed(term) for atom in whole for term in _terms(atom)})
    view = SegmentView(MemorySegment(_contents(matches, words)), None, _NO_COPIES)
    view.averages = averages
    asked = Query("", Or(whole, (0, 0)) if len(whole) > 1 else whole[0])
    ranking = Ranking(asked, [view], hashed, known=MatchCounts(len(matches), 0, list(counts)))
    scores = np.zeros(len(matches))
    for one in ranking.sure(len(matches)):
        scores[one.doc] = one.score
    return scores


_NO_COPIES = SegmentCopies(np.empty(0, np.int64), np.empty(0, np.int64))


def _by_stem(atom: Atom) -> Word | Phrase | None:
    """What matches wherever an atom does, and is told by stems; None where nothing is."""
    if len(ways(atom)) > 1:
        return None
    match atom:
        case Word():
            return atom._replace(exact=False, form="")
        case SurfaceForm(form, preferred=False):
            return Word(plain_term(form), atom.span, atom.zone)
        case Phrase(terms, exact=exact) if not (exact and any("*" in term for term in terms)):
            return atom._replace(exact=False)
        case _:
            return None


def _terms(atom: Word | Phrase) -> tuple[str, ...]:
    return atom.terms if isinstance(atom, Phrase) else (atom.term,)


def _contents(matches: Sequence[Match], words: Sequence[str]) -> SegmentContents:
    """Articles that have no words but these hashes, where they stand."""
    lengths = np.array([(one.title_length, one.body_length, min(one.body_length, LEAD)) for one in matches])
    hashes = np.frombuffer(b"".join(match.hashes for match in matches), "<u2")
    words = [word for word in words if np.any(hashes == int(word, 16))]
    numbers = np.zeros(len(hashes), np.int32)
    for number, word in enumerate(words, 1):
        numbers[hashes == int(word, 16)] = number
    encoded, nothing = [word.encode() for word in words], [b""] * len(matches)
    return SegmentContents(
        words=encoded,
        stems=encoded,
        postings=inverted(numbers, lengths),
        forms=[],
        form_postings=NO_POSTINGS,
        ids=[match.id.encode() for match in matches],
        day=np.zeros(len(matches), np.int64),
        lengths=lengths,
        sketches=np.empty((0, len(matches)), np.uint8),
        passages=[],
        attributes=dict.fromkeys(ATTRIBUTES, nothing),
        stored=nothing,
    )
