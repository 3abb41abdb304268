// A tree as a query, as search/query/render.py: it parses to an equal tree.
(function () {
  "use strict";

  function render(node) {
    switch (node.kind) {
      case "everything": return "";
      case "and": return node.parts.map(part).join(" AND ");
      case "or": return node.parts.map(part).join(" OR ");
      // A second minus right after the first would be a dash.
      case "not": return node.part.kind === "not" ? `-(${render(node.part)})` : `-${part(node.part)}`;
      case "dates": return node.first === node.last ? `date:${node.first}` : `date:${node.first || ""}..${node.last || ""}`;
      case "attribute": return `${node.name}:${node.terms.length === 1 ? spell(node.terms[0]) : quote(node.terms)}`;
      default: return (node.zone === "text" ? "" : `${node.zone}:`) + atom(node);
    }
  }

  const part = (node) => (node.kind === "and" || node.kind === "or" ? `(${render(node)})` : render(node));

  function atom(node) {
    switch (node.kind) {
      case "word": return (node.exact ? "=" : "") + (node.form ? spellForm(node.form) : spell(node.term));
      case "form": return `==${node.form}`;
      case "pattern": return spell(node.pattern);
      case "fuzzy": return `${spell(node.term)}~${node.edits}`;
      default: return node.exact ? quote(node.terms) + (node.slop === null ? "" : `~${node.slop}`) : node.terms.map(spell).join("-");
    }
  }

  const quote = (terms) => `"${terms.map(spell).join(" ")}"`;

  /** A surface form that is an operator, here or elsewhere, is none with an `'s`. */
  const spellForm = (form) => (/^(?:AND|OR|NOT|(?:NEAR|ADJ)[0-9]*)$/.test(form) ? `${form}'s` : form);

  /** A word that ends like a possessive must lose an `'s` to stay whole. */
  const spell = (term) => (term.endsWith("'s") ? `${term}'s` : term);

  Dateline.render = { render };
})();
