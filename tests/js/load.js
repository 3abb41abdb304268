// The engine in Node, as a page has it: as Python puts it together, or as `dateline site` has written it.
"use strict";

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const PROJECT = path.join(__dirname, "..", "..");
const PYTHON = process.env.PYTHON || path.join(PROJECT, ".venv", "bin", "python");
const ENGINE = `
import sys
from dateline.search.output.templates import Templates
from dateline.search.site.scripts import ENGINE, LATER, engine_script
sys.stdout.buffer.write(engine_script(Templates(), (*ENGINE, *LATER)).encode())
`;

function run(file) {
  vm.runInThisContext(fs.readFileSync(file, "utf-8"), { filename: file });
}

/** A fresh `Dateline` of the project's scripts, without any data. */
function load() {
  delete globalThis.Dateline;
  vm.runInThisContext(execFileSync(PYTHON, ["-c", ENGINE], { encoding: "utf-8" }), { filename: "dateline.js" });
  return globalThis.Dateline;
}

/** The engine of the site in a folder, or of the one that is served at an address; `runs` takes each script that it loads. */
async function open(site, runs = run) {
  delete globalThis.Dateline;
  if (site.startsWith("http:")) vm.runInThisContext(await (await fetch(`${site}js/dateline.js`)).text());
  else run(path.join(site, "js", "dateline.js"));
  return globalThis.Dateline.open(site, runs);
}

module.exports = { load, open, run, PROJECT };
