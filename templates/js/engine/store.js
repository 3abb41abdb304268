// The data of the site, as search/site/data.py writes it: scripts that are added when they are needed, each of which
// hands its content to `receive`; and the inverses of search/site/encoding.py.
(function () {
  "use strict";

  const { inflate } = Dateline.inflate;
  const { BLOCK } = Dateline.constants.encoding;
  const UTF8 = new TextDecoder();
  const received = new Map();

  /** Every script of data calls this. */
  Dateline.receive = (name, content) => received.set(name, content);

  /** Adds a script to the page. */
  function addScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => { script.remove(); resolve(); };
      script.onerror = () => { script.remove(); reject(new Error(`${address} can't be loaded`)); };
      document.head.append(script);
    });
  }

  /** Bytes that `deflated` of search/site/encoding.py wrote. */
  function inflated(content) {
    const packed = atob(content), bytes = new Uint8Array(packed.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = packed.charCodeAt(at);
    return inflate(bytes);
  }

  /** Numbers that `varints` wrote. */
  function numbers(bytes) {
    const found = new Uint32Array(bytes.length);
    let count = 0, value = 0, shift = 0;
    for (const byte of bytes) {
      value |= (byte & 127) << shift;
      shift += 7;
      if (byte < 128) {
        found[count] = value;
        count += 1;
        value = shift = 0;
      }
    }
    return found.subarray(0, count);
  }

  /** The parts that `sections` put together. */
  function sections(bytes) {
    let at = 0;
    const next = () => {
      let value = 0, shift = 0;
      for (;;) {
        const byte = bytes[at];
        at += 1;
        value |= (byte & 127) << shift;
        shift += 7;
        if (byte < 128) return value;
      }
    };
    const sizes = Array.from({ length: next() }, next);
    return sizes.map((size) => bytes.subarray(at, (at += size)));
  }

  /** Names that `front_coded` wrote. */
  function names(coded) {
    let last = "";
    return coded.map((name) => {
      last = Array.from(last).slice(0, name.charCodeAt(0) - 97).join("") + name.slice(1);
      return last;
    });
  }

  /** A file's name after the text that its content begins with, as `hashed_name`. */
  function hashedName(name) {
    let one = 0x811c9dc5, other = 0xc59d1c81;
    for (const byte of new TextEncoder().encode(name)) [one, other] = [Math.imul(one ^ byte, 0x01000193), Math.imul(other ^ byte, 0x85ebca6b)];
    return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** The site's folder, empty or with `/` at its end; each script is loaded once. `load(address)` adds one. */
  class Store {
    constructor(base, load = addScript) {
      this.base = base;
      this.load = load;
      this.cache = new Map();
    }

    /** Loads `name` once and gives what `make` makes of it. A failure is not cached: the next call tries again. */
    once(name, make) {
      if (!this.cache.has(name)) {
        const made = (async () => {
          await this.load(`${this.base}${name}.js`);
          return make();
        })();
        this.cache.set(name, made);
        made.catch(() => this.cache.delete(name));
      }
      return this.cache.get(name);
    }

    /** Loads a part of the engine or of the page that few searches need. */
    part(name) {
      return this.once(`js/${name}`, () => true);
    }

    /** What `make` makes of a file of data. */
    get(name, make) {
      return this.once(`data/${name}`, () => make(this.take(name)));
    }

    /** Loads the files of a kind that hold these articles, so many each; `read(content, first)` takes one's, and which is its first. */
    blocks(kind, docs, read, size = BLOCK) {
      const wanted = new Set();
      for (const doc of docs) wanted.add(Math.floor(doc / size));
      return Promise.all(Array.from(wanted, (number) => this.get(`${kind}${number}`, (content) => read(content, number * size))));
    }

    /** What a script of data has handed over. */
    take(name) {
      const content = received.get(name);
      received.delete(name);
      if (content === undefined) throw new Error(`${this.base}data/${name}.js holds no data`);
      return content;
    }
  }

  Dateline.store = { Store, inflated, numbers, names, hashedName, sections, text: (bytes) => UTF8.decode(bytes) };
})();
