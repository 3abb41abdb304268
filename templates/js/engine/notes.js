// What is said beside an answer of how its query was understood, as search/query/notes.py.
(function () {
  "use strict";

  const { tokens } = Dateline.terms;
  const { shown } = Dateline.atoms;
  const { CURRENCIES } = Dateline.constants.surface;
  const OPERATORS = {
    or: "write OR in capitals for one or the other",
    not: "write NOT in capitals, or -, to leave out what follows",
  };
  const ENDS = ["word", "quote", ")"], BEGINS = ["word", "quote", "(", "field", "-", "+", "NOT"];

  /** Whole sentences about a query, each once. */
  function notes(text) {
    const found = Dateline.parse.lex(text), said = new Set();
    found.slice(0, -1).forEach((token, at) => {
      const before = at ? found[at - 1].kind : "", after = found[at + 1];
      if (token.kind !== "word" || before === "field" || !BEGINS.includes(after.kind)) return;
      const raw = text.slice(token.start, token.end), following = text.slice(after.start, after.end), operator = raw.toLowerCase();
      if (operator === "not" || (operator === "or" && ENDS.includes(before))) {
        said.add(`${shown(raw)} is searched for as a word; ${OPERATORS[operator]}.`);
      }
      if (raw.startsWith("==") && raw[2] && CURRENCIES.includes(raw[2]) && /^\p{L}+$/u.test(following)) {
        const amount = tokens(`${raw} ${following}`).map(({ term }) => term).join(" ");
        said.add(`${shown(raw)} ends there, and ${shown(following)} may stand anywhere; add "${amount}" for both in a row.`);
      }
    });
    return [...said];
  }

  Dateline.notes = { notes };
})();
