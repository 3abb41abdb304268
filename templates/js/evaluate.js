// A query over the archive, as search/evaluate.py and search/lookup.py: which articles match, and what its leaves found.
(function (Dateline) {
  "use strict";

  const { fold, tokens } = Dateline.analysis;
  const { ordinal } = Dateline.period;
  const COUNT_MAX = 255, TITLE_MAX = 7, LEAD_MAX = 31;
  const SCORING = ["word", "pattern", "fuzzy", "phrase"];
  const UNKNOWN = "(unknown)";

  /** The leaves that score: words wherever they stand, but for those that must not match. */
  function leaves(node) {
    if (node.kind === "and" || node.kind === "or") return node.parts.flatMap(leaves);
    return SCORING.includes(node.kind) ? [node] : [];
  }

  /** All nodes of a tree. */
  function nodes(node) {
    const inner = node.parts || (node.part ? [node.part] : []);
    return [node, ...inner.flatMap(nodes)];
  }

  /** Everything about one archive that evaluating needs: `terms`, `vocabulary`, `columns`. Queries are loaded first. */
  class Evaluator {
    constructor(terms, vocabulary, columns) {
      this.terms = terms;
      this.vocabulary = vocabulary;
      this.columns = columns;
      this.found = new Map();
    }

    /** Loads what the leaves of a tree need, and finds them. */
    async load(node) {
      await Promise.all(nodes(node).map((one) => (one.kind === "attribute" ? this.columns.load(one.name)
        : SCORING.includes(one.kind) ? this.find(one) : null)));
    }

    async find(leaf) {
      const key = Dateline.render(leaf);
      leaf.key = key;
      if (this.found.has(key)) return;
      const forms = await Promise.all((leaf.kind === "phrase" ? leaf.terms.map((term) => this.part(leaf, term)) : [leaf])
        .map((part) => this.forms(part)));
      const stems = new Set(forms.flat().map(({ stem }) => stem));
      await this.terms.load(stems, leaf.kind === "phrase");
      const words = forms.map((some) => some.flatMap(({ stem, word }) => (
        this.terms.words(stem).filter((one) => word === undefined || one.word === word))));
      const all = leaf.kind === "phrase" ? Dateline.phrase.find(this.terms, words, leaf.slop) : this.union(words[0]);
      this.found.set(key, { words: words.flat(), forms: words, ...inside(leaf.zone, all) });
    }

    /** One word of a phrase as a leaf. */
    part(phrase, term) {
      if (phrase.exact && term.includes("*")) return { kind: "pattern", pattern: term };
      return { kind: "word", term, exact: phrase.exact };
    }

    /** The words that a leaf means: `{stem, word}`, or without `word` all of the stem. */
    async forms(leaf) {
      if (leaf.kind === "pattern") return this.vocabulary.matching(leaf.pattern);
      if (leaf.kind === "fuzzy") return this.vocabulary.fuzzy(leaf.term, leaf.edits);
      const stem = await this.vocabulary.stem(leaf.term);
      return [leaf.exact ? { stem, word: leaf.term } : { stem }];
    }

    /** Several words as one: their counts added up. */
    union(words) {
      if (words.length === 1) {
        const [{ shard, start, end }] = words;
        const zones = shard.zones.subarray(start, end);
        return { docs: shard.docs.subarray(start, end), counts: shard.counts.subarray(start, end), titles: zones.map((zone) => zone & 7), leads: zones.map((zone) => zone >> 3) };
      }
      const size = words.length ? this.columns.count : 0;
      const count = new Uint32Array(size), title = new Uint32Array(size), lead = new Uint32Array(size);
      for (const { shard, start, end } of words) {
        for (let at = start; at < end; at += 1) {
          const doc = shard.docs[at];
          count[doc] += shard.counts[at];
          title[doc] += shard.zones[at] & 7;
          lead[doc] += shard.zones[at] >> 3;
        }
      }
      const docs = [];
      count.forEach((times, doc) => { if (times) docs.push(doc); });
      return {
        docs,
        counts: docs.map((doc) => Math.min(count[doc], COUNT_MAX)),
        titles: docs.map((doc) => Math.min(title[doc], TITLE_MAX)),
        leads: docs.map((doc) => Math.min(lead[doc], LEAD_MAX)),
      };
    }

    /** What a loaded leaf found. */
    of(leaf) {
      return this.found.get(leaf.key);
    }

    /** A fresh mask of the articles that a loaded node matches. */
    mask(node) {
      const mask = new Uint8Array(this.columns.count);
      switch (node.kind) {
        case "everything": return mask.fill(1);
        case "and": return node.parts.map((part) => this.mask(part)).reduce((one, other) => one.map((bit, at) => bit & other[at]));
        case "or": return node.parts.map((part) => this.mask(part)).reduce((one, other) => one.map((bit, at) => bit | other[at]));
        case "not": return this.mask(node.part).map((bit) => 1 - bit);
        case "dates": return this.dated(mask, node.first, node.last);
        case "attribute": return this.valued(mask, node);
        default:
          for (const doc of this.of(node).docs) mask[doc] = 1;
          return mask;
      }
    }

    /** Articles are in the order of their days, so that a range of days is a range of them. */
    dated(mask, first, last) {
      const from = this.columns.firstFrom(Math.max(first ? ordinal(first) : 1, 1));
      const to = last ? this.columns.firstFrom(ordinal(last) + 1) : mask.length;
      return from < to ? mask.fill(1, from, to) : mask;
    }

    valued(mask, { name, terms }) {
      const { values, codes } = this.columns.get(name);
      const text = ` ${terms.join(" ")} `;
      const needle = text.endsWith("* ") ? text.slice(0, -2) : text;
      const chosen = values.map((value) => ` ${tokens(value || "unknown").map(({ term }) => term).join(" ")} `.includes(needle));
      return mask.map((_, doc) => chosen[codes[doc]]);
    }

    /** Whether each outlet is wanted, or null where all are. */
    outlets(names) {
      if (!names.length) return null;
      const wanted = new Set(names.map((name) => fold(name.trim())));
      return this.columns.get("outlet").values.map((value) => wanted.has(fold(value || UNKNOWN)));
    }

    /** The articles that match a loaded query `{node, outlets, since, until}`, ascending. */
    docs(query) {
      const mask = this.mask(query.node), outlets = this.outlets(query.outlets);
      const { codes } = this.columns.get("outlet");
      const dated = query.since || query.until ? this.dated(new Uint8Array(mask.length), query.since, query.until) : null;
      const found = [];
      mask.forEach((bit, doc) => { if (bit && (!dated || dated[doc]) && (!outlets || outlets[codes[doc]])) found.push(doc); });
      return found;
    }
  }

  /** Only what stands in a zone, as if there were nothing else. */
  function inside(zone, found) {
    if (zone === "text") return found;
    const counts = zone === "title" ? found.titles : found.leads;
    const places = Array.from(counts.keys()).filter((at) => counts[at]);
    const kept = places.map((at) => counts[at]), none = places.map(() => 0);
    return { docs: places.map((at) => found.docs[at]), counts: kept, titles: zone === "title" ? kept : none, leads: zone === "title" ? none : kept };
  }

  Dateline.evaluate = { Evaluator, leaves };
})(globalThis.Dateline = globalThis.Dateline || {});
