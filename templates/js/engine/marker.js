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
      this.meant = new Map(); // by a word the numbers of the atoms that mean it alone
      this.atoms.forEach(({ kind, forms }, number) => {
        if (kind === "phrase" || kind === "form") return;
        for (const word of forms[0]) {
          if (!this.meant.has(word)) this.meant.set(word, []);
          this.meant.get(word).push(number);
        }
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
      const choose = (number, run) => {
        const { zone } = this.atoms[number];
        if (zone !== "text" && (zone !== part || (zone === "lead" && run[0] >= endOfLead))) return;
        for (const at of run) chosen[at].add(number);
      };
      terms.forEach((term, at) => (this.meant.get(term) || []).forEach((number) => choose(number, [at])));
      this.atoms.forEach(({ kind, form, forms, others, terms: wanted, slop }, number) => {
        const runs = kind === "form" ? all.flatMap((token, at) => (Dateline.surface.has(text, token, form) ? [form.includes("-") ? [at, at + 1] : [at]] : []))
          : kind !== "phrase" ? [] : slop === null ? inRow(terms, forms) : windows(terms, wanted, forms, forms.length + slop);
        for (const run of [...runs, ...others.flatMap((other) => inRow(terms, other))]) choose(number, run);
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
    const times = wanted.map((word) => wanted.filter((other) => other === word).length);
    const searched = forms.map((words, number) => (
      { found: terms.flatMap((term, at) => (words.has(term) ? [at] : [])), from: 0, times: times[number] }));
    const starts = [...new Set(searched.flatMap(({ found }) => found))].sort((one, other) => one - other);
    return starts.flatMap((start) => {
      const inside = [];
      for (const one of searched) {
        while (one.found[one.from] < start) one.from += 1;
        let to = one.from;
        while (one.found[to] < start + width) to += 1;
        if (to - one.from < one.times) return [];
        inside.push(...one.found.slice(one.from, to));
      }
      const distinct = [...new Set(inside)].sort((one, other) => one - other);
      return distinct.length >= forms.length ? [distinct] : [];
    });
  }

  /** The spans of matches, each once. */
  function spansOf(matches) {
    return matches.filter(({ start }, at) => !at || matches[at - 1].start !== start).map(({ start, end }) => [start, end]);
  }

  Dateline.marker = { Marker, spansOf };
})();
