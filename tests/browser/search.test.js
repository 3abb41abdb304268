// The search page as a reader meets it, from the disk or served.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { after, before, test } = require("node:test");
const { open } = require("./desk.js");

const EXPECTED = JSON.parse(fs.readFileSync(process.env.EXPECTED, "utf8"));
let desk;
before(async () => { desk = await open(process.env.SITE); });
after(() => desk.close());

/** A test on a fresh page; nothing may go wrong unseen. */
function onPage(name, run, options = {}) {
  test(name, async (context) => {
    if (desk.firefox && options.script === false) return context.skip("Firefox's driver can't turn scripts off");
    const page = await desk.page(options);
    try {
      await run(page, desk.base);
      page.calm();
    } finally {
      await page.close();
    }
    return undefined;
  });
}

const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.replace(/\+/g, " ")));

onPage("typing finds what the command line finds, in its order, with its marks", async (page, base) => {
  await page.ask(base);
  for (const { query, total, titles, snippets, marks } of EXPECTED.searches) {
    await page.$eval("#query", (input) => { input.value = ""; });
    await page.type(query);
    assert.match(await page.text("#summary"), new RegExp(`\\b${total} (?:articles?|story|stories)$`));
    assert.deepStrictEqual(await page.texts("#hits h3"), titles);
    assert.deepStrictEqual(await page.texts("#hits .snippet"), snippets);
    assert.deepStrictEqual(await page.texts("#hits .snippet mark"), marks);
  }
});

onPage("copies of a story are folded, named, and shown when asked for", async (page, base) => {
  const { query, copies, others } = EXPECTED.copies;
  await page.ask(base, `#q=${encodeURIComponent(query)}`);
  assert.strictEqual(await page.text("#summary"), "1 story");
  assert.deepStrictEqual(await page.texts("#hits .copies"), [others]);
  assert.strictEqual(await page.text("#notes .folded"), `${copies} more article is a copy, folded into the best of each story. Show every one or only stories with copies`);
  await page.click("#notes .folded a");
  await page.answered();
  assert.match(await page.text("#summary"), new RegExp(`^${1 + copies} articles$`));
  assert.deepStrictEqual(await page.texts("#filters button"), ["every copy shown ×"]);
  await page.click("#filters button");
  await page.answered();
  assert.strictEqual(await page.text("#summary"), "1 story");
});

onPage("a query behind a question mark is asked, too, as a browser's keyword has it", async (page, base) => {
  await page.ask(base, "?q=ferry+-strike");
  assert.strictEqual(await hash(page), "#q=ferry -strike");
  assert.strictEqual(await page.$eval("#query", (input) => input.value), "ferry -strike");
  assert.strictEqual(new URL(page.url()).search, "");
});

onPage("outlets are counted exactly, and several can be chosen", async (page, base) => {
  await page.ask(base, "#q=ferry");
  const [first, second] = EXPECTED.outlets;
  const rows = () => page.$$eval("#outlet-list li", (all) => all.map((row) => [
    row.querySelector(".value").textContent, parseInt(row.querySelector(".count").textContent, 10)]));
  assert.deepStrictEqual(await rows(), EXPECTED.outlets);
  await page.click("#outlet-list li:nth-child(1) input");
  await page.answered();
  assert.match(await page.text("#summary"), new RegExp(`\\b${first[1]} (?:articles?|story|stories)$`));
  assert.deepStrictEqual(await rows(), EXPECTED.outlets);
  await page.click("#outlet-list li:nth-child(2) input");
  await page.answered();
  assert.match(await page.text("#summary"), new RegExp(`\\b${first[1] + second[1]} (?:articles?|story|stories)$`));
  assert.strictEqual(await hash(page), `#q=ferry&outlet=${first[0]}&outlet=${second[0]}`);
  assert.deepStrictEqual(await page.texts("#filters button"), [`${first[0]} ×`, `${second[0]} ×`]);
  await page.click("#filters button");
  await page.answered();
  assert.match(await page.text("#summary"), new RegExp(`\\b${second[1]} (?:articles?|story|stories)$`));
});

