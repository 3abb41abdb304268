"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { test } = require("node:test");
const { load, PROJECT } = require("./load.js");

const Dateline = load();
const { parse } = Dateline.parse;
const { render } = Dateline.render;
const CASES = JSON.parse(fs.readFileSync(path.join(PROJECT, "tests", "cases", "parse.json"), "utf-8"));

/** A tree as the cases write it: kind, parts, and an object of what is not as usual. */
function compact(node) {
  const options = (given) => {
    const zone = node.zone === "text" ? {} : { zone: node.zone };
    const found = { ...given, ...zone };
    return Object.keys(found).length ? [found] : [];
  };
  switch (node.kind) {
    case "everything": return ["all"];
    case "word": return ["word", node.term, ...options({ ...(node.exact ? { exact: true } : {}), ...(node.form ? { form: node.form } : {}) })];
    case "form": return ["form", node.form, ...options({})];
    case "pattern": return ["pattern", node.pattern, ...options({})];
    case "fuzzy": return ["fuzzy", node.term, node.edits, ...options({})];
    case "phrase": {
      const slop = node.slop === null ? {} : { slop: node.slop };
      return ["phrase", node.terms, ...options({ ...slop, ...(node.exact ? {} : { exact: false }) })];
    }
    case "attribute": return [node.name, node.terms];
    case "dates": return ["dates", node.first, node.last];
    case "not": return ["not", compact(node.part)];
    default: return [node.kind, ...node.parts.map(compact)];
  }
}

for (const one of CASES) {
  test(`${one.why}: ${one.query}`, () => {
    const { node, errors } = parse(one.query, one.any || false);
    assert.deepStrictEqual(compact(node), one.error ? one.best : one.expect);
    if (!one.error) assert.deepStrictEqual(errors, []);
    else assert.deepStrictEqual({ at: errors[0].at, reason: errors[0].reason }, one.error);
  });

  test(`written again it means the same: ${one.query}`, () => {
    const { node } = parse(one.query, one.any || false);
    assert.deepStrictEqual(compact(parse(render(node)).node), compact(node));
  });
}
