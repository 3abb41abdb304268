// Dates as users write them, as search/query/period.py: a day, a month, a year, or a range of these. Days are ISO texts.
(function () {
  "use strict";

  const { ordinal, iso, two } = Dateline.schema;
  const PERIOD = /^([12][0-9]{3})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?$/;
  const COMPACT = /^([12][0-9]{3})([0-9]{2})([0-9]{2})$/;
  const { MONTHS } = Dateline.constants.display;
  const { ADVICE } = Dateline.constants.period;
  const DAYS = "[12][0-9]{3}(?:(?:-[0-9]{1,2}){1,2}|(?:/[0-9]{1,2}){1,2}|(?:\\.[0-9]{1,2}){1,2}|[0-9]{4})?";
  const RANGE = new RegExp(`^(${DAYS})(?:\\.\\.\\.|[…–/:-])(${DAYS})$`);
  const RECENT = /^(?:(today|yesterday)|([0-9]{1,4})([dw])|(this|last)[ -](week|month|year))$/i;

  const bad = (text, reason) => ({ bad: true, text, reason, problem: `bad date \`${plain(text)}\`: ${reason}` });

  /** One line without anything that moves the cursor or turns the writing direction. */
  const plain = (text) => text.replace(/[\p{C}\p{Z}]/gu, " ");

  /** The first and the last day of a period. Throws what `bad` makes. */
  function period(text) {
    const near = RECENT.exec(text);
    if (near) return recent(near.map((part) => part && part.toLowerCase()), new Date());
    const match = PERIOD.exec(text.replace(COMPACT, "$1-$2-$3"));
    if (!match) throw bad(text, "a date is written year first, with hyphens");
    const [year, month, day] = [match[1], Number(match[3] || 0), Number(match[4] || 0)];
    if (match[3] === undefined) return [`${year}-01-01`, `${year}-12-31`];
    if (month < 1 || month > 12) throw bad(text, `there is no month ${month}`);
    const length = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
    if (match[4] === undefined) return [`${year}-${two(month)}-01`, `${year}-${two(month)}-${length}`];
    if (day < 1 || day > length) throw bad(text, `${MONTHS[month - 1]} ${year} has ${length} days`);
    return [`${year}-${two(month)}-${two(day)}`, `${year}-${two(month)}-${two(day)}`];
  }

  /** The first and the last day of a period that is named as seen from today. */
  function recent([, single, number, unit, which, kind], now) {
    const last = which === "last" ? 1 : 0, year = now.getFullYear(), month = now.getMonth();
    const today = ordinal(`${String(year).padStart(4, "0")}-${two(month + 1)}-${two(now.getDate())}`);
    if (single) return [0, 0].map(() => iso(today - (single === "yesterday" ? 1 : 0)));
    if (number) return [iso(today - Number(number) * (unit === "w" ? 7 : 1)), iso(today)];
    if (kind === "week") {
      const monday = today - ((now.getDay() + 6) % 7) - 7 * last;
      return [iso(monday), iso(monday + 6)];
    }
    if (kind === "year") return period(String(year - last));
    const months = year * 12 + month - last;
    return period(`${Math.floor(months / 12)}-${(months % 12) + 1}`);
  }

  /** The first and last day of a period or a range; null for an end left open. */
  function range(text) {
    const compared = /^([<>≤≥])(=?)(.*)$/s.exec(text);
    if (compared) {
      const [, sign, equal, end] = compared, [first, last] = period(end), within = equal || "≤≥".includes(sign);
      return ">≥".includes(sign) ? [within ? first : after(end), null] : [null, within ? last : before(end)];
    }
    const elsewhere = RANGE.exec(text);
    if (elsewhere) text = elsewhere.slice(1).join("..");
    const dots = text.indexOf("..");
    if (dots < 0) return period(text);
    const start = text.slice(0, dots), end = text.slice(dots + 2);
    if (!start && !end) throw bad(text, "a range needs at least one end");
    const first = start ? period(start)[0] : null;
    const last = end ? period(end)[1] : null;
    if (first && last && last < first) throw bad(text, "it ends before it starts");
    return [first, last];
  }

  const after = (text) => iso(ordinal(period(text)[1]) + 1);
  const before = (text) => iso(ordinal(period(text)[0]) - 1);

  Dateline.period = { period, range, after, before };
})();
