// What to offer when nothing matches, as search/query/relax.py: looser queries, each with what it would find.
(function () {
  "use strict";

  const { tokens } = Dateline.terms;
  const { compare } = Dateline.codepoints;
  const { near } = Dateline.expand;
  const { render } = Dateline.render;
  const { MOST, SPELLINGS } = Dateline.constants.relax;
  const APART = ["not", "dates", "attribute"];

  const partsOf = (node) => (node.kind === "and" ? node.parts : [node]);
  const and = (parts) => (parts.length === 1 ? parts[0] : { kind: "and", parts });
  const or = (parts) => (parts.length === 1 ? parts[0] : { kind: "or", parts });

  /**
   * Queries that differ from this one in one thing and find something: `[{query, why, total}]`.
   * @param query One that matches nothing: `{node, outlets, since, until, duplicates}`.
   * @param count Gives, later, how many articles a tree matches: of all, or with "only" of those that have copies.
   * @param vocabulary Gives, later, every word: `{word, count}`.
   */
  async function relaxations(query, count, vocabulary) {
    const seen = new Set([render(whole(query.node, query))]);
    const offered = [];
    for await (const [why, node] of looser(query, count, vocabulary)) {
      const text = render(node);
      if (offered.length === MOST) break;
      if (seen.has(text) || node.kind === "everything") continue;
      seen.add(text);
      const total = await count(node, query.duplicates);
      if (total) offered.push({ query: text, why, total });
    }
    return offered;
  }

  async function* looser(query, count, vocabulary) {
    const { node } = query, parts = partsOf(node);
    const missing = [];
    for (const word of words(node)) if (!await count(word, "show")) missing.push(word);
    const known = missing.length ? await vocabulary() : [];
    for (const word of missing) {
      for (const term of spellings(word.term, known)) {
        yield [`${term} instead of ${word.term}`, whole(replaced(node, word, { ...word, term }), query)];
      }
    }
    for (const part of parts) {
      for (const [why, one] of loosened(part)) yield [why, whole(replaced(node, part, one), query)];
    }
    if (query.since || query.until) yield ["at any date", whole(node, { ...query, since: null, until: null })];
    if (query.outlets.length) yield ["in all outlets", whole(node, { ...query, outlets: [] })];
    if (parts.length < 2) return;
    for (const part of parts) {
      const rest = parts.filter((other) => other !== part);
      if (!rest.every(({ kind }) => kind === "not")) yield [`without ${render(part)}`, whole(and(rest), query)];
    }
    const some = parts.filter(({ kind }) => !APART.includes(kind)), others = parts.filter(({ kind }) => APART.includes(kind));
    if (some.length > 1) yield ["any of the words", whole(and([or(some), ...others]), query)];
  }

  /** A tree with the query's filters as parts of it. */
  function whole(node, { outlets, since, until }) {
    const parts = [...partsOf(node)];
    if (since || until) parts.push({ kind: "dates", first: since, last: until });
    const names = outlets.map((name) => tokens(name).map(({ term }) => term)).filter(({ length }) => length)
      .map((terms) => ({ kind: "attribute", name: "outlet", terms }));
    if (names.length) parts.push(or(names));
    const kept = parts.filter(({ kind }) => kind !== "everything");
    return kept.length ? and(kept) : node;
  }

  function words(node) {
    if (node.kind === "and" || node.kind === "or") return node.parts.flatMap(words);
    return node.kind === "word" ? [node] : [];
  }

  /** The known words nearest to a term: one edit before two, then the more frequent, then by the alphabet. */
  function spellings(term, known) {
    const far = Array.from(term).length > 5 ? 2 : 1;
    const close = [];
    for (const { word, count } of known) {
      if (near(term, word, 1)) close.push({ word, count, edits: 1 });
      else if (far === 2 && near(term, word, 2)) close.push({ word, count, edits: 2 });
    }
    close.sort((one, other) => one.edits - other.edits || other.count - one.count || compare(one.word, other.word));
    return close.slice(0, SPELLINGS).map(({ word }) => word);
  }

  /** One part, looser: an exact word by its stem, a phrase as words near each other, then anywhere. */
  function loosened(part) {
    if (part.kind === "word" && part.exact) return [[`${part.term} in any form`, { ...part, exact: false }]];
    if (part.kind !== "phrase" || part.terms.some((term) => term.includes("*"))) return [];
    const { terms, slop, zone } = part, found = [];
    if (slop === null) found.push(["the phrase in any form", { ...part, exact: false }]);
    if (slop === null || slop < 10) found.push(["the words within 10 of each other", { ...part, exact: true, slop: 10 }]);
    return [...found, ["the words anywhere", and(terms.map((term) => ({ kind: "word", term, zone, exact: false })))]];
  }

  /** The tree with one part replaced; an And inside an And is one. */
  function replaced(node, old, fresh) {
    if (node === old) return fresh;
    if (node.kind !== "and" && node.kind !== "or") return node;
    const parts = node.parts.map((part) => replaced(part, old, fresh));
    return { ...node, parts: node.kind === "and" ? parts.flatMap(partsOf) : parts };
  }

  Dateline.relax = { relaxations };
})();
