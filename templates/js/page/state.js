// What is asked, as it stands in the address: after the `#`, which works from a disk too and never reaches a server.
(function () {
  "use strict";

  const SORTS = ["relevance", "newest", "oldest"];
  const DUPLICATES = ["fold", "show", "only"];
  const PAGE = 10;

  const lastOf = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const pad = (number, width) => String(number).padStart(width, "0");

  /** The first and last day of a day, month or year; null for what is none of them. */
  function days(period) {
    const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(period || "");
    if (!found || found[1] === "0000") return null;
    const [year, month, day] = [found[1], found[2], found[3]];
    if (month && (month < 1 || month > 12)) return null;
    if (day && (day < 1 || Number(day) > lastOf(Number(year), Number(month)))) return null;
    const last = month || "12";
    return [
      `${year}-${month || "01"}-${day || "01"}`,
      `${year}-${last}-${day || pad(lastOf(Number(year), Number(last)), 2)}`,
    ];
  }

  /** The state that an address tells. A date that is none stays as it is: the engine says what is wrong with it. */
  function read(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const state = { q: given.get("q") || "", any: given.get("any") === "1", outlets: given.getAll("outlet") };
    for (const [name, which] of [["since", 0], ["until", 1]]) {
      const value = given.get(name) || "";
      const range = days(value);
      state[name] = range ? range[which] : value;
    }
    state.sort = SORTS.includes(given.get("sort")) ? given.get("sort") : "relevance";
    state.duplicates = DUPLICATES.includes(given.get("duplicates")) ? given.get("duplicates") : "fold";
    state.page = Math.max(1, Math.min(100000, parseInt(given.get("page"), 10) || 1));
    return state;
  }

  /** The address of a state, shortest form; empty for the front page. */
  function write(state) {
    const params = new URLSearchParams();
    if (state.q.trim()) params.set("q", state.q.trim());
    if (state.any) params.set("any", "1");
    for (const outlet of state.outlets) params.append("outlet", outlet);
    if (state.since) params.set("since", state.since);
    if (state.until) params.set("until", state.until);
    if (state.sort !== "relevance") params.set("sort", state.sort);
    if (state.duplicates !== "fold") params.set("duplicates", state.duplicates);
    if (state.page > 1) params.set("page", String(state.page));
    const text = params.toString();
    return text && "#" + text;
  }

  Dateline.state = { read, write, days, lastOf, pad, PAGE };
})();
