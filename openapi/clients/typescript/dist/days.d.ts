/** A calendar day without a time, such as `2022-08-15`. Never make a `Date` from it: a `Date` is a moment, midnight in UTC. */
export type LocalDate = `${number}-${number}-${number}`;
/** A moment with its UTC offset (RFC 3339), such as `2022-08-15T17:20:00+04:00`. */
export type Instant = `${LocalDate}T${string}`;
/** The day in a text such as `2022-08-15`. Throws RangeError if the text is not a day. */
export declare function localDate(text: string): LocalDate;
/** The calendar day in a time zone, such as the time zone of the operation. At 01:30 in Baku it is still yesterday in UTC. */
export declare function dayIn(timezone: string, moment?: Date): LocalDate;
/** A moment on the clock of this machine, with its UTC offset. */
export declare function instant(moment?: Date): Instant;
