// Citations: BibTeX and RIS byte for byte as search/output/citations.py writes them, and one line for a footnote.
(function () {
  "use strict";

  const { clean, webAddress, period, alsoInText } = Dateline.display;
  const { MONTHS, NO_HEADLINE } = Dateline.constants.display;
  const ARTICLES = new Set(["a", "an", "the"]);
  const LATEX = {
    "\\": "\\textbackslash{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    $: "\\$", "&": "\\&", "#": "\\#", "%": "\\%", _: "\\_",
  };

  // Words of bylines that name nobody in person.
  const CORPORATE = new Set(("agencies agency board bureau correspondent correspondents desk editor editorial editors news newsdesk newsroom "
    + "office press reporter reporters service services staff team wire writers").split(" "));

  const line = (text) => clean(text || "").split(/\s+/).filter(Boolean).join(" ");
  const latex = (text) => line(text).replace(/[\\{}~^$&#%_]/g, (special) => LATEX[special]);

  /** The names in a byline; a comma parts names only where each part has two words or more. */
  function authors(byline) {
    if (!byline) return [];
    const names = [];
    for (const name of line(byline).split(/ ?; ?/)) {
      for (const one of name.split(/ (?:and|&) /i)) {
        const parts = one.split(",").map((part) => part.trim()).filter(Boolean);
        if (parts.every((part) => part.includes(" "))) names.push(...parts);
        else names.push(one.replace(/(?<![ ,])[ ,]+$|^[ ,]+/g, ""));
      }
    }
    return names.filter(Boolean);
  }

  /** Family name, given names and suffix; all of a corporate name is the family name. */
  function nameParts(name) {
    const match = /^(.*?),? ((?:jr|sr)\.?|i{2,3}|iv)$/i.exec(name);
    const [whole, suffix] = match ? [match[1], match[2]] : [name, ""];
    const comma = whole.indexOf(",");
    if (comma >= 0) return [whole.slice(0, comma).trim(), whole.slice(comma + 1).trim(), suffix];
    const parts = whole.split(/\s+/).filter(Boolean);
    if (parts.length < 2 || parts.some((part) => CORPORATE.has(part.toLowerCase()))) return [name, "", ""];
    const small = parts.findIndex((part, at) => at > 0 && at < parts.length - 1 && /^\p{Ll}/u.test(part));
    const start = small < 0 ? parts.length - 1 : small;
    return [parts.slice(start).join(" "), parts.slice(0, start).join(" "), suffix];
  }

  function bibtexName(name) {
    const [family, given, suffix] = nameParts(line(name));
    if (!given || given.includes(",")) return `{${latex(name)}}`;
    return [family, suffix, given].filter(Boolean).map(latex).join(", ");
  }

  const asciiWords = (text) => Dateline.terms.fold(text || "").normalize("NFKD").replace(/'/g, "")
    .replace(/[^\x00-\x7f]/g, "").match(/[a-z0-9]+/g) || [];
  const words = (text) => asciiWords(text).filter((word) => !ARTICLES.has(word));

  function bareKey(hit) {
    const family = authors(hit.author).slice(0, 1).map((name) => asciiWords(nameParts(name)[0]).join("")).join("");
    const names = family ? [family] : words(hit.outlet);
    return [...names, (hit.date || "").slice(0, 4), ...words(hit.title).slice(0, 1)].join("") || "article";
  }

  /** An article's address, or else its file: one of the two is empty. */
  function locator(hit) {
    const url = webAddress(hit.url) || "";
    return [url, url ? "" : line(hit.path)];
  }

  /** 0 is `a`, 25 `z`, 26 `aa`, as a spreadsheet counts columns. */
  function letters(number) {
    let text = "";
    for (let left = number + 1; left; left = Math.floor((left - 1) / 26)) {
      text = String.fromCharCode(97 + ((left - 1) % 26)) + text;
    }
    return text;
  }

  function keys(hits) {
    const bare = hits.map(bareKey);
    const times = new Map(), numbers = new Map();
    for (const key of bare) times.set(key, (times.get(key) || 0) + 1);
    const used = new Set(bare);
    return bare.map((key) => {
      if (times.get(key) === 1) return key;
      let number = numbers.get(key) || 0;
      while (used.has(key + letters(number))) number += 1;
      numbers.set(key, number + 1);
      used.add(key + letters(number));
      return key + letters(number);
    });
  }

  function bibtex(hits) {
    const names = keys(hits);
    return hits.map((hit, at) => {
      const fields = [
        ["author", authors(hit.author).map(bibtexName).join(" and ")],
        ["title", latex(hit.title) && `{${latex(hit.title)}}`],
        ["journal", latex(hit.outlet)],
      ];
      if (hit.date) {
        const [year, month, day] = hit.date.split("-");
        fields.push(["year", year], ["month", MONTHS[month - 1].slice(0, 3).toLowerCase()], ["day", String(Number(day))]);
      }
      const [url, file] = locator(hit);
      fields.push(["url", url], ["note", latex([file, alsoInText(hit)].filter(Boolean).join("; "))]);
      const lines = fields.filter(([, value]) => value)
        .map(([name, value]) => `  ${name} = ${name === "month" ? value : `{${value}}`},\n`);
      return `@${hit.outlet ? "article" : "misc"}{${names[at]},\n${lines.join("")}}\n\n`;
    }).join("");
  }

  function ris(hits) {
    return hits.map((hit) => {
      const outlet = line(hit.outlet), day = hit.date || "";
      const tags = [["TY", "NEWS"], ["TI", line(hit.title)], ...authors(hit.author).map((name) => ["AU", nameParts(line(name)).filter(Boolean).join(", ")])];
      tags.push(["T2", outlet], ["PB", outlet], ["DA", day.replace(/-/g, "/")], ["PY", day.slice(0, 4)]);
      const [url, file] = locator(hit);
      tags.push(["UR", url], ["AV", file], ["N1", line(alsoInText(hit))], ["ID", line(hit.id)]);
      return tags.filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\n`).join("") + "ER  - \n\n";
    }).join("");
  }

  /** One line, the byline as it stands: `Ingrid Solem, “Island ferries …,” The Halvard Courier, 24 April 2025, https://…`. */
  function footnote(hit) {
    const names = line(hit.author);
    const title = `“${line(hit.title) || NO_HEADLINE},”`;
    const rest = [line(hit.outlet), hit.date && period(hit.date), webAddress(hit.url)].filter(Boolean).join(", ");
    return `${names ? `${names}, ` : ""}${title}${rest ? ` ${rest}` : ""}.`;
  }

  Dateline.citations = { bibtex, ris, footnote };
})();
