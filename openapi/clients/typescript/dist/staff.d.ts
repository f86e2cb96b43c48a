import { type Api, type Server } from "./client.js";
import type { LocalDate } from "./days.js";
import type { Admitted, AdmitRequest, Closed, Conflict, DecidedPair, DecisionRequest, Differing, DuplicatePair, MutationResult, operations, Recovery, ResolutionRequest, Taken, WeeklyReport } from "./generated/api.js";
/** The filters of a list: its query without the parameters for pages. */
type Filters<Id extends keyof operations> = Omit<Exclude<operations[Id]["parameters"]["query"], undefined>, "after" | "limit">;
/** The days of a report, both ends included, or an ISO week, such as `2022-W33`. */
export type Period = {
    from: LocalDate;
    to: LocalDate;
} | {
    week: `${number}-W${number}`;
};
export type Resolved = {
    state: "settled";
    result: MutationResult;
}
/** The conflict has a new offer or another accepted value: read it again. Nothing was resolved. */
 | {
    state: "changed";
    conflict: Conflict;
};
/** Command staff: every list as an iterator that fetches page after page, and the decisions of staff. */
export declare class Staff {
    /** Every operation of the API, for requests that have no method here. */
    readonly api: Api;
    constructor(server: Server & {
        token: string;
    });
    finds(filters?: Filters<"list_finds">): AsyncGenerator<{
        category: import("./generated/api.js").components["schemas"]["Category"];
        changed: import("./generated/api.js").components["schemas"]["Authored"];
        condition: string | null;
        conflicts: import("./generated/api.js").components["schemas"]["ConflictName"][];
        count: number;
        created: import("./generated/api.js").components["schemas"]["Authored"];
        depth_cm: number | null;
        disposition: import("./generated/api.js").components["schemas"]["Disposition"] | null;
        district: string | null;
        district_computed: string | null;
        duplicate_of: string | null;
        flags: string[];
        found_on: LocalDate;
        id: string;
        location: import("./generated/api.js").components["schemas"]["Location"];
        lot: string | null;
        manufactured_country: string | null;
        manufactured_year: number | null;
        marking: string;
        method: string | null;
        note: string | null;
        photos: string[] | null;
        position: import("./generated/api.js").components["schemas"]["Position"];
        seq: number;
        state: import("./generated/api.js").components["schemas"]["FindState"];
        type: import("./generated/api.js").components["schemas"]["TypeOfFind"];
        version: number;
    }, void, undefined>;
    /** Everything that was done to a find, from the first log entry on. */
    history(findId: string): AsyncGenerator<{
        closed: import("./generated/api.js").components["schemas"]["ClosedConflict"][];
        conflicts: import("./generated/api.js").components["schemas"]["ConflictName"][];
        device_id: string | null;
        fork: number | null;
        hash: string;
        kind: import("./generated/api.js").components["schemas"]["EntryKind"];
        made_at: import("./days.js").Instant | null;
        made_at_corrected: import("./days.js").Instant | null;
        mends: string | null;
        mutation: unknown;
        mutation_id: string;
        outcome: import("./generated/api.js").components["schemas"]["Outcome"];
        pairs: import("./generated/api.js").components["schemas"]["PairOfEntry"][];
        person: string | null;
        problem: import("./generated/api.js").components["schemas"]["Problem"] | null;
        received_at: import("./days.js").Instant;
        replaced: import("./generated/api.js").components["schemas"]["Replaced"][];
        seq: number;
        team: string | null;
        version: number | null;
    }, void, undefined>;
    /** Open conflicts, or those with another `state`. */
    conflicts(filters?: Filters<"list_conflicts">): AsyncGenerator<{
        accepted: import("./generated/api.js").components["schemas"]["Accepted"];
        closed_seq: number | null;
        dormant: boolean;
        etag: string;
        field: import("./generated/api.js").components["schemas"]["FieldName"];
        find_id: string;
        id: string;
        offers: import("./generated/api.js").components["schemas"]["Offer"][];
        opened_seq: number;
        state: import("./generated/api.js").components["schemas"]["ConflictState"];
        sum: number | null;
        why: string | null;
    }, void, undefined>;
    duplicates(filters?: Filters<"list_duplicates">): AsyncGenerator<{
        closed_seq: number | null;
        closed_why: string | null;
        days: number;
        decision: import("./generated/api.js").components["schemas"]["PairDecision"] | null;
        distance_m: number;
        etag: string;
        find_ids: string[];
        finds: import("./generated/api.js").components["schemas"]["Find"][];
        group: string[];
        id: string;
        opened_seq: number;
        state: import("./generated/api.js").components["schemas"]["PairState"];
        why: string;
    }, void, undefined>;
    quarantine(filters?: Filters<"list_quarantine">): AsyncGenerator<{
        decided_by: string | null;
        device_id: string | null;
        find_id: string | null;
        id: string;
        mutation: unknown;
        mutation_at: string | null;
        mutation_beginning: string | null;
        mutation_bytes: number;
        mutation_id: string;
        problem: import("./generated/api.js").components["schemas"]["Problem"];
        reason: string | null;
        received_at: import("./days.js").Instant;
        released_by_mutation: string | null;
        seq: number;
        state: import("./generated/api.js").components["schemas"]["QuarantineState"];
        team: string | null;
        waits_for: string | null;
    }, void, undefined>;
    editions(): AsyncGenerator<{
        anyway: string | null;
        completeness: import("./generated/api.js").components["schemas"]["Completeness"];
        disputed: import("./generated/api.js").components["schemas"]["Disputed"];
        finds: number;
        number: number;
        period: import("./generated/api.js").components["schemas"]["ReportPeriod"];
        published_at: import("./days.js").Instant;
        published_by: string;
        revision: number;
        seq: number;
        sha256: string;
        stands: boolean;
        total: number;
        withdraws: number | null;
    }, void, undefined>;
    /** The finds that an edition, or one of its revisions, counts. */
    editionFinds(number: number, filters?: Filters<"list_edition_finds">): AsyncGenerator<{
        accuracy_m: number | null;
        category: import("./generated/api.js").components["schemas"]["Category"];
        conflicts: string[];
        count: number;
        device: string | null;
        device_id: string | null;
        district: string | null;
        entries: number[];
        find_id: string;
        found_on: LocalDate;
        lat: number;
        lon: number;
        made_at: import("./days.js").Instant | null;
        manufactured_year: number | null;
        marking: string;
        person: string | null;
        position: import("./generated/api.js").components["schemas"]["Position"];
        received_at: import("./days.js").Instant;
        seq: number;
        team: string | null;
        transform: string;
        type: string;
        version: number;
    }, void, undefined>;
    /** The finds that a report, or one of its rows, counts. */
    weeklyFinds(period: Period, row?: Omit<Filters<"weekly_report_finds">, "from" | "to" | "week">): AsyncGenerator<{
        accuracy_m: number | null;
        category: import("./generated/api.js").components["schemas"]["Category"];
        conflicts: string[];
        count: number;
        device: string | null;
        device_id: string | null;
        district: string | null;
        entries: number[];
        find_id: string;
        found_on: LocalDate;
        lat: number;
        lon: number;
        made_at: import("./days.js").Instant | null;
        manufactured_year: number | null;
        marking: string;
        person: string | null;
        position: import("./generated/api.js").components["schemas"]["Position"];
        received_at: import("./days.js").Instant;
        seq: number;
        team: string | null;
        transform: string;
        type: string;
        version: number;
    }, void, undefined>;
    devices(): AsyncGenerator<{
        created_at: import("./days.js").Instant;
        name: string;
    }, void, undefined>;
    teams(): AsyncGenerator<{
        created_at: import("./days.js").Instant;
        name: string;
    }, void, undefined>;
    tokens(): AsyncGenerator<{
        created_at: import("./days.js").Instant;
        device_id: string | null;
        expires_at: import("./days.js").Instant | null;
        id: string;
        last_seen_at: import("./days.js").Instant | null;
        person: string | null;
        prefix: string;
        revoked_at: import("./days.js").Instant | null;
        role: import("./generated/api.js").components["schemas"]["Role"];
        unconfirmed_since: import("./days.js").Instant | null;
    }, void, undefined>;
    types(): AsyncGenerator<{
        aliases: import("./generated/api.js").components["schemas"]["Alias"][];
        category: import("./generated/api.js").components["schemas"]["Category"];
        class: import("./generated/api.js").components["schemas"]["OrdnanceClass"];
        country: string;
        key: string;
        marking: string;
        markings: string[];
        name: string;
        since_seq: number;
        source: string;
    }, void, undefined>;
    /** Markings that are not in the catalogue, with similar ones that are. */
    lookAlikes(): AsyncGenerator<{
        finds: number;
        first_day: LocalDate;
        key: string;
        last_day: LocalDate;
        look_alikes: import("./generated/api.js").components["schemas"]["LookAlike"][];
        total: number;
        typed: string[];
    }, void, undefined>;
    areas(): AsyncGenerator<{
        created_at: import("./days.js").Instant;
        name: string;
    }, void, undefined>;
    roster(period: {
        from: LocalDate;
        to: LocalDate;
    }): AsyncGenerator<{
        day: LocalDate;
        devices: string[];
        person: string;
        set_at: import("./days.js").Instant;
        since_seq: number;
        teams: string[];
    }, void, undefined>;
    /** The weekly report. A grouping that was not requested is missing. */
    weekly(period: Period, more?: Omit<Filters<"weekly_report">, "from" | "to" | "week" | "format">): Promise<WeeklyReport>;
    conflict(id: string): Promise<Conflict>;
    /** Resolves a conflict that you have read. If it has changed since then, nothing is resolved and `state` is `changed`. */
    resolve(conflict: Conflict, value: ResolutionRequest["value"], more?: Omit<ResolutionRequest, "id" | "value">): Promise<Resolved>;
    /** Which tablets are back since the last restore of the server, what is missing, what differs, and who waits to be admitted. */
    recovery(): Promise<Recovery>;
    /** Lets these in again after a restore without a journal: all, or none. Who is not named goes on waiting. */
    admit(named: Partial<AdmitRequest>): Promise<Admitted>;
    /**
     * Takes finds of `recovery` as tablets had seen them, as your edits. Throws Refused with `precondition_failed` if one
     * has changed since you read it: then none is taken.
     */
    take(seen: readonly Differing[], reason?: string): Promise<Taken>;
    /** Says that nothing more is waited for. What comes later still goes in. */
    closeRecovery(reason: string): Promise<Closed>;
    /** Decides about a suspected duplicate that you have read. Throws Refused with `precondition_failed` if it has changed since then. */
    decide(pair: DuplicatePair, decision: Omit<DecisionRequest, "id">): Promise<DecidedPair>;
}
export {};
