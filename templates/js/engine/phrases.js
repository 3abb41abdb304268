// Phrases and words near each other, as search/engine/postings.py. An occurrence is a key: article * 2 ** 32 + position.
(function () {
  "use strict";

  const ARTICLE = 2 ** 32;
  const { COUNT_MAX, TITLE_MAX, LEAD_MAX } = Dateline.constants.frequency;
  const { FEW, ROW } = Dateline.constants.effort;
  const BODY = 0, TITLE = 1, LEAD = 2;

  /** The occurrences of words: ascending keys, the zone of each, and what frequent words are `before` and `after` it. */
  function occurrences(postings, words) {
    const zones = new Map(), before = new Map(), after = new Map();
    for (const word of words) {
      const beside = postings.positions.get(word.word);
      postings.eachPosting(word, (doc, positions, title, lead, first) => positions.forEach((position, at) => {
        const key = doc * ARTICLE + position;
        zones.set(key, at < title ? TITLE : at < title + lead ? LEAD : BODY);
        if (!beside.before) return;
        if (beside.before[first + at]) before.set(key, beside.before[first + at]);
        if (beside.after[first + at]) after.set(key, beside.after[first + at]);
      }));
    }
    return { keys: Float64Array.from(zones.keys()).sort(), zones, before, after };
  }

  /**
   * Where terms stand in a row. Of those that are spared, `ranks` above 0, a term beside them or an n-gram tells that they do.
   * What is known of one occurrence is not asked again of the next one, by what of the phrase's `forms` repeats (Z-algorithm:
   * Gusfield, "Algorithms on strings, trees, and sequences", 1997).
   */
  function inRow(terms, forms, ranks, ngrams) {
    const covering = terms.map(() => []);
    for (const ngram of ngrams) for (let at = 0; at < ngram.size; at += 1) covering[ngram.at + at].push(ngram);
    const stands = (key, at) => (terms[at] ? terms[at].zones.has(key)
      : covering[at].some((ngram) => ngram.zones.has(key - at + ngram.at))
      || Boolean(terms[at + 1] && terms[at + 1].before.get(key + 1) >> 1 === ranks[at]) || Boolean(terms[at - 1] && terms[at - 1].after.get(key - 1) === ranks[at]));
    const known = [...terms.flatMap((term, at) => (term ? [{ at, ...term }] : [])), ...ngrams];
    const rarest = known.reduce((one, other) => (other.keys.length < one.keys.length ? other : one));
    const repeats = prefixes(forms);
    let begin = -Infinity, count = 0;
    return rarest.keys.map((key) => key - rarest.at).filter((key) => {
      const left = begin + count - key;
      let at = left > 0 ? Math.min(repeats[key - begin], left) : 0;
      while (at < terms.length && stands(key + at, at)) at += 1;
      if (at >= left) [begin, count] = [key, at];
      return at === terms.length;
    });
  }

  /** For each place of a list how many items from there on are those that it begins with. */
  function prefixes(items) {
    const found = [items.length];
    let begin = 0, end = 0;
    for (let at = 1; at < items.length; at += 1) {
      let same = at < end ? Math.min(found[at - begin], end - at) : 0;
      while (at + same < items.length && items[same] === items[at + same]) same += 1;
      if (at + same > end) [begin, end] = [at, at + same];
      found.push(same);
    }
    return found;
  }

  /** The zone of where a phrase begins: `known` are its terms and n-grams. */
  function zoneOf(terms, key, known) {
    const one = known.find(({ zones }) => zones.has(key));
    if (one) return one.zones.get(key);
    return terms[1].before.get(key + 1) & 1 ? LEAD : terms[1].zones.get(key + 1);
  }

  /** The index of the first of sorted keys that is not below a key. */
  function firstFrom(keys, key) {
    let low = 0, high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where windows begin that hold every term at a position of its own, and at most `slop` other words. */
  function near(terms, slop) {
    const width = terms.length + slop;
    const distinct = [];
    for (const term of terms) {
      const same = distinct.find((one) => one.term === term || (one.term.keys.length === term.keys.length && one.term.keys.every((key, at) => key === term.keys[at])));
      if (same) same.times += 1;
      else distinct.push({ term, times: 1 });
    }
    let begin = Float64Array.from(new Set(distinct.flatMap(({ term: { keys } }) => Array.from(keys)))).sort();
    for (const { term: { keys }, times } of distinct) {
      begin = begin.filter((start) => {
        const last = firstFrom(keys, start) + times - 1;
        return last < keys.length && keys[last] < start + width;
      });
    }
    const overlap = distinct.some(({ term }, at) => distinct.slice(at + 1).some((other) => term.keys.some((key) => other.term.zones.has(key))));
    return overlap ? begin.filter((start) => seats(terms, start, width)) : begin;
  }

  /** Whether every term finds a position of its own in a window, where patterns may want the same one. */
  function seats(terms, start, width) {
    const inside = terms.map(({ keys }) => keys.subarray(firstFrom(keys, start), firstFrom(keys, start + width)));
    const taken = new Map();
    const seat = (term, tried) => {
      for (const one of inside[term]) {
        if (tried.has(one)) continue;
        tried.add(one);
        if (!taken.has(one) || seat(taken.get(one), tried)) {
          taken.set(one, term);
          return true;
        }
      }
      return false;
    };
    return inside.every((_, term) => seat(term, new Set()));
  }

  /** What a phrase with patterns takes, as search/engine/effort.py. */
  function taken(postings, forms, slop) {
    const distinct = [...new Set(forms)], meant = distinct.flat();
    const sum = (words) => words.reduce((all, listed) => all + postings.occurrences(listed), 0);
    if (slop !== null) return sum(meant);
    const rarest = Math.min(...distinct.map(sum)), row = Math.floor((rarest * distinct.length) / ROW);
    const more = forms.length - 1 - FEW;
    if (more <= 0) return row;
    const repeats = forms.length > 2 * distinct.length && new Set(meant.map(({ word }) => word)).size === meant.length;
    return repeats ? row : row + rarest * more;
  }

  /**
   * What a phrase finds, as `{docs, counts, titles, leads}`.
   * @param postings The loaded `Postings`.
   * @param forms For each of the phrase's words those that it means, the same array where it is said again.
   * @param spared The ranks of its words whose positions are not loaded; of others 0.
   * @param beside Its n-grams of such words that are loaded, as `told` gives them.
   * @param spend Told, of a phrase that has patterns, what it takes, before it is looked for; what it throws ends it.
   */
  function find(postings, forms, slop, spared, beside, spend) {
    const found = { docs: [], counts: [], titles: [], leads: [] };
    if (forms.some((words) => !words.length) || beside.some(({ words }) => !words.length)) return found;
    if (spend) spend(taken(postings, forms, slop));
    const read = new Map();
    const once = (words) => {
      if (!read.has(words)) read.set(words, occurrences(postings, words));
      return read.get(words);
    };
    const terms = forms.map((words, at) => (spared[at] ? null : once(words)));
    const ngrams = beside.map(({ at, size, words }) => ({ at, size, ...once(words) })), known = [...read.values()];
    const starts = slop === null ? inRow(terms, forms, spared, ngrams) : near(terms, slop);
    for (const key of starts) {
      const doc = Math.floor(key / ARTICLE), at = found.docs.length - 1;
      const zone = zoneOf(terms, key, known);
      if (found.docs[at] === doc) {
        found.counts[at] = Math.min(found.counts[at] + 1, COUNT_MAX);
        found.titles[at] = Math.min(found.titles[at] + (zone === TITLE), TITLE_MAX);
        found.leads[at] = Math.min(found.leads[at] + (zone === LEAD), LEAD_MAX);
      } else {
        found.docs.push(doc);
        found.counts.push(1);
        found.titles.push(Number(zone === TITLE));
        found.leads.push(Number(zone === LEAD));
      }
    }
    return found;
  }

  Dateline.phrases = { find };
})();