onPage("a bar narrows from years to days, and the way back is there", async (page, base) => {
  await page.ask(base);
  const all = await page.$$eval("#bars button", (bars) => bars.map((bar) => bar.getAttribute("aria-label")));
  assert.ok(all.length > 24 && all.every((label) => /^[A-Z][a-z]+ 20\d\d, \d+ articles?$/.test(label)), all[0]);
  const november = all.findIndex((label) => label.startsWith("November 2023"));
  const count = parseInt(/, (\d+)/.exec(all[november])[1], 10);
  const bar = await page.$(`#bars button:nth-child(${november + 1})`);
  await bar.click();
  await page.answered();
  assert.strictEqual(await hash(page), "#since=2023-11-01&until=2023-11-30");
  assert.match(await page.text("#summary"), new RegExp(`\\b${count} (?:articles?|story|stories)$`));
  assert.strictEqual((await page.$$("#bars button")).length, 30);
  assert.strictEqual(await page.$eval("#since", (input) => input.value), "2023-11-01");
  await page.click("#zoom button:nth-child(2)");
  await page.answered();
  assert.strictEqual(await hash(page), "#since=2023-01-01&until=2023-12-31");
  assert.strictEqual((await page.$$("#bars button")).length, 12);
  await page.click("#zoom button");
  await page.answered();
  assert.strictEqual(await hash(page), "");
});

onPage("a drag over bars takes all of them, and so does the keyboard", async (page, base) => {
  await page.ask(base, "#since=2024-01-01&until=2024-12-31");
  const box = async (at) => (await page.$(`#bars button:nth-child(${at})`)).boundingBox();
  const [from, to] = [await box(3), await box(5)];
  await page.mouse.move(from.x + from.width / 2, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 4 });
  assert.match(await page.text("#readout"), /^March 2024 – May 2024: \d+ articles$/);
  await page.mouse.up();
  await page.answered();
  assert.strictEqual(await hash(page), "#since=2024-03-01&until=2024-05-31");
  await page.goBack();
  await page.answered();
  await page.focus("#bars button");
  for (const key of ["ArrowRight", "ArrowRight"]) await page.keyboard.press(key);
  await page.keyboard.down("Shift");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.up("Shift");
  await page.keyboard.press("Enter");
  await page.answered();
  assert.strictEqual(await hash(page), "#since=2024-03-01&until=2024-04-30");
});

onPage("what is asked stands in the address, and back leads back", async (page, base) => {
  await page.ask(base, "#q=strike&sort=oldest&since=2024");
  assert.deepStrictEqual(
    await page.evaluate(() => ["query", "sort", "since", "until"].map((id) => document.getElementById(id).value)),
    ["strike", "oldest", "2024-01-01", ""]);
  const before = await page.texts("#hits h3");
  const dates = await page.$$eval("#hits time", (all) => all.map((one) => one.dateTime));
  assert.deepStrictEqual(dates, dates.slice().sort());
  await page.select("#sort", "newest");
  await page.answered();
  assert.notDeepStrictEqual(await page.texts("#hits h3"), before);
  await page.goBack();
  await page.answered();
  assert.deepStrictEqual(await page.texts("#hits h3"), before);
  assert.strictEqual(await page.$eval("#sort", (select) => select.value), "oldest");
});

test("an answer that comes late does not take the place of a newer one (http)", async () => {
  const page = await desk.page();
  await page.ask(desk.http);
  let late = [];
  await page.setRequestInterception(true);
  page.on("request", (request) => { if (late && /\/data\/t|\/search\?/.test(request.url())) late.push(request); else request.continue(); });
  await page.focus("#query");
  const asked = page.waitForRequest((request) => /\/data\/t|\/search\?/.test(request.url()));
  await page.keyboard.type("mackerel");
  await asked;
  const held = late;
  late = null;
  await page.$eval("#query", (input) => input.select());
  await page.type("ferry");
  const shown = () => page.evaluate(() => [location.hash, ...["summary", "hits", "bars"].map((id) => document.getElementById(id).innerHTML)]);
  const before = await shown();
  await Promise.all(held.map(async (request) => {
    const come = page.waitForResponse(request.url());
    await request.continue();
    await come;
  }));
  await page.waitForNetworkIdle();
  assert.deepStrictEqual(await shown(), before);
  page.calm();
  await page.close();
});

