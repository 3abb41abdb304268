// The stretch of a body that shows most of a query, cut at the ends of sentences, as search/highlight/snippet.py.
(function () {
  "use strict";

  const { offsets, SPACE, WORD } = Dateline.codepoints;
  const { spansOf } = Dateline.marker;
  // In code points.
  const { LENGTH } = Dateline.constants.snippet;
  const PASSAGE = new RegExp(Dateline.constants.passages.PASSAGE, "gu");

  // A sentence ends at . ! ? or … with any closing quotes, before white space and what may open the next.
  const END = new RegExp(`[.!?…]["'”’»)\\]]*[${SPACE}]+(?=["'“‘«(\\[¿¡]*(?![_a-z])[${WORD}])|\\n+`, "gu");
  // What is no end: an initial, U.S., and the titles and months that newsrooms shorten.
  const LETTER = `(?![\\p{Nd}_])[${WORD}]`;
  const SHORT = new RegExp(`(?:(?<![${WORD}])(?:${LETTER}|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|St|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?`
    + `|Oct|Nov|Dec)|\\.${LETTER})\\.[${SPACE}]+$`, "gu");
  const BLANK = new RegExp(`[${SPACE}]`, "u");
  const RUNS = new RegExp(`[${SPACE}]+|[^${SPACE}]+`, "gu");

  function trimmed(text) {
    let end = text.length;
    while (end && BLANK.test(text[end - 1])) end -= 1;
    return text.slice(0, end);
  }

  /** Where, of matches in order, the first is that begins at `start` or later. */
  function firstFrom(matches, start) {
    let low = 0, high = matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (matches[middle].start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The matches that begin between two places. */
  const between = (matches, start, end) => matches.slice(firstFrom(matches, start), firstFrom(matches, end));

  /** `{text, spans}`; spans count code points. `shared`: the numbers of passages that other stories have too. */
  function snippet(body, matches, shared = []) {
    const cutter = new Cutter(body, matches);
    let { best, most } = cutter.best();
    const own = shared.length ? outside(body, matches, new Set(shared)) : [];
    if (own.length) {
      const other = new Cutter(body, own).best();
      if (other.best && 2 * other.most[0] >= most[0]) best = other.best;
    }
    return best ? cutter.marked(best) : { text: "", spans: [] };
  }

  /** The matches that begin in no shared passage. */
  function outside(body, matches, shared) {
    const inside = Array.from(body.matchAll(PASSAGE), ({ 0: passage, index }) => ({ start: index, end: index + passage.length }))
      .filter((_, number) => shared.has(number));
    return matches.filter(({ start }) => {
      const at = firstFrom(inside, start + 1) - 1;
      return at < 0 || start >= inside[at].end;
    });
  }

  const more = (one, other) => one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

  class Cutter {
    constructor(body, matches) {
      Object.assign(this, { body, matches, ...offsets(body) });
      this.sentences = this.parted();
    }

    parted() {
      const { body } = this, found = [];
      let start = 0;
      for (const match of body.matchAll(END)) {
        const end = match.index + match[0].length;
        if (!match[0].includes("\n")) {
          SHORT.lastIndex = Math.max(0, start, this.toUnits(this.toPoints(end) - 16));
          if (SHORT.test(body.slice(0, end))) continue;
        }
        found.push({ start, end });
        start = end;
      }
      if (trimmed(body.slice(start))) found.push({ start, end: body.length });
      return found;
    }

    /** The fragment that shows most, and how much. */
    best() {
      let best = null, most = null;
      for (let at = 0; at < this.sentences.length; at += 1) {
        if (!this.starts(at)) continue;
        const window = this.window(at), worth = this.worth(window, this.matches);
        if (!best || more(worth, most)) [best, most] = [window, worth];
      }
      return { best, most };
    }

    /** Whether a fragment may begin here: at a sentence with a match, or at the first where there are none. */
    starts(number) {
      if (!this.matches.length) return number === 0;
      const { start, end } = this.sentences[number];
      return firstFrom(this.matches, start) < firstFrom(this.matches, end);
    }

    size(start, end) {
      return this.toPoints(start + trimmed(this.body.slice(start, end)).length) - this.toPoints(start);
    }

    window(first) {
      const { start } = this.sentences[first];
      let { end } = this.sentences[first];
      if (this.size(start, end) > LENGTH) return this.cut(this.sentences[first]);
      for (let at = first + 1; at < this.sentences.length; at += 1) {
        if (this.size(start, this.sentences[at].end) > LENGTH) break;
        end = this.sentences[at].end;
      }
      return { start, end };
    }

    /** The best part of a sentence that is too long, begun some words before a match. */
    cut(sentence) {
      const { body } = this;
      const inside = between(this.matches, sentence.start, sentence.end);
      let best = null;
      for (const match of inside.length ? inside : [{ start: sentence.start, end: sentence.start }]) {
        let start = Math.max(sentence.start, this.toUnits(Math.max(0, this.toPoints(match.start) - LENGTH / 4)));
        if (start > sentence.start) {
          const blank = BLANK.exec(body.slice(start, match.start));
          start = blank ? start + blank.index + 1 : match.start;
        }
        let end = Math.min(sentence.end, this.toUnits(this.toPoints(start) + LENGTH));
        if (end < sentence.end) {
          const rest = body.slice(match.end, end), blank = Math.max(rest.lastIndexOf(" "), rest.lastIndexOf("\n"));
          if (blank >= 0) end = match.end + blank;
        }
        const window = { start, end };
        if (!best || best.end === best.start || more(this.worth(window, inside), this.worth(best, inside))) best = window;
      }
      return best;
    }

    worth(window, matches) {
      const inside = between(matches, window.start, window.end).filter(({ end }) => end <= window.end);
      return [new Set(inside.map(({ atom }) => atom)).size, inside.length];
    }

    /** The window's text with white space made one blank, and its spans moved along. */
    marked(window) {
      const edges = new Set(this.sentences.flatMap(({ start, end }) => [start, end]));
      let text = edges.has(window.start) ? "" : "… ", at = window.start;
      const moved = new Map();
      for (const [run] of trimmed(this.body.slice(window.start, window.end)).matchAll(RUNS)) {
        const blank = BLANK.test(run);
        for (let offset = 0; offset < run.length; offset += 1) moved.set(at + offset, text.length + (blank ? 0 : offset));
        text += blank ? " " : run;
        at += run.length;
      }
      const spans = spansOf(this.matches).filter(([start, end]) => start >= window.start && end <= at);
      if (!edges.has(window.end)) text += " …";
      const { toPoints } = offsets(text);
      return { text, spans: spans.map(([start, end]) => [toPoints(moved.get(start)), toPoints(moved.get(end - 1) + 1)]) };
    }
  }

  Dateline.snippet = { snippet };
})();
