// The formulas of the ranking, as search/engine/bm25.py: the same operations on doubles in the same order, so the same
// bits. docs/ranking.md has them and why they are what they are.
(function () {
  "use strict";

  const { K1, B_TITLE, B_BODY, TITLE_WEIGHT, LEAD_WEIGHT, DAMPING, PROXIMITY } = Dateline.constants.bm25;

  /** The natural logarithm of a number of at least 1, by + - * / alone. */
  function log(value) {
    let halvings = 0, left = value;
    while (left >= 2) {
      left /= 2;
      halvings += 1;
    }
    const ratio = (left - 1) / (left + 1), square = ratio * ratio;
    let power = ratio, total = 0;
    for (let odd = 1; odd < 41; odd += 2) {
      total += power / odd;
      power *= square;
    }
    return 2 * total + halvings * 0.6931471805599453;
  }

  /** How much an atom tells that `matching` of `count` articles match. */
  function idf(count, matching) {
    const value = log(1 + (count - matching + 0.5) / (matching + 0.5));
    return value * value / (value + DAMPING);
  }

  const titleNorm = (length, average) => 1 - B_TITLE + B_TITLE * (length / average);
  const bodyNorm = (length, average) => 1 - B_BODY + B_BODY * (length / average);

  /** The `weight` of a posting, from its counts. */
  const weight = (count, title, lead, normTitle, normBody) => TITLE_WEIGHT * title / normTitle + (count - title + LEAD_WEIGHT * lead) / normBody;

  /** A part of the score: more weight gives ever less. */
  const saturate = (value, worth) => worth * (value * (K1 + 1) / (value + K1));

  /** What two words side by side in the query add to an article's score, from the passages of each as bits. */
  const proximity = (one, other, norm, worth) => PROXIMITY * saturate(bitCount(one & other) / norm, worth);

  function bitCount(bits) {
    let left = bits, count = 0;
    for (; left; left &= left - 1) count += 1;
    return count;
  }

  Dateline.bm25 = { idf, titleNorm, bodyNorm, weight, saturate, proximity };
})();
