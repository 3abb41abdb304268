// The articles in order with the parts of their scores, as search/engine/ranking.py.
(function () {
  "use strict";

  const { idf, titleNorm, bodyNorm, weight, saturate, proximity } = Dateline.bm25;
  const { RERANKED } = Dateline.constants.bm25;

  /** One query's ranking: `atoms` score, `found` is what each found, `postings` know lengths, `days` are the articles'. */
  class Ranking {
    constructor(meta, postings, days, atoms, found, sort) {
      Object.assign(this, { meta, postings, days, atoms, found, sort });
      [this.titleAverage, this.bodyAverage] = meta.averages;
      this.idfs = found.map(({ docs }) => idf(meta.count, docs.length));
      this.pairs = sort === "relevance" ? this.proximityPairs() : [];
    }

    titleNorm(doc) {
      return titleNorm(this.postings.titles[doc], this.titleAverage);
    }

    bodyNorm(doc) {
      return bodyNorm(this.postings.bodies[doc], this.bodyAverage);
    }

    /** What the posting at an index of an atom's adds to its article's score. */
    part(atom, at) {
      const { docs, counts, titles, leads } = this.found[atom];
      return saturate(weight(counts[at], titles[at], leads[at], this.titleNorm(docs[at]), this.bodyNorm(docs[at])), this.idfs[atom]);
    }

    /** The words side by side in the query that may gain by being near, with the lesser idf of each two. */
    proximityPairs() {
      const able = this.atoms.map((atom, at) => {
        const count = this.found[at].docs.length;
        return atom.kind === "word" && atom.zone === "text" && count > 0 && count <= this.meta.common;
      });
      return this.atoms.slice(1).map((_, at) => [at, at + 1])
        .filter(([one, other]) => able[one] && able[other] && this.atoms[one].term !== this.atoms[other].term)
        .map(([one, other]) => [one, other, Math.min(this.idfs[one], this.idfs[other])]);
    }

    /** The scores of some articles, by number, without what nearness adds. */
    scores(docs) {
      const scores = new Float64Array(this.meta.count);
      const wanted = new Uint8Array(this.meta.count);
      for (const doc of docs) wanted[doc] = 1;
      this.found.forEach((found, atom) => found.docs.forEach((doc, at) => { if (wanted[doc]) scores[doc] += this.part(atom, at); }));
      return scores;
    }

    /** Some articles in order: `[{doc, score, reranked}]`; by day without their scores. */
    ranked(docs) {
      const scores = this.sort === "relevance" ? this.scores(docs) : null;
      const ranked = Array.from(docs, (doc) => ({ doc, score: scores && scores[doc], reranked: false })).sort(this.order());
      if (this.pairs.length) {
        const best = ranked.slice(0, RERANKED);
        const gains = this.proximity(best.map(({ doc }) => doc));
        best.forEach((item, at) => { for (const gain of gains) item.score += gain[at]; });
        ranked.splice(0, best.length, ...best.sort(this.order()));
      }
      for (const item of ranked.slice(0, RERANKED)) item.reranked = true;
      return ranked;
    }

    /** Articles are numbered by day, then id: among equals the later day is first, but the first of the same day. */
    order() {
      const { days } = this;
      const newest = (one, other) => days[other.doc] - days[one.doc] || one.doc - other.doc;
      if (this.sort === "newest") return newest;
      if (this.sort === "oldest") return (one, other) => (days[one.doc] || Infinity) - (days[other.doc] || Infinity) || one.doc - other.doc;
      return (one, other) => other.score - one.score || newest(one, other);
    }

    /** What each pair adds to the scores of some articles. */
    proximity(docs) {
      const masks = new Map();
      for (const atom of new Set(this.pairs.flatMap(([one, other]) => [one, other]))) {
        const mask = new Map(docs.map((doc) => [doc, 0]));
        for (const { file, start, end } of this.found[atom].words) {
          for (let at = start; at < end; at += 1) {
            const doc = file.docs[at];
            if (mask.has(doc)) mask.set(doc, mask.get(doc) | file.passages[at]);
          }
        }
        masks.set(atom, mask);
      }
      return this.pairs.map(([one, other, lesser]) => docs.map((doc) => (
        proximity(masks.get(one).get(doc), masks.get(other).get(doc), this.bodyNorm(doc), lesser))));
    }
  }

  Dateline.ranking = { Ranking };
})();
