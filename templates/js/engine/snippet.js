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
  const BLANK = new RegExp(`[${SPACE}]`, "u"), BLANKS = new RegExp(`[${SPACE}]+`, "gu");

  function trimmed(text) {
    let end = text.length;
    while (end && BLANK.test(text[end - 1])) end -= 1;
    return text.slice(0, end);
  }

  /** Of how many of some ascending numbers, or of the starts of matches, it holds that they are less than one. */
  function less(items, number, of = (item) => item) {
    let low = 0, high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of(items[middle]) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const startOf = ({ start }) => start;
  const more = (one, other) => one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

  /** The matches in a body, in order. */
  class Matches {
    constructor(all) {
      this.all = all;
      this.atoms = new Set(all.map(({ atom }) => atom)).size;
    }

    /** How many begin before an offset. */
    before(offset) {
      return less(this.all, offset, startOf);
    }

    /** What a fragment covers at most, from one of them up to those that begin before an offset. */
    most(first, end) {
      const count = this.before(end) - first;
      return [Math.min(count, this.atoms), count];
    }

    /** Those that lie whole between two offsets. */
    inside(start, end) {
      const some = this.all.slice(this.before(start), this.before(end));
      return some.length && some[some.length - 1].end > end ? some.filter((match) => match.end <= end) : some;
    }

    /** How many atoms a fragment shows, and how many matches. */
    coverage({ start, end }) {
      const inside = this.inside(start, end);
      return [new Set(inside.map(({ atom }) => atom)).size, inside.length];
    }
  }

  /** `{text, spans}`; spans count code points. `shared`: the numbers of passages that other stories have too. */
  function snippet(body, matches, shared = []) {
    const cutter = new Cutter(body), found = new Matches(matches);
    let best = cutter.best(found);
    if (!best) return { text: "", spans: [] };
    if (shared.length) {
      const own = new Matches(outside(body, matches, new Set(shared))), other = cutter.best(own);
      if (other && 2 * own.coverage(other)[0] >= found.coverage(best)[0]) best = other;
    }
    return cutter.marked(best, found);
  }

  /** The matches that begin in no shared passage. */
  function outside(body, matches, shared) {
    const inside = Array.from(body.matchAll(PASSAGE), ({ 0: passage, index }) => ({ start: index, end: index + passage.length }))
      .filter((_, number) => shared.has(number));
    return matches.filter(({ start }) => {
      const at = less(inside, start + 1, startOf) - 1;
      return at < 0 || start >= inside[at].end;
    });
  }

  class Cutter {
    constructor(body) {
      Object.assign(this, { body, ...offsets(body) });
      this.ends = this.sentenceEnds();
    }

    /** Where each sentence ends, white space behind it included. */
    sentenceEnds() {
      const { body } = this, ends = [];
      let start = 0;
      for (const match of body.matchAll(END)) {
        const end = match.index + match[0].length;
        if (!match[0].includes("\n")) {
          SHORT.lastIndex = Math.max(0, start, this.moved(end, -16));
          if (SHORT.test(body.slice(0, end))) continue;
        }
        ends.push(start = end);
      }
      if (trimmed(body.slice(start))) ends.push(body.length);
      return ends;
    }

    /** An offset so many code points on. */
    moved(offset, by) {
      return this.toUnits(Math.max(0, this.toPoints(offset) + by));
    }

    isBlank(start, end) {
      return !trimmed(this.body.slice(start, end));
    }

    /** The fragment that shows most, of those that begin with a sentence that has a match; the first of no matches; or null. */
    best(matches) {
      const { ends } = this, { all } = matches;
      let best = null, most = null;
      for (let at = 0; at < all.length;) {
        const first = less(ends, all[at].start + 1);
        if (first === ends.length) break;
        const start = first ? ends[first - 1] : 0, end = ends[first];
        // Whole sentences have no match beyond the length; a part of one too long may be anywhere in it.
        if (!best || more(matches.most(at, Math.max(this.moved(start, LENGTH), end)), most)) {
          const fragment = this.beginningWith(first, matches), coverage = matches.coverage(fragment);
          if (!best || more(coverage, most)) [best, most] = [fragment, coverage];
        }
        at = matches.before(end);
      }
      return all.length || !ends.length ? best : this.beginningWith(0, matches);
    }

    /** A sentence and those after it that fit the length with it, or the best part of one that is too long. */
    beginningWith(first, matches) {
      const { ends } = this, start = first ? ends[first - 1] : 0, most = this.moved(start, LENGTH);
      if (ends[first] > most && !this.isBlank(most, ends[first])) return this.cut({ start, end: ends[first] }, matches);
      let last = Math.max(less(ends, most + 1) - 1, first);
      while (last + 1 < ends.length && this.isBlank(most, ends[last + 1])) last += 1;
      return { start, end: ends[last] };
    }

    /** The best part of a sentence that is too long, begun some words before a match. */
    cut(sentence, matches) {
      const { start, end } = sentence, found = new Matches(matches.all.slice(matches.before(start), matches.before(end)));
      if (!found.all.length) return this.around(sentence, { start, end: start });
      let best = sentence, most = [-1, -1];
      for (const [at, match] of found.all.entries()) {
        if (at && match.start === found.all[at - 1].start && match.end === found.all[at - 1].end) continue;
        const part = this.around(sentence, match);
        if (!more(found.most(found.before(part.start), part.end), most)) continue;
        const coverage = found.coverage(part);
        if (more(coverage, most)) [best, most] = [part, coverage];
      }
      return best;
    }

    /** As much of a sentence as fits the length, from a quarter of it before a match on, cut at white space. */
    around(sentence, match) {
      const { body } = this;
      let start = Math.max(sentence.start, this.moved(match.start, -LENGTH / 4));
      if (start > sentence.start) {
        const blank = BLANK.exec(body.slice(start, match.start));
        start = blank ? start + blank.index + 1 : match.start;
      }
      let end = Math.min(sentence.end, this.moved(start, LENGTH));
      if (end < sentence.end) {
        const rest = body.slice(match.end, end), blank = Math.max(rest.lastIndexOf(" "), rest.lastIndexOf("\n"));
        if (blank >= 0 && match.end + blank) end = match.end + blank;
      }
      return { start, end };
    }

    /** A fragment's text with white space made one blank, and its spans moved along. */
    marked({ start, end }, matches) {
      const { body, ends } = this, isEdge = (at) => !at || ends[less(ends, at)] === at;
      const stop = start + trimmed(body.slice(start, end)).length, joined = (from, to) => body.slice(from, to).replace(BLANKS, " ");
      let text = isEdge(start) ? "" : "… ", at = start;
      const spans = spansOf(matches.inside(start, stop)).map(([first, last]) => {
        text += joined(at, first);
        const begin = text.length;
        text += body.slice(first, at = last);
        return [begin, text.length];
      });
      text += joined(at, stop) + (isEdge(end) ? "" : " …");
      const { toPoints } = offsets(text);
      return { text, spans: spans.map((span) => span.map(toPoints)) };
    }
  }

  Dateline.snippet = { snippet };
})();
