// What a search of one common word finds, as search/site/ahead.py has counted it.
(function () {
  "use strict";

  const { hashedName, inflated, text } = Dateline.store;
  const { lastNotAfter } = Dateline.codepoints;
  const { iso } = Dateline.period;

  /** Whether a question is for one word, and for no more than is kept of its answer. */
  const isPlain = ({ node, outlets, since, until, duplicates }, { sort = "relevance", explain }) =>
    node.kind === "word" && node.zone === "text" && !node.exact && !outlets.length && !since && !until
    && sort === "relevance" && !explain && duplicates !== "only";

  /** The answer, or null where there is none ahead: `{count, copies, byOutlet, byDay, ranked, forms}`, `ranked` of the first `limit`. */
  async function ahead({ store, meta, vocabulary, columns }, asked, options, limit) {
    if (!isPlain(asked, options) || !meta.h.length) return null;
    const stem = await vocabulary.stem(asked.node.term), file = lastNotAfter(meta.t, stem);
    if (!meta.h.includes(file)) return null;
    const found = (await store.get(`h${hashedName(meta.t[file])}`, (content) => new Map(Object.entries(JSON.parse(text(inflated(content))))))).get(stem);
    if (!found || (found.copies && asked.duplicates === "show")) return null;
    if (limit > found.first.length && found.first.length < found.count - found.copies) return null;
    const byOutlet = new Uint32Array(meta.outlets.length);
    found.outlets[0].forEach((outlet, at) => { byOutlet[outlet] = found.outlets[1][at]; });
    const days = [];
    let day = 0, undated = 0;
    found.days[0].forEach((step, at) => {
      if (day += step) days.push([iso(day), found.days[1][at]]);
      else undated = found.days[1][at];
    });
    const ranked = found.first.slice(0, limit).map(([doc, outlet, score]) => {
      columns.know(doc, outlet);
      return { doc, score, reranked: false };
    });
    const { count, copies, words } = found;
    return { count, copies, byOutlet, byDay: { days, undated }, ranked, forms: [words.map((word) => ({ word }))] };
  }

  Dateline.ahead = { ahead };
})();
