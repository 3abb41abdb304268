// Raw deflate (RFC 1951) to bytes. The browser's own inflater gives its bytes later and not everywhere; this one at once.
(function () {
  "use strict";

  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LENGTH = [], LENGTH_BITS = [], DISTANCE = [], DISTANCE_BITS = [];
  for (let code = 0, base = 3; code < 28; code += 1) {
    LENGTH_BITS[code] = code < 8 ? 0 : (code >> 2) - 1;
    LENGTH[code] = base;
    base += 1 << LENGTH_BITS[code];
  }
  LENGTH[28] = 258;
  LENGTH_BITS[28] = 0;
  for (let code = 0, base = 1; code < 30; code += 1) {
    DISTANCE_BITS[code] = code < 4 ? 0 : (code >> 1) - 1;
    DISTANCE[code] = base;
    base += 1 << DISTANCE_BITS[code];
  }

  /** A canonical Huffman code as a table from the next bits to `symbol << 4 | bits`. */
  function table(sizes) {
    const longest = Math.max(...sizes);
    const made = new Uint16Array(1 << longest);
    let code = 0;
    for (let bits = 1; bits <= longest; bits += 1) {
      for (let symbol = 0; symbol < sizes.length; symbol += 1) {
        if (sizes[symbol] !== bits) continue;
        let reversed = 0;
        for (let bit = 0; bit < bits; bit += 1) reversed |= ((code >> bit) & 1) << (bits - 1 - bit);
        for (let at = reversed; at < made.length; at += 1 << bits) made[at] = (symbol << 4) | bits;
        code += 1;
      }
      code <<= 1;
    }
    return { made, mask: made.length - 1 };
  }

  const sizes = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280);
  const FIXED = [table(sizes), table(new Uint8Array(30).fill(5))];

  function inflate(input) {
    let output = new Uint8Array(input.length * 4 + 1024), written = 0, at = 0, held = 0, count = 0;

    function bits(wanted) {
      while (count < wanted) {
        held |= input[at] << count;
        at += 1;
        count += 8;
      }
      const value = held & ((1 << wanted) - 1);
      held >>>= wanted;
      count -= wanted;
      return value;
    }

    function symbol({ made, mask }) {
      while (count < 15 && at < input.length) {
        held |= input[at] << count;
        at += 1;
        count += 8;
      }
      const found = made[held & mask];
      held >>>= found & 15;
      count -= found & 15;
      return found >> 4;
    }

    function room(more) {
      if (written + more <= output.length) return;
      const larger = new Uint8Array((written + more) * 2);
      larger.set(output);
      output = larger;
    }

    function stored() {
      at -= count >> 3;
      held = count = 0;
      const size = input[at] | (input[at + 1] << 8);
      room(size);
      output.set(input.subarray(at + 4, at + 4 + size), written);
      written += size;
      at += 4 + size;
    }

    function codes() {
      const literals = bits(5) + 257, distances = bits(5) + 1, lengths = bits(4) + 4;
      const own = new Uint8Array(19);
      for (let number = 0; number < lengths; number += 1) own[ORDER[number]] = bits(3);
      const code = table(own);
      const all = new Uint8Array(literals + distances);
      for (let number = 0; number < all.length;) {
        const found = symbol(code);
        if (found < 16) {
          all[number] = found;
          number += 1;
          continue;
        }
        const value = found === 16 ? all[number - 1] : 0;
        const times = found === 16 ? 3 + bits(2) : found === 17 ? 3 + bits(3) : 11 + bits(7);
        all.fill(value, number, number + times);
        number += times;
      }
      return [table(all.subarray(0, literals)), table(all.subarray(literals))];
    }

    function block([literals, distances]) {
      for (;;) {
        const found = symbol(literals);
        if (found === 256) return;
        room(258);
        if (found < 256) {
          output[written] = found;
          written += 1;
          continue;
        }
        const length = LENGTH[found - 257] + bits(LENGTH_BITS[found - 257]);
        const far = symbol(distances);
        const distance = DISTANCE[far] + bits(DISTANCE_BITS[far]);
        for (const end = written + length; written < end; written += 1) output[written] = output[written - distance];
      }
    }

    for (let last = 0; !last;) {
      last = bits(1);
      const kind = bits(2);
      if (kind === 0) stored();
      else block(kind === 1 ? FIXED : codes());
    }
    return output.subarray(0, written);
  }

  Dateline.inflate = { inflate };
})();
