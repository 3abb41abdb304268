// Which articles are copies of one story, as search/engine/copies.py: folded into the one that ranks first.
(function () {
  "use strict";

  const { inflated, numbers } = Dateline.store;

  class Copies {
    /** `groups`: of each group its first article, less that of the group before; how many more; the steps to each. */
    constructor(meta, columns) {
      this.columns = columns;
      this.members = [];
      this.groupOf = new Int32Array(meta.count).fill(-1);
      const coded = numbers(inflated(meta.copies));
      let at = 0, first = 0;
      const next = () => coded[at++];
      while (at < coded.length) {
        const members = [first += next()];
        for (let more = next(); more; more -= 1) members.push(members[members.length - 1] + next());
        for (const member of members) this.groupOf[member] = this.members.length;
        this.members.push(members);
      }
    }

    /** Those of some articles that have copies. */
    having(docs) {
      return docs.filter((doc) => this.groupOf[doc] >= 0);
    }

    /** How many articles are copies of another one among them. */
    count(docs) {
      const having = this.having(docs);
      return having.length - new Set(having.map((doc) => this.groupOf[doc])).size;
    }

    /** Of each group of copies the first of some ranked articles, and all that have no copies. */
    fold(ranked) {
      const seen = new Set();
      return ranked.filter(({ doc }) => {
        const group = this.groupOf[doc];
        if (group < 0) return true;
        return !seen.has(group) && seen.add(group);
      });
    }

    /** The copies of an article in time's order, undated ones last, whose ids are given, and whether it is the earliest. */
    of(doc, ids) {
      const { days } = this.columns, group = this.groupOf[doc];
      if (group < 0) return { copies: [], earliest: false };
      const members = this.members[group];
      const dated = members.filter((member) => days[member]); // by day, as all articles are numbered
      const first = dated.length > 1 && days[dated[0]] < days[dated[1]] ? days[dated[0]] : null;
      const others = [...dated, ...members.filter((member) => !days[member])].filter((member) => member !== doc);
      const { values, codes } = this.columns.get("outlet");
      const about = (member) => ({ outlet: values[codes[member]] || null, date: this.columns.date(member), earliest: days[member] === first });
      return { copies: others.map((member, at) => ({ id: ids[at], ...about(member) })), earliest: days[doc] === first };
    }
  }

  Dateline.copies = { Copies };
})();
