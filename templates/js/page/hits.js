// The list of hits: their texts are loaded as they come into view, and the rest once the reader stays.
(function () {
  "use strict";

  // Milliseconds after which the whole list is there, for the browser's own search and for print.
  const CALM = 2000;

  class Hits {
    /** `fail(error)` is called where a text can't be loaded. */
    constructor(list, fail) {
      this.list = list;
      this.fail = fail;
      this.observer = new IntersectionObserver((seen) => {
        for (const { isIntersecting, target } of seen) if (isIntersecting) this.load(target);
      }, { rootMargin: "50px" });
      this.waiting = new Map();
      window.addEventListener("beforeprint", () => this.loadAll());
    }

    /** Show hits; `entry(hit)` and, for those whose text is not there yet, `pending(hit)` make their nodes. */
    show(hits, entry, pending) {
      this.observer.disconnect();
      clearTimeout(this.calm);
      this.entry = entry;
      this.waiting = new Map();
      this.list.replaceChildren(...hits.map((hit) => {
        if (!hit.load) return entry(hit);
        const node = pending(hit);
        this.waiting.set(node, hit);
        return node;
      }));
      for (const node of this.waiting.keys()) this.observer.observe(node);
      this.calm = setTimeout(() => this.loadAll(), CALM);
    }

    loadAll() {
      for (const node of Array.from(this.waiting.keys())) this.load(node);
    }

    async load(node) {
      const hit = this.waiting.get(node);
      if (!hit) return;
      this.waiting.delete(node);
      this.observer.unobserve(node);
      try {
        const whole = this.entry(await hit.load());
        if (!node.isConnected) return;
        const focused = node.contains(document.activeElement);
        node.replaceWith(whole);
        if (focused) whole.querySelector("h3 > *").focus();
      } catch (error) {
        this.fail(error);
      }
    }
  }

  Dateline.hits = { Hits };
})();
