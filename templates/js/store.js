// The data of the site: scripts that are added when they are needed, each of which hands its content to `receive`.
(function (Dateline) {
  "use strict";

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

  /** Bytes that `search.shard_codec.deflated` wrote. */
  function inflated(content) {
    const packed = atob(content), bytes = new Uint8Array(packed.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = packed.charCodeAt(at);
    return Dateline.inflate(bytes);
  }

  /** Numbers that `search.shard_codec.varints` wrote. */
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

  /** The parts that `search.shard_codec.sections` put together. */
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

  /** Names that `search.shard_codec.fronted` wrote. */
  function names(fronted) {
    let last = "";
    return fronted.map((name) => {
      last = Array.from(last).slice(0, name.charCodeAt(0) - 97).join("") + name.slice(1);
      return last;
    });
  }

  /** A file's name after the text that its content begins with, as `search.shard_codec.hashed`. */
  function hashed(name) {
    let one = 0x811c9dc5, other = 0xc59d1c81;
    for (const byte of new TextEncoder().encode(name)) [one, other] = [Math.imul(one ^ byte, 0x01000193), Math.imul(other ^ byte, 0x85ebca6b)];
    return [one, other].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
  }

  /** The site's folder, empty or with `/` at its end; each script is loaded once. `load(address)` adds one. */
  class Store {
    constructor(base, load = addScript) {
      this.base = base;
      this.load = load;
      this.known = new Map();
    }

    /** Loads `name` once and gives what `make` makes of it. A failure is not remembered: the next asking tries again. */
    once(name, make) {
      if (!this.known.has(name)) {
        const made = (async () => {
          await this.load(`${this.base}${name}.js`);
          return make();
        })();
        this.known.set(name, made);
        made.catch(() => this.known.delete(name));
      }
      return this.known.get(name);
    }

    /** Loads a part of the engine or of the page that few searches need. */
    part(name) {
      return this.once(`js/${name}`, () => true);
    }

    /** What `make` makes of a file of data. */
    get(name, make) {
      return this.once(`data/${name}`, () => make(this.take(name)));
    }

    /** What a script of data has handed over. */
    take(name) {
      const content = received.get(name);
      received.delete(name);
      if (content === undefined) throw new Error(`${this.base}data/${name}.js holds no data`);
      return content;
    }
  }

  Dateline.store = { Store, inflated, numbers, names, hashed, sections, text: (bytes) => UTF8.decode(bytes) };
})(globalThis.Dateline = globalThis.Dateline || {});
