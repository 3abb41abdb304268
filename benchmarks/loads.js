// What searches of a site load, without a browser, for loads.py: `node loads.js SITE` reads lines `{query, options}` as JSON and
// prints for each, asked on a page that was not open, `{bytes, files, total, kinds}`: gzipped bytes and number of scripts that were
// loaded until the first three hits were whole, articles found, and bytes by the first letter of data and by name of parts.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const zlib = require("node:zlib");

const AT_ONCE = 3; // hits that the page loads before it shows any

async function ask(site, { query, options }) {
  const kinds = {};
  let bytes = 0, files = 0;
  const load = async (file) => {
    const script = fs.readFileSync(file);
    const size = zlib.gzipSync(script, { level: 6 }).length, name = path.basename(file, ".js");
    const kind = path.dirname(file).endsWith("data") ? name[0] : name;
    kinds[kind] = (kinds[kind] || 0) + size;
    bytes += size;
    files += 1;
    vm.runInThisContext(script.toString(), { filename: file });
  };
  delete globalThis.Dateline;
  vm.runInThisContext(fs.readFileSync(path.join(site, "js", "dateline.js"), "utf-8"));
  const engine = await globalThis.Dateline.open(site, load);
  const found = await engine.search(query, { ...options, lazy: true });
  await Promise.all((found.hits || []).slice(0, AT_ONCE).map((hit) => hit.load()));
  return { bytes, files, total: found.total, kinds };
}

async function main([site]) {
  for (const line of fs.readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
    process.stdout.write(`${JSON.stringify(await ask(site, JSON.parse(line)))}\n`);
  }
}

main(process.argv.slice(2));
