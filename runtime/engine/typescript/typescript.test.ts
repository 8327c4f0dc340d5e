// Handlers in TypeScript on the embedded engine: what they see, what takes hold, in which order, and what is dead.
import { afterEach, describe, expect, test } from "vitest";
import { TerminalError } from "../../api/terminal.ts";
import { keysOf } from "../../testing/appends.ts";
import { type Harness, type HarnessOptions, harnessOf } from "../../testing/harness.ts";
import { type SalesDa, type SalesHandler, sale, salesPipeline, signalPipeline } from "../../testing/sales.ts";

const open: Harness[] = [];

afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close();
});

async function start(handle: SalesHandler, options: HarnessOptions = {}): Promise<Harness> {
  const harness = await harnessOf(salesPipeline(handle), { handlers: { backoff: 1 }, ...options });
  open.push(harness);
  return harness;
}

/** A gate that a handler waits at until a test opens it. */
function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { wait: () => promise, open: resolve };
}

/** Lets everything that is ready go on, without waiting for what is not. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const nothing = { mean: null, newest: null, shops: 0, trend: null, last: null };

describe("effects", () => {
  test("rows and events take hold once the handler has ended, and what it made is handled on", async () => {
    const harness = await start(async ({ user, amount }, da) => {
      da.update("totals", { user }, { sum: amount, last: null });
      await Promise.resolve();
      da.emit("usage.sale.amount", { user, amount });
      da.emit("usage.sale.amount", { user, amount: amount * 2, took: 5 }, { at: da.at + 1 });
    });
    await harness.feed("web", sale("u1", 10), sale("u1", 20));
    expect(await harness.rows("totals")).toEqual([{ user: "u1", ...nothing, sum: 30 }]);
    expect(await harness.rows("seen")).toEqual([{ user: "u1", amount: 90, events: 4 }]);
    expect(harness.events()).toEqual([
      ["usage.sale.amount", { user: "u1", amount: 10 }],
      ["usage.sale.amount", { user: "u1", amount: 20, took: 5 }],
      ["usage.sale.amount", { user: "u1", amount: 20 }],
      ["usage.sale.amount", { user: "u1", amount: 40, took: 5 }],
    ]);
    expect(harness.engine.stats().find(({ name }) => name === "sales")).toMatchObject({
      in: 2,
      out: 4,
      dead: 0,
      lag: 0,
    });
  });

  test("ids derive from the cause, the handler, the event and its ordinal, whatever order the keys were worked on in", async () => {
    const ids = async (pause: (user: string) => Promise<void>) => {
      const harness = await start(async ({ user, amount }, da) => {
        await pause(user);
        for (const share of [1, 2]) da.emit("usage.sale.amount", { user, amount: amount * share });
      });
      await harness.feed("web", sale("u1", 1, { id: "a" }), sale("u2", 2, { id: "b" }), sale("u1", 3, { id: "c" }));
      return harness.emitted.map((each) => (each.kind === "event" ? [each.key, each.id] : []));
    };
    const straight = await ids(async () => {});
    expect(new Set(straight.map(([, id]) => id)).size).toBe(6);
    expect(await ids(async (user) => (user === "u1" ? settled() : undefined))).toEqual(straight);
  });

  test("none of a handler that throws, and all of what is done with are its own", async () => {
    const harness = await start(
      ({ user, amount }, da) => {
        da.update("totals", { user }, { sum: amount, last: "x" });
        da.emit("usage.sale.amount", { user, amount });
        if (amount === 7) throw new Error("seven");
      },
      { handlers: { tries: 1 } },
    );
    await harness.feed("web", sale("u1", 5), sale("u1", 7), sale("u1", 6));
    expect(await harness.rows("totals")).toMatchObject([{ sum: 11 }]);
    expect(harness.events().map(([, value]) => value)).toEqual([
      { user: "u1", amount: 5 },
      { user: "u1", amount: 6 },
    ]);
    expect(harness.dead).toMatchObject([
      { handler: "sales", code: "failed", reason: "Error: seven", event: "sale.made" },
    ]);
  });

  test("what is given is taken as it was when it was given", async () => {
    const harness = await start(async ({ user, amount }, da) => {
      const value = { user, amount };
      da.emit("usage.sale.amount", value);
      value.amount = 0;
      const [key, update] = [{ user }, { sum: amount, last: null }];
      da.update("totals", key, update);
      await Promise.resolve();
      key.user = "nobody";
      update.sum = 1000;
    });
    await harness.feed("web", sale("u1", 10));
    expect(harness.events()).toEqual([["usage.sale.amount", { user: "u1", amount: 10 }]]);
    expect(await harness.rows("totals")).toMatchObject([{ user: "u1", sum: 10 }]);
  });
});

describe("a slow handler", () => {
  test("goes on with each of its partitions, however much there is in one", async () => {
    const handled: string[] = [];
    const harness = await start(({ user }) => void handled.push(user), { partitions: 2 });
    const [many = "", few = ""] = keysOf(2);
    await harness.feed("web", ...Array.from({ length: 4000 }, (_, n) => sale(many, n)), sale(few, 1));
    expect(handled.length).toBe(4001);
    // It has 1,024 events in hand.
    expect(handled.indexOf(few)).toBeLessThan(2100);
  });

  test("holds up nobody else", async () => {
    const { wait, open: release } = gate();
    const harness = await start(async ({ user, amount }, da) => {
      await wait();
      da.emit("usage.sale.amount", { user, amount });
    });
    const quiet = harness.feed("web", sale("u1", 1), sale("u2", 2), sale("u1", 3));
    await settled();
    expect(await harness.rows("counts")).toEqual([{ shop: "s1", sales: 3 }]);
    expect(await harness.rows("seen")).toEqual([]);
    expect(harness.engine.stats().map(({ name, lag }) => [name, lag])).toEqual([
      ["web", 0],
      ["sales", 3],
      ["counts", 0],
      ["seen", 0],
    ]);
    release();
    await quiet;
    expect(await harness.rows("seen")).toMatchObject([{ amount: 4 }, { amount: 2 }]);
  });

  test("works on several keys at once, on one event of a key, in the order of the input", async () => {
    const gates = new Map(["a", "b"].map((user) => [user, gate()]));
    const begun: string[] = [];
    const harness = await start(async ({ user, amount }, da) => {
      begun.push(`${user}${amount}`);
      if (amount === 1) await gates.get(user)?.wait();
      da.emit("usage.sale.amount", { user, amount });
    });
    const quiet = harness.feed("web", sale("a", 1), sale("b", 1), sale("a", 2), sale("b", 2), sale("c", 2));
    await settled();
    expect(begun).toEqual(["a1", "b1", "c2"]);
    gates.get("b")?.open();
    await settled();
    expect(begun).toEqual(["a1", "b1", "c2", "b2"]);
    expect(harness.emitted).toEqual([]);
    gates.get("a")?.open();
    await quiet;
    const made = harness.events().map(([, value]) => Object.values(Object(value)).join(""));
    expect(made).toEqual(["a1", "b1", "a2", "b2", "c2"]);
  });

  test("works on no more events at once than it may", async () => {
    let [running, most] = [0, 0];
    const harness = await start(
      async () => {
        most = Math.max(most, ++running);
        await settled();
        running--;
      },
      { handlers: { concurrency: 3 } },
    );
    await harness.feed("web", ...Array.from({ length: 20 }, (_, n) => sale(`u${n}`, 1)));
    expect(most).toBe(3);
  });

  test("has a bounded number of events in hand, and feeding waits for it", async () => {
    const { wait, open: release } = gate();
    let begun = 0;
    const harness = await start(async () => {
      begun++;
      await wait();
    });
    const more = 25_000;
    let isFed = false;
    for (let n = 0; n < more; n += 5000) {
      const records = Array.from({ length: 5000 }, (_, at) => sale(`u${(n + at) % 5}`, 1));
      const feeding = harness.engine.append(
        records.map((value) => ({ source: "web", value: Buffer.from(JSON.stringify(value)) })),
      );
      if (n + 5000 < more) await feeding;
      else {
        void feeding.then(() => {
          isFed = true;
        });
        await settled();
        expect({ isFed, begun }).toEqual({ isFed: false, begun: 5 });
        release();
        await feeding;
      }
    }
    await harness.engine.runUntilQuiet();
    expect(begun).toBe(more);
  });
});

describe("reads", () => {
  test("give rows as last committed, with the handler's own earlier writes, of this event and of those before", async () => {
    const { wait, open: release } = gate();
    const seen: unknown[] = [];
    const harness = await start(async ({ user, shop, amount, note }, da) => {
      // The first event is not done yet, so that nothing of the others is committed.
      if (user === "first") return wait();
      seen.push(await da.get("totals", { user }));
      da.update(
        "totals",
        { user },
        { sum: amount, mean: amount, newest: amount, shops: shop, trend: amount, last: note },
      );
      da.update("totals", { user }, { sum: 1, last: "twice" });
      seen.push(await da.get("totals", { user }));
    });
    const quiet = harness.feed(
      "web",
      sale("first", 0),
      sale("u", 10, { shop: "x", note: "one" }),
      sale("u", 20, { shop: "y" }),
      sale("u", 30, { shop: "x", at: 5 }),
    );
    await settled();
    const row = { user: "u", mean: 10, newest: 10, shops: 1, trend: 10, last: "twice" };
    expect(seen).toEqual([
      null,
      { ...row, sum: 11 },
      { ...row, sum: 11 },
      { ...row, sum: 32, mean: 15, newest: 20, shops: 2, trend: 15 },
      { ...row, sum: 32, mean: 15, newest: 20, shops: 2, trend: 15 },
      { ...row, sum: 63, mean: 20, newest: 20, shops: 2, trend: 22.5 },
    ]);
    release();
    await quiet;
    expect(await harness.rows("totals")).toEqual([seen.at(-1)]);
  });

  test("see what other handlers have committed", async () => {
    const seen: unknown[] = [];
    const harness = await start(async ({ shop }, da) => {
      seen.push((await da.get("counts", { shop }))?.sales);
    });
    await harness.feed("web", sale("u", 1), sale("u", 1));
    await harness.feed("web", sale("u", 1));
    expect(seen).toEqual([2, 2, 3]);
  });

  test("that are asked for together are one query", async () => {
    const asked: number[] = [];
    const harness = await start(async ({ user, shop }, da) => {
      await Promise.all([da.get("counts", { shop }), da.get("counts", { shop: "other" }), da.get("totals", { user })]);
    });
    const { begin } = harness.ports.store;
    harness.ports.store.begin = async () => {
      const tx = await begin.call(harness.ports.store);
      const { read } = tx;
      tx.read = (layout, keys, lock) => {
        asked.push(keys.length);
        return read.call(tx, layout, keys, lock);
      };
      return tx;
    };
    await harness.feed("web", sale("u1", 1), sale("u2", 1), sale("u3", 1));
    expect(asked).toEqual([2, 3]);
  });

  test("scan rows by their first key columns, with the handler's own writes", async () => {
    const { wait, open: release } = gate();
    const seen: unknown[] = [];
    const harness = await start(async ({ user, shop, note }, da) => {
      if (user === "first") return wait();
      const day = note ?? "2026-01-01";
      da.update("days", { user, day, shop }, { sales: 1 });
      const [all, last, own] = await Promise.all([
        da.scan("days", { user }, { limit: 10 }),
        da.scan("days", { user }, { limit: 2, order: "descending" }),
        da.scan("days", { user, day }, { limit: 10 }),
      ]);
      const shown = (rows: typeof all) => rows.map((row) => `${row.day.slice(-2)}${row.shop}${row.sales}`).join(" ");
      seen.push([shown(all), shown(last), shown(own)]);
    });
    await harness.feed("web", sale("u", 1, { note: "2026-01-02" }), sale("v", 1, { note: "2026-01-02" }));
    expect(seen.splice(0)).toEqual([
      ["02s11", "02s11", "02s11"],
      ["02s11", "02s11", "02s11"],
    ]);
    const quiet = harness.feed(
      "web",
      sale("first", 0),
      sale("u", 1, { note: "2026-01-03", shop: "\u{1f600}" }),
      sale("u", 1, { note: "2026-01-03", shop: "\uffff" }),
      sale("u", 1, { note: "2026-01-02" }),
      sale("u", 1),
    );
    await settled();
    expect(seen).toEqual([
      ["02s11 03\u{1f600}1", "03\u{1f600}1 02s11", "03\u{1f600}1"],
      ["02s11 03\uffff1 03\u{1f600}1", "03\u{1f600}1 03\uffff1", "03\uffff1 03\u{1f600}1"],
      ["02s12 03\uffff1 03\u{1f600}1", "03\u{1f600}1 03\uffff1", "02s12"],
      ["01s11 02s12 03\uffff1 03\u{1f600}1", "03\u{1f600}1 03\uffff1", "01s11"],
    ]);
    release();
    await quiet;
    expect((await harness.rows("days")).length).toBe(5);
  });

  test("params, the event's id, time and name, and a log are at hand", async () => {
    const harness = await start(
      (_, da) => {
        da.log.info("here", { id: da.id, at: da.at, name: da.name, least: da.params.least, attempt: da.attempt });
        da.log.debug("done");
      },
      { params: { least: 7 } },
    );
    await harness.feed("web", sale("u", 1, { id: "x", at: 5 }));
    const entry = { handler: "sales", event: "sale.made", id: "x" };
    expect(harness.logs).toEqual([
      {
        ...entry,
        level: "info",
        message: "here",
        details: { id: "x", at: 5, name: "sale.made", least: 7, attempt: 1 },
      },
      { ...entry, level: "debug", message: "done", details: null },
    ]);
  });
});

describe("what goes wrong", () => {
  test("is tried again with pauses, and dead after the last try; nobody else waits", async () => {
    const tried: string[] = [];
    const harness = await start(
      async ({ user, amount }, da) => {
        tried.push(`${user}${amount}${da.attempt}`);
        da.emit("usage.sale.amount", { user, amount });
        if (amount === 7 || (amount === 8 && da.attempt < 3)) throw new RangeError("upstream is away");
      },
      { handlers: { tries: 3, backoff: 1, concurrency: 2 } },
    );
    await harness.feed("web", sale("u", 7), sale("u", 1), sale("v", 8), sale("w", 9));
    expect(tried.toSorted()).toEqual(["u11", "u71", "u72", "u73", "v81", "v82", "v83", "w91"]);
    expect(harness.dead).toMatchObject([
      { code: "failed", reason: "RangeError: upstream is away (tried 3 times)", handler: "sales" },
    ]);
    expect(harness.events().map(([, value]) => value)).toMatchObject([{ amount: 1 }, { amount: 8 }, { amount: 9 }]);
    expect(harness.logs.map(({ level, message }) => [level, message.replace(/\d+ ms/, "… ms")])).toContainEqual([
      "warn",
      "try 2 of 3 failed, the next one is in … ms: RangeError: upstream is away",
    ]);
  });

  test("pauses grow, and differ from event to event, but not from run to run", async () => {
    const pauses = async () => {
      const harness = await start(
        () => {
          throw new Error("no");
        },
        { handlers: { tries: 4, backoff: 4 } },
      );
      await harness.feed("web", sale("u", 1, { id: "a" }), sale("v", 1, { id: "b" }));
      const all = harness.logs.map(({ id, message }) => [id, Number(/in (\d+) ms/.exec(message)?.[1])] as const);
      return Object.fromEntries(["a", "b"].map((id) => [id, all.filter((each) => each[0] === id).map(([, ms]) => ms)]));
    };
    const first = await pauses();
    expect(first).toEqual(await pauses());
    expect(first.a).not.toEqual(first.b);
    for (const all of Object.values(first)) {
      expect(all.length).toBe(3);
      for (const [at, ms] of all.entries()) {
        expect(ms).toBeGreaterThanOrEqual(4 * 2 ** at * 0.5);
        expect(ms).toBeLessThanOrEqual(4 * 2 ** at);
      }
    }
  });

  test("a terminal error is not tried again", async () => {
    let tries = 0;
    const harness = await start(() => {
      tries++;
      throw new TerminalError("no such learner");
    });
    await harness.feed("web", sale("u", 1));
    expect(tries).toBe(1);
    expect(harness.dead).toMatchObject([{ code: "dead", reason: "no such learner" }]);
  });

  type Break = readonly [string, (da: SalesDa, user: string) => unknown, string, RegExp];

  /** Calls that types refuse, as JavaScript makes them. */
  const cheated = (da: SalesDa): Record<string, (...args: unknown[]) => unknown> => Object(da);

  test.each<Break>([
    ["an event out of bounds", (da, user) => da.emit("usage.sale.amount", { user, amount: 1001 }), "bounds", /amount/],
    ["an event without a field", (da) => cheated(da).emit?.("usage.sale.amount", { amount: 1 }), "bounds", /user/],
    [
      "an update of another type",
      (da, user) => cheated(da).update?.("totals", { user }, { sum: "x", last: null }),
      "bounds",
      /sum/,
    ],
    [
      "an update that lacks a column",
      (da, user) => cheated(da).update?.("totals", { user }, { sum: 1 }),
      "bounds",
      /last/,
    ],
    ["an unknown event", (da) => cheated(da).emit?.("usage.sale.other", {}), "failed", /usage\.sale\.other/],
    [
      "a store that it may only read",
      (da) => cheated(da).update?.("counts", { shop: "s" }, { sales: 1 }),
      "failed",
      /counts/,
    ],
    ["a store that nobody knows", (da) => cheated(da).get?.("nowhere", {}), "failed", /nowhere/],
    [
      "a change that no signal tells",
      (da, user) => cheated(da).change?.("totals", { user }, { last: null }),
      "failed",
      /totals/,
    ],
    ["a key without a column", (da, user) => cheated(da).get?.("days", { user }), "failed", /lacks day, shop/],
    [
      "a scan with a gap",
      (da, user) => cheated(da).scan?.("days", { user, shop: "s" }, { limit: 1 }),
      "failed",
      /user, shop/,
    ],
    ["a scan of everything", (da) => cheated(da).scan?.("days", {}, { limit: 1 }), "failed", /days/],
    [
      "a scan without an end",
      (da, user) => cheated(da).scan?.("days", { user }, { limit: Infinity }),
      "failed",
      /Infinity/,
    ],
    [
      "an envelope without a time",
      (da, user) => da.emit("usage.sale.amount", { user, amount: 1 }, { at: NaN }),
      "bounds",
      /\$at/,
    ],
  ])("%s makes the event dead at once, even where the handler goes on", async (_, breaks, code, reason) => {
    let tries = 0;
    const harness = await start(async ({ user }, da) => {
      tries++;
      da.update("totals", { user }, { sum: 1, last: null });
      try {
        await breaks(da, user);
      } catch {
        // It goes on as if nothing had happened.
      }
    });
    await harness.feed("web", sale("u", 1));
    expect(harness.dead).toMatchObject([{ code, reason: expect.stringMatching(reason), handler: "sales" }]);
    expect(tries).toBe(1);
    expect(await harness.rows("totals")).toEqual([]);
    expect(await harness.rows("counts")).toEqual([{ shop: "s1", sales: 1 }]);
  });

  test("a call of the context after the handler has ended throws", async () => {
    const late: unknown[] = [];
    const harness = await start(({ user }, da) => {
      setImmediate(async () => {
        try {
          da.emit("usage.sale.amount", { user, amount: 1 });
        } catch (error) {
          late.push(String(error));
        }
        await da.get("totals", { user }).catch((error) => late.push(String(error)));
      });
    });
    await harness.feed("web", sale("u", 1));
    await settled();
    const end = "after it had ended: wait for every promise before the handler returns.";
    expect(late).toEqual([`LateCall: sales called da.emit ${end}`, `LateCall: sales called da.get ${end}`]);
    expect(harness.emitted).toEqual([]);
  });

  test("a sum past what numbers hold kills the event that passes it, and no other", async () => {
    const harness = await start(({ user, amount }, da) => {
      da.update("totals", { user }, { sum: amount, last: null });
    });
    await harness.feed("web", sale("u", 1e308), sale("u", 1e308), sale("u", 5));
    expect(harness.dead).toMatchObject([{ code: "overflow", handler: "sales" }]);
    expect(await harness.rows("totals")).toMatchObject([{ sum: 1e308 }]);
  });
});

