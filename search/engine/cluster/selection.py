"""The articles of a page: of the cluster's best so many are read that the exact best are surely among them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from dateline.index.arrays import Array
from dateline.search.engine.bm25 import RERANKED
from dateline.search.engine.cluster.bounds import CLOSE, most, surely_gaining
from dateline.search.engine.cluster.candidates import Candidates, Document, asked_stems
from dateline.search.engine.cluster.errors import ClusterDisagrees
from dateline.search.engine.cluster.hashed import hashed_scores
from dateline.search.engine.cluster.lookup import articles
from dateline.search.engine.cluster.matches import Match, Matches
from dateline.search.engine.cluster.order import COUNTED
from dateline.search.engine.cluster.snapshot import Snapshot
from dateline.search.engine.cluster.words import Words
from dateline.search.engine.ranking import RankedDoc, Ranking
from dateline.search.query.forms import scoring_atoms
from dateline.search.query.tree import Query, SurfaceForm, atoms, leaves

_MARGIN = 8
"""Articles that are looked at beyond those wanted, for rounding and for copies."""
TIED = 20_000
"""Articles up to which all are looked at that the cluster scores alike."""


class Selection(NamedTuple):
    """The first matches in the order that a query asks for.

    Attributes:
        matches: All matches, counted.
        candidates: The articles that were read.
        members: Of the groups of copies that these are in, the articles, by columns.
        ranking: The candidates, ranked.
        ranked: The first of them, copies folded.
        warnings: What the user should know of their order.
    """

    matches: Matches
    candidates: Candidates
    members: dict[str, list[Document]]
    ranking: Ranking
    ranked: list[RankedDoc]
    warnings: Sequence[str] = ()


class Selector:
    """Selects the first matches of a query in a snapshot.

    Raises:
        ClusterDisagrees: The cluster found what does not match.
        ClusterError: As `search.engine.cluster.snapshot.Snapshot` does.
    """

    def __init__(self, snapshot: Snapshot, query: Query, words: Words, wanted: int) -> None:
        self._snapshot, self._query, self._words, self._wanted = snapshot, query, words, wanted
        is_reranked = query.sort == "relevance" and len(atoms(query.node)) > 1
        self._count = max(wanted, RERANKED * is_reranked) + _MARGIN if wanted else 0
        self.matches = Matches(snapshot, query, words, self._count, wanted + _MARGIN)
        self._read_before: dict[str, Document] = {}
        self._members: dict[str, list[Document]] = {}

    def select(self) -> Selection:
        """The first matches."""
        if not self._wanted or not self.matches.counts.matches:
            return self._read(())
        if not self.matches.is_scored:
            return self._in_order()
        return (None if self.matches.all_read else self._bounded()) or self._whole()

    def _read(self, matches: Iterable[Match]) -> Selection:
        """Read some of the matches, but for those that were read before, and rank them."""
        chosen = list(matches)
        self._read_before.update((match.id, match.document) for match in chosen if match.document)
        unread = [match.id for match in chosen if match.id not in self._read_before]
        groups = {match.group for match in chosen if match.group} - self._members.keys()
        documents, members = articles(self._snapshot, unread, groups)
        self._read_before.update((document["id"], document) for document in documents)
        self._members.update(members)
        stems = asked_stems(self._query.node, self._words.stem)
        forms = any(isinstance(one, SurfaceForm) for one in (*leaves(self._query.node), *scoring_atoms(self._query)))
        read = [self._read_before[match.id] for match in chosen]
        candidates = Candidates(read, self._snapshot.averages, stems, forms=forms)
        ranking = Ranking(self._query, candidates.views, self._words.stem, known=self.matches.counts)
        _compare(ranking, candidates)
        ranked = ranking.sure(len(chosen)) if chosen else []
        return Selection(self.matches, candidates, self._members, ranking, ranked[: self._wanted])

    def _in_order(self) -> Selection:
        """Where the cluster's order is exact."""
        self._fill()
        return self._read(self._folded(self.matches.best)[: self._wanted])

    def _bounded(self) -> Selection | None:
        """Read what may be among the first by the most that it may score; None where that does not tell enough."""
        matches, order = self.matches, self.matches.order
        apart = self._bounds_apart()
        while order.exact and apart is not None and len(matches.best) < TIED:
            self._fill()
            bounds = most(matches.best, order.pairs, self._snapshot.averages.body, self._words.stem)
            found, last = self._reaching([*matches.best, *matches.apart], np.append(bounds, apart))
            if order.pairs and last >= surely_gaining(matches.best):
                return None
            least = found.ranked[-1].score
            if matches.all_there or (len(found.ranked) == self._wanted and least > matches.last * (1 + CLOSE)):
                return found
            if not matches.last or not matches.more(len(matches.best) * 2):  # the last have no atom
                return None
        return None

    def _bounds_apart(self) -> Array | None:
        """The most that what is apart may score; None where that can't be told."""
        matches, averages = self.matches, self._snapshot.averages
        if not matches.apart:
            return np.empty(0)
        if matches.order.pairs:
            return None
        scores = hashed_scores(matches.apart, self._query, matches.counts.atoms, averages, self._words.stem)
        return None if scores is None else scores * (1 + CLOSE)

    def _fill(self) -> None:
        """Ask for matches until there are enough, copies folded."""
        matches = self.matches
        while len(self._folded(matches.best)) < self._wanted and matches.more(len(matches.best) * 2):
            pass

    def _folded(self, matches: Iterable[Match]) -> list[Match]:
        """Of each group of copies the first, and all that have no copies; all where none is to be folded."""
        if not self.matches.counts.copies:
            return list(matches)
        first: dict[str, Match] = {}
        for match in matches:
            first.setdefault(match.group or match.id, match)
        return list(first.values())

    def _reaching(self, matches: Sequence[Match], bounds: Array) -> tuple[Selection, int]:
        """Read all that may score as much as the last of those wanted does; and the number of the last one read."""
        order = np.argsort(-bounds, kind="stable").tolist()
        ahead = self._folded(matches[at] for at in order)[: self._wanted]
        number = {match.id: at for at, match in enumerate(matches)}
        chosen = set(np.flatnonzero(bounds >= bounds[number[ahead[-1].id]] * (1 - 4 * CLOSE)).tolist())
        while True:
            found = self._read(matches[at] for at in sorted(chosen))
            least = found.ranked[-1].score if len(found.ranked) == self._wanted else 0.0
            reaching = set(np.flatnonzero(bounds >= least).tolist())
            if reaching <= chosen:
                return found, max(chosen)
            chosen |= reaching

    def _whole(self) -> Selection:
        """Read all that is looked at."""
        matches, count = self.matches, self._count if self.matches.order.exact else max(self._count, COUNTED)
        while True:
            matches.more(count)
            found = self._read([*matches.best, *matches.apart])
            seen = len(matches.best) + len(matches.apart)
            sure, warnings = seen, []
            if not matches.all_there and matches.last:  # what has no atom scores nothing, and is in order
                if matches.order.exact and count < TIED:
                    sure = found.ranking.reaching(matches.last * (1 + CLOSE))
                else:
                    warnings = [_ORDER.format(count=seen)]
            ranked = found.ranking.sure(sure) if sure else []
            least = max(self._wanted, RERANKED) if found.ranking.is_reranked else self._wanted
            enough = sure >= least and len(ranked) >= self._wanted
            if enough or matches.all_there or (warnings and len(ranked) >= self._wanted):
                return found._replace(ranked=ranked[: self._wanted], warnings=warnings)
            count = len(matches.best) * 2


_ORDER = (
    "The cluster can't count everything that this query's order needs: the {count:,} articles that it holds for the "
    "best were ranked exactly, the others were not. Totals and counts are exact."
)


def _compare(ranking: Ranking, candidates: Candidates) -> None:
    for view, one in zip(candidates.views, ranking.evaluations, strict=True):
        if len(one.docs) < len(view.segment):
            odd = next(doc for doc in range(len(view.segment)) if doc not in set(one.docs.tolist()))
            raise ClusterDisagrees(view.segment.ids[odd].decode(), ranking.query.text)
