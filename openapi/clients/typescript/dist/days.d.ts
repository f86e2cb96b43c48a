/** A calendar day without a time, as `2022-08-15`. It is no moment: never make a `Date` of it, which would be midnight in UTC. */
export type LocalDate = `${number}-${number}-${number}`;
/** A moment with its UTC offset (RFC 3339), as `2022-08-15T17:20:00+04:00`. */
export type Instant = `${LocalDate}T${string}`;
/** The day that a text such as `2022-08-15` names; a RangeError when it names none. */
export declare function localDate(text: string): LocalDate;
/** The day on the calendar of a time zone, such as that of the operation: at 01:30 in Baku it is still yesterday in UTC. */
export declare function dayIn(timezone: string, moment?: Date): LocalDate;
/** A moment as this machine's clock shows it, with its UTC offset. */
export declare function instant(moment?: Date): Instant;
