// The dialog with a hit's citations, to copy.
(function () {
  "use strict";

  const { el } = Dateline.elements;
  const part = (id) => document.getElementById(id);

  /** Put a text on the clipboard; where the browser has none for this page, by way of a selection. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      const area = el("textarea", { class: "hidden", readonly: true });
      area.value = text;
      (document.querySelector("dialog[open]") || document.body).append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function citation(name, text) {
    const said = el("span", { class: "quiet", role: "status" });
    const button = el("button", {
      type: "button",
      "aria-label": `Copy ${name}`,
      click: async () => { said.textContent = (await copy(text)) ? "Copied" : "Select the text and copy it"; },
    }, "Copy");
    return el("section", null,
      el("div", { class: "dialog-head" }, el("h3", null, name), el("span", null, said, " ", button)),
      el("pre", { tabindex: 0, role: "group", "aria-label": name }, text.trim()));
  }

  /** Show how a hit is cited. */
  function cite(hit) {
    part("cite-body").replaceChildren(
      citation("Footnote", Dateline.citations.footnote(hit)),
      citation("BibTeX", Dateline.citations.bibtex([hit])),
      citation("RIS", Dateline.citations.ris([hit])));
    part("cite").showModal();
  }

  Dateline.cite = { cite };
})();
