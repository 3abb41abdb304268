// A browser, a server of plain files, and pages that watch what a reader must never see: messages, failures, strangers.
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const puppeteer = require("puppeteer-core");

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const CHROMIUM = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** A server of the files of a folder. */
async function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://desk").pathname);
    const file = path.join(folder, name.endsWith("/") ? name + "index.html" : name);
    if (!fs.existsSync(file)) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": TYPES[path.extname(file)] || "text/plain" }).end(fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { base: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const FIREFOX = process.env.BROWSER === "firefox";

/**
 * A desk: the browser named by BROWSER, and the `base` of a site's addresses: in a folder, which `http` serves as files too,
 * or where `dateline serve` serves it.
 */
async function open(site) {
  const downloads = fs.mkdtempSync(path.join(os.tmpdir(), "downloads-"));
  const browser = await puppeteer.launch({
    browser: FIREFOX ? "firefox" : "chrome",
    executablePath: process.env.BROWSER_PATH,
    headless: true,
    args: FIREFOX ? [] : CHROMIUM,
    extraPrefsFirefox: { "browser.download.folderList": 2, "browser.download.dir": downloads },
  });
  const live = /^http:/.test(site);
  const server = live ? { base: site, close() {} } : await serve(site);
  if (!FIREFOX) {
    const session = await browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: downloads });
  }
  const bases = live ? [site] : [server.base, pathToFileURL(site).href + "/"];
  return {
    base: bases.at(-1),
    http: bases[0],
    downloads,
    firefox: FIREFOX,
    live,
    page: (options) => watched(browser, bases, options),
    async close() {
      await browser.close();
      server.close();
      fs.rmSync(downloads, { recursive: true, force: true });
    },
  };
}

/** A page that remembers what went wrong; `calm()` fails if anything did. */
async function watched(browser, bases, { width = 1200, height = 900, script = true } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(10000);
  const wrong = [];
  // Chromium tells of each query that the server says can't be understood; the page tells it, too.
  const told = (text) => text.includes("status of 400") && bases.length === 1;
  page.on("console", (message) => { if (!told(message.text())) wrong.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", async (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("request", (request) => {
    const url = request.url();
    // The browser's own parts load pictures from these schemes, such as a date field's.
    if (!/^(blob|data|about|chrome|resource):/.test(url) && !bases.some((base) => url.startsWith(base))) wrong.push(`request: ${url}`);
  });
  page.calm = () => assert.deepStrictEqual(wrong, []);
  page.text = (selector) => page.$eval(selector, (element) => element.textContent.trim().replace(/\s+/g, " "));
  page.texts = (selector) => page.$$eval(selector, (all) => all.map((element) => element.textContent.trim().replace(/\s+/g, " ")));
  /** Open the search page in a state and wait for its answer. */
  page.ask = async (base, hash = "") => {
    await page.goto("about:blank");
    await page.goto(base + "index.html" + hash);
    await page.answered();
  };
  /** Wait until what is on screen is the answer to what the address says. */
  page.answered = async () => {
    await page.waitForFunction(() => ["ready", "counted"].every((name) => document.body.dataset[name] === (location.hash || "#")));
    await page.waitForFunction(() => {
      const pending = document.querySelector(".pending");
      if (pending) pending.scrollIntoView();
      return !pending;
    });
    await page.evaluate(() => scrollTo(0, 0));
  };
  page.type = async (text) => {
    await page.focus("#query");
    await page.keyboard.type(text);
    await page.waitForFunction((q) => new URLSearchParams(location.hash.slice(1)).get("q") === q, {}, text);
    await page.answered();
  };
  if (!script) await page.setJavaScriptEnabled(false);
  await page.setViewport({ width, height });
  return page;
}

module.exports = { open };
