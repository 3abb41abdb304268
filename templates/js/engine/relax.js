// What to offer when nothing matches, as search/query/relax.py: looser queries, each with what it would find; and as
// search/query/respell.py a query with a word of it written in another way.
(function () {
  "use strict";

  const { codepoints: { compare }, render: { render }, terms: { tokens } } = Dateline;
  const { tree: { FEW }, atoms: { MAX_NEAR }, spelling: { VARIANTS, SURE } } = Dateline.constants;
  const { relax: { MOST, TIMES }, absent: { SPELLINGS, LONG, ASKED } } = Dateline.constants;
  const { CONSIDERED, SLIP, SHORTEST, PART, LONGEST, OFTENER } = Dateline.constants.respell;
  const SPELT_OUT = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };
  const APART = ["not", "dates", "attribute"];

  const termsOf = (name) => tokens(name).map(({ term }) => term), length = (text) => Array.from(text).length;
  const near = (...words) => Dateline.expand.near(...words);
  const partsOf = (node) => (node.kind === "and" ? node.parts : [node]);
  const and = (parts) => (parts.length === 1 ? parts[0] : { kind: "and", parts });
  const or = (parts) => (parts.length === 1 ? parts[0] : { kind: "or", parts });

  /**
   * Queries that differ from this one in one thing and find something: `[{query, why, total, copies}]`.
   * @param query One that matches nothing: `{node, outlets, since, until, duplicates}`.
   * @param engine `{count, vocabulary, marks, meant, rare, atLeast}`: what gives, later, `{total, copies}` of the answer to a tree and
   *   what becomes of copies, the archive's words, those that others are offered for, what `Postings.meant` tells of one, in how
   *   many articles a rare one stands at most, and in how many a word is known to stand at least.
   * @param names Gives, later, the values of an attribute, the missing one empty: `{value, count}`.
   */
  async function relaxations(query, engine, names) {
    const seen = new Set([render(whole(query.node, query))]), offered = [];
    for await (const [why, node, known] of looser(query, engine, names)) {
      const text = render(node);
      if (offered.length === MOST) break;
      if (seen.has(text) || node.kind === "everything") continue;
      seen.add(text);
      const found = known || await engine.count(node, query.duplicates);
      if (found.total) offered.push({ query: text, why, ...found });
    }
    return offered;
  }

  async function* looser(query, engine, names) {
    const { node } = query, parts = partsOf(node), isShort = !isLong(node);
    if (isShort) yield* instead(query, engine, names);
    if (query.since || query.until) yield ["at any date", whole(node, { ...query, since: null, until: null })];
    if (query.outlets.length) yield ["in all outlets", whole(node, { ...query, outlets: [] })];
    if (parts.length < 2) return;
    for (const part of isShort ? parts : []) {
      const rest = parts.filter((other) => other !== part);
      if (!rest.every(({ kind }) => kind === "not")) yield [`without ${render(part)}`, whole(and(rest), query)];
    }
    const some = parts.filter(({ kind }) => !APART.includes(kind)), others = parts.filter(({ kind }) => APART.includes(kind));
    if (some.length > 1) yield ["any of the words", whole(and([or(some), ...others]), query)];
  }

  const asked = ({ kind, part, parts, terms }) => (parts ? parts.flatMap(asked) : part ? asked(part) : kind === "phrase" ? terms : [kind]);
  const isLong = (node) => asked(node).length > ASKED;

  /** The query with something else in place of one of its parts. */
  async function* instead(query, engine, names) {
    const { count, vocabulary } = engine, { node } = query, parts = partsOf(node);
    yield* renamed(query, count, names);
    for (const [there, here, old, fresh] of speltOtherwise(query, vocabulary)) {
      yield [`${here} instead of ${there}`, whole(replaced(node, old, fresh), query)];
    }
    for (const { why, tree } of Dateline.evaluate.longerNames(node)) yield [why, whole(tree, query)];
    for (const [several, one, tree] of closedForms(node)) yield [`${one} instead of ${several}`, whole(tree, query)];
    for (const [word, spell] of words(node)) {
      const own = (await count(word, "show")).total;
      if (own && length(word.term) < LONG) continue;
      for (const pair of own ? [] : await openForms(word.term, articlesOf(word, spell, count, vocabulary), 1, engine.atLeast)) {
        yield [`${pair.join(" ")} instead of ${word.term}`, whole(replaced(node, ...spell(...pair)), query)];
      }
      let left = SPELLINGS;
      for (const one of own > FEW ? await slips(word, own, engine) : await spellings(word, own, engine)) {
        const spelt = whole(replaced(node, ...spell(one.word)), query);
        const found = left ? told(spelt, query, one) || await count(spelt, query.duplicates) : { total: 0 };
        if (!found.total) continue;
        left -= 1;
        yield [`${one.word} instead of ${word.term}`, spelt, found];
      }
    }
    for (const part of parts) {
      for (const [why, one] of loosened(part)) yield [why, whole(replaced(node, part, one), query)];
    }
  }

  /** A tree with the query's filters as parts of it. */
  function whole(node, { outlets, since, until }) {
    const parts = [...partsOf(node)];
    if (since || until) parts.push({ kind: "dates", first: since, last: until });
    const names = outlets.map(termsOf).filter((terms) => terms.length).map((terms) => ({ kind: "attribute", name: "outlet", terms }));
    if (names.length) parts.push(or(names));
    const kept = parts.filter(({ kind }) => kind !== "everything");
    return kept.length ? and(kept) : node;
  }

  /** Names that there are, for those that there are not. */
  async function* renamed(query, count, names) {
    for await (const { given, like } of Dateline.absent.missingNames(query, count, names)) {
      for (const name of like) {
        if (given.terms) {
          yield [`${name} instead of ${given.terms.join(" ")}`,
            whole(replaced(query.node, given, { ...given, terms: termsOf(name) }), query)];
        } else {
          const outlets = query.outlets.map((other) => (other === given ? name : other));
          yield [`${name} instead of ${given}`, whole(query.node, { ...query, outlets })];
        }
      }
    }
  }

  /** The words, alone or in phrases, each with what replaces what where it is written in another way. */
  function words(node) {
    if (node.kind === "and" || node.kind === "or") return node.parts.flatMap(words);
    const { terms, zone, exact } = node;
    if (node.kind === "word") {
      return [[node, (...spelt) => [node, spelt.length > 1 ? { kind: "phrase", terms: spelt, zone, slop: null, exact: true } : { ...node, term: spelt[0], form: "" }]]];
    }
    if (node.kind !== "phrase" || terms.some((term) => term.includes("*"))) return [];
    return [...new Set(terms)].map((one) => [{ kind: "word", term: one, zone, exact },
      (...spelt) => [node, { ...node, terms: terms.flatMap((other) => (other === one ? spelt : [other])) }]]);
  }

  /** What is spelt in another way across the Atlantic or without umlauts, as `spelt_otherwise` in Python. */
  function speltOtherwise({ text, node }, { english }) {
    const found = [], whole = new Map(), without = speltOut(text);
    for (const [word, spell] of words(node)) {
      for (const one of [...(english ? otherSpellings(word.term) : []), ...(without.has(word.term) ? [without.get(word.term)] : [])]) {
        const [old, fresh] = spell(one);
        if (!whole.has(old)) whole.set(old, new Map());
        if (!whole.get(old).has(word.term)) whole.get(old).set(word.term, one);
        found.push([word.term, one, old, fresh]);
      }
    }
    for (const [old, other] of whole) {
      if (old.kind !== "phrase" || other.size < 2) continue;
      const terms = old.terms.map((term) => other.get(term) || term);
      found.push([old.terms.join(" "), terms.join(" "), old, { ...old, terms }]);
    }
    return found;
  }

  /** By term the words of a query that have an umlaut or its like, and what they are where these are spelt out. */
  function speltOut(text) {
    const composed = text.normalize("NFC"), found = new Map();
    for (const { term, start, end } of tokens(composed)) {
      const [spelt] = tokens(composed.slice(start, end).replace(/[äöüøåÄÖÜØÅ]/g, (letter) => SPELT_OUT[letter.toLowerCase()]));
      if (spelt.term !== term) found.set(term, spelt.term);
    }
    return found;
  }

  /** What a word may be across the Atlantic. */
  function otherSpellings(term) {
    const found = new Set(), mirrored = VARIANTS.map(([one, other, ...rest]) => [other, one, ...rest]);
    for (const [one, other, least, before, after] of [...VARIANTS, ...mirrored]) {
      const at = term.lastIndexOf(one), rest = term.slice(at + one.length);
      const isThere = other.startsWith(one) && term.startsWith(other, at);
      if (at < least || (before && !before.includes(term[at - 1])) || isThere) continue;
      if (after === "*" || after.split("|").includes(rest)) found.add(term.slice(0, at) + other + rest);
    }
    return [...found];
  }

  /** Each two words that a word may be, which so many articles have at least; of some `atLeast` knows it without asking. */
  async function openForms(term, articles, least, atLeast) {
    const letters = Array.from(term), parted = (at) => [letters.slice(0, at).join(""), letters.slice(at).join("")];
    const places = letters.length <= LONGEST ? letters.map((_, at) => at).slice(PART, 1 - PART) : [];
    let pairs = places.map(parted);
    for (const part of [0, 1]) {
      const counts = await Promise.all(pairs.map((pair) => (atLeast(pair[part]) < least ? articles(pair[part]) : least)));
      pairs = pairs.filter((_, at) => counts[at] >= least);
    }
    return pairs;
  }

  /** What gives, later, how many articles have what is written in place of a word: exact where it is so, else by its stem. */
  function articlesOf({ term }, spell, count, vocabulary) {
    const isExact = spell(term, term)[1].exact;
    return async (one) => (isExact ? vocabulary.articles(one) : (await count({ kind: "word", term: one, zone: "text", exact: false }, "show")).total);
  }

  /** What two plain words side by side are when written as one, as `closed_forms` in Python. */
  function closedForms(node) {
    const parts = node.kind === "and" ? node.parts : [], found = [];
    parts.slice(1).forEach((other, at) => {
      const one = parts[at];
      if ([one, other].some(({ kind, exact }) => kind !== "word" || exact) || one.zone !== other.zone) return;
      const word = { kind: "word", term: one.term + other.term, zone: one.zone, exact: false, form: "" };
      found.push([`${one.term} ${other.term}`, word.term, and([...parts.slice(0, at), word, ...parts.slice(at + 2)])]);
    });
    return found;
  }

  /** The words like a term; of one that so many articles have those that begin so and that TIMES as many have. */
  async function oftener(term, own, { vocabulary, meant }, far) {
    const told = own ? await meant(term) : null, isKnown = (articles) => !told || articles >= TIMES * own, [first] = Array.from(term);
    if (told && !isKnown(Math.max(told.near, told.far))) return [];
    const known = await vocabulary.alike(term, far && isKnown(told && told.far));
    return own ? known.filter(({ word, count }) => word.startsWith(first) && count >= TIMES * own && Dateline.expand.mayBeMeant(term, word)) : known;
  }

  /**
   * The known words nearest to a word of a query, of those `oftener` than `own`: one edit before two, then the more frequent,
   * then by the alphabet. Two edits are a slip only in a word of SLIP letters or more that begins in the same way, of one that
   * is usual and more frequent than those one edit away.
   */
  async function spellings(word, own, engine) {
    const { vocabulary } = engine, { term } = word, far = length(term) >= SLIP, [first] = Array.from(term);
    const close = [];
    if (length(term) < SHORTEST || /\p{Nd}/u.test(term)) return close; // whatever is like these is another
    for (const one of await oftener(term, own, engine, far)) {
      if (near(term, one.word, 1)) close.push({ ...one, edits: 1 });
      else if (far && one.count >= vocabulary.usual && one.word.startsWith(first) && near(term, one.word, 2)) close.push({ ...one, edits: 2 });
    }
    const most = Math.max(...close.filter(({ edits }) => edits === 1).map(({ count }) => count));
    return distinct(word, close.filter(({ edits, count }) => edits === 1 || count > most).sort((one, other) => one.edits - other.edits || likelier(one, other)));
  }

  /** The words that one which more than FEW articles have is surely a slip of, the more frequent first: it is marked as such. */
  async function slips(word, own, engine) {
    const { count, marks, rare } = engine, { term } = word, alone = { kind: "word", term, zone: "text", exact: false, form: "" };
    if (!marks.has(`~${term}`) || (await count(alone, "show")).total > rare) return [];
    const { total } = await count({ ...alone, exact: true }, "show");
    const known = total > FEW ? await oftener(term, own, engine, true) : [];
    return distinct(word, known.filter((one) => one.count >= OFTENER * total && near(term, one.word, 2) && isSlip(term, one.word)).sort(likelier));
  }

  /** Whether a word is a term of letters but for doubled ones or neighbours swapped; of long words, but for one letter. */
  function isSlip(term, word) {
    const ofLetters = /^\p{L}+$/u.test(term), { squeezed } = Dateline.expand;
    if (!ofLetters || squeezed(term) === squeezed(word)) return ofLetters;
    const letters = (text) => Array.from(text).sort().join("");
    return near(term, word, 1) && (length(term) >= SURE || letters(term) === letters(word));
  }

  /** What the answer to a tree counts that is no more than a word to be offered, if that is told with it. */
  function told({ kind, exact, zone }, { duplicates }, { stories, copies }) {
    if (kind !== "word" || exact || zone !== "text" || duplicates === "only" || !stories) return null;
    return duplicates === "show" ? { total: stories + copies, copies: 0 } : { total: stories, copies };
  }

  const likelier = (one, other) => other.count - one.count || compare(one.word, other.word);

  /** What is tried in a word's place: of words of one stem, which find the same unless they are exact, the first. */
  function distinct(word, spelt) {
    const kept = new Map();
    for (const one of spelt) {
      const key = word.exact ? one.word : one.stem;
      if (kept.size < CONSIDERED && !kept.has(key)) kept.set(key, one);
    }
    return [...kept.values()];
  }

  /** One part, looser: an exact word by its stem, a phrase as words near each other, then anywhere. */
  function loosened(part) {
    if (part.kind === "word" && part.exact) return [[`${part.term} in any form`, { ...part, exact: false }]];
    if (part.kind === "form") {
      const { form, zone } = part, term = Dateline.surface.plainTerm(form);
      return [[`${form} whatever its capitals and symbols`, { kind: "word", term, zone, exact: false, form }]];
    }
    if (part.kind !== "phrase" || part.terms.some((term) => term.includes("*"))) return [];
    const { terms, slop, zone } = part, found = [];
    if (slop === null) found.push(["the phrase in any form", { ...part, exact: false }]);
    if ((slop === null || slop < 10) && terms.length <= MAX_NEAR) found.push(["the words within 10 of each other", { ...part, exact: true, slop: 10 }]);
    return [...found, ["the words anywhere", and([...new Set(terms)].map((term) => ({ kind: "word", term, zone, exact: false })))]];
  }

  /** The tree with one part replaced; an And inside an And is one. */
  function replaced(node, old, fresh) {
    if (node === old) return fresh;
    if (node.kind !== "and" && node.kind !== "or") return node;
    const parts = node.parts.map((part) => replaced(part, old, fresh));
    return { ...node, parts: node.kind === "and" ? parts.flatMap(partsOf) : parts };
  }

  Dateline.relax = { relaxations, isLong, whole, replaced, words, speltOut, speltOtherwise, openForms, articlesOf, spellings, slips, told };
})();
