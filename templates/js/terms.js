// Words' postings and positions, from the shards that hold them.
(function (Dateline) {
  "use strict";

  const { hashed, inflated, numbers, sections, text } = Dateline.store;
  const { lastNotAfter } = Dateline.codepoints;
  const COUNT_MAX = 255, LEAD_MAX = 31;
  const LAST = 0x20;

  /**
   * The words of an archive as far as they are loaded.
   * A word is `{word, shard, start, end}`: which of its shard's postings are its own.
   */
  class Terms {
    constructor(store, meta) {
      this.store = store;
      this.meta = meta;
      this.titles = new Uint32Array(meta.count); // words in headlines, as far as postings have told
      this.bodies = new Int32Array(meta.count).fill(-1); // words in bodies, likewise
      this.stems = new Map();
      this.positions = new Map();
    }

    /** Loads the postings of some stems' words, and with `positions` those too. */
    async load(stems, positions) {
      if (!this.meta.t.length) return;
      const shards = [...new Set([...stems].map((stem) => lastNotAfter(this.meta.t, stem)))];
      await Promise.all(shards.flatMap((number) => [
        this.store.get(`t${hashed(this.meta.t[number])}`, (content) => this.read(content)),
        positions && this.store.get(`p${hashed(this.meta.t[number])}`, (content) => this.readPositions(content)),
      ]));
    }

    /** Loads what ranking must know of some articles, where postings have not told it. */
    async loadLengths(docs) {
      if (docs.every((doc) => this.bodies[doc] >= 0)) return;
      await this.store.get("lengths", (content) => this.readLengths(content));
    }

    /** The loaded words of a stem. */
    words(stem) {
      return this.stems.get(stem) || [];
    }

    read(content) {
      const [names, gaps, counts, zones, titles, bodies, beyond, passages] = sections(inflated(content));
      const shard = { docs: numbers(gaps), counts, zones, passages: new Uint32Array(counts.length) };
      const title = numbers(titles), body = lengths(bodies, beyond);
      let at = 0, titled = 0, told = 0, passage = 0;
      for (const [stem, words] of lines(names)) {
        this.stems.set(stem, words.map(([word, count]) => {
          const start = at, end = at + count;
          const few = count * this.meta.many <= this.meta.count, uncommon = count <= this.meta.common;
          for (let doc = -1; at < end; at += 1) {
            doc += shard.docs[at] + 1;
            shard.docs[at] = doc;
            if (zones[at] & 7) this.titles[doc] = title[titled++];
            if (few) this.bodies[doc] = body[told++];
            if (!uncommon) continue;
            do shard.passages[at] |= 1 << (passages[passage] & 31); while (!(passages[passage++] & LAST));
          }
          return { word, shard, start, end };
        }));
      }
    }

    readLengths(content) {
      this.bodies.set(lengths(...sections(inflated(content))));
    }

    readPositions(content) {
      const [names, steps] = sections(inflated(content));
      let at = 0;
      for (const [stem, words] of lines(names)) {
        for (const [word, size] of words) {
          this.positions.set(word, steps.subarray(at, at + size));
          at += size;
        }
      }
    }

    /**
     * A word's positions in its postings: `each(doc, places, title, lead)`. The first `title` of the places are in the
     * headline, the next `lead` in the lead.
     */
    eachPosting({ word, shard, start, end }, each) {
      const all = numbers(this.positions.get(word));
      let at = 0;
      const capped = new Map();
      for (let posting = start; posting < end; posting += 1) {
        if (shard.counts[posting] < COUNT_MAX && shard.zones[posting] >> 3 < LEAD_MAX) continue;
        capped.set(posting, [all[at], all[at + 1]]);
        at += 2;
      }
      for (let posting = start; posting < end; posting += 1) {
        const [count, lead] = capped.get(posting) || [shard.counts[posting], shard.zones[posting] >> 3];
        const places = all.slice(at, at + count);
        for (let place = 1; place < count; place += 1) places[place] += places[place - 1];
        at += count;
        const doc = shard.docs[posting], inBody = places.findIndex((place) => place >= this.titles[doc]);
        each(doc, places, inBody < 0 ? count : inBody, lead);
      }
    }
  }

  /** Numbers of which a byte holds up to 255, and varints how much more those are that it can't hold. */
  function lengths(bytes, beyond) {
    const more = numbers(beyond);
    let at = 0;
    return Int32Array.from(bytes, (length) => (length < 255 ? length : length + more[at++]));
  }

  function lines(bytes) {
    return text(bytes).split("\n").map((line) => {
      const [stem, ...rest] = line.split(" ");
      return [stem, rest.flatMap((word, at) => (at % 2 ? [] : [[word, Number(rest[at + 1])]]))];
    });
  }

  Dateline.terms = { Terms };
})(globalThis.Dateline = globalThis.Dateline || {});
