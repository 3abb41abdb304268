// Asks a search page in headless Chromium, for sites.py: `node sites.js BROWSER SERVER QUERY HASH`, where HASH is the query in
// an address. Prints as JSON what was loaded until the results on the first screen were whole, and until all ten were,
// with the page scrolled to them; and how many milliseconds the results take after the last key is typed.
//
// Pages show results as `#hits > li`, one whose text is missing with the class `pending`, and tell by `data-ready` of the
// body which address they have answered.
"use strict";

const puppeteer = require("puppeteer-core");

const PAUSE = 500; // ms before the last key, so that what was typed before is answered

/** Waits in the page until it has answered, and results are whole: those in view, or all, scrolled to. */
function whole(hash, all) {
  return new Promise((resolve) => {
    const look = () => {
      const hits = Array.from(document.querySelectorAll("#hits > li"));
      const pending = hits.filter((hit) => hit.classList.contains("pending") && (all || hit.getBoundingClientRect().top < innerHeight));
      if (document.body.dataset.ready === hash && hits.length && !pending.length) {
        resolve({ seconds: performance.now() / 1000, results: hits.filter((hit) => !hit.classList.contains("pending")).length });
        return;
      }
      if (all && pending.length) pending[0].scrollIntoView();
      setTimeout(look, 2);
    };
    look();
  });
}

async function type(page, query, hash) {
  await page.focus("input[type=search]");
  await page.$eval("input[type=search]", (input) => input.select());
  await page.keyboard.type(query.slice(0, -1), { delay: 60 });
  await new Promise((later) => { setTimeout(later, PAUSE); });
  await page.evaluate(() => {
    addEventListener("keydown", (event) => { window.pressed = event.timeStamp; }, { capture: true, once: true });
  });
  await page.keyboard.press(query.slice(-1));
  const { seconds } = await page.evaluate(whole, hash, false);
  return 1000 * seconds - await page.evaluate(() => window.pressed);
}

async function main([executablePath, server, query, hash]) {
  const browser = await puppeteer.launch({
    executablePath, args: ["--no-sandbox", "--disable-background-networking"], defaultViewport: { width: 1280, height: 900 },
  });
  try {
    const page = await browser.newPage(), told = {};
    await page.goto(`${server}/index.html${hash}`, { waitUntil: "domcontentloaded" });
    for (const [name, all] of [["screen", false], ["ten", true]]) {
      const shown = await page.evaluate(whole, hash, all);
      told[name] = { ...shown, ...await (await fetch(`${server}/sent`)).json() };
    }
    await type(page, query, hash); // what its beginnings need is loaded too
    const times = [];
    for (let round = 0; round < 3; round += 1) times.push(await type(page, query, hash));
    console.log(JSON.stringify({ ...told, typed: Math.min(...times) }));
  } finally {
    await browser.close();
  }
}

main(process.argv.slice(2));
