import { v7 as uuidv7 } from "uuid";
import { type Api, connect, type Server } from "./client.js";
import type { LocalDate } from "./days.js";
import type {
  Admitted,
  AdmitRequest,
  Closed,
  Conflict,
  DecidedPair,
  DecisionRequest,
  Differing,
  DuplicatePair,
  MutationResult,
  operations,
  Recovery,
  ResolutionRequest,
  Taken,
  WeeklyReport,
} from "./generated/api.js";
import { Refused } from "./problems.js";

/** The filters of a list: its query without the parameters for pages. */
type Filters<Id extends keyof operations> = Omit<
  Exclude<operations[Id]["parameters"]["query"], undefined>,
  "after" | "limit"
>;

/** The days of a report, both ends included, or an ISO week, such as `2022-W33`. */
export type Period = { from: LocalDate; to: LocalDate } | { week: `${number}-W${number}` };

export type Resolved =
  | { state: "settled"; result: MutationResult }
  /** The conflict has a new offer or another accepted value: read it again. Nothing was resolved. */
  | { state: "changed"; conflict: Conflict };

const PAGE = 500;

/** Command staff: every list as an iterator that fetches page after page, and the decisions of staff. */
export class Staff {
  /** Every operation of the API, for requests that have no method here. */
  readonly api: Api;

  constructor(server: Server & { token: string }) {
    this.api = connect(server);
  }

  // Listings

  finds(filters: Filters<"list_finds"> = {}) {
    return paged((page) => this.api("get", "/v1/finds", { query: { ...filters, ...page } }));
  }

  /** Everything that was done to a find, from the first log entry on. */
  history(findId: string) {
    return paged(() => this.api("get", "/v1/finds/{find_id}/history", { path: { find_id: findId } }));
  }

  /** Open conflicts, or those with another `state`. */
  conflicts(filters: Filters<"list_conflicts"> = {}) {
    return paged((page) => this.api("get", "/v1/conflicts", { query: { ...filters, ...page } }));
  }

  duplicates(filters: Filters<"list_duplicates"> = {}) {
    return paged((page) => this.api("get", "/v1/duplicates", { query: { ...filters, ...page } }));
  }

  quarantine(filters: Filters<"list_quarantine"> = {}) {
    return paged((page) => this.api("get", "/v1/quarantine", { query: { ...filters, ...page } }));
  }

  editions() {
    return paged((page) => this.api("get", "/v1/editions", { query: page }));
  }

  /** The finds that an edition, or one of its revisions, counts. */
  editionFinds(number: number, filters: Filters<"list_edition_finds"> = {}) {
    return paged((page) =>
      this.api("get", "/v1/editions/{number}/finds", { path: { number }, query: { ...filters, ...page } }),
    );
  }

  /** The finds that a report, or one of its rows, counts. */
  weeklyFinds(period: Period, row: Omit<Filters<"weekly_report_finds">, "from" | "to" | "week"> = {}) {
    return paged((page) => this.api("get", "/v1/reports/weekly/finds", { query: { ...period, ...row, ...page } }));
  }

  devices() {
    return paged(() => this.api("get", "/v1/devices"));
  }

  teams() {
    return paged(() => this.api("get", "/v1/teams"));
  }

  tokens() {
    return paged(() => this.api("get", "/v1/tokens"));
  }

  types() {
    return paged(() => this.api("get", "/v1/types"));
  }

  /** Markings that are not in the catalogue, with similar ones that are. */
  lookAlikes() {
    return paged(() => this.api("get", "/v1/look-alikes"));
  }

  areas() {
    return paged(() => this.api("get", "/v1/areas"));
  }

  roster(period: { from: LocalDate; to: LocalDate }) {
    return paged(() => this.api("get", "/v1/roster", { query: period }));
  }

  // Reports and decisions

  /** The weekly report. A grouping that was not requested is missing. */
  async weekly(
    period: Period,
    more: Omit<Filters<"weekly_report">, "from" | "to" | "week" | "format"> = {},
  ): Promise<WeeklyReport> {
    return (await this.api("get", "/v1/reports/weekly", { query: { ...period, ...more } })).body;
  }

  async conflict(id: string): Promise<Conflict> {
    return (await this.api("get", "/v1/conflicts/{conflict_id}", { path: { conflict_id: id } })).body;
  }

  /** Resolves a conflict that you have read. If it has changed since then, nothing is resolved and `state` is `changed`. */
  async resolve(
    conflict: Conflict,
    value: ResolutionRequest["value"],
    more: Omit<ResolutionRequest, "id" | "value"> = {},
  ): Promise<Resolved> {
    const asked = {
      path: { conflict_id: conflict.id },
      header: { "If-Match": conflict.etag },
      body: { id: uuidv7(), value, ...more },
    };
    try {
      const { body } = await this.api("post", "/v1/conflicts/{conflict_id}/resolution", asked);
      return { state: "settled", result: body };
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : null;
      if (problem?.code !== "precondition_failed" || !problem.conflict) throw error;
      return { state: "changed", conflict: problem.conflict };
    }
  }

  /** Which tablets are back since the last restore of the server, what is missing, what differs, and who waits to be admitted. */
  async recovery(): Promise<Recovery> {
    return (await this.api("get", "/v1/recovery")).body;
  }

  /** Lets these in again after a restore without a journal: all, or none. Who is not named goes on waiting. */
  async admit(named: Partial<AdmitRequest>): Promise<Admitted> {
    return (await this.api("post", "/v1/recovery/admit", { body: named })).body;
  }

  /**
   * Takes finds of `recovery` as tablets had seen them, as your edits. Throws Refused with `precondition_failed` if one
   * has changed since you read it: then none is taken.
   */
  async take(seen: readonly Differing[], reason = ""): Promise<Taken> {
    const versions = Object.fromEntries(seen.map(({ find_id, version }) => [find_id, version]));
    const body = { id: uuidv7(), find_ids: seen.map(({ find_id }) => find_id), versions, reason };
    return (await this.api("post", "/v1/recovery/take", { body })).body;
  }

  /** Says that nothing more is waited for. What comes later still goes in. */
  async closeRecovery(reason: string): Promise<Closed> {
    return (await this.api("post", "/v1/recovery/close", { body: { id: uuidv7(), reason } })).body;
  }

  /** Decides about a suspected duplicate that you have read. Throws Refused with `precondition_failed` if it has changed since then. */
  async decide(pair: DuplicatePair, decision: Omit<DecisionRequest, "id">): Promise<DecidedPair> {
    const asked = {
      path: { pair_id: pair.id },
      header: { "If-Match": pair.etag },
      body: { id: uuidv7(), ...decision },
    };
    return (await this.api("post", "/v1/duplicates/{pair_id}/decision", asked)).body;
  }
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Every item of a list, page by page. */
async function* paged<Item>(
  read: (page: { after?: string; limit: number }) => Promise<{ body: Page<Item> }>,
): AsyncGenerator<Item, void, undefined> {
  let after: string | null = null;
  do {
    const { items, next }: Page<Item> = (await read({ limit: PAGE, ...(after ? { after } : {}) })).body;
    yield* items;
    after = next;
  } while (after);
}
