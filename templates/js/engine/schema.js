// Days as numbers, as index/schema.py has them.
(function () {
  "use strict";

  // 1970-01-01, counted from 0001-01-01 as 1.
  const FIRST = 719163;
  const DAY = 86400000;

  const two = (number) => String(number).padStart(2, "0");

  /** A day as Python's `date.toordinal` counts it. */
  function ordinal(day) {
    const date = new Date(0);
    date.setUTCFullYear(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
    return date.getTime() / DAY + FIRST;
  }

  /** The inverse; null for 0, no date. */
  function iso(number) {
    if (!number) return null;
    const date = new Date((number - FIRST) * DAY);
    return `${String(date.getUTCFullYear()).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  }

  Dateline.schema = { ordinal, iso, two };
})();
