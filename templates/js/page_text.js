// Text for the page: made safe, marked, put into words. The rules are those of search/present.py.
// Nothing here ever reads a string as markup: every node is made, every text is a text node.
(function () {
  "use strict";

  const SPACE = /[\t-\r\x1c-\x1f\x85\u2028\u2029]/g;
  const CONTROL = /[\x00-\x1f\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
  const MONTHS = ["January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"];

  /** The text without anything that could break a line or reorder its neighbours. */
  function clean(text) {
    return text.replace(SPACE, " ").replace(CONTROL, "\ufffd").replace(INVISIBLE, "");
  }

  /** Stretches of a text: [stretch, whether it is in a span]. Spans count code points, as everywhere. */
  function pieces(text, spans) {
    const letters = Array.from(text);
    const found = [];
    let at = 0;
    for (const [start, end] of spans) {
      if (start > at) found.push([letters.slice(at, start).join(""), false]);
      found.push([letters.slice(start, end).join(""), true]);
      at = end;
    }
    if (at < letters.length) found.push([letters.slice(at).join(""), false]);
    return found;
  }

  /** An element; `attributes` that are null or false are left out, functions are listeners. */
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") made.addEventListener(name, value);
      else made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  }

  /** Nodes of a text with its spans in `<mark>`. */
  function marked(text, spans) {
    return pieces(text, spans).map(([piece, match]) => (match ? el("mark", null, clean(piece)) : clean(piece)));
  }

  const number = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  const articles = (count) => number(count) + (count === 1 ? " article" : " articles");

  /** `2025-04-24`, `2025-04` or `2025` in words. */
  function period(value) {
    const [year, month, day] = value.split("-");
    return (day ? Number(day) + " " : "") + (month ? MONTHS[month - 1] + " " : "") + year;
  }

  /** The address as plain ASCII, or null unless it is http(s). */
  function webAddress(url) {
    const bare = (url || "").trim();
    if (!/^https?:\/\/[^\s/]\S*$/i.test(bare)) return null;
    return bare
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "?")
      .replace(/[^\w.~%:/?#[\]@!$&'()*+,;=-]+/g, encodeURIComponent);
  }

  const ROUND = [], START = [];
  for (let prime = 2; ROUND.length < 64; prime += 1) {
    let divisor = 2;
    while (prime % divisor) divisor += 1;
    if (divisor < prime) continue;
    if (START.length < 8) START.push((Math.sqrt(prime) * 0x100000000) | 0);
    ROUND.push((Math.cbrt(prime) * 0x100000000) | 0);
  }

  /** SHA-256 (FIPS 180-4) in hexadecimal; the browser's own is not there on a page of plain http. */
  function sha256(text) {
    const bytes = new TextEncoder().encode(text);
    const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
    bytes.forEach((byte, at) => { words[at >> 2] |= byte << (24 - (at % 4) * 8); });
    words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length % 4) * 8);
    words[words.length - 1] = bytes.length * 8;
    const sum = START.slice();
    const schedule = new Int32Array(64);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    for (let block = 0; block < words.length; block += 16) {
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 64; i += 1) {
        const near = schedule[i - 15], far = schedule[i - 2];
        schedule[i] = i < 16 ? words[block + i]
          : schedule[i - 16] + (turn(near, 7) ^ turn(near, 18) ^ (near >>> 3))
            + schedule[i - 7] + (turn(far, 17) ^ turn(far, 19) ^ (far >>> 10));
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + schedule[i];
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] = (sum[i] + word) | 0; });
    }
    return sum.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** Where an article's page is in the site, as search/pages.py has it. */
  function pageOf(id) {
    const name = sha256(id.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "?")).slice(0, 24);
    return `articles/${name.slice(0, 2)}/${name.slice(2)}.html`;
  }

  window.Dateline = window.Dateline || {};
  Dateline.text = { clean, pieces, el, marked, number, articles, period, webAddress, pageOf, MONTHS };
})();
