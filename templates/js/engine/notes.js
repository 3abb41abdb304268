// What is said beside an answer of how its query was understood, as search/query/notes.py.
(function () {
  "use strict";

  const { tokens } = Dateline.terms;
  const { shown, LETTER } = Dateline.atoms;
  const { MONTHS } = Dateline.constants.display;
  const { CURRENCIES } = Dateline.constants.surface;
  const OPERATORS = {
    or: "write OR in capitals for one or the other",
    not: "write NOT in capitals, or -, to leave out what follows",
  };
  const ENDS = ["word", "quote", ")"], BEGINS = ["word", "quote", "(", "field", "-", "+", "NOT"];

  const CUT = new RegExp(`^${LETTER}{3,}[!$%]$`, "u"), LETTERS = new RegExp(`^${LETTER}+$`, "u");
  // What other tools write between words that stand near each other, and may be words.
  const DISTANCE = /^(?:near|adj|(?:near|adj|pre)[0-9]{1,2}|[nw][0-9])$/i, SAME = /^(?:SAME|WITH|BEFORE|AFTER)$/;
  const JOINED = new RegExp(`^${LETTER}{2,}(?:[/,;]${LETTER}{2,})+$`, "u"), ASKED = new RegExp(`^${LETTER}+\\?$`, "u");
  const DATED = /(?:date|after|before):|[12][0-9]{3}(?:[-/.][0-9]|\.\.)/i;
  const DAYS = /^[12][0-9]{3}(?:(?:-[0-9]{1,2}|(?:[-/.][0-9]{1,2}){2})(?:\.\.[0-9./-]*)?|\.\.[0-9./-]*)$/;
  const BETWEEN = ["to", "until", "till", "through", "and", "or"];
  const length = (text) => Array.from(text).length;

  /** Whole sentences about a query, each once. */
  function notes(text) {
    const found = Dateline.parse.lex(text), said = new Set();
    found.slice(0, -1).forEach((token, at) => {
      const before = at ? found[at - 1].kind : "", after = found[at + 1];
      if (token.kind !== "word" || before === "field") return;
      const raw = text.slice(token.start, token.end), following = text.slice(after.start, after.end), operator = raw.toLowerCase();
      if (CUT.test(raw) && raw === operator) said.add(`${shown(raw)} is searched for as ${raw.slice(0, -1)}; words that begin so are ${raw.slice(0, -1)}*.`);
      if (BEGINS.includes(after.kind) && (operator === "not" || (operator === "or" && ENDS.includes(before)))) {
        said.add(`${shown(raw)} is searched for as a word; ${OPERATORS[operator]}.`);
      }
      if (ENDS.includes(before) && operator === "but" && ["NOT", "-"].includes(after.kind)) {
        said.add(`${shown(raw)} is searched for as a word; leave it out before ${after.kind}.`);
      }
      if (raw.startsWith("==") && raw[2] && CURRENCIES.includes(raw[2]) && /^\p{L}+$/u.test(following)) {
        const amount = tokens(`${raw} ${following}`).map(({ term }) => term).join(" ");
        said.add(`${shown(raw)} ends there, and ${shown(following)} may stand anywhere; add "${amount}" for both in a row.`);
      }
      if (length(raw) <= 40 && operator !== "and/or" && JOINED.test(raw)) {
        const words = raw.split(/[/,;]/);
        said.add(`${shown(raw)} is searched for as words in a row; write (${words.join(" OR ")}) for any, ${words.join(" ")} for all.`);
      }
      if (before && after.kind === "end" && ASKED.test(raw)) {
        said.add(`${shown(raw)} is searched for as ${raw.slice(0, -1)} and one more letter; leave out the ? for the word itself.`);
      }
      if (at) near(text, found[at - 1], token, after).forEach(said.add, said);
    });
    return [...said, ...singleQuotes(text, found.filter(({ kind }) => kind === "word")), ...dates(text)];
  }

  /** Of a word between two others that may be meant for their distance. */
  function near(text, before, token, after) {
    const raw = text.slice(token.start, token.end), following = text.slice(after.start, after.end), small = raw.toLowerCase();
    const isShouted = raw !== small && text === text.toUpperCase();
    if (!ENDS.includes(before.kind) || !BEGINS.includes(after.kind) || isShouted) return [];
    if (small === "xor") return [`${shown(raw)} is searched for as a word; write (a -b) OR (b -a) for one without the other.`];
    const within = small === "within" && /^\/?[0-9]+$/.test(following);
    if (!within && !DISTANCE.test(raw) && !SAME.test(raw)) return [];
    const distance = (within ? following : raw).replace(/[^0-9]/g, "").slice(0, 2) || 5;
    const words = [before, after].filter(({ kind }) => kind === "word").map(({ start, end }) => text.slice(start, end));
    const quoted = words.length === 2 && words.every((word) => length(word) <= 20 && LETTERS.test(word)) ? words.join(" ") : "a b";
    return [`${shown(raw)} is searched for as a word; for words near each other write "${quoted}"~${distance}.`];
  }

  function singleQuotes(text, words) {
    const opening = words.find(({ start }) => "'‘".includes(text[start]));
    const closing = words.findLast(({ end }) => "'’".includes(text[end - 1]));
    if (!opening || !closing || opening.start >= closing.start) return [];
    const quoted = text.slice(opening.start + 1, closing.end - 1);
    return [`Single quotes mean nothing here; write ${length(quoted) <= 40 ? `"${quoted}"` : "double quotes"} for words in a row.`];
  }

  function dates(text) {
    if (!DATED.test(text)) return [];
    let behindDates = false;
    for (const leaf of Dateline.parse.leaves(Dateline.parse.parse(text, false).node)) {
      const raw = text.slice(...leaf.at), small = raw.toLowerCase();
      if (["word", "phrase"].includes(leaf.kind) && leaf.zone === "text") {
        const month = length(raw) > 2 && MONTHS.some((name) => name.toLowerCase().startsWith(small.replace(/\.+$/, "")));
        if (DAYS.test(raw) || (behindDates && (month || /^[12][0-9]{3}$/.test(raw)))) {
          return [`${shown(raw)} is searched for in the text; a date is date:2025-04, a range date:2025-04..2025-05.`];
        }
        if (BETWEEN.includes(small)) continue;
      }
      behindDates = leaf.kind === "dates";
    }
    return [];
  }

  Dateline.notes = { notes };
})();
