// A query over the archive, as search/engine/evaluate.py: which articles match, and what its atoms found.
(function () {
  "use strict";

  const { fold, tokens } = Dateline.terms;
  const { ordinal } = Dateline.schema;
  const { render } = Dateline.render;
  const { COUNT_MAX, TITLE_MAX, LEAD_MAX } = Dateline.constants.frequency;
  const { UNKNOWN } = Dateline.constants.display;
  const { SHORTEST } = Dateline.constants.compounds;
  const { NEAR_MAX, FEW } = Dateline.constants.effort;
  const SCORING = ["word", "form", "pattern", "fuzzy", "phrase"];

  /** The atoms that score: words wherever they stand, but for those that must not match. */
  function atoms(node) {
    if (node.kind === "and" || node.kind === "or") return node.parts.flatMap(atoms);
    return SCORING.includes(node.kind) ? [node] : [];
  }

  /** All nodes of a tree. */
  function nodes(node) {
    const inner = node.parts || (node.part ? [node.part] : []);
    return [node, ...inner.flatMap(nodes)];
  }

  /** Trees with a name that goes on in the plain word behind it, as `longer_names` in search/query/respell.py: `{why, name, tree}`. */
  function longerNames(node) {
    const parts = node.kind === "and" ? node.parts : [], found = [];
    parts.slice(1).forEach((word, at) => {
      const one = parts[at];
      if (one.kind !== "attribute" || word.kind !== "word" || word.exact || word.zone !== "text" || one.terms.at(-1).endsWith("*")) return;
      const name = { ...one, terms: [...one.terms, word.term] }, rest = [...parts.slice(0, at), name, ...parts.slice(at + 2)];
      found.push({ why: `${word.term} in the ${one.name} too`, name, tree: rest.length > 1 ? { ...node, parts: rest } : name });
    });
    return found;
  }

  /** A phrase has patterns that mean more than `search/engine/effort.py` lets be gone through. */
  class TooMuch extends Error {}

  /** Everything about one archive that evaluating needs: `postings`, `vocabulary`, `columns`. Queries are loaded first. */
  class Evaluator {
    constructor(postings, vocabulary, columns) {
      this.postings = postings;
      this.vocabulary = vocabulary;
      this.columns = columns;
      this.found = new Map();
    }

    /** Loads what the atoms of a tree need, and finds them. Gives what is wrong, `{at, reason, advice}`, if their patterns mean too much. */
    async load(node) {
      const spent = new Map(), all = nodes(node);
      const sum = () => [...spent.values()].reduce((one, other) => one + other, 0);
      const spend = (phrase, taken) => {
        spent.set(phrase.key, taken);
        if (sum() > NEAR_MAX) throw new TooMuch();
      };
      const found = await Promise.allSettled(all.map((one) => (one.kind === "attribute" ? this.columns.load(one.name)
        : SCORING.includes(one.kind) ? this.find(one, spend) : null)));
      const failed = found.map(({ reason }) => reason).filter(Boolean), other = failed.find((reason) => !(reason instanceof TooMuch));
      if (other) throw other;
      if (!failed.length) return null;
      // All are counted now: the first in the query's order is told that is too much.
      const counted = new Set();
      let taken = 0;
      const { at } = all.find(({ key }) => {
        if (spent.has(key) && !counted.has(key)) taken += spent.get(key);
        counted.add(key);
        return taken > NEAR_MAX;
      });
      return { at, reason: `there are more than ${NEAR_MAX.toLocaleString("en")} words here that its patterns mean`, advice: "write more of their letters" };
    }

    /**
     * What an atom finds: posting lists, `words`, added up. `forms` are those of each word of a phrase, `others` those of `others`.
     * `spend` is told what patterns near others have to go through, `spent`.
     */
    async find(atom, spend = () => {}) {
      const key = (atom.preferred ? "preferred " : "") + render(atom);
      atom.key = key;
      if (this.found.has(key)) {
        spend(atom, this.found.get(key).spent);
        return;
      }
      let spent = 0;
      const going = (occurrences) => spend(atom, spent = occurrences);
      const [own, ...others] = await Promise.all([atom, ...await this.others(atom)].map((one) => this.together(one, going)));
      const all = others.length ? this.added([own, ...others]) : own;
      const zoned = inside(atom.zone, all), found = atom.preferred ? Dateline.surface.evened(zoned) : zoned;
      this.found.set(key, { words: own.isNgram ? [] : own.forms.flat(), listed: own.listed, forms: own.forms, others: others.map(({ forms }) => forms), spent, ...found });
    }

    /** What will do for an atom besides, as search/query/compounds.py: compounds of a word, the words of a compound as one. */
    async others(atom) {
      if (atom.exact) return [];
      if (atom.kind === "phrase" && atom.slop === null && !atom.terms.every((term) => /^\p{Nd}/u.test(term))) {
        return [{ kind: "word", term: atom.terms.join("") }];
      }
      if (atom.kind !== "word" || Array.from(atom.term).length < SHORTEST) return [];
      const stem = await this.vocabulary.stem(atom.term);
      await this.postings.load([stem]);
      return (this.postings.compounds.get(stem) || []).map((terms) => ({ kind: "phrase", terms, slop: null, exact: true }));
    }

    /** What an atom finds alone. */
    async together(atom, spend) {
      const ngram = this.postings.isNgram(atom) ? await this.postings.ngram(atom.terms) : [];
      if (ngram.length) return { forms: atom.terms.map((word) => [{ word }]), isNgram: true, listed: ngram, ...this.union(ngram) };
      if (atom.kind === "form") {
        return { forms: [], listed: [], ...await Dateline.surface.find(this, atom.form) };
      }
      const isPhrase = atom.kind === "phrase", terms = isPhrase ? atom.terms : [""];
      const hasPatterns = isPhrase && atom.exact && terms.some((term) => term.includes("*"));
      const sparing = isPhrase && atom.exact && atom.slop === null && !(hasPatterns && terms.length > FEW + 1);  // all must be counted
      const { spared, ngrams } = sparing ? this.postings.told(terms) : { spared: [], ngrams: [] };
      const asked = [...new Set(terms.filter((_, at) => !spared[at]))];
      const meant = await Promise.all(asked.map((term) => this.forms(isPhrase ? this.part(atom, term) : atom)));
      if (isPhrase && meant.some((some) => some.every((one) => this.postings.lacks(one)))) return { forms: terms.map(() => []), listed: [], ...this.union([]) };
      const stems = new Set(meant.flat().map(({ stem }) => stem));
      const [beside] = await Promise.all([ngrams, this.postings.load(stems, isPhrase), isPhrase && this.postings.store.part("phrases")]);
      const listed = new Map(meant.map((some, at) => [asked[at], some.flatMap(({ stem, word }) => (
        this.postings.words(stem).filter((one) => word === undefined || one.word === word)))]));
      const alone = new Map(terms.map((term) => [term, [{ word: term }]]));
      const words = terms.map((term, at) => (spared[at] ? alone : listed).get(term));
      const found = isPhrase ? Dateline.phrases.find(this.postings, words, atom.slop, spared, beside, hasPatterns ? spend : null) : this.union(words[0]);
      return { forms: words, listed: words.flat().filter(({ file }) => file), ...found };
    }

    /** Some findings as one. */
    added(findings) {
      const sums = new Map();
      for (const { docs, counts, titles, leads } of findings) {
        docs.forEach((doc, at) => {
          const [count, title, lead] = sums.get(doc) || [0, 0, 0];
          sums.set(doc, [Math.min(count + counts[at], COUNT_MAX), Math.min(title + titles[at], TITLE_MAX), Math.min(lead + leads[at], LEAD_MAX)]);
        });
      }
      const docs = [...sums.keys()].sort((one, other) => one - other), column = (number) => docs.map((doc) => sums.get(doc)[number]);
      return { docs, counts: column(0), titles: column(1), leads: column(2) };
    }

    /** One word of a phrase as an atom. */
    part(phrase, term) {
      if (phrase.exact && term.includes("*")) return { kind: "pattern", pattern: term };
      return { kind: "word", term, exact: phrase.exact };
    }

    /** The words that an atom means: `{stem, word}`, or without `word` all of the stem. */
    async forms(atom) {
      if (atom.kind === "pattern" || atom.kind === "fuzzy") await this.postings.store.part("expand");
      if (atom.kind === "pattern") return Dateline.expand.matching(this.vocabulary, atom.pattern);
      if (atom.kind === "fuzzy") return Dateline.expand.fuzzy(this.vocabulary, atom.term, atom.edits);
      const stem = await this.vocabulary.stem(atom.term);
      return [atom.exact ? { stem, word: atom.term } : { stem }];
    }

    /** Several words as one: their counts added up. */
    union(words) {
      if (words.length === 1) {
        const [{ file, start, end }] = words;
        const zones = file.zones.subarray(start, end);
        return { docs: file.docs.subarray(start, end), counts: file.counts.subarray(start, end), titles: zones.map((zone) => zone & TITLE_MAX), leads: zones.map((zone) => zone >> 3) };
      }
      const size = words.length ? this.columns.count : 0;
      const count = new Uint32Array(size), title = new Uint32Array(size), lead = new Uint32Array(size);
      for (const { file, start, end } of words) {
        for (let at = start; at < end; at += 1) {
          const doc = file.docs[at];
          count[doc] += file.counts[at];
          title[doc] += file.zones[at] & TITLE_MAX;
          lead[doc] += file.zones[at] >> 3;
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

    /** What a loaded atom found. */
    of(atom) {
      return this.found.get(atom.key);
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

    valued(mask, attribute) {
      const { codes } = this.columns.get(attribute.name), chosen = this.named(attribute);
      return mask.map((_, doc) => chosen[codes[doc]]);
    }

    /** Whether each value of an attribute is one that is asked for. */
    named({ name, terms }) {
      const text = ` ${terms.join(" ")} `;
      const needle = text.endsWith("* ") ? text.slice(0, -2) : text;
      return this.columns.get(name).values.map((value) => ` ${tokens(value || "unknown").map(({ term }) => term).join(" ")} `.includes(needle));
    }

    /** Whether each outlet is wanted, or null where all are. */
    outlets(names) {
      if (!names.length) return null;
      const wanted = new Set(names.map((name) => fold(name.trim())));
      return this.columns.get("outlet").values.map((value) => wanted.has(fold(value || UNKNOWN)));
    }

    /** The articles that match a loaded query `{node, since, until}`, of whatever outlet, ascending. */
    docs(query) {
      const mask = this.mask(query.node);
      const dated = query.since || query.until ? this.dated(new Uint8Array(mask.length), query.since, query.until) : null;
      const found = [];
      mask.forEach((bit, doc) => { if (bit && (!dated || dated[doc])) found.push(doc); });
      return found;
    }

    /** Those of some articles, whose blocks are loaded, that are of one of these outlets. */
    ofOutlets(docs, names) {
      const outlets = this.outlets(names), { codes } = this.columns.get("outlet");
      return outlets ? docs.filter((doc) => outlets[codes[doc]]) : docs;
    }
  }

  /** Only what stands in a zone, as if there were nothing else. */
  function inside(zone, found) {
    if (zone === "text") return found;
    const counts = zone === "title" ? found.titles : found.leads;
    const kept = Array.from(counts.keys()).filter((at) => counts[at]);
    const inZone = kept.map((at) => counts[at]), none = kept.map(() => 0);
    return { docs: kept.map((at) => found.docs[at]), counts: inZone, titles: zone === "title" ? inZone : none, leads: zone === "title" ? none : inZone };
  }

  Dateline.evaluate = { Evaluator, atoms, longerNames };
})();
