// One word or quote of a query, with the field it stands in, to an atom of its tree, as search/query/atoms.py.
//
// Nodes are plain objects, as in search/query/tree.py. Of atoms `kind` is word {term, exact, form}, form {form}, pattern {pattern}, fuzzy {term, edits},
// phrase {terms, slop, exact}, attribute {name, terms} or dates {first, last}. All have `at`, a span of the query; the
// first five have `zone`. The other nodes: everything {}, and {parts}, or {parts}, not {part}.
(function () {
  "use strict";

  const { SPACE } = Dateline.codepoints;
  const { tokens } = Dateline.terms;
  const { TEXT_FIELDS, VALUE_FIELDS, DATE_FIELDS, CURLY } = Dateline.constants.syntax;
  const { OPERATORS, CALLED, AROUND } = Dateline.constants.elsewhere;
  const { MAX_NEAR, MAX_PATTERNS, MAX_SLOP, DASHES } = Dateline.constants.atoms;
  const BLANK = `${SPACE}\\x00-\\x1f\\x7f-\\x9f\\ufeff`;
  const STOP = `${BLANK}()"${CURLY}`;
  // A straight quote ends with a straight one, a typographic quote with any: languages disagree on which.
  const QUOTE = `(?:"([^"]*)|[${CURLY}]([^"${CURLY}]*))(["${CURLY}]|$)(~[^${STOP}]*)?`;
  const INSIDE = `[^\\[\\](){}"${CURLY}]{0,40}`;
  const RANGE = `[\\[\\{](?:${INSIDE})[${BLANK}]TO[${BLANK}](?:${INSIDE})[\\]\\}]`;
  const A_RANGE = new RegExp(`^[\\[\\{](${INSIDE})[${BLANK}]TO[${BLANK}](${INSIDE})[\\]\\}]$`, "u");
  const END = `([0-9][^${STOP}]*|today|yesterday)`, TO = "to|TO|until|till|through|[-–—…]|\\.\\.\\.?";
  const SPOKEN = `(?:from|between)[${BLANK}]+${END}[${BLANK}]+(?:${TO}|and|AND)[${BLANK}]+${END}|${END}[${BLANK}]+(?:${TO})[${BLANK}]+${END}`;
  const SITE = `(?:url|Url|URL):[Hh]ttps?://(?=[^${STOP}])`;
  const A_SPOKEN = new RegExp(`^(?:${SPOKEN})$`, "u");
  const QUOTED = new RegExp(QUOTE, "uy");
  const LETTER = "(?:(?!\\p{Nd})[\\p{L}\\p{N}])";
  const SIGN = new RegExp(`\\||&&|${LETTER}\\+${LETTER}`, "u");
  const COMPARED = new RegExp(`^(?:${[...TEXT_FIELDS, ...VALUE_FIELDS, ...DATE_FIELDS].join("|")})(?==|[<>][=0-9])`, "i");
  const HIDDEN = { "*": "ꟷ", "?": "ꟻ", "ꟷ": "*", "ꟻ": "?" };

  const length = (text) => Array.from(text).length;
  const wild = (text) => /[*?]/.test(text);

  /** A stretch of the query for use in a message. */
  const shown = (text) => (length(text) <= 40 ? `\`${text}\`` : `\`${Array.from(text).slice(0, 39).join("")}…\``);

  /**
   * The atom for `text.slice(...at)`, or null where an error covers it all.
   * `complain(at, reason, advice)` is called with each error.
   */
  function parseAtom(text, at, field, complain) {
    QUOTED.lastIndex = at[0];
    const quote = QUOTED.exec(text);
    if (DATE_FIELDS.includes(field)) return dates(text, at, field, complain, quote);
    const node = quote ? quoted(at, quote, complain) : word(text, at, complain);
    if (!node || !field) return node;
    return TEXT_FIELDS.includes(field) ? { ...node, zone: field } : attribute(node, field, complain);
  }

  function word(text, at, complain) {
    const raw = text.slice(at[0], at[1]);
    const other = elsewhere(raw, text.slice(at[1], at[1] + 1));
    if (other) {
      complain(at, ...other);
      return null;
    }
    if (raw.startsWith("==") && /[^=]/.test(raw)) return Dateline.surface.exactForm(raw, at, complain);
    const bare = raw.startsWith("=") ? raw.slice(1) : raw;
    const tilde = bare.indexOf("~");
    const stem = tilde < 0 ? bare : bare.slice(0, tilde);
    const found = terms(stem, /[*?]/g);
    if (!found.length || !found.every(searchable)) {
      if (wild(stem)) complain(at, `${shown(raw)} matches every word`, "give it a letter or a digit, as in bagh*");
      else {
        const advice = raw === "-" ? "write - right before the word to leave out" : "leave it out";
        complain(at, `there is nothing to search for in ${shown(raw)}`, advice);
      }
      return null;
    }
    if (DASHES.includes(raw[0])) {
      complain(at, `${shown(raw)} starts with a dash that leaves nothing out`, "write - or nothing there");
      return null;
    }
    if (/^(?:--|!!)/.test(raw)) {
      complain(at, `${shown(raw)} starts with two signs, and one leaves a word out`, "write one - or nothing there");
      return null;
    }
    if (tilde >= 0) return fuzzy(raw, found, bare.slice(tilde + 1), at, complain);
    if (found.length > 1 && found.join("").includes("?")) {
      complain(at, `${shown(raw)} is several words, and ? is for single ones`, "use *, or leave the ? out");
      return null;
    }
    return atom(found, stem, at, raw !== bare);
  }

  /** What is wrong with a word that is an operator in other tools, and what to write here, as search/query/elsewhere.py. */
  function elsewhere(raw, following) {
    const nearest = (distance) => `for words near each other write "a b"~${distance}; else quote it`;
    const name = following === "(" ? raw.toLowerCase().replace(/[0-9]+$/, "") : "";
    if (AROUND.includes(name)) return [`${shown(raw)} is no operator here`, nearest(5)];
    if ([...TEXT_FIELDS, ...VALUE_FIELDS, ...DATE_FIELDS, ...CALLED].includes(name)) {
      return [`${shown(`${raw}(`)} is no operator here`, "write a field as in title:(word), or a blank before the ("];
    }
    if (/^(?:(?:w|n|o?near|pre|within)?\/[0-9]+|(?:w|near|pre)?\/[sp]|~[0-9]+)$/i.test(raw)
        || /^(?:O?NEAR|ADJ)[0-9]*$/.test(raw)) {
      return [`${shown(raw)} is no operator here`, nearest(raw.replace(/[^0-9]/g, "") || 5)];
    }
    const boost = /\^[0-9.]+$/.exec(raw);
    if (boost) return [`${shown(boost[0])} weighs words in other tools, and nothing here`, "leave it out, or quote the word"];
    if (raw[0] === "^") return [`${shown(raw)} is for beginnings in other tools, and nothing here is`, "leave it out, or quote the word"];
    if (Object.hasOwn(OPERATORS, raw)) return [`${shown(raw)} is no operator here`, `${OPERATORS[raw]}, or quote it`];
    if (/^~+[^~]/.test(raw)) return [`${shown(raw)} starts with a ~, which follows a word here`, "write word~, or leave it out"];
    if (raw.startsWith("/") && raw.endsWith("/") && /[.*+?[\]^$\\]/.test(raw)) {
      return [`${shown(raw)} is a regular expression, and none are understood here`, "write word*, or quote it"];
    }
    const field = COMPARED.exec(raw);
    if (field) {
      const value = raw.slice(field[0].length).replace(/^=+/, "");
      return [`a colon follows a field's name, as in ${field[0]}:`, `write ${shown(`${field[0]}:${value}`)}, or quote it`];
    }
    const found = SIGN.exec(raw);
    if (found) {
      const sign = found[0].replace(/[^|&+]/g, ""), operator = sign === "|" ? "OR" : "AND";
      const parts = raw.split(/[|&+]+/).filter(Boolean).join(` ${operator} `);
      return [`${shown(sign)} is no operator inside a word`, length(raw) <= 40 ? `write (${parts}), or quote it` : `write ${operator}, or quote it`];
    }
    return A_RANGE.test(raw) ? [`${shown(raw)} is a range, and ranges are for dates`, "write date:2025-04..2025-05"] : null;
  }

  function fuzzy(raw, found, edits, at, complain) {
    if (!["", "1", "2"].includes(edits)) {
      complain(at, `only 1, 2 or nothing can follow the ~ of ${shown(raw)}`, "or quote it");
    } else if (found.length > 1) {
      complain(at, `${shown(raw)} is several words, and ~ is for single ones`, "write ~ after one word");
    } else if (wild(found[0])) {
      complain(at, `${shown(raw)} has both a wildcard and ~`, "use one of them");
    } else if (length(found[0]) < 3) {
      complain(at, `${shown(raw)} is too short for ~`, "use it with words of three letters or more");
    } else {
      const usual = length(found[0]) > 5 ? 2 : 1;
      return { kind: "fuzzy", term: found[0], edits: edits ? Number(edits) : usual, at, zone: "text" };
    }
    return null;
  }

  function quoted(at, quote, complain) {
    const content = quote[1] === undefined ? quote[2] : quote[1];
    const suffix = quote[4];
    // `?` is punctuation here; a `*` that touches a word makes a pattern, and one between words is an error.
    const every = terms(content, /\*/g), found = every.filter((term) => term !== "*");
    if (!quote[3]) complain([at[0], at[0] + 1], "this quote is not closed", "add a quotation mark where it should end");
    if (!found.length) {
      complain(at, "there is nothing to search for in the quotes", "leave them out");
      return null;
    }
    if (!found.every(searchable)) {
      complain(at, "a part of the quote matches every word", "give it a letter or a digit, as in bagh*");
      return null;
    }
    if (every.join(" ").replace(/^[* ]+|[* ]+$/g, "").split(" ").includes("*")) {
      const example = length(found.join(" ")) <= 40 ? `"${found.join(" ")}"~1` : '"a b"~1';
      complain(at, "a * by itself in a quote is no word here", `for words near each other write ${example}`);
      return null;
    }
    const node = atom(found, content, at, true);
    const end = quote.index + quote[0].length;
    return suffix === undefined ? node : near(node, suffix, [end - suffix.length, end], complain);
  }

  /** A quote with its `~5`. */
  function near(node, suffix, at, complain) {
    const distance = /^~0*([0-9]+)$/.exec(suffix);
    if (!distance) {
      complain(at, "a number follows the ~ of a quote", 'say how many words may stand between: "a b"~5');
    } else if (distance[1].length > 2) {
      complain(at, `words can be at most ${MAX_SLOP} apart`, "write less, or join the words with AND");
    } else if (node.kind !== "phrase") {
      complain(at, "only a quote of two words or more can have ~ and a number", "for spellings write word~");
    } else if (node.terms.length > MAX_NEAR) {
      complain(at, `at most ${MAX_NEAR} words can be near each other`, "quote fewer, or leave out the ~");
    } else if (new Set(node.terms.filter(wild)).size > MAX_PATTERNS) {
      complain(at, `at most ${MAX_PATTERNS} different patterns can be near each other`, "write some as whole words");
    } else {
      return { ...node, slop: Number(distance[1]) };
    }
    return node;
  }

  function attribute(node, field, complain) {
    const found = node.kind === "phrase" ? node.terms : [node.kind === "pattern" ? node.pattern : node.term];
    const nearby = node.kind === "fuzzy" || node.kind === "form" || (node.kind === "phrase" && node.slop !== null);
    if (nearby || wild(found.join("").replace(/\*$/, ""))) {
      complain(node.at, `\`${field}:\` takes only words, quoted words and word*`, "write it without ~, ? or ==");
      return null;
    }
    if (field === "url" && found[0] === "www" && found.length > 1) found.shift(); // no site is kept with it
    return { kind: "attribute", name: field, terms: found, at: node.at };
  }

  function dates(text, at, field, complain, quote) {
    let raw = text.slice(at[0], at[1]);
    if (quote) {
      complain(at, `the date ${shown(raw)} is quoted`, `write it year first, without quotes: ${field}:2025-04-24`);
      return null;
    }
    const spoken = A_SPOKEN.exec(raw);
    if (spoken) raw = spoken.slice(1).filter(Boolean).join("..");
    const found = A_RANGE.exec(raw);
    if (found && /[{}]/.test(raw)) {
      complain(at, "curly braces leave out the ends of a range elsewhere", "write after:2025-04 or before:2025-04");
      return null;
    }
    if (found) raw = found.slice(1).map((end) => end.replace(new RegExp(`[${BLANK}*]`, "gu"), "")).join("..");
    const { after, before, range } = Dateline.period;
    try {
      const [first, last] = field === "after" ? [after(raw), null] : field === "before" ? [null, before(raw)] : range(raw);
      return { kind: "dates", first, last, at };
    } catch (error) {
      if (!error.bad) throw error;
      complain(at, error.problem, Dateline.constants.period.ADVICE + (field === "date" ? "; a range is 2025-04..2025-05" : ""));
      return null;
    }
  }

  function atom(found, text, at, exact) {
    const patterned = wild(found.join(""));
    if (found.length > 1) return { kind: "phrase", terms: found, at, zone: "text", slop: null, exact: exact || patterned };
    if (patterned) return { kind: "pattern", pattern: found[0], at, zone: "text" };
    return { kind: "word", term: found[0], at, zone: "text", exact, form: (Dateline.surface && Dateline.surface.formsIn(text)[0]) || "" };
  }

  /** The terms of a text, with their wildcards: two letters of Roman inscriptions stand in for these meanwhile. */
  function terms(text, wildcards) {
    const hidden = text.replace(wildcards, (letter) => HIDDEN[letter]);
    const found = tokens(hidden).map((token) => token.term);
    if (hidden === text) return found;
    return found.map((term) => term.replace(/[ꟷꟻ]/g, (letter) => HIDDEN[letter]).replace(/\*+/g, "*"));
  }

  const searchable = (term) => !/^[*?'.]*$/.test(term);

  Dateline.atoms = { parseAtom, shown, BLANK, STOP, QUOTE, RANGE, SITE, SPOKEN, LETTER };
})();
