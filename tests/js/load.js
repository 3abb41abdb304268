// The engine in Node, as a page has it: from a site's own script, which `dateline site` has written.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const PROJECT = path.join(__dirname, "..", "..");

function run(file) {
  vm.runInThisContext(fs.readFileSync(file, "utf-8"), { filename: file });
}

/** A fresh `Dateline` of the project's scripts, without any data. */
function load() {
  delete globalThis.Dateline;
  const source = fs.readFileSync(path.join(PROJECT, "search", "site", "scripts.py"), "utf-8");
  for (const [, name] of /SCRIPTS = \(([^)]*)\)/.exec(source)[1].matchAll(/"(\w+)"/g)) {
    run(path.join(PROJECT, "templates", "js", `${name}.js`));
  }
  return globalThis.Dateline;
}

/** The engine of the site in a folder. */
function open(folder) {
  delete globalThis.Dateline;
  run(path.join(folder, "js", "dateline.js"));
  return globalThis.Dateline.open(folder, run);
}

module.exports = { load, open, run, PROJECT };
