// The query language, as search/query/parse.py: a query to a tree and the errors in it, by the same grammar.
//
//   alternatives = beside { "OR" beside }
//   beside       = chain { chain }
//   chain        = unary { "AND" unary }
//   unary        = ( "NOT" | "-" | "+" | name ":" ) unary | "(" alternatives ")" | quote | word
(function () {
  "use strict";

  const { parseAtom, shown, BLANK, STOP, QUOTE, RANGE, SITE, SPOKEN, LETTER } = Dateline.atoms;
  const { TEXT_FIELDS, VALUE_FIELDS, DATE_FIELDS, CURLY } = Dateline.constants.syntax;
  const { FOREIGN_FIELDS } = Dateline.constants.elsewhere;
  const { MAX_LENGTH, MAX_DEPTH, MOST_PATTERNS, MOST_FUZZY } = Dateline.constants.parse;
  const FIELDS = [...TEXT_FIELDS, ...VALUE_FIELDS, ...DATE_FIELDS];
  const TOKEN = new RegExp(
    `(?<blank>[${BLANK}]+)|(?<parenthesis>[()])|(?<form>==(?=["${CURLY}])${QUOTE})|(?<quote>${QUOTE})|(?<range>${RANGE}|(?:(?<=(?:date|Date|DATE):)|(?<=(?:date|Date|DATE):\\())(?:${SPOKEN}))|(?<sign>-(?![-)${BLANK}]|$)|[!¬](?![-!¬)${BLANK}]|$)|\\+(?![+)${BLANK}]|$))`
    + `|(?<operator>(?:AND|OR|NOT|&&?|\\|\\|?)(?![^${STOP}]))|(?<field>${SITE}|${LETTER}+:)|(?<word>[^${STOP}]+)`, "gu");
  // What other tools write for our operators.
  const ELSEWHERE = { "!": "-", "¬": "-", "&": "AND", "&&": "AND", "||": "OR", "|": "OR" };
  const BREAK = new RegExp(`[)${BLANK}]|$`, "uy");

  const isKnown = (name) => FIELDS.includes(name) || Object.hasOwn(FOREIGN_FIELDS, name);

  function lex(text) {
    const found = [];
    for (const match of text.matchAll(TOKEN)) {
      const piece = match[0], start = match.index, end = start + piece.length;
      let kind = ["blank", "parenthesis", "form", "quote", "range", "sign", "operator", "field", "word"].find((name) => match.groups[name] !== undefined);
      BREAK.lastIndex = end;
      if (kind === "field" && !isKnown(piece.slice(0, -1).toLowerCase()) && BREAK.test(text)) kind = "word";
      if (["parenthesis", "sign", "operator"].includes(kind)) kind = ELSEWHERE[piece] || piece;
      else if (kind === "range" || kind === "form") kind = "word";
      if (kind !== "blank") found.push({ kind, start, end });
    }
    return [...found, { kind: "end", start: text.length, end: text.length }];
  }

  /** One node of the parts there are, those of the same kind dissolved in it. */
  function join(kind, parts) {
    const present = parts.filter(Boolean);
    if (present.length < 2) return present[0] || null;
    const flat = present.flatMap((part) => (part.kind === kind ? part.parts : [part]));
    const at = [Math.min(...present.map((part) => part.at[0])), Math.max(...present.map((part) => part.at[1]))];
    return { kind, parts: flat, at };
  }

  /** Recursive descent over the tokens of one query; a method's null is a part that an error covers. */
  class Parser {
    constructor(text, anyWord) {
      this.text = text;
      this.anyWord = anyWord;
      this.errors = [];
      this.tokens = lex(text);
      this.position = 0;
      this.depth = 0;
      this.field = "";
      this.complain = (at, reason, advice) => this.errors.push({ at, reason, advice });
    }

    get next() {
      return this.tokens[this.position];
    }

    take(kind) {
      const token = this.next;
      if (token.kind !== kind) return null;
      this.position += 1;
      return token;
    }

    query() {
      this.checkOperators();
      const parts = [this.alternatives()];
      while (this.next.kind !== "end") {
        const stray = this.next;
        this.position += 1;
        this.complain([stray.start, stray.end], "this parenthesis closes nothing", "leave it out, or open one before it");
        parts.push(this.alternatives());
      }
      return join("and", parts) || { kind: "everything", at: [0, 0] };
    }

    /** Notes the operators that lack a part; the grammar's methods then pass over them. */
    checkOperators() {
      this.tokens.slice(0, -1).forEach((token, number) => {
        const before = this.tokens[number - 1], after = this.tokens[number + 1];
        if (["AND", "OR"].includes(token.kind) && (!before || before.kind === "(")) {
          this.dangling(token, "before");
        } else if (["AND", "OR", "NOT", "-", "+"].includes(token.kind) && ["AND", "OR", ")", "end"].includes(after.kind)) {
          this.dangling(token, "after");
        } else if (token.kind === "(" && after.kind === ")") {
          this.complain([token.start, after.end], "there is nothing in the parentheses", "leave them out");
        }
      });
    }

    dangling(token, side) {
      const advice = token.kind === "-" ? "write what to leave out right after it"
        : token.kind === "+" ? "write what must be there right after it" : `add what is missing, or write \`${token.kind.toLowerCase()}\` to search for the word`;
      this.complain([token.start, token.end], `there is nothing ${side} ${token.kind}`, advice);
    }

    alternatives() {
      const parts = [this.beside()];
      while (this.take("OR")) parts.push(this.beside());
      return join("or", parts);
    }

    beside() {
      const parts = [];
      while (!["OR", ")", "end"].includes(this.next.kind)) parts.push(this.chain());
      if (!this.anyWord) return join("and", parts);
      const excluded = parts.filter((part) => part && part.kind === "not");
      return join("and", [join("or", parts.filter((part) => !(part && part.kind === "not"))), ...excluded]);
    }

    chain() {
      const parts = [this.unary()];
      while (this.take("AND")) parts.push(this.unary());
      return join("and", parts);
    }

    unary() {
      const token = this.next;
      if (["AND", "OR", ")", "end"].includes(token.kind)) return null;
      this.position += 1;
      if (["quote", "word"].includes(token.kind)) return parseAtom(this.text, [token.start, token.end], this.field, this.complain);
      let node = null;
      this.depth += 1;
      if (this.depth > MAX_DEPTH) this.tooDeep(token);
      else if (token.kind === "(") node = this.group(token);
      else if (token.kind === "field") node = this.fielded(token);
      else if (token.kind === "+") {
        node = this.unary();
        if (this.anyWord) {
          this.complain([token.start, token.end], "+ has no meaning where any of the words is enough", "join what must be there by AND");
        }
      }
      else {
        const part = this.unary();
        node = part && { kind: "not", part, at: [token.start, part.at[1]] };
      }
      this.depth -= 1;
      return node;
    }

    group(opening) {
      const node = this.alternatives();
      const closing = this.take(")");
      if (!closing) this.complain([opening.start, opening.end], "this parenthesis is not closed", "add a ) where it should end");
      return node && { ...node, at: [opening.start, closing ? closing.end : node.at[1]] };
    }

    fielded(token) {
      const name = this.text.slice(token.start, token.end).split(":")[0].toLowerCase(), value = this.next;
      if (!FIELDS.includes(name)) {
        this.noField(token, value);
        return this.unary();
      }
      if (this.field) {
        this.complain([token.start, token.end], `\`${name}:\` stands inside \`${this.field}:\``, "write the fields side by side");
        return this.unary();
      }
      if (!["quote", "word", "("].includes(value.kind) || value.start !== token.end) {
        const example = DATE_FIELDS.includes(name) ? "2025-04" : "word";
        this.complain([token.start, token.end], `\`${name}:\` needs a value`,
          `write its value right after the colon, as in ${name}:${example}`);
        return null;
      }
      this.field = name;
      const node = this.unary();
      this.field = "";
      return node && { ...node, at: [token.start, node.at[1]] };
    }

    noField(token, value) {
      const quoted = this.text.slice(token.start, value.kind === "word" ? value.end : token.end);
      const example = Array.from(quoted).length <= 40 ? `: "${quoted}"` : "";
      const name = this.text.slice(token.start, token.end - 1).toLowerCase();
      const ours = Object.hasOwn(FOREIGN_FIELDS, name) ? `that is ${FOREIGN_FIELDS[name]} here` : `the fields are ${FIELDS.join(", ")}`;
      this.complain([token.start, token.end], `there is no field ${shown(this.text.slice(token.start, token.end))}`,
        `${ours}; to search for it as text, quote it${example}`);
    }

    /** Passes over the whole part that starts with a token. */
    tooDeep(token) {
      this.position -= 1;
      let level = 0;
      while (this.next.kind !== "end") {
        const { kind } = this.next;
        level += (kind === "(") - (kind === ")");
        this.position += 1;
        if (level === 0 && !["NOT", "-", "+", "field"].includes(kind)) break;
      }
      this.complain([token.start, this.tokens[this.position - 1].end], `this is nested more than ${MAX_DEPTH} deep`,
        "write it with fewer parentheses");
    }
  }

  /** All that is asked for, in the order of the query. */
  function leaves(node) {
    return node.part ? leaves(node.part) : node.parts ? node.parts.flatMap(leaves) : [node];
  }

  function hasPattern({ kind, terms }) {
    return kind === "pattern" || (kind === "phrase" && terms.some((term) => term.includes("*")));
  }

  /** `{node, errors}`: the tree of what can be understood, and an error for each part that can't. Errors' spans count code points. */
  function parse(text, anyWord = false) {
    const { toPoints } = Dateline.codepoints.offsets(text);
    const size = toPoints(text.length);
    if (size > MAX_LENGTH) {
      const reason = `the query is longer than ${MAX_LENGTH} characters`;
      return { node: { kind: "everything", at: [0, 0] }, errors: [{ at: [0, size], reason, advice: "shorten it" }] };
    }
    const parser = new Parser(text, anyWord);
    const node = parser.query(), every = leaves(node), fuzzy = every.filter(({ kind }) => kind === "fuzzy");
    for (const [signs, found, most] of [["* or ?", every.filter(hasPattern), MOST_PATTERNS], ["~", fuzzy, MOST_FUZZY]]) {
      if (found.length > most) {
        const reason = `there are more than ${most.toLocaleString("en")} words with ${signs}`;
        parser.complain(found[most].at, reason, "ask for fewer in one query");
      }
    }
    const errors = parser.errors.map((error) => ({ ...error, at: error.at.map(toPoints) }));
    return { node, errors: errors.sort((one, other) => one.at[0] - other.at[0] || one.at[1] - other.at[1]) };
  }

  Dateline.parse = { parse, lex, leaves };
})();
