// What meets outside text takes time in step with its length: queries, articles' texts and what is cited of them.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const vm = require("node:vm");
const { load, PROJECT } = require("./load.js");

const Dateline = load();
for (const name of ["display", "citations", "exports", "state"]) {
  vm.runInThisContext(fs.readFileSync(path.join(PROJECT, "templates", "js", "page", `${name}.js`), "utf-8"), { filename: name });
}

const UNITS = ["a", "a ", "A. ", "a.", "aa ", ".", ". ", " ", "\n", "a\n\n", ", ", "; ", " and ", "(", ")", "\"", "\"a ", "“", "-", "~", "a:", "[", "'", "a'", "1,", "\\", "{",
  "\u0301\u0327", "\u20d0\u0327", "東", "😀", "😀. A", "\ud800", "<", "&", "%", "=", "http://a/", "\u202e", "\u00a0"];

const hit = (text) => ({
  rank: 1, score: 1, id: text, path: text, title: text, outlet: text, author: text, date: "2024-05-06", url: `http://a/${text}`, place: text,
  snippet: { text, spans: [] }, copies: [], earliest: false,
});
const results = (text) => ({ query: text, total: 1, hits: [hit(text)], facets: {} });

function marked(text) {
  const { node } = Dateline.parse.parse("a AND aa");
  const marker = new Dateline.marker.Marker(node.parts, ({ term }) => ({ forms: [[{ word: term }]] }));
  const matches = marker.body(text);
  Dateline.display.pieces(text, Dateline.marker.spansOf(matches));
  return Dateline.snippet.snippet(text, matches);
}

const READERS = {
  query: (text) => Dateline.parse.parse(text.slice(0, 10000)),
  marked,
  clean: Dateline.display.clean,
  "web address": (text) => Dateline.display.webAddress(`http://a/${text}`),
  "the page's address": (text) => Dateline.state.read(`#q=${text}&since=${text}`),

  footnote: (text) => Dateline.citations.footnote(hit(text)),
  ...Object.fromEntries(Object.entries(Dateline.exports.FORMATS).map(([name, { write }]) => [name, (text) => write(results(text))])),
};

function milliseconds(read, unit, size) {
  const text = unit.repeat(size / unit.length) + "x", begun = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

const SIZES = process.env.GROWTH ? [1e4, 1e5, 1e6] : [5e3, 2e4];
const SOON = 60; // ms in which any of the smallest texts is read, unless its time grows by the square

for (const [name, read] of Object.entries(READERS)) {
  test(`the time of ${name} grows with the text`, () => {
    for (const [number, unit] of UNITS.entries()) {
      if (!process.env.GROWTH && number % 2) continue;
      let before = Infinity;
      for (const [at, size] of SIZES.entries()) {
        const taken = milliseconds(read, unit, size), times = at ? size / SIZES[at - 1] : 1;
        assert.ok(taken < SOON * times || taken < 3 * times * before, `${JSON.stringify(unit)}: ${size} characters in ${taken} ms, before ${before}`);
        before = taken;
      }
    }
  });
}

test("words that are thousands are marked in one pass", () => {
  const words = Array.from({ length: 2000 }, (_, at) => `w${at}`);
  const marker = new Dateline.marker.Marker(words.map((term) => ({ kind: "word", zone: "text", term })), ({ term }) => ({ forms: [[{ word: term }]] }));
  const begun = process.cpuUsage();
  assert.equal(marker.body(words.join(" ").repeat(20)).length, 40000 - 38);
  assert.ok(process.cpuUsage(begun).user < 2e6);
});

test("hits that would share a key are told apart one after the other", () => {
  const keys = Dateline.citations.bibtex(Array.from({ length: 4000 }, () => hit("a b"))).match(/@article\{[^,]*/g);
  assert.equal(new Set(keys).size, 4000);
});
