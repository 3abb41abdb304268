// The engine of a static site: what search/engine/engine.py answers, from the site's data.
(function () {
  "use strict";

  const { Store, hashedName, inflated, names, text } = Dateline.store;
  const { offsets, lastNotAfter } = Dateline.codepoints;
  const { atoms } = Dateline.evaluate;
  const { parse } = Dateline.parse;
  const { render } = Dateline.render;
  const { FORMAT } = Dateline.constants.encoding;

  /** Opens the site whose folder is `base`, relative to the page. `load(address)` runs a script; pages need not give it. */
  async function open(base, load) {
    const store = new Store(base && !base.endsWith("/") ? `${base}/` : base, load);
    const meta = store.take("meta");
    if (meta.format !== FORMAT) throw new Error(`the data has format ${meta.format}, this engine reads ${FORMAT}`);
    for (const kind of ["t", "w", "i"]) meta[kind] = names(meta[kind]);
    return new Engine(store, meta);
  }

  class Engine {
    constructor(store, meta) {
      this.store = store;
      this.meta = meta;
      this.columns = new Dateline.columns.Columns(store, meta);
      this.copies = new Dateline.copies.Copies(meta, this.columns);
      this.postings = new Dateline.postings.Postings(store, meta);
      this.vocabulary = new Dateline.expand.Vocabulary(store, meta);
      this.evaluator = new Dateline.evaluate.Evaluator(this.postings, this.vocabulary, this.columns);
    }

    /**
     * Answers a query: the record that `dateline search --format json` writes, and with it `days` ({ISO day: articles}
     * over all matches), each hit's `title_spans` and, to tell a late answer by, `options`. A query that can't be
     * understood gets `{query, options, errors: [{at, reason, advice}]}`. Spans count code points.
     *
     * Options: `any`, `outlets`, `since`, `until`, `sort`, `limit`, `offset`, `explain`, `duplicates`, as the command's. With `lazy`
     * a hit is `{rank, score, date, outlet, load}`, and `load()` gives, later, all of it: its text is loaded only then.
     */
    async search(query, options = {}) {
      const { limit = 10, offset = 0, sort = "relevance", explain = false, lazy = false, duplicates = "fold" } = options;
      const asked = this.asked(query, options);
      if (asked.errors.length) return { query, options, errors: asked.errors };
      await this.evaluator.load(asked.node);
      const docs = this.docs(asked), copies = duplicates === "show" ? 0 : this.copies.count(docs);
      const fold = (ranked) => (copies ? this.copies.fold(ranked) : ranked);
      const scoring = atoms(asked.node), found = scoring.map((atom) => this.evaluator.of(atom));
      if (scoring.length) await this.postings.loadLengths(docs);
      const ranking = new Dateline.ranking.Ranking(this.meta, this.postings, this.columns.days, scoring, found, sort);
      const ranked = limit ? ranking.first(docs, offset + limit, fold).slice(offset) : [];
      const promised = this.hits(ranked, scoring, offset, explain ? ranking : null);
      const hits = lazy ? promised : await Promise.all(promised.map((hit) => hit.load()));
      const byDay = this.columns.dayCounts(docs);
      const results = {
        query,
        total: docs.length - copies,
        copies,
        duplicates,
        hits,
        facets: { outlet: this.columns.outletCounts(docs), month: Dateline.columns.monthCounts(byDay) },
        warnings: docs.length ? [] : scoring.filter((_, at) => !found[at].docs.length).map((atom) => `Nothing matches ${render(atom)}.`),
        days: Object.fromEntries(byDay.days),
        options,
      };
      if (!docs.length) {
        await this.store.part("relax");
        const count = (node, which) => this.count(node, which), names = (name) => this.names(name);
        results.warnings.push(...await Dateline.relax.unnamed(asked, count, names));
        const looser = await Dateline.relax.relaxations(asked, count, () => this.vocabulary.all(), names);
        if (looser.length) results.relaxations = looser;
      } else if (results.total <= Dateline.constants.relax.FEW) {
        await this.store.part("relax");
        const likelier = await Dateline.relax.likelier(asked, results.total, (node, which) => this.count(node, which), () => this.vocabulary.all());
        if (likelier.length) results.relaxations = likelier;
      }
      return results;
    }

    /** What is asked: a tree and the filters beside it, or errors. */
    asked(query, { any = false, outlets = [], since = null, until = null, duplicates = "fold" }) {
      const { node, errors } = parse(query, any);
      const [first, last] = [[since, 0], [until, 1]].map(([date, end]) => {
        try {
          return date ? Dateline.period.period(date)[end] : null;
        } catch (error) {
          if (!error.bad) throw error;
          errors.push({ at: null, reason: error.problem, advice: Dateline.constants.period.ADVICE });
          return null;
        }
      });
      return { node, errors, outlets, since: first, until: last, duplicates };
    }

    /** The articles that match. */
    docs(asked) {
      const docs = this.evaluator.docs(asked);
      return asked.duplicates === "only" ? this.copies.having(docs) : docs;
    }

    /** How many articles match a tree, copies included. */
    async count(node, duplicates) {
      await this.evaluator.load(node);
      return this.docs({ node, outlets: [], since: null, until: null, duplicates }).length;
    }

    /** The values of an attribute: `{value, count}`. */
    async names(name) {
      await this.columns.load(name);
      const { values, codes } = this.columns.get(name);
      const counts = values.map(() => 0);
      for (const code of codes) counts[code] += 1;
      return values.map((value, at) => ({ value, count: counts[at] }));
    }

    hits(ranked, scoring, offset, ranking) {
      const marker = new Dateline.marker.Marker(scoring, (atom) => this.evaluator.of(atom));
      return ranked.map((item, at) => {
        const rank = offset + at + 1;
        return { rank, score: item.score, ...this.about(item.doc), load: () => this.hit(item, rank, marker, ranking) };
      });
    }

    async hit({ doc, score, reranked }, rank, marker, ranking) {
      const { id, title, date, outlet, author, place, url, path, body, ids } = await this.stored(doc);
      const { toPoints } = offsets(title);
      const hit = {
        rank, id, score, title, date, outlet, author, place, url, path,
        snippet: Dateline.snippet.snippet(body, marker.body(body)),
        title_spans: marker.title(title).map((span) => span.map(toPoints)),
        ...this.copies.of(doc, ids),
      };
      if (ranking && ranking.atoms.length) hit.explanation = ranking.explained(doc, reranked);
      return hit;
    }

    /** What is known of an article without its text. */
    about(doc) {
      const { values, codes } = this.columns.get("outlet");
      return { date: this.columns.date(doc), outlet: values[codes[doc]] || null };
    }

    /** An article by its number. */
    async stored(doc) {
      const { texts } = this.meta;
      const rows = await this.store.get(`x${Math.floor(doc / texts)}`, (content) => JSON.parse(text(inflated(content))));
      const [id, path, title, author, place, url, body, ids] = rows[doc % texts];
      return { id, path, title, ...this.about(doc), author, place, url, body, ids };
    }

    /** The article that has an id, or null. */
    async article(id) {
      if (!this.meta.i.length) return null;
      const [ids, docs] = await this.store.get(`i${hashedName(this.meta.i[lastNotAfter(this.meta.i, id)])}`, (content) => JSON.parse(text(inflated(content))));
      const at = ids.indexOf(id);
      return at < 0 ? null : this.stored(docs[at]);
    }

    /** The spans of a headline and a body of the archive that match a query: `{title, body}`. */
    async mark(query, title, body, { any = false } = {}) {
      const { node, errors } = parse(query, any);
      if (errors.length) return { title: [], body: [] };
      await this.evaluator.load(node);
      const marker = new Dateline.marker.Marker(atoms(node), (atom) => this.evaluator.of(atom));
      const points = (content, spans) => {
        const { toPoints } = offsets(content);
        return spans.map((span) => span.map(toPoints));
      };
      return { title: points(title, marker.title(title)), body: points(body, Dateline.marker.spansOf(marker.body(body))) };
    }
  }

  Dateline.open = open;
})();
