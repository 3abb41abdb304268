// The engine's scripts in Node, as a page has them.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const PROJECT = path.join(__dirname, "..", "..");

/** The scripts' names, in the order that search/shard_scripts.py gives. */
function names() {
  const source = fs.readFileSync(path.join(PROJECT, "search", "shard_scripts.py"), "utf-8");
  return [.../SCRIPTS = \(([^)]*)\)/.exec(source)[1].matchAll(/"(\w+)"/g)].map((match) => match[1]);
}

/** A fresh `Dateline`. */
function load() {
  delete globalThis.Dateline;
  for (const name of names()) {
    const file = path.join(PROJECT, "templates", "js", `${name}.js`);
    vm.runInThisContext(fs.readFileSync(file, "utf-8"), { filename: file });
  }
  return globalThis.Dateline;
}

/** Opens the site in a folder, reading files where a page adds scripts. */
function open(Dateline, folder) {
  return Dateline.open(folder, (file) => vm.runInThisContext(fs.readFileSync(file, "utf-8"), { filename: file }));
}

module.exports = { load, open, PROJECT };
