// Several tablets through an hour of trouble: node trouble.js SEED ROUNDS CODE CODE ... It says "half" on its way and
// "done", each time waits for a line, and at the end prints what each tablet holds and every mutation that was made.
import "fake-indexeddb/auto";
import { createInterface } from "node:readline";
import { Device, type HeldFind, type NewFind } from "minetally";

const [seed, rounds, ...codes] = process.argv.slice(2);
const server = process.env["MINETALLY_SERVER"] ?? "";
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const patience = { attempts: 3, firstDelay: 4, longestDelay: 30, timeout: 5_000 };

async function say(word: string): Promise<void> {
  console.log(word);
  await lines.next();
}

/** Numbers from 0 to below 1 that a seed decides (mulberry32). */
function chances(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Team {
  readonly made = new Set<string>();
  #number = 0;

  constructor(
    readonly device: Device,
    readonly name: number,
    readonly chance: () => number,
  ) {}

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.chance() * items.length)] as Item;
  }

  #newFind(): NewFind {
    const x = 4401180 + 10_000 * this.name + 100 * this.#number++;
    const position = { crs: "EPSG:28408", x, y: 8635076 } as const;
    return {
      marking: this.#pick(["3-001M", "PMN-2", "TM-62M"]),
      category: "ap_mine",
      count: 12,
      position,
      found_on: "2022-08-15",
    };
  }

  /** Types something, as people do: mostly about finds that others have too. */
  async type(): Promise<void> {
    const finds: HeldFind[] = [];
    for await (const find of this.device.finds()) finds.push(find);
    const chance = this.chance();
    const find = finds.length ? this.#pick(finds) : undefined;
    if (!find || chance < 0.25) await this.device.create(this.#newFind());
    else if (chance < 0.6) await this.device.edit(find.id, { count: find.count + 1 + Math.floor(this.chance() * 5) });
    else if (chance < 0.75)
      await this.device.edit(find.id, { note: `${this.name}: look at ${this.#number}`, depth_cm: this.#number });
    else if (chance < 0.85) await this.device.edit(find.id, { marking: this.#pick(["3-001M", "З-001М", "PMN-2"]) });
    else if (chance < 0.93) await this.device.delete(find.id);
    else await this.device.restore(find.id);
    for (const { id } of await this.device.outbox()) this.made.add(id);
  }

  async round(): Promise<void> {
    for (let n = this.chance() * 3; n > 0; n--) await this.type();
    if (this.chance() < 0.7) await this.device.sync();
  }
}

const teams: Team[] = [];
for (const [n, code] of codes.entries()) {
  const options = { server, code, database: `tablet ${n}`, batch: 1 + n * 3, patience };
  teams.push(new Team(await Device.enrol(options), n, chances(Number(seed) + n)));
}
const play = async (count: number) => {
  await Promise.all(
    teams.map(async (team) => {
      for (let n = 0; n < count; n++) await team.round();
    }),
  );
};
await say("ready");
await play(Number(rounds) / 2);
await say("half");
await play(Number(rounds) / 2);
await say("done");
for (let n = 0; n < 2; n++) for (const { device } of teams) await device.sync();
const held = await Promise.all(
  teams.map(async ({ device }) => {
    const finds: HeldFind[] = [];
    for await (const find of device.finds()) finds.push(find);
    return { finds, outbox: await device.outbox(), lacked: await device.lackedByServer() };
  }),
);
console.log(JSON.stringify({ held, made: teams.flatMap(({ made }) => [...made]) }));
process.stdin.destroy();
