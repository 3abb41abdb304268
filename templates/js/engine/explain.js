// What an article's score is made of, as `explained` of search/engine/ranking.py.
(function () {
  "use strict";

  const { PASSAGE } = Dateline.constants.bm25;
  const { render } = Dateline.render;
  const grouped = (number) => number.toLocaleString("en");

  /** The true parts of an article's score, which add up to it: `[{what, score, detail}]`. */
  function explained(ranking, doc, reranked) {
    const parts = ranking.atoms.map((atom, number) => {
      const found = ranking.found[number], at = found.docs.indexOf(doc);
      if (at < 0) return { what: render(atom), score: 0, detail: "not in this article" };
      const detail = `${grouped(found.docs.length)} of ${grouped(ranking.meta.count)} articles, so it counts ${ranking.idfs[number].toFixed(3)}; `
        + (atom.preferred ? "written so here, however often"
          : `${found.titles[at]} in the headline, ${found.counts[at] - found.titles[at]} in the body, ${found.leads[at]} of them in the lead`);
      return { what: render(atom), score: ranking.part(number, at), detail };
    });
    const gains = reranked ? ranking.proximity([doc]) : [];
    return [...parts, ...gains.map(([score], at) => {
      const [one, other] = ranking.pairs[at];
      return { what: `${render(ranking.atoms[one])} near ${render(ranking.atoms[other])}`, score, detail: `in passages of ${PASSAGE} words` };
    })];
  }

  Dateline.explain = { explained };
})();
