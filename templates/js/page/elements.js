// Elements of the page. Nothing here ever reads a string as markup: every node is made, every text is a text node.
(function () {
  "use strict";

  const { clean, pieces } = Dateline.display;

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

  Dateline.elements = { el, marked };
})();
