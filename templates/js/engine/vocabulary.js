// The words of the archive, and a term's stem, as search/engine/vocabulary.py.
(function () {
  "use strict";

  const { hashedName, inflated, text } = Dateline.store;
  const { compare, lastNotAfter } = Dateline.codepoints;

  class Vocabulary {
    constructor(store, meta) {
      this.store = store;
      this.meta = meta;
      this.english = meta.language === "english";
      // In how many articles a usual word stands at least.
      this.usual = Math.max(1, Math.floor(meta.count / Dateline.constants.spelling.USUAL));
    }

    /** The words of a file of kind `w`, `c` or `n`: `[{word, count, stories, copies, stem}]`; `w` does not tell stories and copies. */
    file(name) {
      return this.store.get(name, (content) => text(inflated(content)).split("\n").filter(Boolean).map((line) => {
        const [word, ...rest] = line.split(" "), stem = this.english ? Dateline.stemmer.stem(word) : rest.shift();
        const [count, stories = count, copies = 0] = rest.map(Number);
        return { word, count, stories, copies, stem };
      }));
    }

    /** The words that begin so, of those of a kind. */
    async beginning(kind, prefix) {
      const begin = this.meta[kind];
      if (!begin.length) return [];
      const first = prefix ? lastNotAfter(begin, prefix) : 0;
      let last = first;
      while (last + 1 < begin.length && (begin[last + 1].startsWith(prefix) || compare(begin[last + 1], prefix) < 0)) last += 1;
      const wanted = Array.from({ length: last - first + 1 }, (_, at) => this.file(kind + hashedName(begin[first + at])));
      return (await Promise.all(wanted)).flat().filter(({ word }) => word.startsWith(prefix));
    }

    /** Every word. */
    all() {
      return this.beginning("w", "");
    }

    /** The words that have something in common with others, as `near_files` in Python has them, and others. */
    async sharing(key) {
      const { n } = this.meta;
      return n ? this.file(`n${parseInt(hashedName(key).slice(0, 8), 16) % n}`) : [];
    }

    /** The words that have in common with a term what one that is one edit away has: `near_keys` in Python; and others. */
    async near(term) {
      const letters = Array.from(term), keys = [];
      for (let size = letters.length - 1; size <= letters.length + 1; size += 1) {
        const head = letters.slice(0, (size - 1) >> 1), tail = letters.slice(letters.length - (size >> 1));
        keys.push(size + head.join(""), tail.join("") + size);
      }
      const found = (await Promise.all(keys.map((key) => this.sharing(key)))).flat();
      return [...new Map(found.map((one) => [one.word, one])).values()];
    }

    /** How many articles have a word. */
    async articles(term) {
      const letters = Array.from(term), key = letters.length + letters.slice(0, (letters.length - 1) >> 1).join("");
      const found = (await this.sharing(key)).find(({ word }) => word === term);
      return found ? found.count : 0;
    }

    /** The words that may be meant by a term, and others: with `far` those two edits away, too, that begin as it does. */
    async alike(term, far) {
      const [near, usual] = await Promise.all([this.near(term), far ? this.beginning("c", Array.from(term)[0]) : []]);
      const known = new Set(near.map(({ word }) => word));
      return [...near, ...usual.filter(({ word }) => !known.has(word))];
    }

    /** A term's stem. A site knows those of its own words; for English it has the stemmer. */
    async stem(term) {
      if (this.english) return Dateline.stemmer.stem(term);
      if (!this.meta.w.length) return term;
      const found = (await this.file(`w${hashedName(this.meta.w[lastNotAfter(this.meta.w, term)])}`)).find(({ word }) => word === term);
      return found ? found.stem : term;
    }
  }

  Dateline.vocabulary = { Vocabulary };
})();
