// Ranking, as search/rank.py and search/ranking.py: the same operations on doubles in the same order, so the same bits.
// docs/ranking.md has the formulas and why they are what they are.
(function (Dateline) {
  "use strict";

  const K1 = 2, B_TITLE = 0.6, B_BODY = 0.65, TITLE_WEIGHT = 2.5, LEAD_WEIGHT = 0.2, DAMPING = 0.5;
  const RERANKED = 100, PROXIMITY = 0.2, PASSAGE = 16;

  /** The natural logarithm of a number of at least 1, by + - * / alone. */
  function log(value) {
    let halvings = 0, left = value;
    while (left >= 2) {
      left /= 2;
      halvings += 1;
    }
    const ratio = (left - 1) / (left + 1), square = ratio * ratio;
    let power = ratio, total = 0;
    for (let odd = 1; odd < 41; odd += 2) {
      total += power / odd;
      power *= square;
    }
    return 2 * total + halvings * 0.6931471805599453;
  }

  function rarity(count, matching) {
    const idf = log(1 + (count - matching + 0.5) / (matching + 0.5));
    return idf * idf / (idf + DAMPING);
  }

  const saturated = (weight, worth) => worth * (weight * (K1 + 1) / (weight + K1));

  function bitCount(bits) {
    let left = bits, count = 0;
    for (; left; left &= left - 1) count += 1;
    return count;
  }

  /** One query's ranking: `leaves` are its scoring leaves, `found` what each found, `terms` knows lengths, `days` are the articles'. */
  class Ranking {
    constructor(meta, terms, days, leaves, found, sort) {
      Object.assign(this, { meta, terms, leaves, found, sort });
      [this.titleAverage, this.bodyAverage] = meta.averages;
      this.days = days;
      this.rarities = found.map(({ docs }) => rarity(meta.count, docs.length));
      this.pairs = sort === "relevance" ? this.nearPairs() : [];
    }

    titleNorm(doc) {
      return 1 - B_TITLE + B_TITLE * (this.terms.titles[doc] / this.titleAverage);
    }

    bodyNorm(doc) {
      return 1 - B_BODY + B_BODY * (this.terms.bodies[doc] / this.bodyAverage);
    }

    /** What the posting at a place of a leaf adds to its article's score. */
    part(leaf, at) {
      const { docs, counts, titles, leads } = this.found[leaf];
      const weight = TITLE_WEIGHT * titles[at] / this.titleNorm(docs[at])
        + (counts[at] - titles[at] + LEAD_WEIGHT * leads[at]) / this.bodyNorm(docs[at]);
      return saturated(weight, this.rarities[leaf]);
    }

    /** The words side by side in the query that may gain by being near, with the lesser rarity of each two. */
    nearPairs() {
      const able = this.leaves.map((leaf, at) => {
        const count = this.found[at].docs.length;
        return leaf.kind === "word" && leaf.zone === "text" && count > 0 && count <= this.meta.common;
      });
      return this.leaves.slice(1).map((_, at) => [at, at + 1])
        .filter(([one, other]) => able[one] && able[other] && this.leaves[one].term !== this.leaves[other].term)
        .map(([one, other]) => [one, other, Math.min(this.rarities[one], this.rarities[other])]);
    }

    /** The first so many of some articles: `[{doc, score}]`. */
    first(docs, limit) {
      const scores = new Float64Array(this.meta.count);
      const wanted = new Uint8Array(this.meta.count);
      for (const doc of docs) wanted[doc] = 1;
      this.found.forEach((found, leaf) => found.docs.forEach((doc, at) => { if (wanted[doc]) scores[doc] += this.part(leaf, at); }));
      const ranked = Array.from(docs, (doc) => ({ doc, score: scores[doc] })).sort(this.order());
      if (this.pairs.length) {
        const best = ranked.slice(0, RERANKED);
        const gains = this.nearness(best.map(({ doc }) => doc));
        best.forEach((item, at) => { for (const gain of gains) item.score += gain[at]; });
        ranked.splice(0, best.length, ...best.sort(this.order()));
      }
      return ranked.slice(0, limit);
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
    nearness(docs) {
      const masks = new Map();
      for (const leaf of new Set(this.pairs.flatMap(([one, other]) => [one, other]))) {
        const mask = new Map(docs.map((doc) => [doc, 0]));
        for (const { shard, start, end } of this.found[leaf].words) {
          for (let at = start; at < end; at += 1) {
            const doc = shard.docs[at];
            if (mask.has(doc)) mask.set(doc, mask.get(doc) | shard.passages[at]);
          }
        }
        masks.set(leaf, mask);
      }
      return this.pairs.map(([one, other, lesser]) => docs.map((doc) => (
        PROXIMITY * saturated(bitCount(masks.get(one).get(doc) & masks.get(other).get(doc)) / this.bodyNorm(doc), lesser))));
    }

    /** The true parts of an article's score, which add up to it: `[{what, score, detail}]`. */
    explained(doc, reranked) {
      const { render, grouped } = Dateline;
      const parts = this.leaves.map((leaf, number) => {
        const found = this.found[number], at = found.docs.indexOf(doc);
        if (at < 0) return { what: render(leaf), score: 0, detail: "not in this article" };
        const detail = `${grouped(found.docs.length)} of ${grouped(this.meta.count)} articles, so it counts ${this.rarities[number].toFixed(3)}; `
          + `${found.titles[at]} in the headline, ${found.counts[at] - found.titles[at]} in the body, ${found.leads[at]} of them in the lead`;
        return { what: render(leaf), score: this.part(number, at), detail };
      });
      const gains = reranked ? this.nearness([doc]) : [];
      return [...parts, ...gains.map(([score], at) => {
        const [one, other] = this.pairs[at];
        return { what: `${render(this.leaves[one])} near ${render(this.leaves[other])}`, score, detail: `in passages of ${PASSAGE} words` };
      })];
    }
  }

  Dateline.grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  Dateline.rank = { Ranking, log, rarity, RERANKED };
})(globalThis.Dateline = globalThis.Dateline || {});
