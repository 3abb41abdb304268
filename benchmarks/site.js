// Opens the pages named as arguments in a fresh headless Chromium each, and prints a line of JSON for each: results on
// the page, and milliseconds from navigation to the last of them. `node site.js SELECTOR ADDRESS …`; needs puppeteer-core.
"use strict";

const puppeteer = require("puppeteer-core");

const MOST = 10, PATIENCE = 20000, QUIET = 1000;

/** Waits in the page for ten results, or for no more of them. */
function settled(selector, most, patience, quiet) {
  return new Promise((resolve) => {
    let count = 0, since = 0;
    const look = () => {
      const found = document.querySelectorAll(selector).length;
      if (found !== count) [count, since] = [found, performance.now()];
      if (count >= most || performance.now() - since > (count ? quiet : patience)) resolve({ results: count, ms: since });
      else setTimeout(look, 5);
    };
    look();
  });
}

async function main([selector, ...addresses]) {
  for (const address of addresses) {
    const browser = await puppeteer.launch({
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-background-networking"],
      defaultViewport: { width: 1280, height: 900 },
    });
    try {
      const page = await browser.newPage();
      await page.goto(address, { waitUntil: "domcontentloaded" });
      console.log(JSON.stringify(await page.evaluate(settled, selector, MOST, PATIENCE, QUIET)));
    } finally {
      await browser.close();
    }
  }
}

main(process.argv.slice(2));
