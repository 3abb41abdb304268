// What every article has one of: a day, an outlet, an author, a place; and the counts of search/engine/facets.py.
// Outlets, and which articles are copies of one story, are in files of `BLOCK` articles, loaded as they are asked for; those
// of the last articles, which are the newest, in `meta`.
(function () {
  "use strict";

  const { inflated, numbers, sections, text } = Dateline.store;
  const { compare } = Dateline.codepoints;
  const { iso } = Dateline.schema;
  const { UNKNOWN, UNDATED } = Dateline.constants.display;
  const { BLOCK, GROUPED } = Dateline.constants.encoding;
  // What of an article is known.
  const OUTLET = 1, GROUP = 2;

  class Columns {
    constructor(store, meta) {
      this.store = store;
      this.count = meta.count;
      // Ascending; 0: no date.
      this.days = new Uint32Array(meta.count);
      let at = 0, day = 0;
      const days = numbers(inflated(meta.days));
      for (let run = 0; run < days.length; run += 2) {
        day += days[run];
        this.days.fill(day, at, at += days[run + 1]);
      }
      this.loaded = { outlet: { values: meta.outlets, codes: new Uint32Array(meta.count) } };
      // The group of copies that each article is of, as far as it is loaded; -1: it has none.
      this.groups = new Int32Array(meta.count).fill(-1);
      // What of each article is loaded: its `OUTLET`, its `GROUP`, or both.
      this.known = new Uint8Array(meta.count).fill(meta.copies ? 0 : GROUP);
      if (meta.count) this.readBlock(meta.last, Math.floor((meta.count - 1) / BLOCK) * BLOCK);
    }

    /** Loads outlets and groups of copies of some articles. */
    loadBlocks(docs) {
      return this.store.blocks("o", docs.filter((doc) => !this.isKnown(doc)), (content, first) => this.readBlock(content, first));
    }

    /** Loads the groups of copies of some articles alone. */
    loadGroups(docs) {
      const read = (content, first) => {
        this.readGroups(numbers(inflated(content)), first);
        for (let doc = first; doc < Math.min(first + GROUPED, this.count); doc += 1) this.known[doc] |= GROUP;
      };
      return this.store.blocks("u", docs.filter((doc) => !(this.known[doc] & GROUP)), read, GROUPED);
    }

    /** Whether an article's outlet and group are loaded. */
    isKnown(doc) {
      return this.known[doc] === (OUTLET | GROUP);
    }

    /** Loads the outlet of an article, if it is not known without. */
    loadOutlet(doc) {
      return this.known[doc] & OUTLET ? null : this.loadBlocks([doc]);
    }

    /** An article's outlet, before its block is loaded. */
    know(doc, outlet) {
      this.loaded.outlet.codes[doc] = outlet;
      this.known[doc] |= OUTLET;
    }

    /** An article's outlet and its group of copies, likewise. */
    knowAll(doc, outlet, group) {
      this.loaded.outlet.codes[doc] = outlet;
      this.groups[doc] = group;
      this.known[doc] = OUTLET | GROUP;
    }

    readBlock(content, first) {
      const [outlets, copies] = sections(inflated(content)).map(numbers);
      this.loaded.outlet.codes.set(outlets, first);
      this.known.fill(OUTLET | GROUP, first, first + outlets.length);
      this.readGroups(copies, first);
    }

    readGroups(copies, first) {
      for (let at = 0, doc = first - 1; at < copies.length; at += 2) this.groups[doc += copies[at] + 1] = copies[at + 1];
    }

    /** Loads a column for all articles. */
    async load(name) {
      if (name === "outlet") await this.loadBlocks(Array.from(this.days.keys()));
      else if (!this.loaded[name]) {
        this.loaded[name] = await this.store.get(name, (content) => {
          const [values, codes] = JSON.parse(text(inflated(content)));
          return { values, codes };
        });
      }
      return this.loaded[name];
    }

    /** A loaded column: `values`, and in `codes` which of them each article has. */
    get(name) {
      return this.loaded[name];
    }

    outlet(doc) {
      const { values, codes } = this.loaded.outlet;
      return values[codes[doc]] || null;
    }

    date(doc) {
      return iso(this.days[doc]);
    }

    /** The first and the last day of the archive's articles; null where none has one. */
    stretch() {
      const first = this.firstFrom(1);
      return first < this.count ? [first, this.count - 1].map((doc) => this.date(doc)) : null;
    }

    /** The first article of this day or a later one. */
    firstFrom(day) {
      let low = 0, high = this.count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.days[middle] < day) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** How many of some articles each outlet has. */
    byOutlet(docs) {
      const { values, codes } = this.loaded.outlet;
      const counts = new Uint32Array(values.length);
      for (const doc of docs) counts[codes[doc]] += 1;
      return counts;
    }

    /** Outlets by these counts, most first, then by name. */
    outletCounts(counts) {
      return this.loaded.outlet.values.map((value, code) => ({ value: value || UNKNOWN, count: counts[code] })).filter(({ count }) => count)
        .sort((one, other) => other.count - one.count || compare(one.value, other.value));
    }

    /** `[[day, count]]` in time's order, ISO days, and how many have none. */
    dayCounts(docs) {
      const days = [];
      let undated = 0, last = 0;
      for (const doc of docs) {
        const day = this.days[doc];
        if (!day) undated += 1;
        else if (day === last) days[days.length - 1][1] += 1;
        else days.push([iso(last = day), 1]);
      }
      return { days, undated };
    }
  }

  /** Months in time's order of what `dayCounts` gives; articles without a date last. */
  function monthCounts({ days, undated }) {
    const months = new Map();
    for (const [day, count] of days) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) || 0) + count);
    const rows = Array.from(months, ([value, count]) => ({ value, count }));
    return undated ? [...rows, { value: UNDATED, count: undated }] : rows;
  }

  Dateline.columns = { Columns, monthCounts };
})();
