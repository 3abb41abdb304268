// What was found: hits, what is filtered, pages; or why nothing was, and what would match.
(function () {
  "use strict";

  const { clean, number, articles, period, webAddress, pieces, alsoIn, copyText } = Dateline.display;
  const { el, marked } = Dateline.elements;
  const { pageOf, alikeOf } = Dateline.pages;
  const { NO_DATE, NO_HEADLINE, UNKNOWN } = Dateline.constants.display;
  const { write, PAGE } = Dateline.state;

  /** Where a hit leads: its page with the state in the address, its own address, or nowhere. */
  function hrefOf(hit, state, pages) {
    return pages ? pageOf(hit.id) + write(state) : webAddress(hit.url);
  }

  function headline(hit, href) {
    const blank = !clean(hit.title).trim();
    const words = blank ? [NO_HEADLINE] : marked(hit.title, hit.title_spans || []);
    return el("h3", { dir: "auto", class: blank && "missing" },
      href ? el("a", { href, rel: href.startsWith("http") && "noreferrer" }, ...words) : el("span", { tabindex: 0 }, ...words));
  }

  const source = (hit) => el("p", { class: "source" },
    el("bdi", { class: hit.outlet ? "outlet" : "missing" }, clean(hit.outlet || UNKNOWN)),
    hit.date ? el("time", { datetime: hit.date }, period(hit.date)) : el("span", { class: "missing" }, NO_DATE),
    hit.author ? el("bdi", { class: "author" }, clean(hit.author)) : null);

  /** A hit whose text is still to come. */
  const pending = (hit) => el("li", { class: "pending", "aria-busy": "true" },
    el("article", null, el("h3", null, el("span", { tabindex: 0 }, "…")), source(hit)));

  /** A copy, which leads to its page, or the text between two. */
  function copy(part, state, pages) {
    if (typeof part === "string") return part;
    const words = clean(copyText(part));
    return pages ? el("a", { href: pageOf(part.id) + write(state) }, el("bdi", null, words)) : el("bdi", null, words);
  }

  function entry(hit, state, pages, cite) {
    const original = pages ? webAddress(hit.url) : null;
    const text = hit.snippet.text;
    return el("li", null, el("article", null,
      headline(hit, hrefOf(hit, state, pages)),
      source(hit),
      hit.copies.length ? el("p", { class: "copies", dir: "auto" }, ...alsoIn(hit).map((part) => copy(part, state, pages))) : null,
      text ? el("p", { class: "snippet", dir: "auto" }, ...marked(text, hit.snippet.spans)) : null,
      el("p", { class: "actions" },
        original ? el("a", { href: original, rel: "noreferrer", "aria-label": `Original of ${clean(hit.title)}` }, "Original") : null,
        alikeOf ? el("a", { href: alikeOf(hit.id), "aria-label": `Similar to ${clean(hit.title)}` }, "Similar") : null,
        el("button", { type: "button", class: "plain", "aria-haspopup": "dialog", "aria-label": `Cite ${clean(hit.title)}`, click: () => cite(hit) }, "Cite"),
        pages ? null : el("bdi", { class: "path" }, clean(hit.path)))));
  }

  /** `1,204 articles`, or stories where copies count once. */
  function counted({ total, copies, duplicates }) {
    if (!copies && duplicates !== "only") return articles(total);
    return `${number(total)} ${total === 1 ? "story" : "stories"}${duplicates === "only" ? " with copies" : ""}`;
  }

  /** `1–10 of 203 articles`, as the command line says it. */
  function summary(results) {
    if (!results.total) return "No articles";
    if (!results.hits.length) return `${counted(results)}, none of them this far down`;
    if (results.hits.length === results.total) return counted(results);
    const first = results.hits[0].rank, last = results.hits[results.hits.length - 1].rank;
    return `${first < last ? `${number(first)}–${number(last)}` : number(first)} of ${counted(results)}`;
  }

  /** What narrows the list, each with a way to take it off. */
  function filters(state, change) {
    const chips = [];
    const chip = (words, without) => chips.push(
      el("button", { type: "button", class: "chip", "aria-label": `Remove ${words}`, click: () => change(without) },
        el("bdi", null, words), el("span", { "aria-hidden": "true" }, " ×")));
    for (const name of state.outlets) chip(clean(name), { outlets: state.outlets.filter((other) => other !== name) });
    const range = [state.since, state.until].map((day) => day && period(day));
    if (range[0] && range[0] === range[1]) chip(range[0], { since: "", until: "" });
    else if (range[0] && range[1]) chip(`${range[0]} – ${range[1]}`, { since: "", until: "" });
    else if (range[0]) chip(`from ${range[0]}`, { since: "" });
    else if (range[1]) chip(`until ${range[1]}`, { until: "" });
    if (state.duplicates === "only") chip("only stories with copies", { duplicates: "fold" });
    if (state.duplicates === "show") chip("every copy shown", { duplicates: "fold" });
    return chips;
  }

  /** Warnings, and where nothing was found what would be: the reader chooses, nothing is loosened unasked. */
  function notes(results, state) {
    const found = (results.warnings || []).map((warning) => el("p", { class: "warning", dir: "auto" }, clean(warning)));
    if (results.copies) {
      const to = (duplicates, words) => el("a", { href: write({ ...state, duplicates, page: 1 }) }, words);
      found.push(el("p", { class: "quiet folded" },
        results.copies === 1 ? "1 more article is a copy" : `${number(results.copies)} more articles are copies`, ", folded into the best of each story. ",
        to("show", "Show every one"), ...(state.duplicates === "fold" ? [" or ", to("only", "only stories with copies")] : [])));
    }
    const looser = results.relaxations || [];
    if (looser.length) {
      found.push(el("section", { class: "relaxations", "aria-labelledby": "looser" },
        el("h3", { id: "looser" }, results.total ? "Did you mean" : "What would match"),
        el("ul", null, ...looser.map((one) => el("li", null,
          el("a", { href: write({ ...state, q: one.query, any: false, outlets: [], since: "", until: "", page: 1 }) || "#" }, el("bdi", null, clean(one.query))),
          el("span", { class: "found" }, counted({ ...one, duplicates: results.duplicates })),
          el("span", { class: "why", dir: "auto" }, clean(one.why)))))));
    } else if (!results.total) {
      found.push(el("p", { class: "quiet" }, state.outlets.length || state.since || state.until
        ? "Nothing that is looser would match either. Take off a filter above, or clear the query." : "Nothing that is looser would match either."));
    }
    return found;
  }

  /** What is wrong with a query, and the query with the span marked. */
  function problem(text, errors) {
    return errors.flatMap(({ at, reason, advice }) => {
      const spans = at && at[1] > at[0] ? [at] : [];
      const end = at && at[0] >= Array.from(text).length;
      const shown = pieces(text, spans).map(([piece, wrong]) => (wrong ? el("mark", { class: "wrong" }, clean(piece)) : clean(piece)));
      return [
        el("p", null, el("strong", null, clean(reason)), `; ${clean(advice)}`),
        at ? el("code", { dir: "auto" }, ...shown, end ? el("mark", { class: "wrong" }, " ") : "") : null,
      ].filter(Boolean);
    });
  }

  function paging(results, state) {
    const last = Math.ceil(results.total / PAGE);
    if (last < 2) return [];
    const link = (page, words, rel) => (page >= 1 && page <= last
      ? el("a", { href: write({ ...state, page }) || "#", rel, "data-page": page }, words) : el("span", { class: "off" }, words));
    return [link(state.page - 1, "Previous", "prev"), el("span", { class: "quiet" }, `Page ${number(state.page)} of ${number(last)}`), link(state.page + 1, "Next", "next")];
  }

  Dateline.results = { entry, pending, counted, summary, filters, notes, problem, paging };
})();
