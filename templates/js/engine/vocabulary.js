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
    }

    /** The words of a file of kind `w`, or `c`, which has `stories` and `copies` too: `[{word, count, stem}]`, in order. */
    file(kind, number) {
      return this.store.get(kind + hashedName(this.meta[kind][number]), (content) => text(inflated(content)).split("\n").map((line) => {
        const [word, count, ...rest] = line.split(" "), [stories, copies] = kind === "c" ? rest.splice(0, 2).map(Number) : [];
        return { word, count: Number(count), stories, copies, stem: rest[0] || Dateline.stemmer.stem(word) };
      }));
    }

    /** The words that begin so, of those of a kind. */
    async beginning(kind, prefix) {
      const begin = this.meta[kind];
      if (!begin.length) return [];
      const first = prefix ? lastNotAfter(begin, prefix) : 0;
      let last = first;
      while (last + 1 < begin.length && (begin[last + 1].startsWith(prefix) || compare(begin[last + 1], prefix) < 0)) last += 1;
      const wanted = Array.from({ length: last - first + 1 }, (_, at) => this.file(kind, first + at));
      return (await Promise.all(wanted)).flat().filter(({ word }) => word.startsWith(prefix));
    }

    /** Every word. */
    all() {
      return this.beginning("w", "");
    }

    /** The words that may be offered in place of one. */
    candidates(term) {
      return this.beginning("c", Array.from(term)[0]);
    }

    /** A term's stem. A site knows those of its own words; for English it has the stemmer. */
    async stem(term) {
      if (this.english) return Dateline.stemmer.stem(term);
      if (!this.meta.w.length) return term;
      const found = (await this.file("w", lastNotAfter(this.meta.w, term))).find(({ word }) => word === term);
      return found ? found.stem : term;
    }
  }

  Dateline.vocabulary = { Vocabulary };
})();