describe("records", () => {
  test("with several events go together", async () => {
    const { wait, open: release } = gate();
    const harness = await start(async ({ user, amount }, da) => {
      if (amount === 2) await wait();
      da.emit("usage.sale.amount", { user, amount });
    });
    const quiet = harness.feed("web", sale("a", 0), [sale("u", 1), sale("v", 2), sale("w", 3)], sale("u", 4));
    await settled();
    expect(harness.events().map(([, value]) => value)).toMatchObject([{ amount: 0 }]);
    release();
    await quiet;
    expect(harness.events().map(([, value]) => Object(value).amount)).toEqual([0, 1, 2, 3, 4]);
  });

  test("that a source drops as repeats are not handled", async () => {
    const seen: string[] = [];
    const { sources, ...parts } = salesPipeline(({ note }) => void seen.push(note ?? ""));
    const unique = sources.map((source) => ({ ...source, unique: 86_400_000 }));
    const harness = await harnessOf({ ...parts, sources: unique });
    open.push(harness);
    const twice = sale("u", 1, { id: "x", note: "once" });
    await harness.feed("web", twice, sale("u", 1, { note: "other" }), twice);
    await harness.feed("web", twice);
    expect(seen).toEqual(["once", "other"]);
  });

  test("that died are handled again, by this handler alone and under their old ids", async () => {
    let isRepaired = false;
    const harness = await start(
      ({ user, amount }, da) => {
        if (!isRepaired) throw new TerminalError("not yet");
        da.emit("usage.sale.amount", { user, amount });
      },
      { handlers: { tries: 1 } },
    );
    await harness.feed("web", sale("u", 1, { id: "x" }), sale("u", 2, { id: "y" }));
    isRepaired = true;
    for await (const letter of harness.engine.deadLetters()) await harness.engine.replay(letter);
    expect(await harness.rows("counts")).toEqual([{ shop: "s1", sales: 2 }]);
    expect(await harness.rows("seen")).toEqual([{ user: "u", amount: 3, events: 2 }]);
    const again = harness.emitted.map((each) => (each.kind === "event" ? each.id : ""));
    const fresh = await start(({ user, amount }, da) => da.emit("usage.sale.amount", { user, amount }));
    await fresh.feed("web", sale("u", 1, { id: "x" }), sale("u", 2, { id: "y" }));
    expect(again).toEqual(fresh.emitted.map((each) => (each.kind === "event" ? each.id : "")));
    expect(harness.engine.stats().map(({ queued }) => queued)).toEqual([0, 0, 0, 0]);
  });
});

