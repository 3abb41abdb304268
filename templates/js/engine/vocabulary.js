// The words of the archive, and a term's stem, as search/engine/vocabulary.py.
(function () {
  "use strict";

  const { hashedName, inflated, text } = Dateline.store;
  const { lastNotAfter } = Dateline.codepoints;

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
  }

  Dateline.vocabulary = { Vocabulary };
})();
