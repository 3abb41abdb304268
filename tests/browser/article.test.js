// Articles' own pages: marks, steps between them, ways on and back.
"use strict";

const assert = require("node:assert");
const { after, before, test } = require("node:test");
const { open } = require("./desk.js");

let desk;
before(async () => { desk = await open(process.env.SITE); });
after(() => desk.close());

test("a hit leads to its page, marked, and back to the results", async () => {
  const page = await desk.page();
  await page.ask(desk.base, "#q=%22maid+of+sorrel%22+ferry&sort=oldest");
  const titles = await page.texts("#hits h3");
  await page.focus("#query");
  await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.waitForFunction(() => document.body.dataset.ready);
  assert.strictEqual(await page.text("h1"), titles[0]);
  const marks = await page.texts("mark");
  assert.ok(marks.length >= 4);
  assert.deepStrictEqual([...new Set(marks.map((mark) => mark.toLowerCase()))].filter((mark) => !/^(maid|of|sorrel|ferr(y|ies))$/.test(mark)), []);
  assert.strictEqual(await page.text("#which"), `${marks.length} matches`);
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  assert.strictEqual(await page.text("#which"), `2 of ${marks.length}`);
  assert.strictEqual(await page.text("mark.current"), marks[1]);
  await page.click("#previous");
  await page.click("#previous");
  assert.strictEqual(await page.text("#which"), `${marks.length} of ${marks.length}`);
  await Promise.all([page.waitForNavigation(), page.click("#results")]);
  await page.answered();
  assert.deepStrictEqual(await page.texts("#hits h3"), titles);
  page.calm();
  await page.close();
});

test("an article leads to its day and its outlet", async () => {
  const page = await desk.page();
  await page.ask(desk.base, "#q=title:ferry&sort=oldest");
  await Promise.all([page.waitForNavigation(), page.click("#hits h3 a")]);
  const article = page.url();
  const [date, outlet] = await page.$eval(".source", (source) => [source.querySelector("time").dateTime, source.querySelector("bdi").textContent]);
  await Promise.all([page.waitForNavigation(), page.click(".more a")]);
  await page.answered();
  assert.ok((await page.$$eval("#hits time", (all) => all.map((one) => one.dateTime))).every((day) => day === date));
  await page.goto(article);
  await Promise.all([page.waitForNavigation(), page.click(".more a + a")]);
  await page.answered();
  assert.ok((await page.texts("#hits .source bdi:first-child")).every((name) => name === outlet));
  page.calm();
  await page.close();
});
