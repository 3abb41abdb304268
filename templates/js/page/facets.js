// The outlets: exact counts of what the query finds in each, whatever is chosen among them.
(function () {
  "use strict";

  const { clean, number } = Dateline.display;
  const { el } = Dateline.elements;
  const SHOWN = 15;
  const MORE = 100;

  const part = (id) => document.getElementById(id);

  class Outlets {
    /** `choose(outlets)` is called with the names now chosen. */
    constructor(choose) {
      this.choose = choose;
      [this.list, this.more, this.filter, this.toggle, this.body] =
        ["outlet-list", "outlet-more", "outlet-filter", "outlets-toggle", "outlets-body"].map(part);
      this.limit = SHOWN;
      this.counts = [];
      this.chosen = [];
      this.more.addEventListener("click", () => {
        this.limit += MORE;
        this.draw();
      });
      this.filter.addEventListener("input", () => this.draw());
      this.toggle.addEventListener("click", () => this.open(this.body.hidden));
      this.list.addEventListener("change", (event) => this.change(event.target));
    }

    open(wide) {
      this.body.hidden = !wide;
      this.toggle.setAttribute("aria-expanded", String(wide));
    }

    /** Show the counts, most first; what is chosen stays in the list even where it has none. */
    show(counts, chosen) {
      const missing = chosen.filter((name) => !counts.some(({ value }) => value === name));
      part("outlets").hidden = !counts.length && !missing.length;
      this.counts = [...counts, ...missing.map((value) => ({ value, count: 0 }))];
      this.chosen = chosen;
      this.draw();
    }

    draw() {
      const wanted = Dateline.terms.fold(this.filter.value.trim());
      const fitting = this.counts.filter(({ value }) => !wanted || Dateline.terms.fold(value).includes(wanted));
      const shown = fitting.filter(({ value }, at) => at < this.limit || this.chosen.includes(value));
      const most = Math.max(...fitting.map(({ count }) => count), 1);
      const focused = this.list.contains(document.activeElement) ? document.activeElement.value : null;
      this.list.replaceChildren(...shown.map((one) => this.row(one, most)));
      const again = focused !== null && Array.from(this.list.querySelectorAll("input")).find((box) => box.value === focused);
      if (again) again.focus();
      this.filter.hidden = this.counts.length <= SHOWN;
      this.more.hidden = shown.length >= fitting.length;
      this.more.textContent = `${number(fitting.length - shown.length)} more`;
    }

    row({ value, count }, most) {
      const box = el("input", { type: "checkbox", value, checked: this.chosen.includes(value) });
      const bar = el("i", { "aria-hidden": "true" }, el("i"));
      bar.firstChild.style.width = `${count ? Math.max(1, (100 * count) / most).toFixed(1) : 0}%`;
      return el("li", null, el("label", null,
        box,
        el("bdi", { class: value.startsWith("(") ? "value missing" : "value" }, clean(value)),
        el("span", { class: "count" }, number(count), el("span", { class: "hidden" }, count === 1 ? " article" : " articles")),
        bar));
    }

    change(box) {
      const rest = this.chosen.filter((name) => name !== box.value);
      this.choose(box.checked ? [...rest, box.value] : rest);
    }
  }

  Dateline.facets = { Outlets };
})();
