// What a search of one common word, or of an n-gram of them, finds, as search/site/ahead.py has counted it.
(function () {
  "use strict";

  const { iso } = Dateline.schema;

  /** `{count, copies, byOutlet, byDay, ranked, forms}` of what is kept, `ranked` the first `limit`; null where those are not kept. */
  function answer({ meta, columns }, { count, copies, outlets, days, ...orders }, forms, { limit, sort, duplicates }) {
    const first = orders[sort];
    if (copies && duplicates === "show") return null;
    if (limit > first.length && first.length < count - copies) return null;
    const byOutlet = new Uint32Array(meta.outlets.length);
    outlets[0].forEach((outlet, at) => { byOutlet[outlet] = outlets[1][at]; });
    const byDay = { days: [], undated: 0 };
    let day = 0;
    days[0].forEach((step, at) => {
      if (day += step) byDay.days.push([iso(day), days[1][at]]);
      else byDay.undated = days[1][at];
    });
    const ranked = first.slice(0, limit).map(([doc, outlet, score]) => {
      columns.know(doc, outlet);
      return { doc, score, reranked: false };
    });
    return { count, copies, byOutlet, byDay, ranked, forms };
  }

  Dateline.ahead = { answer };
})();
