"use strict";

const assert = require("node:assert");
const { test } = require("node:test");
const zlib = require("node:zlib");
const { load } = require("./load.js");

const { inflate } = load().inflate;

/** Bytes that are the same for the same seed: `letters` different ones, runs of them up to `run` long. */
function bytes(size, letters, run, seed) {
  const made = new Uint8Array(size);
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state >> 8;
  };
  for (let at = 0; at < size;) {
    const letter = next() % letters, end = at + 1 + (next() % run);
    for (; at < end && at < size; at += 1) made[at] = letter;
  }
  return made;
}

const KINDS = { "with codes of its own": {}, "with the fixed codes": { strategy: zlib.constants.Z_FIXED }, stored: { level: 0 },
  "without repeats": { strategy: zlib.constants.Z_HUFFMAN_ONLY } };

for (const [kind, options] of Object.entries(KINDS)) {
  test(`what zlib deflates comes out again: ${kind}`, () => {
    for (const [size, letters, run] of [[0, 1, 1], [1, 256, 1], [300, 3, 400], [70000, 256, 1], [70000, 2, 9], [200000, 90, 3]]) {
      const content = bytes(size, letters, run, size + letters);
      const deflated = zlib.deflateRawSync(content, { level: 9, ...options });
      assert.deepStrictEqual(Buffer.from(inflate(deflated)), Buffer.from(content));
    }
  });
}

test("parts that were deflated apart come out as one", () => {
  const parts = [bytes(5000, 90, 2, 1), bytes(9000, 4, 1, 2), bytes(1, 1, 1, 3)];
  const flush = zlib.constants.Z_SYNC_FLUSH;
  const deflated = parts.map((part, at) => zlib.deflateRawSync(part, at < 2 ? { finishFlush: flush } : {}));
  assert.deepStrictEqual(Buffer.from(inflate(Buffer.concat(deflated))), Buffer.concat(parts));
});
