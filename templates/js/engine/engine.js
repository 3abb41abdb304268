// The engine of a static site: what search/engine/engine.py answers, from the site's data.
(function () {
  "use strict";

  const { Store, hashedName, inflated, names, text } = Dateline.store;
  const { offsets, lastNotAfter } = Dateline.codepoints;
  const { atoms } = Dateline.evaluate;
  const { Marker } = Dateline.marker;
  const { parse } = Dateline.parse;
  const { render } = Dateline.render;
  const { FORMAT } = Dateline.constants.encoding;
  const DATES = new RegExp(`(?:${Dateline.constants.syntax.DATE_FIELDS.join("|")}):`, "i");
  // What a query has that may have words in capitals or with symbols.
  const FORMS = /[\p{L}\p{N}]\.?\p{Lu}|\p{Lu}\p{L}*\p{N}|[$£€¥%+#]|==/u;
  // What is spelt out where a keyboard has none.
  const UMLAUT = /[äöüøå]/i;
  // What a query has that may be meant otherwise than it is understood.
  const NOTED = /\b(?:or|not|but|near|adj|xor|within)\b|(?:date|after|before):\S+\s|[12]\d{3}(?:[-/.]\d|\.\.)|==|[/,;][\p{L}\p{N}]|\?$|(?:^|\s)['‘]|\b(?:near|adj|pre|n|w)\d|\p{L}[!$%]/iu;
  const NOTED_IN_CAPITALS = /\b(?:SAME|WITH|BEFORE|AFTER)\b/;

  /** Opens the site whose folder is `base`, relative to the page. `load(address)` runs a script; pages need not give it. */
  async function open(base, load) {
    const store = new Store(base && !base.endsWith("/") ? `${base}/` : base, load);
    const meta = store.take("meta");
    if (meta.format !== FORMAT) throw new Error(`the data has format ${meta.format}, this engine reads ${FORMAT}`);
    for (const kind of ["t", "f", "w", "c"]) meta[kind] = names(meta[kind] ? meta[kind].split(" ") : []);
    for (const kind of ["i", "b"]) meta[kind] = names(meta[kind]);
    return new Engine(store, meta);
  }

  class Engine {
    constructor(store, meta) {
      this.store = store;
      this.meta = meta;
      this.columns = new Dateline.columns.Columns(store, meta);
      this.copies = new Dateline.copies.Copies(this.columns);
      this.postings = new Dateline.postings.Postings(store, meta, this.columns);
      this.vocabulary = new Dateline.vocabulary.Vocabulary(store, meta);
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
      const { limit = 10, offset = 0, sort = "relevance", explain = false, lazy = false } = options;
      const asked = await this.asked(query, options);
      if (asked.errors.length) return { query, options, errors: asked.errors };
      const plain = atoms(asked.node), scoring = Dateline.surface ? Dateline.surface.scoring(query, plain) : plain;
      const known = explain ? null : await this.ahead(asked, { limit: offset + limit, sort, duplicates: asked.duplicates });
      if (known) {
        const hits = this.hits(known.ranked.slice(offset), new Marker(plain, () => known), offset);
        return this.offer(await this.answer(query, options, known, hits, lazy), asked, plain);
      }
      const [refused] = await Promise.all([this.evaluator.load(asked.node), ...scoring.slice(plain.length).map((atom) => this.evaluator.find(atom))]);
      if (refused) return { query, options, errors: [{ ...refused, at: refused.at.map(offsets(query).toPoints) }] };
      const found = scoring.map((atom) => this.evaluator.of(atom)), marker = new Marker(plain, (atom) => this.evaluator.of(atom));
      const matching = this.evaluator.docs(asked);
      await this.postings.loadApart(found.flatMap(({ listed }) => listed), matching);
      const [docs] = await Promise.all([this.chosen(asked, matching), scoring.length && sort === "relevance" ? this.postings.loadLengths(matching) : null]);
      const { copies, byOutlet } = this.counts(asked, docs);
      const ranking = new Dateline.ranking.Ranking(this.meta, this.postings, this.columns.days, scoring, found, sort);
      const ranked = limit ? (await this.first(ranking, docs, offset + limit, copies > 0)).slice(offset) : [];
      const hits = this.hits(ranked, marker, offset, explain ? ranking : null);
      const results = await this.answer(query, options, { count: docs.length, copies, byOutlet, byDay: this.columns.dayCounts(docs) }, hits, lazy);
      if (docs.length && scoring.length > plain.length) results.warnings.push(...Dateline.surface.unwritten(query, scoring, found));
      if (!docs.length) results.warnings.push(...plain.filter((_, at) => !found[at].docs.length).map((atom) => `Nothing matches ${render(atom)}.`));
      if (!docs.length) {
        await Promise.all(["expand", "absent", "relax"].map((name) => this.store.part(name)));
        const count = (node, which) => this.count(node, which), names = (name) => this.names(name);
        results.warnings.push(...await Dateline.absent.unnamed(asked, count, names), ...await Dateline.absent.undated(asked, count, this.columns.stretch()));
        const looser = await Dateline.relax.relaxations(asked, { count, ...this.known() }, names);
        if (looser.length) results.relaxations = looser;
      } else await this.offer(results, asked, plain);
      return results;
    }

    /** The first so many of some articles, as `Copies.first`. Of those that are by day the lengths are loaded only now. */
    async first(ranking, docs, limit, fold) {
      const kept = await this.copies.first(ranking.ranked(docs), limit, fold);
      if (ranking.sort === "relevance") return kept;
      const found = kept.map(({ doc }) => doc);
      if (ranking.atoms.length) await this.postings.loadLengths(found);
      const scores = ranking.scores(found);
      return kept.map((item) => ({ ...item, score: scores[item.doc] }));
    }

    /** Puts what to offer beside an answer into it, where words of the query are marked as such or few articles match. */
    async offer(results, asked, plain) {
      const { marks, rare } = this.known(), { FEW } = Dateline.constants.tree;
      const words = plain.flatMap(({ kind, term, terms }) => (kind === "word" ? [term] : kind === "phrase" ? terms : []));
      const isSlip = results.total <= rare && words.some((word) => marks.has(`~${word}`));
      const isNamed = Dateline.evaluate.longerNames(asked.node).some(({ name }) => this.evaluator.named(name).includes(true));
      const apart = await this.apart(plain), isSpeltOut = UMLAUT.test(asked.text.normalize("NFC"));
      const isLoose = plain.some(({ kind, exact, slop }) => kind === "phrase" && (!exact || slop !== null));
      const isLikely = results.total <= FEW && (isLoose || (await Promise.all(words.map((word) => this.mayMean(word, results.total)))).includes(true));
      if (!isLikely && !isSlip && !isNamed && !isSpeltOut && !apart.size && !words.some((word) => marks.has(`^${word}`))) return results;
      await Promise.all(["expand", "absent", "relax"].map((name) => this.store.part(name)));
      await this.store.part("offers");
      const found = await Dateline.offers.likelier(asked, results.total, {
        count: (node, which) => this.count(node, which), ...this.known(), apart, isFrequent: (word) => this.postings.ranks.has(word),
      });
      if (found.length) results.relaxations = found;
      return results;
    }

    /** Whether others may be offered for a word beside an answer of few articles, unless it is marked as a slip. */
    async mayMean(term, total) {
      const { absent: { LONG }, relax: { TIMES }, tree: { FEW } } = Dateline.constants, stem = await this.vocabulary.stem(term);
      if (this.postings.ranks.has(term) || Array.from(term).length < LONG || this.postings.isBeyond(stem, FEW)) return false;
      const meant = this.postings.meant(term, stem), often = (articles) => articles >= TIMES * total;
      return !meant || often(meant.near) || often(meant.far) || meant.pairs.some(({ most }) => often(most));
    }

    /** By word the compounds that may be meant by it, as `apart` of search/query/compounds.py. */
    async apart(plain) {
      const words = plain.filter(({ kind, exact }) => kind === "word" && !exact), found = new Map();
      for (const { term } of this.postings.apart.size ? words : []) {
        const pairs = this.postings.apart.get(await this.vocabulary.stem(term));
        if (pairs && Array.from(term).length >= Dateline.constants.compounds.SHORTEST) found.set(term, pairs);
      }
      return found;
    }

    /** What is known of words, as `relaxations` takes it. */
    known() {
      const { tree: { FEW }, spelling: { RARE } } = Dateline.constants;
      const atLeast = (word) => (this.postings.ranks.has(word) ? this.meta.often : 0);
      const meant = async (term) => this.postings.meant(term, await this.vocabulary.stem(term));
      return { vocabulary: this.vocabulary, marks: this.postings.marks, meant, rare: Math.max(FEW, Math.floor(this.meta.count / RARE)), atLeast };
    }

    /** The answer to a common word, or two or three of them in a row, without filters, counted ahead, as far as is wanted; else null. */
    async ahead({ node, outlets, since, until, duplicates }, wanted) {
      const ngram = this.postings.isNgram(node), word = node.kind === "word" && !node.exact && !node.form;
      if (!(ngram || word) || node.zone !== "text" || outlets.length || since || until || duplicates === "only") return null;
      const [term, begin, kind] = ngram ? [node.terms.join(" "), this.meta.b, "g"] : [await this.vocabulary.stem(node.term), this.meta.t, "h"];
      const file = lastNotAfter(begin, term);
      if (!this.meta[kind].includes(file)) return null;
      const kept = (content) => new Map(Object.entries(JSON.parse(text(inflated(content)))));
      const [answers] = await Promise.all([this.store.get(`${kind}${hashedName(begin[file])}`, kept), this.store.part("ahead")]);
      const found = answers.get(term);
      if (found && found.marks) this.postings.note(term, found.marks);
      const forms = ngram ? node.terms.map((one) => [{ word: one }]) : found && [found.words.map((one) => ({ word: one }))];
      return found ? Dateline.ahead.answer(this, found, forms, wanted) : null;
    }

    /** An answer of what is counted and of hits, which are loaded whole but for `lazy`. */
    async answer(query, options, { count, copies, byOutlet, byDay }, hits, lazy) {
      const isNoted = (NOTED.test(query) || NOTED_IN_CAPITALS.test(query)) && await this.store.part("notes");
      return {
        query,
        total: count - copies,
        copies,
        duplicates: options.duplicates || "fold",
        hits: lazy ? hits : await Promise.all(hits.map((hit) => hit.load())),
        facets: { outlet: this.columns.outletCounts(byOutlet), month: Dateline.columns.monthCounts(byDay) },
        warnings: isNoted ? Dateline.notes.notes(query) : [],
        days: Object.fromEntries(byDay.days),
        options,
      };
    }

    /** What is asked: a tree and the filters beside it, or errors. */
    async asked(query, { any = false, outlets = [], since = null, until = null, duplicates = "fold" }) {
      if (since || until) await this.store.part("period");
      const { node, errors } = await this.parsed(query, any);
      const [first, last] = [[since, 0], [until, 1]].map(([date, end]) => {
        try {
          return date ? Dateline.period.period(date)[end] : null;
        } catch (error) {
          if (!error.bad) throw error;
          errors.push({ at: null, reason: error.problem, advice: Dateline.constants.period.ADVICE });
          return null;
        }
      });
      return { text: query, node, errors, outlets, since: first, until: last, duplicates };
    }

    /** A query's tree and errors. Loads what its dates need, and its words in capitals or with symbols. */
    async parsed(query, any) {
      await Promise.all([DATES.test(query) && this.store.part("period"), FORMS.test(query) && this.store.part("surface")]);
      return parse(query, any);
    }

    /** The articles of those that match a tree and dates that are wanted. Loads what `counts` needs of them, but for all articles. */
    async chosen({ outlets, duplicates }, docs) {
      if (docs.length === this.meta.count && !outlets.length && duplicates !== "only") return docs;
      await this.columns.loadBlocks(docs);
      const found = this.evaluator.ofOutlets(docs, outlets);
      return duplicates === "only" ? this.copies.having(found) : found;
    }

    /** How many of some articles are copies of another, and how many each outlet has: of all articles that is counted ahead. */
    counts({ duplicates }, docs) {
      const all = docs.length === this.meta.count, copies = all ? this.meta.copies : this.copies.count(docs);
      return { copies: duplicates === "show" ? 0 : copies, byOutlet: all ? this.meta.counts : this.columns.byOutlet(docs) };
    }

    /** `{total, copies}` of the answer to a tree; none of one that is refused. */
    async count(node, duplicates) {
      if (await this.evaluator.load(node)) return { total: 0, copies: 0 };
      const matching = this.evaluator.docs({ node }), isAll = matching.length === this.meta.count;
      if (duplicates === "show") return { total: matching.length, copies: 0 };
      if (!isAll || duplicates === "only") await this.columns.loadGroups(matching);
      const docs = duplicates === "only" ? this.copies.having(matching) : matching, copies = isAll ? this.meta.copies : this.copies.count(docs);
      return { total: docs.length - copies, copies };
    }

    /** The values of an attribute: `{value, count}`. */
    async names(name) {
      if (name !== "outlet") await this.columns.load(name);
      const { values, codes } = this.columns.get(name);
      if (name === "outlet") return values.map((value, at) => ({ value, count: this.meta.counts[at] }));
      const counts = values.map(() => 0);
      for (const code of codes) counts[code] += 1;
      return values.map((value, at) => ({ value, count: counts[at] }));
    }

    hits(ranked, marker, offset, ranking = null) {
      return ranked.map((item, at) => {
        const rank = offset + at + 1;
        return { rank, score: item.score, ...this.about(item.doc), load: () => this.hit(item, rank, marker, ranking) };
      });
    }

    async hit({ doc, score, reranked }, rank, marker, ranking) {
      const { id, title, date, outlet, author, place, url, path, body, copies, shared } = await this.stored(doc);
      const { toPoints } = offsets(title);
      const hit = {
        rank, id, score, title, date, outlet, author, place, url, path,
        snippet: Dateline.snippet.snippet(body, marker.body(body), shared),
        title_spans: marker.title(title).map((span) => span.map(toPoints)),
        ...this.copies.of(doc, copies),
      };
      if (ranking && ranking.atoms.length) {
        await this.store.part("explain");
        hit.explanation = Dateline.explain.explained(ranking, doc, reranked);
      }
      return hit;
    }

    /** What is known of an article without its text. */
    about(doc) {
      return { date: this.columns.date(doc), outlet: this.columns.outlet(doc) };
    }

    /** An article by its number. */
    async stored(doc) {
      const { texts } = this.meta;
      const [rows] = await Promise.all([
        this.store.get(`x${Math.floor(doc / texts)}`, (content) => JSON.parse(text(inflated(content)))),
        this.columns.loadOutlet(doc),
      ]);
      const [id, path, title, author, place, url, body, copies, shared] = rows[doc % texts];
      return { id, path, title, ...this.about(doc), author, place, url, body, copies, shared };
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
      const { node, errors } = await this.parsed(query, any);
      if (errors.length) return { title: [], body: [] };
      if (await this.evaluator.load(node)) return { title: [], body: [] };
      const marker = new Marker(atoms(node), (atom) => this.evaluator.of(atom));
      const points = (content, spans) => {
        const { toPoints } = offsets(content);
        return spans.map((span) => span.map(toPoints));
      };
      return { title: points(title, marker.title(title)), body: points(body, Dateline.marker.spansOf(marker.body(body))) };
    }
  }

  Dateline.open = open;
})();
