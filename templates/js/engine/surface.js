// Words in capitals or with symbols, as index/analysis/surface.py and search/query/forms.py: what a query may mean by
// them, what articles have of them, read from the files that search/site/form_files.py writes, and where they stand.
(function () {
  "use strict";

  const { SPACE, WORD, lastNotAfter } = Dateline.codepoints;
  const { hashedName, inflated, numbers, sections, text: decoded } = Dateline.store;
  const { tokens, normalize, DIGIT } = Dateline.terms;
  const { CURLY } = Dateline.constants.syntax;
  const { APOSTROPHES } = Dateline.constants.terms;
  const { COUNT_MAX, TITLE_MAX } = Dateline.constants.frequency;
  const { CURRENCIES, HYPHENS, LONGEST, LONGEST_MIXED, NUMBER_MAX } = Dateline.constants.surface;
  const CASED = new RegExp(`^(?:(?![\\u0800-\\u{10ffff}])[\\p{Lu}\\p{Lowercase}0-9]){2,${LONGEST_MIXED}}$`, "u");
  const CAPITALS = new RegExp(`^\\p{Lu}{${LONGEST + 1},}$`, "u"), OF_CAPITALS = /^[\p{Lu}0-9]+$/u;
  const PECULIAR = /^.+\p{Lu}|^\p{Lu}.*[0-9]/u;
  const POSSESSIVE = new RegExp(`[${APOSTROPHES}][sS]$`, "u");
  const NUMBER = `[${HYPHENS}]([0-9][0-9A-Za-z]{0,${NUMBER_MAX - 1}})(?![.,]?[${WORD}])`;
  const AFTER = new RegExp(`(\\+\\+?|#)(?![${WORD}+#])|[ \\xa0\\u202f]?([%${CURRENCIES}])(?![${WORD}])|${NUMBER}`, "uy");
  const SMALL = /(?!\p{Uppercase})\p{L}(?!\p{Uppercase})\p{L}/u;
  const CHUNK = "[A-Za-z0-9.,'`\\x80-\\u{10ffff}]", SHOUTED = `[A-Z](?:${CHUNK}*[A-Z])?`;
  const ROWS = new RegExp(`(?<!${CHUNK})[.,'\`]?${SHOUTED}(?: ${SHOUTED}){2,}(?=[.,'\`]{0,2}(?!${CHUNK}))`, "gu");
  const SYMBOLS = new RegExp(`^[${CURRENCIES}%+#]+|[${CURRENCIES}%+#]+$`, "gu");

  /** Whether a text has capitals, and no small letters. */
  const isUpper = (text) => !/\p{Lowercase}|\p{Lt}/u.test(text) && /\p{Uppercase}/u.test(text);

  /** A token as a word with capitals, or nothing. */
  function withCapitals(token) {
    const word = token.replace(POSSESSIVE, ""), core = DIGIT.test(word) ? word : word.replace(/\./g, "");
    return CASED.test(core) && !CAPITALS.test(core) && PECULIAR.test(core) ? core : "";
  }

  /** A token of a text with each symbol that adjoins it. */
  function withSymbols(text, { term, start, end }) {
    const before = start ? text[start - 1] : "", found = before && CURRENCIES.includes(before) ? [before + term] : [];
    AFTER.lastIndex = end;
    const after = text[end - 1] === "." ? null : AFTER.exec(text);
    if (!after) return found;
    const [, symbol, ofNumber, number] = after, word = text.slice(start, end);
    if (symbol) found.push(term + symbol);
    else if (ofNumber && DIGIT.test(term)) found.push(ofNumber === "%" ? `${term}%` : ofNumber + term);
    else if (number && (withCapitals(word) === word || /^(?![\u0800-\u{10ffff}])\p{Lu}$/u.test(word))) found.push(`${word}-${number}`);
    return found;
  }

  /** The surface forms that some of a query is, the most telling first. */
  function formsIn(text) {
    const [first, ...others] = tokens(text);
    if (!first) return [];
    const symbols = withSymbols(text, first);
    if (others.length) return symbols.filter((form) => form.includes("-") && others.at(-1).end === first.start + form.length);
    return [...symbols, withCapitals(text.slice(first.start, first.end))].filter(Boolean);
  }

  /** What `==` and a word find, or null where that is no surface form. */
  function exactForm(raw, at, complain) {
    const word = raw.slice(2).replace(new RegExp(`["${CURLY}]`, "gu"), "");
    const [form] = /[*?~]/.test(word) ? [] : formsIn(word);
    if (form) return { kind: "form", form, at, zone: "text" };
    const found = tokens(word).map(({ term }) => term), several = formsWithin(word);
    if (found.length > 1 && several) {
      complain(at, `${Dateline.atoms.shown(raw)} is several words, and == is for single ones`, `write ${several}`);
      return null;
    }
    const spelled = found.length === 1 && !/^[*?'.]*$/.test(found[0]) ? `; the word as spelled is =${found[0]}` : "";
    complain(at, `${Dateline.atoms.shown(raw)} is no word that == can tell from others`,
      `write it as in ==US, ==MPs, ==F-16, ==C++ and ==$5${spelled}`);
    return null;
  }

  /** What finds the surface forms of several words, and the words side by side; or nothing. */
  function formsWithin(text) {
    const all = tokens(text), forms = new Set(all.flatMap((token) => formsOf(text, token)));
    return forms.size ? [...[...forms].map((form) => `==${form}`), `"${all.map(({ term }) => term).join(" ")}"`].join(" ") : "";
  }

  /** What scores: a query's atoms, and after them the surface forms that its words are written as. */
  function scoring(query, atoms) {
    const words = atoms.filter(({ kind, form }) => kind === "word" && form);
    const shouted = words.length && isUpper(query) && query.split(new RegExp(`[${SPACE}]+`, "u")).filter((part) => /\p{L}/u.test(part)).length > 1;
    const preferred = words.filter(({ form }) => !(shouted && /^[\p{L}0-9]+$/u.test(form)));
    return [...atoms, ...preferred.map(({ form, at, zone }) => ({ kind: "form", form, at, zone, preferred: true }))];
  }

  /** Of each word with a symbol that no article has with it, that it is so. */
  const unwritten = (query, scoring, found) => scoring
    .filter(({ preferred, form }, at) => preferred && !found[at].docs.length && !/^[\p{L}\p{N}]+$/u.test(form))
    .map(({ form, at }) => `No article has ${Dateline.atoms.shown(query.slice(...at))} as written; these have ${plainTerm(form)}.`);

  /** The term of the words that have a surface form. */
  const plainTerm = (form) => normalize(form.replace(SYMBOLS, "").split("-")[0]);

  /** What a surface form finds. Its word's postings are loaded too, which know the articles' lengths. */
  async function find({ postings, vocabulary }, form) {
    const { store, meta } = postings, none = { docs: [], counts: [], titles: [], leads: [] };
    if (!meta.f.length) return none;
    const load = async () => postings.load([await vocabulary.stem(plainTerm(form))], false);
    const [lists] = await Promise.all([store.get(`f${hashedName(meta.f[lastNotAfter(meta.f, form)])}`, read), load()]);
    return lists.get(form) || none;
  }

  function read(content) {
    const [lines, gaps, counts, zones] = sections(inflated(content)), docs = numbers(gaps);
    let end = 0;
    return new Map(decoded(lines).split("\n").map((line) => {
      const [form, count] = line.split(" "), start = end;
      end += Number(count);
      for (let at = start, doc = -1; at < end; at += 1) docs[at] = doc += docs[at] + 1;
      const own = zones.subarray(start, end);
      return [form, {
        docs: docs.subarray(start, end), counts: counts.subarray(start, end),
        titles: own.map((zone) => zone & TITLE_MAX), leads: own.map((zone) => zone >> 3),
      }];
    }));
  }

  /** What a surface form finds as a preferred one: the same articles, however often it stands there. */
  function evened({ docs }) {
    return { docs, counts: Array.from(docs, () => COUNT_MAX), titles: Array.from(docs, () => 0), leads: Array.from(docs, () => 0) };
  }

  /** The surface forms of a token of a text. */
  function formsOf(text, token) {
    const found = withSymbols(text, token), form = withCapitals(text.slice(token.start, token.end));
    if (!form) return found;
    const end = text.indexOf("\n", token.start), begin = text.lastIndexOf("\n", token.start) + 1;
    const line = text.slice(begin, end < 0 ? text.length : end);
    return OF_CAPITALS.test(form) && (!SMALL.test(line) || inRow(line, token.start - begin)) ? found : [form, ...found];
  }

  const has = (text, token, form) => formsOf(text, token).includes(form);

  /** Whether the word at a place is one of three or more in a row that begin and end with a capital of ASCII. */
  function inRow(line, at) {
    for (const row of line.matchAll(ROWS)) if (row.index <= at && at < row.index + row[0].length) return true;
    return false;
  }

  Dateline.surface = { formsIn, exactForm, scoring, unwritten, plainTerm, find, evened, has };
})();
