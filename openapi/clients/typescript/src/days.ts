/** A calendar day without a time, as `2022-08-15`. It is no moment: never make a `Date` of it, which would be midnight in UTC. */
export type LocalDate = `${number}-${number}-${number}`;

/** A moment with its UTC offset (RFC 3339), as `2022-08-15T17:20:00+04:00`. */
export type Instant = `${LocalDate}T${string}`;

/** The day that a text such as `2022-08-15` names; a RangeError when it names none. */
export function localDate(text: string): LocalDate {
  const midnight = new Date(`${text}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(text) ||
    Number.isNaN(midnight.getTime()) ||
    !midnight.toISOString().startsWith(text)
  ) {
    throw new RangeError(`${JSON.stringify(text)} is no day: write it as 2022-08-15`);
  }
  return text as LocalDate;
}

/** The day on the calendar of a time zone, such as that of the operation: at 01:30 in Baku it is still yesterday in UTC. */
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

/** A moment as this machine's clock shows it, with its UTC offset. */
export function instant(moment: Date = new Date()): Instant {
  const offset = -moment.getTimezoneOffset();
  const shown = new Date(moment.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
    String(n).padStart(2, "0"),
  );
  return `${shown}${offset < 0 ? "-" : "+"}${hours}:${minutes}` as Instant;
}