describe("an end in the midst of it", () => {
  test("work is dropped where another owner has moved the position, and what is left is done anew", async () => {
    const { wait, open: release } = gate();
    const begun: string[] = [];
    const cut: unknown[] = [];
    const harness = await start(async ({ user, amount }, da) => {
      begun.push(`${user}${amount}`);
      da.abortSignal.addEventListener("abort", () => cut.push(amount));
      if (amount === 2) await wait();
      da.emit("usage.sale.amount", { user, amount });
    });
    const quiet = harness.feed("web", sale("a", 1), sale("b", 2), sale("a", 3), sale("b", 4));
    await settled();
    expect(harness.events().map(([, value]) => Object(value).amount)).toEqual([1]);
    const tx = await harness.ports.store.begin();
    await tx.movePositions([{ reader: "sales", topic: "source.web", partition: 0, expected: 1, next: 3 }]);
    await tx.commit();
    release();
    await quiet;
    expect(harness.events().map(([, value]) => Object(value).amount)).toEqual([1, 4]);
    expect(begun).toEqual(["a1", "b2", "a3", "b4", "b4"]);
    expect(cut.length).toBeGreaterThan(0);
    expect(harness.engine.stats().map(({ lag }) => lag)).toEqual([0, 0, 0, 0]);
  });

  test("a stop aborts what is at work and drops it; what is done takes hold", async () => {
    const stop = new AbortController();
    const reasons: unknown[] = [];
    const handle: SalesHandler = async ({ user, amount }, da) => {
      if (amount === 2) {
        await new Promise((_, reject) => {
          da.abortSignal.addEventListener("abort", () => reject(da.abortSignal.reason));
        }).catch((error) => {
          reasons.push(error.name);
          throw error;
        });
      }
      da.emit("usage.sale.amount", { user, amount });
    };
    const harness = await start(handle, { signal: stop.signal });
    const quiet = harness.feed("web", sale("a", 1), sale("b", 2), sale("c", 3));
    await settled();
    stop.abort();
    await quiet;
    await harness.engine.close();
    expect(reasons).toEqual(["AbortError"]);
    expect(harness.engine.abandoned).toBe(0);
    expect(harness.events().map(([, value]) => Object(value).amount)).toEqual([1]);
    expect(harness.dead).toEqual([]);
    expect(harness.logs).toEqual([]);
  });

  test("a pause between tries ends with a stop", async () => {
    const stop = new AbortController();
    const harness = await start(
      () => {
        throw new Error("away");
      },
      { signal: stop.signal, handlers: { backoff: 60_000 } },
    );
    const quiet = harness.feed("web", sale("a", 1));
    await settled();
    expect(harness.logs).toHaveLength(1);
    stop.abort();
    await quiet;
    expect(harness.dead).toEqual([]);
  });

  test("what a handler still needs to end well is read for it", async () => {
    const stop = new AbortController();
    const harness = await start(
      async ({ user, shop, amount }, da) => {
        await new Promise<void>((resolve) => da.abortSignal.addEventListener("abort", () => resolve()));
        await da.get("counts", { shop });
        da.emit("usage.sale.amount", { user, amount });
      },
      { signal: stop.signal },
    );
    const quiet = harness.feed("web", sale("a", 1));
    await settled();
    stop.abort();
    await quiet;
    await harness.engine.close();
    expect(harness.events()).toHaveLength(1);
  });
});

