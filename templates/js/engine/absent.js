// What of a query an archive does not have, as search/query/absent.py: outlets, authors and other names, and days.
(function () {
  "use strict";

  const { terms: { fold, tokens }, codepoints: { compare } } = Dateline;
  const { display: { UNKNOWN }, absent: { SPELLINGS, LONG, ASKED } } = Dateline.constants;

  const termsOf = (name) => tokens(name).map(({ term }) => term), length = (text) => Array.from(text).length;
  const near = (...words) => Dateline.expand.near(...words);

  /** A sentence for each value of an attribute that there is not. */
  async function unnamed(query, count, names) {
    const said = [];
    for await (const { what, given, like } of missingNames(query, count, names)) {
      const name = given.terms ? given.terms.join(" ") : given;
      const listed = like.join(like.some((one) => one.includes(",")) ? "; " : ", ");
      if (like.length) said.push(`There is no ${what} ${name}; there is ${listed}${listed.endsWith(".") ? "" : "."}`);
      else said.push(`There is no ${what} ${name}${what === "path" ? ": it is of folders, not of files." : "."}`);
    }
    return said;
  }

  /** The attribute, what is asked of it, as a filter or a part of the query, and the values that are like it. */
  async function* missingNames(query, count, names) {
    for (const given of query.outlets) {
      const values = await names("outlet");
      if (values.some(({ value }) => fold(value || UNKNOWN) === fold(given.trim()))) continue;
      yield { what: "outlet", given, like: similar(termsOf(given), values) };
    }
    for (const part of partsOf(query.node)) {
      if (part.kind === "attribute" && !(await count(part, "show")).total) yield { what: part.name, given: part, like: similar(part.terms, await names(part.name)) };
    }
  }

  /** A sentence for each stretch of days that no article is of, with the days that there are: the first and the last of an archive's, or null. */
  async function undated({ node, since, until }, count, known) {
    const said = new Set();
    const asked = [...(since || until ? [{ first: since, last: until }] : []), ...partsOf(node).filter(({ kind }) => kind === "dates")];
    for (const { first, last } of asked) {
      if ((await count({ kind: "dates", first, last }, "show")).total) continue;
      said.add(`No article is dated ${dated(first, last)}; those here ${known ? `are dated ${dated(...known)}` : "have no date"}.`);
    }
    return [...said];
  }

  const dated = (first, last) => (first && last ? (first === last ? first : `${first} to ${last}`) : first ? `from ${first} on` : `until ${last}`);

  /** The values that are these without blanks, or have most words like the longer ones of these, or their initials; the more frequent first. */
  function similar(terms, values) {
    const together = terms.join("");
    const all = terms.map((term) => term.replace(/\*$/, "")), longer = all.filter((term) => length(term) > 3);
    const wanted = longer.length ? longer : all.length ? all : [""];
    const ranked = values.map(({ value, count }) => {
      const own = termsOf(value);
      const joined = own.join(""), fits = Math.min(length(together), length(joined)) >= LONG && (joined.includes(together) || together.includes(joined));
      const like = fits ? wanted.length + 1 : wanted.filter((term) => own.some((word) => isLike(term, word))).length;
      const initials = own.map((word) => Array.from(word)[0]).join("");
      return { value, count, like, fits: like || (length(wanted[0]) > 1 && initials.endsWith(wanted[0])) };
    }).filter(({ fits }) => fits);
    const most = Math.max(...ranked.map(({ like }) => like));
    return ranked.filter(({ like }) => like === most)
      .sort((one, other) => other.count - one.count || compare(one.value, other.value)).slice(0, SPELLINGS).map(({ value }) => value);
  }

  /** Whether a name's word may be meant by a term: it begins so, or is a slip or two away. */
  function isLike(term, word) {
    const size = length(term);
    return (size > 2 && word.startsWith(term)) || near(term, word, (size > 3) + (size > 5));
  }

  /** What is asked for beside words: names and days, but for those that must not match. */
  function partsOf(node) {
    if (node.kind === "and" || node.kind === "or") return node.parts.flatMap(partsOf).slice(0, ASKED);
    return node.kind === "attribute" || node.kind === "dates" ? [node] : [];
  }

  Dateline.absent = { unnamed, undated, missingNames };
})();
