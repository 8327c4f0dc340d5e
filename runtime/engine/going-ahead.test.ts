// While a round is being committed, the next one is begun. It may come to nothing: then all is as if it had not been.
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import type { HandlerDefinition, PipelineDefinition } from "../api/definition.ts";
import { UserError } from "../errors.ts";
import type { LogPort } from "../log/port.ts";
import type { OpenPorts } from "../ports.ts";
import type { StoreTx } from "../store/port.ts";
import { openApart } from "../testing/apart.ts";
import { appendsOf } from "../testing/appends.ts";
import {
  eventOf,
  fieldsOf,
  handlerOf,
  int,
  number,
  pipelineOf,
  sourceOf,
  storeOf,
  text,
} from "../testing/definition.ts";
import { storeWith, withMethod } from "../testing/with-method.ts";
import { yieldTurn } from "../turn.ts";
import { type Engine, openEngine } from "./engine.ts";

interface Sale {
  readonly user: string;
  readonly amount: number;
}

const web = sourceOf({ name: "web", at: null, key: "user" });
const fields = fieldsOf({ user: text, amount: number });
const sold = eventOf({ name: "item.sold", source: web, fields });
const spent = eventOf({ name: "usage.user.spent", key: ["user"], fields });
const bonus = eventOf({ name: "item.bonus", source: web, fields });
const user = { name: "user", kind: "key", type: text } as const;
const totals = storeOf("totals", [
  user,
  { name: "sum", kind: "sum", type: int },
  { name: "count", kind: "sum", type: int },
]);
const lasts = storeOf("lasts", [user, { name: "list", kind: "plain", type: { kind: "json" } }]);

const splitting = handlerOf<Sale>(
  { name: "splitting", kind: "demux", on: ["item.sold"], emits: ["usage.user.spent"] },
  (sale, da) => da.emit("usage.user.spent", sale),
);
const summing = handlerOf<Sale>(
  { name: "summing", kind: "dep", on: ["usage.user.spent"], updates: ["totals"] },
  ({ user, amount }, da) => da.update("totals", { user }, { sum: amount, count: 1 }),
);
const listing = handlerOf<Sale>(
  { name: "listing", kind: "dep", on: ["usage.user.spent"], reads: ["lasts"], updates: ["lasts"] },
  ({ user, amount }, da) => {
    const row: object | null = da.read("lasts", { user });
    const before: unknown = row === null ? [] : Reflect.get(row, "list");
    da.update("lasts", { user }, { list: [...(Array.isArray(before) ? before : []), amount] });
  },
);

/** An amount that is a text is no event. */
type Line = readonly [user: string, amount: number | string, name?: string];

/** Tells which amounts each handler is run with. */
function watched(handlers: readonly HandlerDefinition[]) {
  const runs: string[] = [];
  const all = handlers.map((handler): HandlerDefinition => {
    if (handler.typescript === true) return handler;
    return handlerOf<Sale>(handler, (event, da) => {
      runs.push(`${handler.name} ${event.amount}`);
      const { handle }: { handle(event: object, da: unknown): void } = handler;
      handle(event, da);
    });
  });
  const definition = pipelineOf({
    sources: [web],
    events: [sold, bonus, spent],
    stores: [totals, lasts],
    handlers: all,
  });
  return { runs, definition };
}

const opened: { readonly engine: Engine; readonly ports: OpenPorts }[] = [];
afterEach(async () => {
  for (const { engine, ports } of opened.splice(0)) {
    await engine.close();
    await ports.close();
  }
});

async function open(definition: PipelineDefinition, around: (tx: StoreTx) => StoreTx = (tx) => tx) {
  const ports = openApart(definition);
  const log = withMethod(ports.log, "join", async (...options: Parameters<LogPort["join"]>) => {
    const reader = await ports.log.join(...options);
    // Whatever is written when a commit begins is told of.
    return withMethod(reader, "extents", async () => {
      await turns(3);
      return reader.extents();
    });
  });
  const engine = await openEngine(definition, { log, store: storeWith(ports.store, around) });
  opened.push({ engine, ports });
  let count = 0;
  const write = async (...sales: readonly Line[]) => {
    const records = sales.map(([user, amount, name = "item.sold"]): [string, string] => [
      user,
      JSON.stringify({ name, id: `s${count++}`, user, amount }),
    ]);
    await ports.log.append(appendsOf(web.topic, 1, records));
  };
  const rows = async (store: string) => {
    const all: unknown[] = [];
    for await (const { row } of engine.rows(store)) all.push(Object.values(row));
    return all;
  };
  return { engine, write, rows };
}

