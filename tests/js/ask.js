// Answers on standard output what each line of standard input asks, as JSON: `node ask.js SITE`, for the tests in Python.
//   {"query": …, "options": {…}}   what the site's engine answers
//   {"loads": query, "options": …} the names of the scripts that it loads on a fresh page
//   {"stems": [term, …]}           their stems
//   {"terms": [text, …]}           the terms of each
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { open, run } = require("./load.js");

async function answer(engine, asked) {
  if (asked.loads) {
    const names = [];
    const fresh = await open(process.argv[2], (file) => { names.push(path.basename(file, ".js")); run(file); });
    await fresh.search(asked.loads, asked.options);
    return names;
  }
  if (asked.stems) return asked.stems.map(globalThis.Dateline.stemmer.stem);
  if (asked.terms) {
    return asked.terms.map((text) => {
      const { toPoints } = globalThis.Dateline.codepoints.offsets(text);
      return globalThis.Dateline.terms.tokens(text).map(({ term, start, end }) => [term, toPoints(start), toPoints(end)]);
    });
  }
  return engine.search(asked.query, asked.options);
}

async function main() {
  const engine = await open(process.argv[2]);
  for (const line of fs.readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
    process.stdout.write(JSON.stringify(await answer(engine, JSON.parse(line))) + "\n");
  }
}

main();
