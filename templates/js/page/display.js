// Text for the page: made safe, cut at spans, counts and dates in words, as search/output/display.py.
(function () {
  "use strict";

  const { MONTHS, MOST_COPIES, NO_DATE, UNKNOWN } = Dateline.constants.display;
  const { LONE } = Dateline.codepoints;
  const SPACE = /[\t-\r\x1c-\x1f\x85\u2028\u2029]/g;
  const CONTROL = new RegExp(`[\\x00-\\x1f\\x7f-\\x9f]|${LONE}`, "g");
  const INVISIBLE = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
  const LONE_SURROGATE = new RegExp(LONE, "g");

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

  const number = (count) => count.toLocaleString("en");
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
      .replace(LONE_SURROGATE, "?")
      .replace(/[^\w.~%:/?#[\]@!$&()*+,;=-]+/g, (part) => encodeURIComponent(part).replaceAll("'", "%27"));
  }

  /** A copy's outlet and day. */
  const copyText = (copy) =>
    `${copy.outlet || UNKNOWN} (${copy.date ? period(copy.date) : NO_DATE}${copy.earliest ? ", earliest" : ""})`;

  /** Where a hit's copies are, in pieces of text and copies. */
  function alsoIn(hit) {
    const shown = hit.copies.slice(0, MOST_COPIES), more = hit.copies.length - shown.length;
    const found = shown.flatMap((copy, at) => [at ? ", " : "Also in ", copy]);
    return [...found, more > 0 ? ` and ${number(more)} more` : "", hit.earliest ? "; this is the earliest" : ""];
  }

  const alsoInText = (hit) =>
    (hit.copies.length ? alsoIn(hit).map((part) => (typeof part === "string" ? part : copyText(part))).join("") : "");

  Dateline.display = { alsoIn, alsoInText, copyText, clean, pieces, number, articles, period, webAddress };
})();
