// The words of the archive: a term's stem, and which words a pattern or a fuzzy word means, as search/query/expand.py.
(function () {
  "use strict";

  const { hashedName, inflated, text } = Dateline.store;
  const { compare, lastNotAfter } = Dateline.codepoints;

  class Vocabulary {
    constructor(store, meta) {
      this.store = store;
      this.meta = meta;
      this.english = meta.language === "english";
    }

    /** A file's words: `[{word, count, stem}]`, in order. */
    file(number) {
      return this.store.get(`w${hashedName(this.meta.w[number])}`, (content) => text(inflated(content)).split("\n").map((line) => {
        const [word, count, stem] = line.split(" ");
        return { word, count: Number(count), stem: stem || Dateline.stemmer.stem(word) };
      }));
    }

    /** The words of a run of files. */
    async files(first, last) {
      const wanted = Array.from({ length: last - first + 1 }, (_, at) => this.file(first + at));
      return (await Promise.all(wanted)).flat();
    }

    /** Every word. */
    async all() {
      return this.meta.w.length ? this.files(0, this.meta.w.length - 1) : [];
    }

    /** A term's stem. A site knows those of its own words; for English it has the stemmer. */
    async stem(term) {
      if (this.english) return Dateline.stemmer.stem(term);
      if (!this.meta.w.length) return term;
      const found = (await this.file(lastNotAfter(this.meta.w, term))).find(({ word }) => word === term);
      return found ? found.stem : term;
    }

    /** The words that a pattern matches. */
    async matching(pattern) {
      if (!this.meta.w.length) return [];
      const prefix = pattern.split(/[*?]/, 1)[0];
      const first = prefix ? lastNotAfter(this.meta.w, prefix) : 0;
      let last = first;
      while (last + 1 < this.meta.w.length && (this.meta.w[last + 1].startsWith(prefix) || compare(this.meta.w[last + 1], prefix) < 0)) last += 1;
      const fits = expression(pattern);
      return (await this.files(first, last)).filter(({ word }) => word.startsWith(prefix) && fits.test(word));
    }

    /** The words at most so many edits away from a term. */
    async fuzzy(term, edits) {
      return (await this.all()).filter(({ word }) => near(term, word, edits));
    }
  }

  /** A pattern as a regular expression: `*` is any letters, `?` exactly one. */
  function expression(pattern) {
    const source = pattern.replace(/[.*+?^${}()|[\]\\/]/g, (special) => ({ "*": ".*", "?": "." }[special] || `\\${special}`));
    return new RegExp(`^${source}$`, "us");
  }

  /** Whether two words are at most so many edits apart: optimal string alignment, as `near` in Python. */
  function near(term, word, edits) {
    // Lengths in UTF-16 units, of which an edit changes two at most.
    if (Math.abs(term.length - word.length) > 2 * edits) return false;
    const one = Array.from(term), other = Array.from(word);
    if (Math.abs(one.length - other.length) > edits) return false;
    let last = [], before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      [last, before, row] = [before, row, [i]];
      for (let j = 1; j <= other.length; j += 1) {
        let best = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, last[j - 2] + 1);
        row.push(best);
      }
      if (Math.min(...row) > edits && Math.min(...before) > edits) return false;
    }
    return row[other.length] <= edits;
  }

  Dateline.expand = { Vocabulary, expression, near };
})();
