// Texts as Python has them. Its spans and its order are those of code points, JavaScript's those of UTF-16 units, which
// differ after a letter beyond U+FFFF; and some classes of its regular expressions are others.
(function () {
  "use strict";

  const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;

  /** Turns offsets in one text from units to code points and back. */
  function offsets(text) {
    const wide = Array.from(text.matchAll(ASTRAL), (match) => match.index);
    if (!wide.length) return { toPoints: (unit) => unit, toUnits: (point) => point };
    /** How many of them `isBefore`, which holds of the first ones. */
    const count = (isBefore) => {
      let low = 0, high = wide.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (isBefore(middle)) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    return {
      toPoints: (unit) => unit - count((at) => wide[at] < unit),
      toUnits: (point) => point + count((at) => wide[at] - at < point),
    };
  }

  /** Compares texts as Python does, by code points. */
  function compare(one, other) {
    const end = Math.min(one.length, other.length);
    for (let at = 0; at < end; at += 1) {
      let a = one.charCodeAt(at), b = other.charCodeAt(at);
      if (a === b) continue;
      if (a >= 0xd800 && b >= 0xd800) {
        a = a < 0xe000 ? a + 0x2000 : a - 0x800;
        b = b < 0xe000 ? b + 0x2000 : b - 0x800;
      }
      return a - b;
    }
    return one.length - other.length;
  }

  /** The index of the last item of a sorted list that is not after a text, or 0. */
  function lastNotAfter(items, text) {
    let low = 0, high = items.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (compare(items[middle], text) <= 0) low = middle;
      else high = middle;
    }
    return low;
  }

  /** What Python takes for white space, inside a character class. */
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  /** What Python takes for `\w`, inside a character class. */
  const WORD = "\\p{L}\\p{N}_";

  /** A surrogate without its other half, outside a character class. */
  const LONE = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";

  Dateline.codepoints = { offsets, compare, lastNotAfter, SPACE, WORD, LONE };
})();
