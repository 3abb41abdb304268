// The search page: one state, held in the address; every change asks the engine, and the newest answer is shown.
(function () {
  "use strict";

  const { articles, number, period } = Dateline.display;
  const { read, write, days, PAGE } = Dateline.state;
  // Milliseconds without a key before a search starts.
  const TYPING = 10;
  // Milliseconds that what is being typed may be wrong or find nothing before it is said.
  const PATIENCE = 500;
  // Hits that are shown whole at once; more rarely fit the screen.
  const AT_ONCE = 3;
  const MOST_EXPORTED = 1000;

  const part = (id) => document.getElementById(id);
  const home = location.href.split(/[?#]/)[0];
  // As `?q=…` a browser's keyword for the page asks.
  if (location.search && !location.hash) history.replaceState(null, "", `${home}#${location.search.slice(1)}`);

  class Page {
    constructor(engine) {
      this.engine = engine;
      this.pages = document.body.dataset.pages === "yes";
      this.site = document.title;
      this.state = read(location.hash);
      this.ticket = 0;
      // Whether the address's newest entry is of a query still being typed.
      this.typing = false;
      // The results on screen.
      this.shown = null;
      this.hits = new Dateline.hits.Hits(part("hits"), (error) => this.broken(error));
      Dateline.dialogs.wire((q) => this.change({ q }, true));
      this.cite = (hit) => this.exporting(() => Dateline.cite.cite(hit));
      this.listen();
      this.fill();
      this.run();
    }

    listen() {
      part("query").addEventListener("input", () => {
        clearTimeout(this.soon);
        this.soon = setTimeout(() => this.type(), TYPING);
      });
      part("query").addEventListener("blur", () => { this.typing = false; });
      part("search").addEventListener("submit", (event) => {
        event.preventDefault();
        clearTimeout(this.soon);
        this.type();
        this.typing = false;
        this.tell(0);
      });
      part("any").addEventListener("change", (event) => this.change({ any: event.target.checked }));
      part("sort").addEventListener("change", (event) => this.change({ sort: event.target.value }));
      for (const name of ["since", "until"]) {
        part(name).addEventListener("change", (event) => {
          clearTimeout(this.dating);
          this.dating = setTimeout(() => this.change({ [name]: event.target.value }), PATIENCE);
        });
      }
      part("export").addEventListener("click", (event) => {
        const button = event.target.closest("[data-format]");
        if (button) this.save(button.dataset.format);
      });
      part("paging").addEventListener("click", (event) => {
        if (event.target.closest("a")) this.turned = true;
      });
      window.addEventListener("hashchange", () => {
        this.typing = false;
        this.state = read(location.hash);
        this.fill();
        this.run();
      });
      document.addEventListener("keydown", (event) => this.key(event));
      document.addEventListener("click", (event) => {
        if (!event.target.closest("#export")) part("export").open = false;
      });
    }

    /** The controls as the state has them; what is being typed in stays. */
    fill() {
      const { q, any, sort, since, until } = this.state;
      if (part("query").value.trim() !== q) part("query").value = q;
      part("any").checked = any;
      part("sort").value = sort;
      for (const [name, value] of [["since", since], ["until", until]]) {
        if (part(name) !== document.activeElement || !value) part(name).value = days(value) ? value : "";
      }
    }

    /** A step of typing: one entry of the history for all of them. */
    type() {
      const q = part("query").value.trim();
      if (q === this.state.q) return;
      this.state = { ...this.state, q, page: 1 };
      history[this.typing ? "replaceState" : "pushState"](null, "", home + write(this.state));
      this.typing = true;
      this.run();
    }

    /** A choice: an entry of the history of its own. */
    change(some, focus) {
      this.typing = false;
      this.state = { ...this.state, page: 1, ...some };
      history.pushState(null, "", home + write(this.state));
      this.fill();
      if (focus) part("query").focus();
      this.run();
    }

    options(more) {
      const { any, outlets, since, until, sort, duplicates, page } = this.state;
      return { any, outlets, since: since || null, until: until || null, sort, duplicates, limit: PAGE, offset: (page - 1) * PAGE, ...more };
    }

    /** Ask for the state; an answer that is no longer wanted is dropped. */
    async run() {
      const ticket = ++this.ticket;
      const state = this.state;
      const waiting = setTimeout(() => part("app").classList.add("waiting"), PATIENCE);
      try {
        const asked = [this.engine.search(state.q, this.options({ lazy: true }))];
        if (state.outlets.length) asked.push(this.engine.search(state.q, this.options({ outlets: [], limit: 0, offset: 0 })));
        const [results, whole] = await Promise.all(asked);
        if (!results.errors) {
          const first = await Promise.all(results.hits.slice(0, AT_ONCE).map((hit) => (hit.load ? hit.load() : hit)));
          results.hits.splice(0, AT_ONCE, ...first);
        }
        if (ticket !== this.ticket) return;
        if (results.errors && results.errors.length) this.later(ticket, () => this.fail(state, results.errors));
        else if (!results.total) this.later(ticket, () => this.show(state, results, whole || results));
        else this.show(state, results, whole || results);
      } catch (error) {
        if (ticket === this.ticket) this.broken(error);
      } finally {
        clearTimeout(waiting);
        if (ticket === this.ticket) part("app").classList.remove("waiting");
      }
    }

    /** Bad news waits while a query is being typed, so that nothing flickers. */
    later(ticket, say) {
      if (!this.typing) {
        say();
        return;
      }
      setTimeout(() => { if (ticket === this.ticket) say(); }, PATIENCE);
    }

    show(state, results, whole) {
      this.shown = results;
      this.complain([]);
      document.title = state.q ? `${state.q} · ${this.site}` : this.site;
      part("summary").textContent = Dateline.results.summary(results);
      part("filters").replaceChildren(...Dateline.results.filters(state, (some) => this.change(some)));
      part("notes").replaceChildren(...Dateline.results.notes(results, state));
      const entry = (hit) => Dateline.results.entry(hit, state, this.pages, this.cite);
      this.hits.show(results.hits, entry, Dateline.results.pending);
      part("hits").setAttribute("start", results.hits.length ? results.hits[0].rank : 1);
      part("paging").replaceChildren(...Dateline.results.paging(results, state));
      part("export").hidden = !results.total;
      part("export-note").textContent = results.total > MOST_EXPORTED
        ? `The first ${number(MOST_EXPORTED)} of ${Dateline.results.counted(results)}` : results.total === 1 ? "What was found" : `All ${Dateline.results.counted(results)} found`;
      document.body.dataset.ready = location.hash || "#";
      this.count(state, results, whole.facets.outlet).catch((error) => this.broken(error));
      if (this.turned) part("summary").focus();
      this.turned = false;
      this.tell(700);
    }

    /** Show counts by day and by outlet, whose script is loaded once there are hits. */
    async count(state, { days, total, copies }, outlets) {
      await this.engine.store.part("counts");
      if (state !== this.state) return;
      if (!this.histogram) {
        this.histogram = new Dateline.histogram.Histogram((since, until) => this.change({ since, until }));
        this.outlets = new Dateline.facets.Outlets((chosen) => this.change({ outlets: chosen }));
        this.outlets.open(matchMedia("(min-width: 60rem)").matches);
      }
      const undated = total + copies - this.histogram.show(days, state.since, state.until);
      part("undated").textContent = undated > 0 ? `${articles(undated)} without a date` : "";
      this.outlets.show(outlets, state.outlets);
      document.body.dataset.counted = document.body.dataset.ready;
    }

    /** The query can't be answered: the span is marked, and nothing stays on screen that it did not find. */
    fail(state, errors) {
      this.shown = null;
      this.complain(Dateline.results.problem(state.q, errors));
      part("summary").textContent = "Not searched";
      this.hits.show([]);
      for (const id of ["filters", "notes", "paging"]) part(id).replaceChildren();
      part("export").hidden = true;
      part("undated").textContent = "";
      if (this.histogram) {
        this.histogram.show({}, "", "");
        this.outlets.show([], []);
      }
      part("outlets").hidden = true;
      document.body.dataset.ready = document.body.dataset.counted = location.hash || "#";
    }

    broken(error) {
      const reason = error && error.message ? error.message : String(error);
      this.fail(this.state, [{ at: null, reason: `a part of the archive could not be loaded (${reason})`, advice: "check that the site’s folder is complete, then reload the page" }]);
    }

    complain(nodes) {
      part("problem").replaceChildren(...nodes);
      part("problem").hidden = !nodes.length;
      part("query").setAttribute("aria-invalid", String(nodes.length > 0));
    }

    /** Say the count to a screen reader, once the reader pauses. */
    tell(wait) {
      clearTimeout(this.saying);
      this.saying = setTimeout(() => {
        if (!this.shown) return;
        const { since, until } = this.state;
        const range = since || until ? `, dated ${since ? `from ${period(since)}` : ""} ${until ? `until ${period(until)}` : ""}` : "";
        part("live").textContent = Dateline.results.summary(this.shown) + range.trimEnd();
      }, wait);
    }

    save(format) {
      part("export").open = false;
      return this.exporting(async () => {
        Dateline.exports.download(await this.engine.search(this.state.q, this.options({ limit: MOST_EXPORTED, offset: 0 })), format);
      });
    }

    /** Do what needs the scripts that write for other programs, which are loaded when that is first wanted. */
    async exporting(act) {
      try {
        await this.engine.store.part("export");
        await act();
      } catch (error) {
        this.broken(error);
      }
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      const at = event.target;
      const query = part("query");
      const writing = at.matches("input:not([type=checkbox]), textarea, select");
      const links = Array.from(part("hits").querySelectorAll("h3 > [href], h3 > [tabindex]"));
      const focused = links.findIndex((link) => link.closest("li").contains(at));
      let to = null;
      if (event.key === "/" && !writing) to = query;
      else if (event.key === "?" && !writing) part("help").showModal();
      else if (event.key === "ArrowDown" && at === query) to = links[0];
      else if (event.key === "ArrowDown" && focused >= 0) to = links[focused + 1];
      else if (event.key === "ArrowUp" && focused >= 0) to = links[focused - 1] || query;
      else if (event.key === "Escape" && part("export").open) {
        part("export").open = false;
        to = part("export").querySelector("summary");
      } else if (event.key === "Escape" && at === query && query.value) {
        query.value = "";
        this.type();
      } else if (event.key === "Escape" && at !== query) to = query;
      else return;
      event.preventDefault();
      if (to) to.focus();
      if (to === query) query.select();
    }
  }

  part("app").hidden = false;
  // Without its data the page still says so: every search then fails.
  Dateline.open("").catch((error) => ({ search: () => Promise.reject(error) })).then((engine) => new Page(engine));
})();
