// Which words a pattern or a fuzzy word means, as search/query/expand.py.
(function () {
  "use strict";

  /** The words of an archive's vocabulary that a pattern matches. */
  async function matching(vocabulary, pattern) {
    const fits = expression(pattern);
    return (await vocabulary.beginning("w", pattern.split(/[*?]/, 1)[0])).filter(({ word }) => fits.test(word));
  }

  /** The words at most so many edits away from a term. */
  async function fuzzy(vocabulary, term, edits) {
    return (await (edits === 1 ? vocabulary.near(term) : vocabulary.all())).filter(({ word }) => near(term, word, edits));
  }

  /** A pattern as a regular expression, as `expression` in Python. */
  function expression(pattern) {
    const pieces = pattern.split("*").map((piece) => piece.replace(/[.+?^${}()|[\]\\/]/g, (special) => (special === "?" ? "." : `\\${special}`)));
    const last = pieces.length - 1;
    const source = pieces.map((piece, at) => (!at ? piece : at === last ? `.*${piece}` : `(?=(?<p${at}>.*?${piece}))\\k<p${at}>`));
    return new RegExp(`^${source.join("")}$`, "us");
  }

  /** Whether two words are at most so many edits apart: optimal string alignment, as `near` in Python. */
  function near(term, word, edits) {
    // Lengths in UTF-16 units, of which an edit changes two at most.
    if (Math.abs(term.length - word.length) > 2 * edits) return false;
    const one = Array.from(term), other = Array.from(word);
    if (Math.abs(one.length - other.length) > edits) return false;
    let last = [], before = [], row = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      [last, before, row] = [before, row, [i]];
      for (let j = 1; j <= other.length; j += 1) {
        let best = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) best = Math.min(best, last[j - 2] + 1);
        row.push(best);
      }
      if (Math.min(...row) > edits && Math.min(...before) > edits) return false;
    }
    return row[other.length] <= edits;
  }

  /** Whether a word may be meant by a term though the archive has that, too, as `may_be_meant` of search/query/spelling.py. */
  const mayBeMeant = (term, word) => near(term, word, 1) || squeezed(term) === squeezed(word);
  const squeezed = (term) => term.replace(/(.)\1+/gsu, "$1");

  Dateline.expand = { matching, fuzzy, expression, near, mayBeMeant, squeezed };
})();
