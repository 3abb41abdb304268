// What every article has one of: a day, an outlet, an author, a place; and the counts of search/engine/facets.py.
(function () {
  "use strict";

  const { inflated, numbers, text } = Dateline.store;
  const { compare } = Dateline.codepoints;
  const { iso } = Dateline.period;
  const { UNKNOWN, UNDATED } = Dateline.constants.display;

  class Columns {
    constructor(store, meta) {
      this.store = store;
      this.count = meta.count;
      // Ascending; 0: no date.
      this.days = new Uint32Array(meta.count);
      let at = 0, day = 0;
      for (let run = 0; run < meta.days.length; run += 2) {
        day += meta.days[run];
        this.days.fill(day, at, at += meta.days[run + 1]);
      }
      this.loaded = { outlet: { values: meta.outlets, codes: numbers(inflated(meta.outlet)) } };
    }

    async load(name) {
      if (!this.loaded[name]) {
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

    date(doc) {
      return iso(this.days[doc]);
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

    /** Outlets by count, most first, then by name. */
    outletCounts(docs) {
      const { values, codes } = this.loaded.outlet;
      const counts = new Uint32Array(values.length);
      for (const doc of docs) counts[codes[doc]] += 1;
      return values.map((value, code) => ({ value: value || UNKNOWN, count: counts[code] })).filter(({ count }) => count)
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