/** Lets what goes on beside go on. */
async function turns(count = 50): Promise<void> {
  for (let n = 0; n < count; n++) await yieldTurn();
}

/** Does something once, before the next commit. */
function beforeCommit() {
  let next: (() => Promise<void>) | null = null;
  const around = (tx: StoreTx): StoreTx =>
    withMethod(tx, "commit", async () => {
      const now = next;
      next = null;
      await now?.();
      await tx.commit();
    });
  return {
    around,
    once: (what: () => Promise<void>) => {
      next = what;
    },
  };
}

test("while a round is being committed, what needs nothing of the store is handled", async () => {
  const { runs, definition } = watched([splitting, summing]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  await write(["u", 1]);
  const before: string[] = [];
  once(async () => {
    await write(["u", 2], ["v", 3]);
    await turns();
    before.push(...runs);
  });
  await engine.runUntilQuiet();
  // What is made again, all alike, is sent before the commit.
  expect(before).toEqual(["splitting 1", "splitting 2", "splitting 3", "summing 1"]);
  expect(runs.toSorted()).toEqual([1, 2, 3].flatMap((n) => [`splitting ${n}`, `summing ${n}`]).toSorted());
  expect(await rows("totals")).toEqual([
    ["u", 3, 2],
    ["v", 3, 1],
  ]);
});

test("who reads rows waits for the store, and so does who reads the same topic", async () => {
  const { runs, definition } = watched([splitting, summing, listing]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  await write(["u", 1]);
  await engine.runUntilQuiet();
  await write(["u", 2]);
  const before: string[] = [];
  once(async () => {
    await write(["u", 3]);
    await turns();
    once(async () => {
      await turns();
      before.push(...runs);
    });
  });
  await engine.runUntilQuiet();
  expect(before.filter((run) => run.endsWith("3"))).toEqual(["splitting 3"]);
  expect(await rows("totals")).toEqual([["u", 6, 3]]);
  expect(await rows("lasts")).toEqual([["u", [1, 2, 3]]]);
});

test("what is added to rows that others read waits, too", async () => {
  const doubling = handlerOf<Sale>(
    { name: "doubling", kind: "dep", on: ["item.bonus"], reads: ["totals"], updates: ["totals"] },
    ({ user }, da) => {
      const row: object | null = da.read("totals", { user });
      da.update("totals", { user }, { sum: Number(row === null ? 0 : Reflect.get(row, "sum")), count: 100 });
    },
  );
  const adding = handlerOf<Sale>(
    { name: "adding", kind: "dep", on: ["usage.user.spent"], updates: ["totals"] },
    ({ user, amount }, da) => da.update("totals", { user }, { sum: amount, count: 1 }),
  );
  const { runs, definition } = watched([splitting, adding, doubling]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  await write(["u", 1]);
  await engine.runUntilQuiet();
  await write(["u", 2]);
  once(async () => {
    await turns();
    await write(["u", 0, "item.bonus"]);
    await turns();
  });
  await engine.runUntilQuiet();
  expect([...new Set(runs)].slice(-2)).toEqual(["adding 2", "doubling 0"]);
  expect(await rows("totals")).toEqual([["u", 6, 102]]);
});

test("where the commit fails, what was begun after it has not been", async () => {
  const { runs, definition } = watched([splitting, summing]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  await write(["u", 1]);
  once(async () => {
    await write(["u", 2]);
    await turns();
    throw new UserError("database", "The database is away.");
  });
  await expect(engine.runUntilQuiet()).rejects.toThrow("The database is away.");
  expect(runs).toEqual(["splitting 1", "splitting 2", "summing 1"]);
  expect(engine.stats().map(({ name, in: count }) => [name, count])).toEqual([
    ["web", 0],
    ["splitting", 0],
    ["summing", 0],
  ]);
  await engine.runUntilQuiet();
  expect(engine.stats().map(({ name, in: count }) => [name, count])).toEqual([
    ["web", 2],
    ["splitting", 2],
    ["summing", 2],
  ]);
  expect(await rows("totals")).toEqual([["u", 3, 2]]);
});

test("what is to be held back needs the store: it is handled again when it is there", async () => {
  const later = handlerOf<Sale>({ ...splitting, typescript: false }, (sale, da) =>
    da.emit("usage.user.spent", sale, sale.amount > 1 ? { after: 60_000 } : {}),
  );
  const { runs, definition } = watched([later, summing]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  await write(["u", 1]);
  once(async () => {
    await write(["v", 1], ["v", "much"], ["u", 2], ["w", 3]);
    await turns();
  });
  await engine.runUntilQuiet();
  const dead: unknown[] = [];
  for await (const { handler } of engine.deadLetters()) dead.push(handler);
  expect(dead).toEqual(["web"]);
  expect(runs.filter((run) => run === "splitting 2")).toHaveLength(2);
  const held: unknown[] = [];
  for await (const { key } of engine.held()) held.push(key);
  expect(held).toEqual(["u", "w"]);
  await engine.releaseHeld();
  expect(await rows("totals")).toEqual([
    ["u", 3, 2],
    ["v", 1, 1],
    ["w", 3, 1],
  ]);
});

test("a sum that overflows in what was begun is found with care, and dies alone", async () => {
  const { definition } = watched([splitting, summing]);
  const { around, once } = beforeCommit();
  const { engine, write, rows } = await open(definition, around);
  const most = Number.MAX_SAFE_INTEGER;
  await write(["u", 1]);
  await engine.runUntilQuiet();
  await write(["v", 1]);
  once(async () => {
    // Of the round that sums; the next one has what overflows.
    once(async () => {
      await write(["u", most - 5], ["u", 7], ["u", 3]);
      await turns();
      once(turns);
    });
  });
  await engine.runUntilQuiet();
  const dead: unknown[] = [];
  for await (const { code, handler } of engine.deadLetters()) dead.push([code, handler]);
  expect(dead).toEqual([["overflow", "summing"]]);
  expect(await rows("totals")).toEqual([
    ["u", most - 1, 3],
    ["v", 1, 1],
  ]);
});

test("whatever fails, and whatever comes when, each event counts once and in order", { timeout: 60_000 }, async () => {
  const failure = fc.constantFrom("none", "none", "before", "after", "moved");
  const step = fc.record({
    sales: fc.array(fc.tuple(fc.constantFrom("u", "v"), fc.nat(50)), { maxLength: 4 }),
    failure,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.boolean(), async (steps, lists) => {
      const { definition } = watched(lists ? [splitting, summing, listing] : [splitting, summing]);
      const left = [...steps];
      const all: (readonly [string, number])[] = [];
      let isBusy = false;
      const around = (tx: StoreTx): StoreTx => {
        const now = isBusy ? left.shift() : undefined;
        if (now === undefined) return tx;
        const committing = withMethod(tx, "commit", async () => {
          all.push(...now.sales);
          await pipeline.write(...now.sales);
          await turns(5);
          if (now.failure === "before") throw new UserError("database", "away");
          await tx.commit();
          if (now.failure === "after") throw new UserError("database", "away");
        });
        if (now.failure !== "moved") return committing;
        return withMethod(committing, "movePositions", async () => false);
      };
      const pipeline = await open(definition, around);
      all.push(["u", 51]);
      await pipeline.write(["u", 51]);
      isBusy = true;
      for (let isQuiet = false; !isQuiet; ) {
        isQuiet = await pipeline.engine.runUntilQuiet().then(
          () => true,
          (error: unknown) => {
            if (!(error instanceof UserError)) throw error;
            return false;
          },
        );
      }
      const amounts = new Map<string, number[]>();
      for (const [name, amount] of all) amounts.set(name, [...(amounts.get(name) ?? []), amount]);
      const sorted = [...amounts].toSorted(([a], [b]) => a.localeCompare(b));
      expect(await pipeline.rows("totals")).toEqual(
        sorted.map(([name, some]) => [name, some.reduce((sum, amount) => sum + amount, 0), some.length]),
      );
      if (lists) expect(await pipeline.rows("lasts")).toEqual(sorted);
    }),
    { numRuns: 150 },
  );
});
