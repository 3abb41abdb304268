// What to offer beside an answer, as search/query/offers.py and search/query/spelling.py.
(function () {
  "use strict";

  const { render } = Dateline.render;
  const { isLong, whole, replaced, words, speltOut, speltOtherwise, openForms, articlesOf, spellings, slips, told } = Dateline.relax;
  const { longerNames } = Dateline.evaluate;
  const { FEW } = Dateline.constants.tree;
  const { relax: { TIMES }, absent: { SPELLINGS, LONG } } = Dateline.constants;
  const { AS_USUAL } = Dateline.constants.offers;

  /**
   * Queries that differ from this one, which finds `total` articles, in the spelling of a word: with what it is across the
   * Atlantic, too, if that finds more; or, of a rare word, with two words or one that begins as it does, if that finds many
   * times as many articles.
   * @param engine What `relaxations` takes, with `{apart, isFrequent}`: by word the compounds that may be meant by it, and whether
   *   one is known to be in many articles.
   */
  async function likelier(query, total, engine) {
    if (isLong(query.node)) return [];
    const offered = [];
    for (const { why, tree } of longerNames(query.node)) {
      const longer = whole(tree, query), found = await engine.count(longer, query.duplicates);
      if (found.total) offered.push({ query: render(longer), why, ...found });
    }
    offered.push(...await otherwise(query, total, engine));
    for (const [word, spell] of words(query.node)) {
      let left = SPELLINGS;
      for (const one of await meant(word, total, engine)) {
        const spelt = whole(replaced(query.node, ...spell(one.word)), query);
        const found = left ? told(spelt, query, one) || await engine.count(spelt, query.duplicates) : { total: 0 };
        if (found.total < TIMES * total) continue;
        left -= 1;
        offered.push({ query: render(spelt), why: `${one.word} instead of ${word.term}`, ...found });
      }
      const apart = !word.exact && engine.apart.get(word.term), least = (apart ? 2 : TIMES + 1) * total;
      const pairs = apart ? apart.map((pair) => ({ pair })) : total <= FEW ? await open(word, spell, total, engine) : [];
      for (const { pair, ...known } of pairs) {
        offered.push(...await either(query, least, engine.count, spell(...pair), `${pair.join(" ")} as well as ${word.term}`, known));
      }
    }
    return offered;
  }

  const alone = (term, exact) => ({ kind: "word", term, zone: "text", exact, form: "" });

  /** The query with other spellings of its words, which the archive has, beside these. */
  async function otherwise(query, total, { count, marks, vocabulary }) {
    const articles = async (atom) => (await count(atom.kind === "word" ? alone(atom.term, true) : atom, "show")).total;
    const offered = [], without = speltOut(query.text), isMarked = (term) => marks.has(`^${term}`) || without.has(term);
    for (const [there, here, old, fresh] of speltOtherwise(query, vocabulary)) {
      if (old.kind === "word" && (old.exact || !isMarked(old.term))) continue;
      if (!there.split(" ").some(isMarked)) continue;
      const own = await articles(old), usual = own && await articles(fresh);
      if (!own || !usual || usual * AS_USUAL < own) continue;
      offered.push(...await either(query, total + 1, count, [old, fresh], `${here} as well as ${there}`));
    }
    return offered;
  }

  /** Two words in a row that a word which few articles have may be, as many have: `{pair}`, and what `Postings.meant` tells with it. */
  async function open(word, spell, total, { count, vocabulary, meant, isFrequent, atLeast }) {
    const { term, exact } = word;
    if (total > FEW || Array.from(term).length < LONG || isFrequent(term) || (exact && spell(term)[0].kind === "word")) return [];
    const isFew = (await count(alone(term, false), "show")).total <= FEW;
    if (!isFew) return [];
    const [, written] = spell(term, term), told = written.exact && written.slop === null ? await meant(term) : null;
    if (told) return told.pairs.filter(({ most }) => most >= TIMES * total);
    return (await openForms(term, articlesOf(word, spell, count, vocabulary), TIMES * total, atLeast)).map((pair) => ({ pair }));
  }

  /** The query with an atom of it or another in its place, where that finds so many at least; of these alone that may be known. */
  async function either(query, least, count, forms, why, known = {}) {
    const tree = whole(replaced(query.node, forms[0], { kind: "or", parts: forms }), query);
    const found = (tree.parts === forms && told(forms[0], query, known)) || await count(tree, query.duplicates);
    return found.total < least ? [] : [{ query: render(tree), why, ...found }];
  }

  /** The words that a rare one may be a slip of, the likeliest first. */
  async function meant(word, total, engine) {
    const { count, marks, rare, isFrequent } = engine, { term } = word;
    if (total > rare || Array.from(term).length < LONG || (isFrequent(term) && !marks.has(`~${term}`))) return [];
    if ((await count(alone(term, false), "show")).total <= FEW) return total <= FEW ? spellings(word, total, engine) : [];
    return slips(word, total, engine);
  }

  Dateline.offers = { likelier };
})();
