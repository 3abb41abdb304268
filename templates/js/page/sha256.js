// SHA-256 (FIPS 180-4), of which the names of articles' pages are made.
(function () {
  "use strict";

  const ROUND = [], START = [];
  for (let prime = 2; ROUND.length < 64; prime += 1) {
    let divisor = 2;
    while (prime % divisor) divisor += 1;
    if (divisor < prime) continue;
    if (START.length < 8) START.push((Math.sqrt(prime) * 0x100000000) | 0);
    ROUND.push((Math.cbrt(prime) * 0x100000000) | 0);
  }

  /** A text's SHA-256 in hexadecimal; the browser's own is not there on a page of plain http. */
  function sha256(text) {
    const bytes = new TextEncoder().encode(text);
    const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
    bytes.forEach((byte, at) => { words[at >> 2] |= byte << (24 - (at % 4) * 8); });
    words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length % 4) * 8);
    words[words.length - 1] = bytes.length * 8;
    const sum = START.slice();
    const schedule = new Int32Array(64);
    const turn = (word, by) => (word >>> by) | (word << (32 - by));
    for (let block = 0; block < words.length; block += 16) {
      let [a, b, c, d, e, f, g, h] = sum;
      for (let i = 0; i < 64; i += 1) {
        const near = schedule[i - 15], far = schedule[i - 2];
        schedule[i] = i < 16 ? words[block + i]
          : schedule[i - 16] + (turn(near, 7) ^ turn(near, 18) ^ (near >>> 3))
            + schedule[i - 7] + (turn(far, 17) ^ turn(far, 19) ^ (far >>> 10));
        const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + schedule[i];
        const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] = (sum[i] + word) | 0; });
    }
    return sum.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  Dateline.sha256 = { sha256 };
})();
