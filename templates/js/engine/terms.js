// Text to terms, as index/analysis/terms.py: the same tokens, folded to the same terms.
(function () {
  "use strict";

  const { WORD } = Dateline.codepoints;
  const { APOSTROPHES, MARKS, WIDE, PLAIN } = Dateline.constants.terms;
  const LETTER = `(?:(?![\\p{Nd}_${APOSTROPHES}${WIDE}])[${WORD}][${MARKS}]*)`;
  const PIECE = `(?:(?![_${APOSTROPHES}${WIDE}])[${WORD}][${MARKS}]*)`;
  const TOKEN = new RegExp(
    `[${WIDE}]`
    + `|${LETTER}(?:\\.${LETTER})+(?![${MARKS}]*${PIECE})\\.?` // U.S., U.N
    + `|\\p{Nd}+(?:,\\p{Nd}{3}(?!\\p{Nd}))*(?:\\.\\p{Nd}+)*${PIECE}*` // 1,750 and 1.13bn and 3rd
    + `|${PIECE}+(?:[${APOSTROPHES}]${PIECE}+)*`, "gu");

  const FOLDED_MARKS = new RegExp(`[${Dateline.constants.terms.FOLDED_MARKS}]`, "g");
  const NO_LETTER = new RegExp(`(?![${MARKS}'.,])[^${WORD}]|_`, "gu");
  const REPLACED = new RegExp(`[${APOSTROPHES}${Object.keys(PLAIN).join("")}]`, "gu");
  // What Python's `isdigit` takes at the beginning of a term.
  const DIGIT = /^[\p{Nd}\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]/u;
  const AT_ONCE = 1000; // characters that are folded at once: normal forms take a square of the marks on one letter
  const PIECES = new RegExp(`[^]{1,${AT_ONCE}}(?= )|[^]{1,${AT_ONCE}}`, "gu");
  const ASCII = /^[\x00-\x7f]*$/;

  /** Lower-case, accents folded, apostrophes made one; Cyrillic й stays itself. */
  function fold(text) {
    const lower = text.toLowerCase();
    if (ASCII.test(lower)) return lower.replace(/`/g, "'");
    return lower.length > AT_ONCE ? lower.match(PIECES).map(folded).join("") : folded(lower);
  }

  function folded(lower) {
    return lower.normalize("NFKC").toLowerCase().replace(/й/g, "\ue000").normalize("NFKD")
      .replace(FOLDED_MARKS, "").replace(REPLACED, (letter) => PLAIN[letter] || "'")
      .normalize("NFC").replace(/\ue000/g, "й");
  }

  /** The term of one token. */
  function normalize(token) {
    let term = fold(token);
    if (!ASCII.test(token)) term = term.replace(NO_LETTER, "").replace(/^['.,]+|['.,]+$/g, "") || token;
    if (term.endsWith("'s")) term = term.slice(0, -2);
    return DIGIT.test(term) ? term.replace(/,/g, "") : term.replace(/\./g, "");
  }

  /** The tokens of a text in order: `{term, start, end}`, in UTF-16 units. */
  function tokens(text) {
    return Array.from(text.matchAll(TOKEN), (match) => (
      { term: cached(match[0]), start: match.index, end: match.index + match[0].length }));
  }

  const cache = new Map();

  /** `normalize`, since most tokens are of few words. */
  function cached(token) {
    let term = cache.get(token);
    if (term === undefined) {
      term = normalize(token);
      cache.set(token, term);
    }
    return term;
  }

  Dateline.terms = { fold, normalize, tokens, DIGIT };
})();