onPage("typing is one step back, however many letters it took", async (page, base) => {
  await page.ask(base, "#q=mackerel");
  await page.$eval("#query", (input) => { input.value = ""; });
  await page.type("ferry");
  await page.goBack();
  await page.answered();
  assert.strictEqual(await page.$eval("#query", (input) => input.value), "mackerel");
});

onPage("pages of results follow one another", async (page, base) => {
  await page.ask(base);
  const first = await page.texts("#hits h3");
  await page.click("#paging a[rel=next]");
  await page.answered();
  assert.match(await page.text("#summary"), /^11–20 of /);
  assert.strictEqual(await page.$eval("#hits", (list) => list.start), 11);
  assert.ok(!(await page.texts("#hits h3")).some((title) => first.includes(title)));
  await page.click("#paging a[rel=prev]");
  await page.answered();
  assert.deepStrictEqual(await page.texts("#hits h3"), first);
});

onPage("no result says why, and offers what would match", async (page, base) => {
  const { query, warnings, relaxations } = EXPECTED.nothing;
  await page.ask(base);
  await page.type(query);
  assert.strictEqual(await page.text("#summary"), "No articles");
  assert.deepStrictEqual(await page.texts("#notes .warning"), warnings);
  const offered = await page.$$eval(".relaxations li", (all) => all.map((one) => Array.from(one.children, (part) => part.textContent)));
  assert.deepStrictEqual(offered, relaxations);
  await page.click(".relaxations a");
  await page.answered();
  assert.strictEqual(await page.$eval("#query", (input) => input.value), relaxations[0][0]);
  assert.ok((await page.text("#summary")).includes(relaxations[0][1]));
});

onPage("a malformed query is told of, with its place", async (page, base) => {
  await page.ask(base, "#q=" + encodeURIComponent('ferry "strike'));
  assert.match(await page.text("#problem"), /not closed/);
  assert.strictEqual(await page.text("#problem mark"), '"');
  assert.strictEqual(await page.$eval("#query", (input) => input.getAttribute("aria-invalid")), "true");
  assert.strictEqual((await page.$$("#hits li")).length, 0);
  await page.ask(base, "#q=ferry&since=2024-13");
  assert.match(await page.text("#problem"), /bad date `2024-13`/);
});

onPage("the keyboard is enough", async (page, base) => {
  await page.ask(base, "#q=ferry");
  await page.evaluate(() => document.activeElement.blur());
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  await page.keyboard.press("/");
  assert.strictEqual(await focused(), "query");
  const titles = await page.texts("#hits h3");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.strictEqual(await focused(), titles[1]);
  await page.keyboard.press("ArrowUp");
  assert.strictEqual(await focused(), titles[0]);
  await page.keyboard.press("Escape");
  assert.strictEqual(await focused(), "query");
  await page.keyboard.press("Escape");
  await page.answered();
  assert.strictEqual(await hash(page), "");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("?");
  assert.ok(await page.$("#help[open]"));
  await page.keyboard.press("Escape");
  assert.ok(!(await page.$("#help[open]")));
});

onPage("an example of the help is tried", async (page, base) => {
  await page.ask(base);
  await page.click("#help-open");
  await page.click("#help .example");
  await page.answered();
  assert.strictEqual(await page.$eval("#query", (input) => input.value), "ferry strike");
});

