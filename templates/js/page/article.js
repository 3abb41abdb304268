// An article's page: what the query in the address matches is marked, and the way back keeps the query.
(function () {
  "use strict";

  const { pieces, number } = Dateline.display;
  const { el } = Dateline.elements;
  const part = (id) => document.getElementById(id);
  const up = document.body.dataset.up;
  const { read, write } = Dateline.state;

  /** Mark the spans of a text in the element that holds it. */
  function mark(element, spans) {
    const text = element.textContent;
    element.replaceChildren(...pieces(text, spans).map(([piece, match]) => (match ? el("mark", { tabindex: -1 }, piece) : piece)));
  }

  /** Of spans, in order, those in each of the paragraphs of a text that are so long, moved there. */
  function shares(spans, lengths) {
    let start = 0, next = 0;
    return lengths.map((length) => {
      const found = [], end = start + length;
      for (; next < spans.length && spans[next][0] < end; next += 1) {
        const [from, to] = spans[next];
        if (from >= start && to <= end) found.push([from - start, to - start]);
      }
      start = end + 2;
      return found;
    });
  }

  async function show() {
    const state = read(location.hash);
    part("results").href = up + "index.html" + write(state);
    part("results").textContent = location.hash ? "Back to the results" : "All articles";
    const paragraphs = Array.from(document.querySelectorAll("#text .words"));
    let marks = [];
    if (state.q) {
      const engine = await Dateline.open(up);
      const texts = paragraphs.map((paragraph) => paragraph.textContent);
      const spans = await engine.mark(state.q, part("headline").textContent, texts.join("\n\n"), { any: state.any });
      mark(part("headline"), spans.title);
      const found = shares(spans.body, texts.map((text) => Array.from(text).length));
      paragraphs.forEach((paragraph, at) => mark(paragraph, found[at]));
      marks = Array.from(document.querySelectorAll("mark"));
    }
    step(marks);
  }

  let marks = [];
  let current = -1;

  function step(found) {
    marks = found;
    current = -1;
    part("matches").hidden = !marks.length;
    part("which").textContent = marks.length === 1 ? "1 match" : `${number(marks.length)} matches`;
    document.body.dataset.ready = String(marks.length);
  }

  function go(by) {
    if (!marks.length) return;
    if (current >= 0) marks[current].classList.remove("current");
    current = current < 0 && by < 0 ? marks.length - 1 : (current + by + marks.length) % marks.length;
    marks[current].classList.add("current");
    marks[current].scrollIntoView({ block: "center" });
    marks[current].focus({ preventScroll: true });
    part("which").textContent = `${number(current + 1)} of ${number(marks.length)}`;
  }

  // Where there are scripts, more of a day or an outlet is a search.
  for (const link of document.querySelectorAll("[data-search]")) {
    if (link.dataset.search) link.href = up + "index.html#" + link.dataset.search;
  }
  part("previous").addEventListener("click", () => go(-1));
  part("next").addEventListener("click", () => go(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
    else if (event.key === "Escape") part("results").click();
    else if (event.key === "/") location.href = up + "index.html";
    else return;
    event.preventDefault();
  });
  window.addEventListener("hashchange", show);
  show();
})();
