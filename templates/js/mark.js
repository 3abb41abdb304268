// Which stretches of a text match a query, as search/mark.py. The words that a leaf means are those that it has found.
(function (Dateline) {
  "use strict";

  const { tokens } = Dateline.analysis;
  const LEAD = 60;

  /** `found(leaf)` gives what a leaf found: `forms`, for each of its words the set of those that it means. */
  class Marker {
    constructor(leaves, found) {
      this.leaves = leaves.map((leaf) => ({ ...leaf, forms: found(leaf).forms.map((words) => new Set(words.map(({ word }) => word))) }));
    }

    /** The spans in a headline that match. */
    title(text) {
      return joined(this.matches(text, "title"));
    }

    /** The matches in a body, in order: `{start, end, leaf}`. */
    body(text) {
      return this.matches(text, "lead");
    }

    matches(text, part) {
      const all = tokens(text), terms = all.map(({ term }) => term);
      const paragraph = text.indexOf("\n");
      const lead = paragraph < 0 ? all.length : all.findIndex(({ start }) => start >= paragraph);
      const endOfLead = Math.min(LEAD, lead < 0 ? all.length : lead);
      const chosen = all.map(() => new Set());
      this.leaves.forEach(({ kind, zone, forms, terms: wanted, slop }, number) => {
        if (zone !== "text" && zone !== part) return;
        const runs = kind !== "phrase" ? terms.flatMap((term, at) => (forms[0].has(term) ? [[at]] : []))
          : slop === null ? inRow(terms, forms) : windows(terms, wanted, forms, forms.length + slop);
        for (const run of runs) {
          if (zone === "lead" && run[0] >= endOfLead) continue;
          for (const at of run) chosen[at].add(number);
        }
      });
      return all.flatMap(({ start, end }, at) => [...chosen[at]].sort((one, other) => one - other).map((leaf) => ({ start, end, leaf })));
    }
  }

  /** The places of terms that stand in a row. */
  function inRow(terms, forms) {
    return terms.flatMap((_, start) => (forms.every((words, offset) => words.has(terms[start + offset])) ? [forms.map((__, offset) => start + offset)] : []));
  }

  /** The places of terms that are wanted, in each window of that width in which every one wanted finds its own. */
  function windows(terms, wanted, forms, width) {
    const where = forms.map((words) => terms.flatMap((term, at) => (words.has(term) ? [at] : [])));
    const times = wanted.map((word) => wanted.filter((other) => other === word).length);
    const starts = [...new Set(where.flat())].sort((one, other) => one - other);
    return starts.flatMap((start) => {
      const inside = where.map((places) => places.filter((at) => at >= start && at < start + width));
      const distinct = [...new Set(inside.flat())].sort((one, other) => one - other);
      return distinct.length >= forms.length && inside.every((places, at) => places.length >= times[at]) ? [distinct] : [];
    });
  }

  /** The spans of matches, each once. */
  function joined(matches) {
    return matches.filter(({ start }, at) => !at || matches[at - 1].start !== start).map(({ start, end }) => [start, end]);
  }

  Dateline.mark = { Marker, joined };
})(globalThis.Dateline = globalThis.Dateline || {});
