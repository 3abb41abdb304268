// Words' postings and positions, read from the files that search/site/term_files.py writes.
(function () {
  "use strict";

  const { hashedName, inflated, numbers, sections, text } = Dateline.store;
  const { lastNotAfter } = Dateline.codepoints;
  const { tree: { FEW }, frequency: { COUNT_MAX, TITLE_MAX, LEAD_MAX } } = Dateline.constants;
  const { BLOCK, BYTE_MAX, LAST_PASSAGE, MANY } = Dateline.constants.encoding;

  /**
   * The posting lists of an archive's words, as far as they are loaded. A word's is `{word, file, start, end}`: those
   * postings of its file's that are its own. A file's postings are `{docs, counts, zones, passages}`, one item each:
   * the article, how often the word stands in it, how often in its headline and, from bit 3 on, in its lead, and the
   * passages as bits. It has `apart` too: `{name, words}`, the file with lengths and outlets of frequent words, unless it is read.
   */
  class Postings {
    constructor(store, meta, columns) {
      this.store = store;
      this.meta = meta;
      this.columns = columns;
      // The place of each frequent word, counted from 1, those of most articles first.
      this.ranks = new Map(meta.frequent.split(" ").map((word, at) => [word, at + 1]));
      // The numbers of files of terms that are loaded.
      this.loaded = new Set();
      this.placed = new Set();
      // Words in headlines, as far as loaded postings tell.
      this.titles = new Uint32Array(meta.count);
      // Words in bodies, likewise.
      this.bodies = new Int32Array(meta.count).fill(-1);
      this.stems = new Map();
      this.ngrams = new Map();
      this.positions = new Map();
      this.compounds = new Map();
      // Those that may be meant by its words.
      this.apart = new Map();
      // Marks of stems that few articles have, each with its number: what else may be meant by their words.
      this.likely = new Map();
      // Words that others may be offered for, each with what marks it as such: of frequent ones no postings may be loaded.
      this.marks = new Set(meta.otherwise.split(" ").map((word) => `^${word}`));
    }

    /** Loads the postings of some stems' words, and with `positions` those too. */
    async load(stems, positions) {
      if (!this.meta.t.length) return;
      const files = [...new Set([...stems].map((stem) => lastNotAfter(this.meta.t, stem)))];
      await Promise.all(files.map(async (number) => {
        const name = hashedName(this.meta.t[number]);
        const [, content] = await Promise.all([
          this.store.get(`t${name}`, (postings) => this.read(postings, this.stems, `k${name}`)),
          positions && this.store.get(`p${name}`, (packed) => packed),
        ]);
        this.loaded.add(number);
        if (positions) this.place(`p${name}`, content, (stem, _, at) => this.words(stem)[at]);
      }));
    }

    /** Whether it is known that no article has a word, or any of a stem. */
    lacks({ stem, word }) {
      return this.loaded.has(lastNotAfter(this.meta.t, stem)) && !this.words(stem).some((one) => word === undefined || one.word === word);
    }

    /**
     * How an exact phrase does without positions of frequent words, as `{spared, ngrams}`: for each word the rank of a
     * frequent one that a rare word beside it tells of, or an n-gram of frequent ones; else 0. Gives, later, those n-grams
     * with their positions: `{at, size, words}`, the place of the first word, how many there are, and the postings.
     */
    told(terms) {
      const ranks = terms.map((term) => this.ranks.get(term) || 0);
      const tells = (at) => at >= 0 && at < terms.length && !ranks[at] && !terms[at].includes("*");
      const lone = ranks.flatMap((rank, at) => (rank && !tells(at - 1) && !tells(at + 1) ? [at] : []));
      const spared = ranks.map((rank, at) => (lone.includes(at) && !ranks[at - 1] && !ranks[at + 1] ? 0 : rank));
      return { spared, ngrams: this.covering(terms, lone.filter((at) => spared[at])) };
    }

    /** N-grams of frequent words that cover these places of a phrase: trigrams that have postings, else bigrams. */
    async covering(terms, places) {
      const found = [];
      for (const size of [3, 2]) {
        const isFrequent = (at) => at >= 0 && at + size <= terms.length && terms.slice(at, at + size).every((term) => this.ranks.has(term));
        const begin = [], covers = (first) => (at) => first <= at && at < first + size;
        for (const at of places) {
          const first = [at, at - 1, at - 2].find((one) => covers(one)(at) && isFrequent(one));
          if (first !== undefined && !begin.some((one) => covers(one)(at))) begin.push(first);
        }
        const all = await Promise.all(begin.map(async (at) => ({ at, size, words: await this.ngram(terms.slice(at, at + size), true) })));
        const known = all.filter(({ words }) => words.length || size === 2);
        places = places.filter((at) => !known.some((one) => covers(one.at)(at)));
        found.push(...known);
      }
      return found;
    }

    /** Whether a phrase is of two or three frequent words in a row, which may have postings of their own. */
    isNgram({ kind, terms, exact, slop }) {
      return kind === "phrase" && exact && slop === null && terms.length <= 3 && terms.every((term) => this.ranks.has(term));
    }

    /** Loads an n-gram's postings, and with `positions` those too: a list of one, or empty where it has none. */
    async ngram(terms, positions) {
      const ngram = terms.join(" ");
      if (!this.meta.b.length) return [];
      const name = hashedName(this.meta.b[lastNotAfter(this.meta.b, ngram)]), spelt = (one, others) => `${one} ${others.replace("_", " ")}`;
      const [, content] = await Promise.all([
        this.store.get(`b${name}`, (postings) => {
          const found = new Map();
          this.read(postings, found, `j${name}`);
          for (const [one, several] of found) for (const { word, ...of } of several) this.ngrams.set(spelt(one, word), [{ word: spelt(one, word), ...of }]);
        }),
        positions && this.store.get(`q${name}`, (packed) => packed),
      ]);
      if (positions) this.place(`q${name}`, content, (one, others) => this.ngrams.get(spelt(one, others))[0]);
      return this.ngrams.get(ngram) || [];
    }

    /** Loads the body lengths of articles where the loaded postings lack them. */
    loadLengths(docs) {
      const missing = docs.filter((doc) => this.bodies[doc] < 0);
      return this.store.blocks("l", missing, (content, first) => this.bodies.set(lengths(...sections(inflated(content))), first));
    }

    /** Loads lengths and outlets of these articles that are apart from frequent words' postings, where that is less than the blocks of them. */
    async loadApart(words, docs) {
      const files = [...new Set(words.map(({ file }) => file))].filter(({ apart }) => apart.words.length);
      if (!files.length) return;
      const missing = new Uint8Array(this.meta.count);
      for (const doc of docs) if (this.bodies[doc] < 0 || !this.columns.isKnown(doc)) missing[doc] = 1;
      const wanted = files.sort((one, other) => one.docs.length - other.docs.length).filter((file) => {
        const found = file.docs.filter((doc) => missing[doc]), blocks = new Set(found.map((doc) => Math.floor(doc / BLOCK)));
        if (file.docs.length * MANY >= blocks.size * BLOCK) return false;
        for (const doc of found) missing[doc] = 0;
        return true;
      });
      await Promise.all(wanted.map((file) => this.store.get(file.apart.name, (content) => {
        const take = this.besides(...sections(inflated(content)));
        for (const { start, end } of file.apart.words) file.docs.subarray(start, end).forEach(take);
        file.apart.words = [];
      })));
    }

    /** What takes a length and an outlet from these columns for one article after another. */
    besides(bodies, beyond, coded, grouped) {
      const body = lengths(bodies, beyond), outlets = numbers(coded), groups = numbers(grouped);
      let next = 0, nextGroup = 0;
      return (doc) => {
        const outlet = outlets[next];
        this.bodies[doc] = body[next++];
        this.columns.knowAll(doc, outlet >> 1, outlet & 1 ? groups[nextGroup++] : -1);
      };
    }

    /** The loaded words of a stem. */
    words(stem) {
      return this.stems.get(stem) || [];
    }

    /** Keeps the marks of a stem's words, and the compounds that may be meant by them. */
    note(stem, marks) {
      const apart = marks.filter((mark) => mark.startsWith("/")).map((mark) => mark.slice(1).split("-"));
      if (apart.length) this.apart.set(stem, apart);
      for (const mark of marks) this.marks.add(mark);
    }

    /**
     * What else may be meant by a word of a stem that few articles have, where its postings tell: `{near, far, pairs}`, in how
     * many articles the likeliest word stands that is one edit away or two, and two words that are meant, `{pair, most}`, which so
     * many articles have at most, and if nothing but these and the word is found then, how much: `{stories, copies}`. Else null.
     */
    meant(term, stem) {
      const words = this.words(stem), marks = this.likely.get(stem) || [];
      if (!words.some(({ word }) => word === term) || this.isBeyond(stem, FEW)) return null;
      const most = (kind) => Math.max(0, ...marks.filter(([mark]) => mark === kind).map(([, articles]) => articles));
      const pairs = marks.filter(([mark]) => mark[0] === "|").map(([mark, stories]) => {
        const [one, other, copies] = mark.slice(1).split("-"), counts = { stories, copies: Number(copies) };
        return { pair: [one, other], most: stories + counts.copies, ...(this.compounds.has(stem) ? {} : counts) };
      });
      return { near: most("?"), far: most("="), pairs: pairs.filter(({ pair }) => pair.join("") === term) };
    }

    /** Whether it is known that more articles than so many have words of a stem. */
    isBeyond(stem, count) {
      return this.words(stem).some(({ start, end }) => end - start > count);
    }

    /** Reads a file of postings; `into` takes its lists; `name` is of the file of what is apart from it. */
    read(content, into, name) {
      const [names, gaps, counts, zones, titles, bodies, beyond, coded, grouped, passages] = sections(inflated(content));
      const file = { docs: numbers(gaps), counts, zones, passages: new Uint32Array(counts.length), apart: { name, words: [] } };
      const title = numbers(titles), take = this.besides(bodies, beyond, coded, grouped);
      let at = 0, nextTitle = 0, nextPassage = 0;
      for (const [stem, words] of lines(names)) {
        const kindOf = ([word]) => ("-~^/?=|".includes(word[0]) ? word[0] : ""), ofKinds = (kinds) => words.filter((one) => kinds.includes(kindOf(one) || " "));
        const compounds = ofKinds("-"), likely = ofKinds("?=|");
        this.note(stem, ofKinds("~^/").map(([mark]) => mark));
        if (likely.length) this.likely.set(stem, likely);
        if (compounds.length) this.compounds.set(stem, compounds.map(([word]) => word.slice(1).split("-")));
        into.set(stem, words.filter((one) => !kindOf(one)).map(([word, count]) => {
          const start = at, end = at + count;
          const isApart = count >= this.meta.often, uncommon = passages && count <= this.meta.common;
          for (let doc = -1; at < end; at += 1) {
            doc += file.docs[at] + 1;
            file.docs[at] = doc;
            if (zones[at] & TITLE_MAX) this.titles[doc] = title[nextTitle++];
            if (!isApart) take(doc);
            if (!uncommon) continue;
            do file.passages[at] |= 1 << (passages[nextPassage] & 31); while (!(passages[nextPassage++] & LAST_PASSAGE));
          }
          const listed = { word, file, start, end };
          if (isApart && count * MANY <= this.meta.count) file.apart.words.push(listed);
          return listed;
        }));
      }
    }

    /** Reads a file of positions, unless it is read; `listed(stem, word, number)` gives the postings that they are of. */
    place(name, content, listed) {
      if (this.placed.has(name)) return;
      this.placed.add(name);
      const [names, steps, ...beside] = sections(inflated(content));
      const [before, after] = beside.map(numbers);
      let at = 0, next = 0;
      for (const [stem, words] of lines(names)) {
        words.forEach(([word, size], number) => {
          const own = { steps: steps.subarray(at, at += size) }, postings = listed(stem, word, number);
          if (before && postings.end - postings.start <= this.meta.carrying) {
            const first = next;
            next += positionsIn(own.steps, postings);
            Object.assign(own, { before: before.subarray(first, next), after: after.subarray(first, next) });
          }
          this.positions.set(postings.word, own);
        });
      }
    }

    /** How often a word stands in all articles. */
    occurrences(listed) {
      return positionsIn(this.positions.get(listed.word).steps, listed);
    }

    /**
     * A word's positions in its postings: `each(doc, positions, title, lead, first)`. The first `title` of the positions
     * are in the headline, the next `lead` in the lead; `first` occurrences are in postings before.
     */
    eachPosting(listed, each) {
      const { word, file, start, end } = listed, all = numbers(this.positions.get(word).steps);
      const exact = new Map(capped(listed).map((posting, number) => [posting, [all[2 * number], all[2 * number + 1]]]));
      const first = 2 * exact.size;
      let at = first;
      for (let posting = start; posting < end; posting += 1) {
        const [count, lead] = exact.get(posting) || [file.counts[posting], file.zones[posting] >> 3];
        const positions = all.slice(at, at + count);
        for (let next = 1; next < count; next += 1) positions[next] += positions[next - 1];
        at += count;
        const doc = file.docs[posting], inBody = positions.findIndex((position) => position >= this.titles[doc]);
        each(doc, positions, inBody < 0 ? count : inBody, lead, at - count - first);
      }
    }
  }

  /** How many positions the steps of a word's postings hold: numbers without those that `capped` postings begin with. */
  function positionsIn(steps, postings) {
    let numbers = -2 * capped(postings).length;
    for (const byte of steps) if (byte < 128) numbers += 1;
    return numbers;
  }

  /** Of a word's postings those that do not tell how often it stands in all or in the lead. */
  function capped({ file, start, end }) {
    const found = [];
    for (let at = start; at < end; at += 1) if (file.counts[at] >= COUNT_MAX || file.zones[at] >> 3 >= LEAD_MAX) found.push(at);
    return found;
  }

  /** Numbers of which a byte holds up to 255, and varints what those that reach that are beyond it. */
  function lengths(bytes, beyond) {
    const more = numbers(beyond);
    let at = 0;
    return Int32Array.from(bytes, (length) => (length < BYTE_MAX ? length : length + more[at++]));
  }

  /** The stems of a file, each with its words and a number for each. */
  function lines(bytes) {
    return text(bytes).split("\n").map((line) => {
      const [stem, ...rest] = line.split(" ");
      return [stem, rest.flatMap((word, at) => (at % 2 ? [] : [[word, Number(rest[at + 1])]]))];
    });
  }

  Dateline.postings = { Postings };
})();
