// Which articles are copies of one story, as search/engine/copies.py: folded into the one that ranks first.
(function () {
  "use strict";

  // Articles whose groups are loaded together.
  const AT_ONCE = 100;

  class Copies {
    constructor(columns) {
      this.columns = columns;
    }

    /** Those of some articles that have copies. */
    having(docs) {
      return docs.filter((doc) => this.columns.groups[doc] >= 0);
    }

    /** How many articles are copies of another one among them. */
    count(docs) {
      const having = this.having(docs);
      return having.length - new Set(having.map((doc) => this.columns.groups[doc])).size;
    }

    /** The first so many of ranked articles, and with `fold` of each group of copies only the first. Loads their blocks. */
    async first(ranked, limit, fold) {
      const seen = new Set(), kept = [];
      for (let at = 0; at < ranked.length && kept.length < limit; at += AT_ONCE) {
        const some = ranked.slice(at, at + AT_ONCE);
        await this.columns.loadBlocks(some.map(({ doc }) => doc));
        for (const item of some) {
          const group = this.columns.groups[item.doc];
          if (fold && group >= 0 && seen.has(group)) continue;
          seen.add(group);
          kept.push(item);
        }
      }
      return kept.slice(0, limit);
    }

    /** The copies of an article and whether it is the earliest; `coded`: of each, in time's order, undated ones last, id, number, outlet. */
    of(doc, coded = []) {
      const { days, loaded } = this.columns;
      const others = Array.from({ length: coded.length / 3 }, (_, at) => coded.slice(3 * at, 3 * at + 3));
      const dated = [days[doc], ...others.map(([, other]) => days[other])].filter(Boolean).sort((one, other) => one - other);
      const first = dated.length > 1 && dated[0] < dated[1] ? dated[0] : null;
      const about = ([id, other, outlet]) => ({ id, outlet: loaded.outlet.values[outlet] || null, date: this.columns.date(other), earliest: days[other] === first });
      return { copies: others.map(about), earliest: days[doc] === first };
    }
  }

  Dateline.copies = { Copies };
})();
