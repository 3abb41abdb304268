// What to offer beside an answer, as search/query/offers.py and search/query/spelling.py.
(function () {
  "use strict";

  const { render } = Dateline.render;
  const { whole, replaced, words, spellings, distinct, likelier: byCount } = Dateline.relax;
  const { FEW } = Dateline.constants.tree;
  const { SURE, VARIANTS } = Dateline.constants.spelling;
  const { SPELLINGS, TIMES, LONG } = Dateline.constants.relax;
  const { OFTENER, AS_USUAL } = Dateline.constants.offers;

  /**
   * Queries that differ from this one, which finds `total` articles, in the spelling of a word: with what it is across the
   * Atlantic, too, if that finds more; or, of a rare word, with one that begins as it does and finds many times as many articles.
   * @param engine `{count, candidates, marks, rare, isFrequent}`: the first as `relaxations` has it, the words that may be
   *   offered in place of one, words that others are offered for, in how many articles a rare one stands at most, and
   *   whether one is known to be in many.
   */
  async function likelier(query, total, engine) {
    const offered = [];
    for (const [word, spell] of words(query.node)) {
      if (spell(word.term)[0] === word && !word.exact && engine.marks.has(`^${word.term}`)) {
        offered.push(...await speltOtherwise(query, total, word, engine.count));
      }
      let left = SPELLINGS;
      for (const one of await meant(word, total, engine)) {
        const spelt = whole(replaced(query.node, ...spell(one.word)), query);
        const found = left ? told(spelt, query, one) || await engine.count(spelt, query.duplicates) : { total: 0 };
        if (found.total < TIMES * total) continue;
        left -= 1;
        offered.push({ query: render(spelt), why: `${one.word} instead of ${word.term}`, ...found });
      }
    }
    return offered;
  }

  /** What the answer to a tree counts that is no more than a word to be offered, if that is told with it. */
  function told({ kind, exact, zone }, { duplicates }, { stories, copies }) {
    if (kind !== "word" || exact || zone !== "text" || duplicates === "only" || !stories) return null;
    return duplicates === "show" ? { total: stories + copies, copies: 0 } : { total: stories, copies };
  }

  const alone = (term, exact) => ({ kind: "word", term, zone: "text", exact, form: "" });

  /** The query with the other spellings of a word beside it. */
  async function speltOtherwise(query, total, word, count) {
    const articles = async (term) => (await count(alone(term, true), "show")).total;
    const own = await articles(word.term), offered = [];
    for (const term of otherSpellings(word.term)) {
      const usual = await articles(term);
      if (!own || !usual || usual * AS_USUAL < own) continue;
      const either = { kind: "or", parts: [word, { ...word, term, form: "" }] };
      const tree = whole(replaced(query.node, word, either), query), found = await count(tree, query.duplicates);
      if (found.total > total) offered.push({ query: render(tree), why: `${term} as well as ${word.term}`, ...found });
    }
    return offered;
  }

  /** The words that a rare one may be a slip of, the likeliest first. */
  async function meant(word, total, { count, candidates, marks, rare, isFrequent }) {
    const { term } = word;
    if (total > rare || Array.from(term).length < LONG || (isFrequent(term) && !marks.has(`~${term}`))) return [];
    const found = (await count(alone(term, false), "show")).total;
    const known = async () => (await candidates(term)).filter((one) => one.count >= TIMES * total);
    if (found <= FEW) return total <= FEW ? spellings(word, await known()) : [];
    const own = found <= rare && marks.has(`~${term}`) ? (await count(alone(term, true), "show")).total : 0;
    if (own <= FEW) return [];
    const slips = (await known()).filter((one) => one.count >= OFTENER * own && Dateline.expand.near(term, one.word, 2) && isSlip(term, one.word));
    return distinct(word, slips.sort(byCount));
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

  /** Whether a word is a term of letters but for doubled ones or neighbours swapped; of long words, but for one letter. */
  function isSlip(term, word) {
    const ofLetters = /^\p{L}+$/u.test(term);
    if (!ofLetters || squeezed(term) === squeezed(word)) return ofLetters;
    const letters = (text) => Array.from(text).sort().join("");
    return Dateline.expand.near(term, word, 1) && (Array.from(term).length >= SURE || letters(term) === letters(word));
  }

  const squeezed = (term) => term.replace(/(.)\1+/gsu, "$1");

  Dateline.offers = { likelier };
})();
