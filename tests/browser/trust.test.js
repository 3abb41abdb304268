// Hostile articles stay text; every page is fit for assistive technology.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const { after, before, test } = require("node:test");
const { open } = require("./desk.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let desk, attacked;
before(async () => {
  desk = await open(process.env.SITE);
  attacked = await open(process.env.ATTACKED);
});
after(() => Promise.all([desk.close(), attacked.close()]));

const HASHES = ["", "#q=needle", "#q=needle&sort=newest&page=2", "#q=script", "#q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
  "#q=%22%3Csvg&outlet=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E", "#outlet=__proto__&q=needle", "#since=%3Cb%3E", "#q=%00%E2%80%AE"];

test("nothing in an article, a title or an address comes alive", async () => {
  const page = await attacked.page();
  const base = attacked.base;
  const inert = async () => {
    const strange = await page.evaluate(() => Array.from(document.querySelectorAll("*"))
      .filter((one) => /^(img|iframe|object|embed|base|b|style|svg)$/i.test(one.localName) && !one.closest("#axis, head")
        || Array.from(one.attributes).some((name) => name.name.startsWith("on"))
        || (one.href !== undefined && one.localName === "a" && !/^(https?|file):/.test(one.href)))
      .map((one) => one.outerHTML.slice(0, 200)));
    assert.deepStrictEqual(strange, []);
    assert.ok(!/[\0\u202a-\u202e\u2066-\u2069\u200b]/.test(await page.evaluate(() => document.body.textContent)));
  };
  const pages = new Set();
  for (const hash of HASHES) {
    await page.ask(base, hash);
    await inert();
    for (const place of await page.$$eval("#hits h3 a", (all) => all.map((one) => one.href))) pages.add(place);
  }
  assert.ok(pages.size >= 20, String(pages.size));
  // Opening pages takes time: half of them from the disk, half served; fewer in Firefox, which is slow at it.
  for (const place of [...pages].filter((_, number) => number % (attacked.firefox ? 6 : 2) === Number(attacked.live))) {
    await page.goto(place.split("#")[0] + "#q=needle+OR+script");
    await page.waitForFunction(() => document.body.dataset.ready);
    assert.ok((await page.$$("mark")).length >= 1, place);
    await inert();
  }
  for (const place of ["browse/index.html", "browse/undated.html", "browse/2024-05.html"]) {
    await page.goto(base + place);
    await inert();
  }
  page.calm();
  await page.close();
});

test("axe finds nothing to object to", async (context) => {
  if (desk.firefox) return context.skip("it looks at the same elements in Chromium");
  const states = {
    "the front page": "", "results": "#q=ferry", "a range": "#since=2024-03-01&until=2024-05-31&outlet=The+Harbor+Courier",
    "no result": "#q=zeppelinish+ferry", "an error": "#q=%22ferry",
  };
  for (const [scheme, width] of desk.live ? [["light", 1200]] : [["light", 375], ["dark", 1200]]) {
    const page = await desk.page({ width });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    const check = async (name) => {
      await page.evaluate(AXE);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
      assert.deepStrictEqual(told, [], `${name}, ${scheme}, ${width}`);
    };
    for (const [name, hash] of Object.entries(states)) {
      await page.ask(desk.http, hash);
      await check(name);
    }
    await page.ask(desk.http, "#q=ferry");
    await page.click("#hits .actions button");
    await page.waitForSelector("#cite[open]");
    await check("a citation");
    await page.keyboard.press("Escape");
    await page.click("#help-open");
    await check("help");
    await page.keyboard.press("Escape");
    await page.click("#export summary");
    await check("the menu of exports");
    await Promise.all([page.waitForNavigation(), page.click("#hits h3 a")]);
    await page.waitForFunction(() => document.body.dataset.ready);
    await check("an article");
    for (const place of ["browse/index.html", "browse/outlets-h.html"]) {
      await page.goto(desk.http + place);
      await check(place);
    }
    await page.close();
  }
  return undefined;
});