onPage("the list is exported as the command line writes it", async (page, base) => {
  await page.ask(base, "#q=ferry");
  for (const [format, end] of [["csv", "csv"], ["json", "json"], ["bibtex", "bib"], ["ris", "ris"]]) {
    const saved = path.join(desk.downloads, `ferry.${end}`);
    fs.rmSync(saved, { force: true });
    await page.click("#export summary");
    await page.click(`#export [data-format=${format}]`);
    for (let tries = 0; tries < 100 && !(fs.existsSync(saved) && fs.statSync(saved).size); tries += 1) {
      await new Promise((later) => { setTimeout(later, 50); });
    }
    assert.strictEqual(fs.readFileSync(saved, "utf8"), EXPECTED.exports[format]);
  }
});

onPage("an article is cited three ways", async (page, base) => {
  await page.ask(base, "#q=" + encodeURIComponent(EXPECTED.citation.query));
  await page.click("#hits .actions button");
  await page.waitForSelector("#cite[open]");
  assert.deepStrictEqual(await page.$$eval("#cite pre", (all) => all.map((one) => one.textContent)), EXPECTED.citation.texts);
  await page.keyboard.press("Escape");
  assert.ok(!(await page.$("#cite[open]")));
});

onPage("a screen reader hears the count, and the form is labelled", async (page, base) => {
  await page.ask(base);
  await page.type("ferry");
  await page.waitForFunction((summary) => document.getElementById("live").textContent === summary, {}, await page.text("#summary"));
  const unnamed = await page.$$eval("input, select", (all) => all.filter((one) => !one.labels.length).map((one) => one.id));
  assert.deepStrictEqual(unnamed, []);
});

onPage("a phone shows everything without scrolling sideways", async (page, base) => {
  for (const state of ["", "#q=ferry", "#q=zeppelinish+ferry", "#q=%22ferry"]) {
    await page.ask(base, state);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }
  assert.strictEqual(await page.$eval("#outlets-body", (body) => body.hidden), true);
  await page.ask(base, "#q=ferry");
  await page.click("#outlets-toggle");
  assert.ok((await page.$$("#outlet-list li")).length > 1);
}, { width: 375, height: 700 });

onPage("without scripts there are lists by date and outlet", async (page, base) => {
  await page.goto(base + "index.html");
  assert.match(await page.text("noscript"), /Browse the articles/);
  await Promise.all([page.waitForNavigation(), page.click("noscript a")]);
  assert.match(await page.text("h1"), /All articles/);
  await Promise.all([page.waitForNavigation(), page.click(".listings a")]);
  await Promise.all([page.waitForNavigation(), page.click(".titles a")]);
  assert.ok((await page.text("#text")).length > 200);
}, { script: false });

onPage("texts are loaded as they come into view", async (page, base) => {
  if (desk.live) return; // an answer of the server holds them
  await page.goto(base + "index.html");
  await page.waitForSelector("#hits li:nth-child(10)");
  assert.strictEqual(await page.$$eval("#hits li", (all) => all.slice(0, 3).filter((one) => one.className).length), 0);
  assert.ok((await page.$$(".pending")).length > 0);
  await page.focus("#hits li:nth-child(10) h3 > *");
  await page.waitForFunction(() => document.activeElement.matches("#hits li:nth-child(10) h3 > a"));
});

onPage("printing loads the texts of all hits", async (page, base) => {
  await page.ask(base, "#q=");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.waitForFunction(() => !document.querySelector("#hits li.pending"), { timeout: 1500 });
});

test("the first answer needs few requests", async () => {
  const page = await desk.page();
  const fetched = [];
  page.on("request", (request) => fetched.push(request.url().split(/[?#]/)[0].replace(desk.http, "/")));
  await page.ask(desk.http, "#q=said");
  const asked = fetched.filter((name) => !/^(about|data):/.test(name));
  assert.ok(asked.length <= 12, asked.join(" "));
  // The page with all that is in it, postings and texts, and the counts; or the server's answer. Nothing that only other searches need.
  const needed = desk.live ? /^\/(index\.html|search)$/ : /^\/(index\.html|js\/counts\.js|data\/[tx]\w+\.js)$/;
  assert.deepStrictEqual(asked.filter((name) => !needed.test(name)), []);
  await page.close();
});
