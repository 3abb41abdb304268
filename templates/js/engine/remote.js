// The engine of `dateline serve`: every question goes to the server, which answers as the site's own engine does.
(function () {
  "use strict";

  /** Opens the archive of the server that the page is from; `base` leads from the page to its root. */
  async function open(base) {
    return new Engine(base);
  }

  class Engine {
    constructor(base) {
      this.base = base;
      // The page has all of its parts already.
      this.store = { part: async () => true };
    }

    /** As `Engine.search` of engine.js: the server's answer, with `days` as that has them; or `{query, errors}`. */
    async search(query, options = {}) {
      const { any, outlets = [], since, until, sort, duplicates, limit = 10, offset = 0, explain } = options;
      const asked = new URLSearchParams({ q: query, limit, offset });
      for (const [name, value] of Object.entries({ since, until, sort, duplicates })) if (value) asked.set(name, value);
      for (const [name, value] of Object.entries({ any, explain, days: limit })) if (value) asked.set(name, "1");
      for (const outlet of outlets) asked.append("outlet", outlet);
      const { answer, errors } = await this.ask("search", asked);
      if (errors) return { query, options, errors };
      const { day = [], ...facets } = answer.facets;
      return { ...answer, facets, days: Object.fromEntries(day.map(({ value, count }) => [value, count])), options };
    }

    /** The spans that match in the headline and the text of the article's page that this is: `{title, body}`. */
    async mark(query, title, body, { any = false } = {}) {
      const asked = new URLSearchParams({ q: query, id: new URLSearchParams(location.search).get("id") });
      if (any) asked.set("any", "1");
      const { answer, errors } = await this.ask("mark", asked);
      return errors ? { title: [], body: [] } : answer;
    }

    /** The server's answer, or what is wrong with the question: `{answer}` or `{errors}`. */
    async ask(name, asked) {
      const response = await fetch(`${this.base}${name}?${asked}`, { credentials: "omit", referrerPolicy: "no-referrer" });
      const answer = await response.json();
      if (answer.errors) return { errors: answer.errors };
      if (!response.ok) throw new Error(answer.error);
      return { answer };
    }
  }

  Dateline.open = open;
})();
