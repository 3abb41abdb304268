// Which stretches of a text match a query, as search/highlight/marker.py. The words that an atom means are
// those that it has found.
(function () {
  "use strict";

  const { tokens } = Dateline.terms;
  const { LEAD } = Dateline.constants.schema;

  /** The words of each of a phrase's, the same set where one is said again. */
  function sets(forms) {
    const made = new Map([...new Set(forms)].map((words) => [words, new Set(words.map(({ word }) => word))]));
    return forms.map((words) => made.get(words));
  }

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

  /**
   * The positions of terms that stand in a row; of rows that overlap the one before, the first and those that it lacks. Bits
   * tell which beginnings of the phrase end with a term, as in Python.
   */
  function inRow(terms, forms) {
    const bits = new Map(), places = new Map(), whole = 1n << BigInt(forms.length - 1), found = [];
    forms.forEach((words, at) => bits.set(words, (bits.get(words) || 0n) | (1n << BigInt(at))));
    for (const term of new Set(terms)) {
      for (const [words, some] of bits) if (words.has(term)) places.set(term, (places.get(term) || 0n) | some);
    }
    let ends = 0n, shown = 0;
    terms.forEach((term, at) => {
      const fits = places.get(term);
      ends = fits ? ((ends << 1n) | 1n) & fits : 0n;
      if (!(ends & whole)) return;
      const first = at + 1 - forms.length;
      found.push([first, ...range(Math.max(first + 1, shown), at + 1)]);
      shown = at + 1;
    });
    return found;
  }

  const range = (start, end) => Array.from({ length: end - start }, (_, at) => start + at);

  /**
   * The positions of terms that are wanted, in each window of that width in which every one wanted finds its own; of windows
   * that overlap the one before, the first and those that it lacks.
   */
  function windows(terms, wanted, forms, width) {
    const matchers = new Map(wanted.map((word, at) => [word, forms[at]])), times = new Map(), fitting = new Map();
    for (const word of wanted) times.set(word, (times.get(word) || 0) + 1);
    for (const term of new Set(terms)) fitting.set(term, [...matchers.keys()].filter((word) => matchers.get(word).has(term)));
    const positions = range(0, terms.length).filter((at) => fitting.get(terms[at]).length);
    const held = new Map(wanted.map((word) => [word, 0])), found = [];
    const count = (at, by) => fitting.get(terms[at]).forEach((word) => held.set(word, held.get(word) + by));
    let end = 0, shown = 0;
    positions.forEach((start, first) => {
      for (; positions[end] < start + width; end += 1) count(positions[end], 1);
      if (end - first >= forms.length && [...times].every(([word, least]) => held.get(word) >= least)) {
        found.push([start, ...positions.slice(Math.max(first + 1, shown), end)]);
        shown = end;
      }
      count(start, -1);
    });
    return found;
  }

  /** The spans of matches, each once. */
  function spansOf(matches) {
    return matches.filter(({ start }, at) => !at || matches[at - 1].start !== start).map(({ start, end }) => [start, end]);
  }

  Dateline.marker = { Marker, spansOf };
})();
