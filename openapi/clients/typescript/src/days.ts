/** A calendar day without a time, such as `2022-08-15`. Never make a `Date` from it: a `Date` is a moment, midnight in UTC. */
export type LocalDate = `${number}-${number}-${number}`;

/** A moment with its UTC offset (RFC 3339), such as `2022-08-15T17:20:00+04:00`. */
export type Instant = `${LocalDate}T${string}`;

/** The day in a text such as `2022-08-15`. Throws RangeError if the text is not a day. */
export function localDate(text: string): LocalDate {
  const midnight = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(midnight.getTime()) ||
    !midnight.toISOString().startsWith(text)
  ) {
    throw new RangeError(`${JSON.stringify(text)} is not a day: write it as 2022-08-15`);
  }
  return text as LocalDate;
}

/** The calendar day in a time zone, such as the time zone of the operation. At 01:30 in Baku it is still yesterday in UTC. */
export function dayIn(timezone: string, moment: Date = new Date()): LocalDate {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: timezone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return localDate(`${parts["year"]}-${parts["month"]}-${parts["day"]}`);
}

/** A moment on the clock of this machine, with its UTC offset. */
export function instant(moment: Date = new Date()): Instant {
  const offset = -moment.getTimezoneOffset();
  const shown = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
    String(n).padStart(2, "0"),
  );
  return `${shown}${offset < 0 ? "-" : "+"}${hours}:${minutes}` as Instant;
}
