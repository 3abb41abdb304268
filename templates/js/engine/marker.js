// Which stretches of a text match a query, as search/highlight/marker.py. The words that an atom means are
// those that it has found.
(function () {
  "use strict";

  const { tokens } = Dateline.terms;
  const { LEAD } = Dateline.constants.schema;

  const sets = (forms) => forms.map((words) => new Set(words.map(({ word }) => word)));

  /** `found(atom)` gives what an atom found: `forms`, for each of its words those that it means, and `others`, which hold forms that will do too. */
  class Marker {
    constructor(atoms, found) {
      this.atoms = atoms.map((atom) => {
        const { forms, others = [] } = found(atom);
        return { ...atom, forms: sets(forms), others: others.map(sets) };
      });
    }

    /** The spans in a headline that match. */
    title(text) {
      return spansOf(this.matches(text, "title"));
    }

    /** The matches in a body, in order: `{start, end, atom}`. */
    body(text) {
      return this.matches(text, "lead");
    }

    matches(text, part) {
      const all = tokens(text), terms = all.map(({ term }) => term);
      const paragraph = text.indexOf("\n");
      const lead = paragraph < 0 ? all.length : all.findIndex(({ start }) => start >= paragraph);
      const endOfLead = Math.min(LEAD, lead < 0 ? all.length : lead);
      const chosen = all.map(() => new Set());
      this.atoms.forEach(({ kind, form, zone, forms, others, terms: wanted, slop }, number) => {
        if (zone !== "text" && zone !== part) return;
        const runs = kind === "form" ? all.flatMap((token, at) => (Dateline.surface.has(text, token, form) ? [[at]] : []))
          : kind !== "phrase" ? terms.flatMap((term, at) => (forms[0].has(term) ? [[at]] : []))
          : slop === null ? inRow(terms, forms) : windows(terms, wanted, forms, forms.length + slop);
        for (const run of [...runs, ...others.flatMap((other) => inRow(terms, other))]) {
          if (zone === "lead" && run[0] >= endOfLead) continue;
          for (const at of run) chosen[at].add(number);
        }
      });
      return all.flatMap(({ start, end }, at) => [...chosen[at]].sort((one, other) => one - other).map((atom) => ({ start, end, atom })));
    }
  }

  /** The positions of terms that stand in a row. */
  function inRow(terms, forms) {
    return terms.flatMap((_, start) => (forms.every((words, offset) => words.has(terms[start + offset])) ? [forms.map((__, offset) => start + offset)] : []));
  }

  /** The positions of terms that are wanted, in each window of that width in which every one wanted finds its own. */
  function windows(terms, wanted, forms, width) {
    const where = forms.map((words) => terms.flatMap((term, at) => (words.has(term) ? [at] : [])));
    const times = wanted.map((word) => wanted.filter((other) => other === word).length);
    const starts = [...new Set(where.flat())].sort((one, other) => one - other);
    return starts.flatMap((start) => {
      const inside = where.map((positions) => positions.filter((at) => at >= start && at < start + width));
      const distinct = [...new Set(inside.flat())].sort((one, other) => one - other);
      return distinct.length >= forms.length && inside.every((positions, at) => positions.length >= times[at]) ? [distinct] : [];
    });
  }

  /** The spans of matches, each once. */
  function spansOf(matches) {
    return matches.filter(({ start }, at) => !at || matches[at - 1].start !== start).map(({ start, end }) => [start, end]);
  }

  Dateline.marker = { Marker, spansOf };
})();
