// The result list for other programs, byte for byte as search/output/exports.py writes it.
(function () {
  "use strict";

  const { COLUMNS } = Dateline.constants.results;
  const { LONE } = Dateline.codepoints;
  const NOT_TEXT = new RegExp("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]|" + LONE, "g");
  const ESCAPED = new RegExp("[\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]|" + LONE, "g");

  /** Where a hit's copies are: `Harbour Courier (2025-04-24, earliest); (unknown) (no date)`. */
  const alsoIn = (hit) => hit.copies.map(({ outlet, date, earliest }) =>
    `${outlet || "(unknown)"} (${date || "no date"}${earliest ? ", earliest" : ""})`).join("; ");

  /** A score as Python writes a float. */
  function float(score) {
    if (!Number.isFinite(score)) return null;
    if (score !== 0 && Math.abs(score) < 1e-4) return score.toExponential().replace(/e-(\d)$/, "e-0$1");
    return Number.isInteger(score) ? `${score}.0` : String(score);
  }

  // A spreadsheet would run these as formulas.
  const cell = (text) => (/^[=+\-@\t\r]/.test(text) ? "'" : "") + text.replace(NOT_TEXT, "\ufffd");
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

  function csv(results) {
    const rows = results.hits.map((hit) => COLUMNS.map((name) => {
      if (name === "rank") return String(hit.rank);
      if (name === "score") return float(hit.score) || "";
      if (name === "copies") return quoted(cell(alsoIn(hit)));
      return quoted(cell(name === "snippet" ? hit.snippet.text : hit[name] || ""));
    }));
    return [COLUMNS, ...rows].map((row) => row.join(",") + "\r\n").join("");
  }

  /** JSON as Python's `json.dumps(…, indent=2, ensure_ascii=False)` lays it out; a `Float` is a score. */
  class Float { constructor(value) { this.value = value; } }

  function json(value, margin) {
    const inner = margin + "  ";
    const block = (open, items, close) =>
      (items.length ? `${open}\n${items.map((item) => inner + item).join(",\n")}\n${margin}${close}` : open + close);
    if (value instanceof Float) return float(value.value) || "null";
    if (Array.isArray(value)) return block("[", value.map((item) => json(item, inner)), "]");
    if (value && typeof value === "object") {
      return block("{", Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${json(item, inner)}`), "}");
    }
    return JSON.stringify(value);
  }

  function record(results) {
    const hits = results.hits.map((hit) => {
      const row = {};
      for (const name of COLUMNS) row[name] = name === "score" ? new Float(hit.score) : hit[name];
      row.snippet = { text: hit.snippet.text, spans: hit.snippet.spans };
      row.copies = hit.copies.map(({ id, outlet, date, earliest }) => ({ id, outlet, date, earliest }));
      row.earliest = hit.earliest;
      return row;
    });
    const facets = {};
    for (const [name, counts] of Object.entries(results.facets)) {
      facets[name] = counts.map(({ value, count }) => ({ value, count }));
    }
    const { query, total, copies, duplicates } = results;
    return { query, total, copies, duplicates, hits, facets, warnings: results.warnings };
  }

  const jsonText = (results) => json(record(results), "")
    .replace(ESCAPED, (found) => "\\u" + found.charCodeAt(0).toString(16).padStart(4, "0")) + "\n";

  const FORMATS = {
    csv: { write: csv, type: "text/csv", end: "csv" },
    json: { write: jsonText, type: "application/json", end: "json" },
    bibtex: { write: (results) => Dateline.citations.bibtex(results.hits), type: "application/x-bibtex", end: "bib" },
    ris: { write: (results) => Dateline.citations.ris(results.hits), type: "application/x-research-info-systems", end: "ris" },
  };

  /** Let the browser save a text as a file. */
  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    const link = Dateline.elements.el("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /** Save a list of results in a format. */
  function download(results, format) {
    const { write, type, end } = FORMATS[format];
    const words = (results.query.toLowerCase().match(/[a-z0-9]+/g) || ["articles"]).slice(0, 6).join("-");
    save(`${words}.${end}`, type, write(results));
  }

  Dateline.exports = { FORMATS, download };
})();
