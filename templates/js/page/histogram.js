// Articles over time: a bar a day, month, year or decade, as the range narrows. A click, a drag or the keyboard sets it.
(function () {
  "use strict";

  const { articles, period } = Dateline.display;
  const { el } = Dateline.elements;
  const { MONTHS } = Dateline.constants.display;
  const { lastOf, pad } = Dateline.state;
  const MOST = 62;
  const DAY = 86400000;
  const STEPS = { day: 10, month: 7, year: 4, decade: 3 };

  const ordinal = (day) => Date.parse(day + "T00:00:00Z") / DAY;
  const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);
  const months = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

  /** How many bars of a kind there would be from one day to another. */
  function size(kind, first, last) {
    if (kind === "day") return ordinal(last) - ordinal(first) + 1;
    if (kind === "month") return months(last) - months(first) + 1;
    const unit = kind === "year" ? 1 : 10;
    return Math.floor(last.slice(0, 4) / unit) - Math.floor(first.slice(0, 4) / unit) + 1;
  }

  /** The finest kind of bar that fits. */
  const kindOf = (first, last) => Object.keys(STEPS).find((kind) => size(kind, first, last) <= MOST) || "decade";

  /** The `at`th period from the one that `first` is in: its key, and its first and last day. */
  function bin(kind, first, at) {
    if (kind === "day") {
      const day = iso(ordinal(first) + at);
      return { key: day, since: day, until: day, label: period(day) };
    }
    if (kind === "month") {
      const month = months(first) + at;
      const year = Math.floor(month / 12), inside = (month % 12) + 1;
      const key = `${pad(year, 4)}-${pad(inside, 2)}`;
      return { key, since: `${key}-01`, until: `${key}-${pad(lastOf(year, inside), 2)}`, label: period(key) };
    }
    const width = STEPS[kind], unit = kind === "year" ? 1 : 10;
    const key = pad(Math.floor(first.slice(0, 4) / unit) + at, width);
    const rest = kind === "year" ? ["", ""] : ["0", "9"];
    return { key, since: `${key}${rest[0]}-01-01`, until: `${key}${rest[1]}-12-31`, label: kind === "year" ? key : `${key}0s` };
  }

  /** The bars of a range, from counts by day. */
  function bins(days, first, last) {
    const kind = kindOf(first, last);
    const found = [];
    const counts = new Map();
    for (const [day, count] of days) {
      const key = day.slice(0, STEPS[kind]);
      counts.set(key, (counts.get(key) || 0) + count);
    }
    const many = Math.min(size(kind, first, last), 400);
    for (let at = 0; at < many; at += 1) {
      const one = bin(kind, first, at);
      found.push({ ...one, count: counts.get(one.key) || 0 });
    }
    return { kind, found };
  }

  /** The words that bars could have under them: [words, whether they begin a longer period]. */
  function name(kind, one, at) {
    const [year, month, day] = one.since.split("-");
    const short = MONTHS[month - 1].slice(0, 3);
    if (kind === "day") return at && Number(day) > 1 ? [String(Number(day)), false] : [`${Number(day)} ${short} ${year}`, true];
    if (kind === "month") return at && month !== "01" ? [short, false] : [year, true];
    return [one.label, true];
  }

  /** The words under the bars, as many as have room: those that begin a longer period first. */
  function ticks(kind, found, room) {
    const names = found.map((one, at) => name(kind, one, at));
    const step = (kind === "day" ? [1, 2, 7, 14] : [1, 2, 3, 6]).find((some) => some * room >= 40) || 99;
    const even = (one) => (one.since.slice(...(kind === "day" ? [8, 10] : [5, 7])) - 1) % step === 0;
    const words = found.map(() => "");
    const taken = found.map(() => false);
    for (const wanted of [true, false]) {
      names.forEach(([text, major], at) => {
        const width = Math.ceil((text.length * 7 + 14) / room);
        if (major !== wanted || !(major || even(found[at])) || taken.slice(at, at + width).includes(true)) return;
        if (at && at + width > found.length) return;
        words[at] = text;
        taken.fill(true, at, at + width);
      });
    }
    return words;
  }

  /** The histogram in its place. `choose(since, until)` is called with days, empty for no end. */
  class Histogram {
    constructor(choose) {
      const part = (id) => document.getElementById(id);
      this.choose = choose;
      [this.bars, this.axis, this.readout, this.zoom, this.undated] = ["bars", "axis", "readout", "zoom", "undated"].map(part);
      this.found = [];
      this.drag = null;
      this.bars.addEventListener("pointerdown", (event) => this.press(event));
      this.bars.addEventListener("pointermove", (event) => this.move(event));
      this.bars.addEventListener("pointerup", (event) => this.release(event));
      this.bars.addEventListener("pointercancel", () => this.cancel());
      this.bars.addEventListener("pointerleave", () => { if (!this.drag) this.tell(null); });
      new ResizeObserver(() => this.name()).observe(this.bars);
      this.bars.addEventListener("keydown", (event) => this.key(event));
      this.bars.addEventListener("focusin", (event) => this.tell(this.at(event.target)));
    }

    /** Show counts by day, `{iso: count}`, over the range asked for, or else all of them. */
    show(counts, since, until) {
      const days = Object.entries(counts).filter(([day]) => /^\d{4}-\d\d-\d\d$/.test(day)).sort();
      const dated = days.reduce((sum, [, count]) => sum + count, 0);
      const first = since || (days.length ? days[0][0] : until), last = until || (days.length ? days[days.length - 1][0] : since);
      const { kind, found } = first && last && first <= last ? bins(days, first, last) : { kind: "day", found: [] };
      const focused = this.bars.contains(document.activeElement);
      this.kind = kind;
      this.found = found;
      this.asked = [since, until];
      this.draw(Math.max(...found.map((one) => one.count), 1));
      this.bars.setAttribute("aria-label", found.length ? `Articles by ${kind}; arrows move, Enter narrows to one, Shift with arrows takes more` : "No dates");
      this.crumbs(since, until);
      if (focused && this.bars.firstChild) this.bars.firstChild.focus();
      this.tell(null);
      return dated;
    }

    draw(most) {
      this.bars.replaceChildren(...this.found.map((one, at) => {
        const bar = el("button", { type: "button", tabindex: at ? -1 : 0, "aria-label": `${one.label}, ${articles(one.count)}` }, el("span"));
        bar.firstChild.style.height = one.count ? `${Math.max(3, (100 * one.count) / most).toFixed(2)}%` : "0";
        return bar;
      }));
      this.name();
    }

    name() {
      if (!this.found.length) return;
      const words = ticks(this.kind, this.found, this.axis.clientWidth / this.found.length || 1);
      this.axis.replaceChildren(...words.map((word) => el("span", null, word && el("b", null, word))));
    }

    /** Ways back to longer ranges. */
    crumbs(since, until) {
      const ways = [];
      if (since || until) {
        ways.push(["All dates", "", ""]);
        const year = since.slice(0, 4), month = since.slice(0, 7);
        if (year && year === until.slice(0, 4) && size("month", since, until) < 12) ways.push([year, ...Dateline.state.days(year)]);
        if (month && month === until.slice(0, 7) && since !== `${month}-01`) ways.push([period(month), ...Dateline.state.days(month)]);
      }
      this.zoom.replaceChildren(...ways.map(([words, first, last]) =>
        el("button", { type: "button", class: "plain", click: () => this.choose(first, last) }, words)));
    }

    at(target) {
      return Array.prototype.indexOf.call(this.bars.children, target.closest("#bars > button"));
    }

    under(event) {
      const box = this.bars.getBoundingClientRect();
      const at = Math.floor(((event.clientX - box.left) / box.width) * this.found.length);
      return Math.min(Math.max(at, 0), this.found.length - 1);
    }

    press(event) {
      if (event.button || !this.found.length) return;
      const at = this.under(event);
      this.drag = { from: at, to: at };
      this.bars.setPointerCapture(event.pointerId);
      this.paint();
    }

    move(event) {
      if (!this.found.length) return;
      const at = this.under(event);
      if (this.drag) {
        this.drag.to = at;
        this.paint();
      } else this.tell(at);
    }

    release() {
      const drag = this.drag;
      this.cancel();
      if (drag) this.take(drag.from, drag.to);
    }

    cancel() {
      this.drag = null;
      this.paint();
    }

    take(one, other) {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      this.choose(this.found[from].since, this.found[to].until);
    }

    /** Paint what a drag, or Shift with arrows, covers. */
    paint() {
      const range = this.drag && [Math.min(this.drag.from, this.drag.to), Math.max(this.drag.from, this.drag.to)];
      Array.from(this.bars.children).forEach((bar, at) => bar.classList.toggle("taken", Boolean(range) && at >= range[0] && at <= range[1]));
      if (range) this.tell(range[0], range[1]);
    }

    tell(from, to = from) {
      const some = from === null ? [] : this.found.slice(from, to + 1);
      const sum = some.reduce((total, one) => total + one.count, 0);
      const name = some.length > 1 ? `${some[0].label} – ${some[some.length - 1].label}` : some.length && some[0].label;
      this.readout.textContent = some.length ? `${name}: ${articles(sum)}` : this.found.length > 1 ? "click or drag to narrow" : "";
    }

    key(event) {
      const at = this.at(event.target);
      const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: this.found.length - 1 - at };
      if (event.key in steps && at >= 0) {
        const next = Math.min(Math.max(at + steps[event.key], 0), this.found.length - 1);
        if (event.shiftKey) this.drag = { from: this.drag ? this.drag.from : at, to: next };
        else this.drag = null;
        Array.from(this.bars.children).forEach((bar, number) => { bar.tabIndex = number === next ? 0 : -1; });
        this.bars.children[next].focus();
        this.paint();
        event.preventDefault();
      } else if ((event.key === "Enter" || event.key === " ") && at >= 0) {
        const { from, to } = this.drag || { from: at, to: at };
        this.cancel();
        this.take(from, to);
        event.preventDefault();
      } else if (event.key === "Escape" && (this.drag || this.asked[0] || this.asked[1])) {
        if (this.drag) this.cancel();
        else this.choose("", "");
        event.stopPropagation();
      }
    }
  }

  Dateline.histogram = { Histogram, bins };
})();