describe("signals", () => {
  test("tell the change of an update, to demuxes of both kinds", async () => {
    const pipeline = signalPipeline(
      async ({ user, shop, amount }, da) => {
        da.update("totals", { user }, { sum: 0.5, last: null });
        const change = await da.change("totals", { user }, { sum: amount, last: shop });
        if (change.after.sum > 5) da.signal("total.changed", change, { shop });
      },
      async ({ user, sum }, da) => {
        await Promise.resolve();
        da.emit("usage.sale.amount", { user, amount: sum.after });
      },
    );
    const harness = await harnessOf(pipeline);
    open.push(harness);
    await harness.feed("web", sale("u", 4), sale("v", 8, { shop: "x" }), sale("u", 2));
    const made = harness.events();
    expect(made.filter(([name]) => name === "total.changed")).toMatchObject([
      [
        "total.changed",
        { user: "v", shop: "x", sum: { before: 0.5, after: 8.5, changed: true }, last: { after: "x" } },
      ],
      ["total.changed", { user: "u", shop: "s1", sum: { before: 5, after: 7, changed: true } }],
    ]);
    expect(made.filter(([name]) => name === "total.grown").map(([, value]) => value)).toEqual([
      { user: "v", shop: "x", by: 8 },
      { user: "u", shop: "s1", by: 2 },
    ]);
    expect(made.filter(([name]) => name === "usage.sale.amount").map(([, value]) => value)).toEqual([
      { user: "v", amount: 8.5 },
      { user: "u", amount: 7 },
    ]);
    const hops = harness.emitted.map((each) => (each.kind === "event" ? [each.event, each.hops] : []));
    expect(Object.fromEntries(hops)).toEqual({ "total.changed": 0, "total.grown": 1, "usage.sale.amount": 1 });
  });
});
