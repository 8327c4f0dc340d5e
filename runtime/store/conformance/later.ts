/** What every store must do with events that are to be handled or emitted later, and with what sources have brought. */
import { describe, expect } from "vitest";
import type { Brought, Held, Parked, Parking, Places, StorePort } from "../port.ts";
import { commit } from "./commit.ts";

const event: Parking = {
  reader: "r",
  lane: "u1",
  awaits: { store: "items", key: ["a", 1, true] },
  due: 100,
  since: 10,
  over: [],
  isReady: false,
  event: "e.x",
  topic: "t",
  partition: 0,
  offset: 7,
  element: -1,
  record: Uint8Array.from([1, 2, 0, 255]),
};
const queued: Parking = { ...event, awaits: null, due: null, offset: 8 };

const held: Held = {
  handler: "h",
  event: "e.x",
  key: "u1",
  due: 100,
  id: "i1",
  at: 5,
  hops: 1,
  passes: null,
  cause: "c1",
  trace: "0af7651916cd43dd8448eb211c80319c01",
  value: '{"a":"é"}',
  topic: "t",
  partition: 0,
};

const park = (port: StorePort, ...events: Parking[]) => commit(port, (tx) => tx.park(events));
const ready = (port: StorePort, now: number, limit = 10) =>
  commit(port, (tx) => tx.ready(["r", "s"], null, now, limit));
const offsets = (all: readonly Parking[]): number[] => all.map(({ offset }) => offset);

async function parked(port: StorePort): Promise<Parked[]> {
  const all: Parked[] = [];
  for await (const each of port.parked()) all.push(each);
  return all;
}

async function allHeld(port: StorePort): Promise<Held[]> {
  const all: Held[] = [];
  for await (const each of port.held()) all.push(each);
  return all;
}

const bring = (port: StorePort, events: readonly Brought[], window = 10, now = 0, source = "s") =>
  commit(port, (tx) => tx.bring(source, events, window, now));

export function laterConformance(
  name: string,
  withStore: (title: string, run: (port: StorePort) => Promise<void>) => void,
): void {
  describe(`${name} keeps what is to be handled later`, () => {
    withStore("parked events come back as they were, in order", async (port) => {
      const more = { ...queued, lane: null, over: ["a", 'b"'], isReady: true, element: 3 };
      await park(port, event, more);
      const all = await parked(port);
      expect(all.map(({ id, record, ...rest }) => ({ ...rest, record: Uint8Array.from(record) }))).toEqual([
        event,
        more,
      ]);
      expect((all[0]?.id ?? 0) < (all[1]?.id ?? 0)).toBe(true);
    });

    withStore("rolled back, nothing was parked, held or brought", async (port) => {
      const tx = await port.begin();
      await tx.park([event]);
      await tx.hold([held]);
      await tx.bring("s", [{ event: "e", id: "1", time: 0 }], 10, 0);
      await tx.addRepeats({ topic: "t", partition: 0 }, [{ offset: 1, element: -1 }]);
      await tx.rollback();
      expect(await parked(port)).toEqual([]);
      expect(await allHeld(port)).toEqual([]);
      expect(await bring(port, [{ event: "e", id: "1", time: 0 }])).toEqual([false]);
      expect(await commit(port, (later) => later.repeats({ topic: "t", partition: 0 }, 0, 9))).toEqual([]);
    });

    withStore("lanes are a reader's own", async (port) => {
      await park(port, event, { ...queued, lane: null });
      const lanes = (reader: string) => commit(port, (tx) => tx.lanes(reader, ["u1", "u2"]));
      expect([...(await lanes("r"))]).toEqual(["u1"]);
      expect([...(await lanes("s"))]).toEqual([]);
    });

    withStore("a row wakes what waits for it, once", async (port) => {
      const other = { ...event, awaits: { store: "items", key: ["b", 1, true] } };
      await park(port, event, other, { ...event, reader: "s", offset: 9 }, queued);
      const wake = (store: string) =>
        commit(port, (tx) =>
          tx.wake(store, [
            ["a", 1, true],
            ["z", 1, true],
          ]),
        );
      expect(await wake("others")).toBe(0);
      expect(await wake("items")).toBe(2);
      expect(await wake("items")).toBe(0);
      expect(offsets(await ready(port, 0))).toEqual([7, 9]);
    });

    withStore("what is waited for is told in the order of parking, a page after another", async (port) => {
      const alone = { ...queued, lane: null };
      await park(port, event, queued, alone, { ...queued, reader: "s", isReady: true }, { ...queued, lane: "u2" });
      const waiters = (after: number, limit: number) => commit(port, (tx) => tx.waiters(after, limit));
      const [page, all] = [await waiters(0, 2), await waiters(0, 9)];
      const rest = await waiters(page[1]?.id ?? 0, 9);
      expect([...page, ...rest]).toEqual(all);
      expect(page).toHaveLength(2);
      expect(all.map(({ id, ...rest }) => rest)).toEqual([
        { awaits: event.awaits, isReady: false, isFirst: true },
        { awaits: null, isReady: false, isFirst: false },
        { awaits: null, isReady: false, isFirst: false },
        { awaits: null, isReady: true, isFirst: true },
        { awaits: null, isReady: false, isFirst: true },
      ]);
      expect(all.map(({ id }) => id)).toEqual((await parked(port)).map(({ id }) => id));
      expect(await waiters(all.at(-1)?.id ?? 0, 9)).toEqual([]);
    });

    withStore("what is ready or over comes in order, for those who are asked for, so many at once", async (port) => {
      const late = { ...event, due: 200, offset: 1 };
      await park(port, late, { ...queued, isReady: true, offset: 2 }, event, { ...event, reader: "other" }, queued);
      expect(offsets(await ready(port, 99))).toEqual([2]);
      expect(offsets(await ready(port, 100))).toEqual([2, 7]);
      expect(offsets(await ready(port, 200))).toEqual([1, 2, 7]);
      expect((await ready(port, 200, 2)).length).toBe(2);
    });

    withStore("a lane in order, and what was said of it changed", async (port) => {
      await park(port, event, { ...event, lane: "u2" }, queued);
      const lane = () => commit(port, (tx) => tx.queued("r", ["u1"], 10));
      const both = await commit(port, (tx) => tx.queued("r", ["u2", "none", "u1"], 9));
      expect(both.map(({ lane, offset }) => [lane, offset])).toEqual([
        ["u1", 7],
        ["u1", 8],
        ["u2", 7],
      ]);
      expect((await commit(port, (tx) => tx.queued("r", ["u2", "u1"], 2))).map(({ lane }) => lane)).toEqual([
        "u1",
        "u1",
      ]);
      const [first, second] = await lane();
      if (first === undefined || second === undefined) throw new Error("Two are parked.");
      expect(offsets([first, second])).toEqual([7, 8]);
      const changed: Parked = {
        ...second,
        awaits: { store: "b", key: [null] },
        due: 5,
        since: 4,
        over: ["x"],
        lane: null,
      };
      expect(offsets(await commit(port, (tx) => tx.find([second.id, first.id])))).toEqual([8, 7]);
      expect(await commit(port, (tx) => tx.unpark([first.id, first.id]))).toBe(1);
      expect(await commit(port, (tx) => tx.find([first.id]))).toEqual([]);
      await commit(port, (tx) => tx.repark([changed, { ...second, id: first.id }]));
      expect(await lane()).toEqual([]);
      expect((await parked(port)).find(({ id }) => id === second.id)).toMatchObject({
        awaits: { store: "b", key: [null] },
        due: 5,
        since: 4,
        over: ["x"],
        lane: null,
        offset: 8,
      });
    });

    withStore("the outlook", async (port) => {
      const look = () => commit(port, (tx) => tx.outlook(["r", "s", "h"], ["items", "others"], null));
      expect(await look()).toEqual({ readers: [], stores: [], isReady: false, nextWait: null, nextHeld: null });
      await park(port, event, { ...event, due: 90 }, { ...queued, reader: "s", lane: null });
      await commit(port, (tx) => tx.hold([held]));
      const gone = { ...event, reader: "gone", due: 1, isReady: true };
      await park(port, gone);
      await commit(port, (tx) => tx.hold([{ ...held, handler: "gone", due: 1 }]));
      const seen = { readers: ["r"], stores: ["items"], isReady: false, nextWait: 90, nextHeld: 100 };
      expect(await look()).toEqual(seen);
      await commit(port, (tx) => tx.wake("items", [["a", 1, true]]));
      expect((await look()).isReady).toBe(true);
    });

    withStore("a held event is replaced and keeps when it is due", async (port) => {
      const newer: Held = { ...held, due: 500, id: "i2", at: 6, hops: 2, passes: "a=1", cause: "c2", value: "{}" };
      expect(await commit(port, (tx) => tx.hold([held, { ...held, key: "u2", due: 50 }]))).toBe(2);
      expect(await commit(port, (tx) => tx.hold([newer, { ...newer, handler: "other" }]))).toBe(1);
      expect(await allHeld(port)).toEqual([
        { ...held, key: "u2", due: 50 },
        { ...newer, due: 100 },
        { ...newer, handler: "other" },
      ]);
    });

    withStore("held events leave in the order of being due, then of coming", async (port) => {
      const keys = ["c", "a", "b"].map((key): Held => ({ ...held, key, due: key === "b" ? 10 : 20 }));
      await commit(port, (tx) => tx.hold([...keys, { ...held, handler: "other", due: 1 }]));
      const due = (now: number, limit = 9) => commit(port, (tx) => tx.due(["h"], null, now, limit));
      expect((await due(10)).map(({ key }) => key)).toEqual(["b"]);
      expect((await due(Number.POSITIVE_INFINITY)).map(({ key }) => key)).toEqual(["b", "c", "a"]);
      expect((await due(20, 2)).map(({ key }) => key)).toEqual(["b", "c"]);
      expect(await commit(port, (tx) => tx.unhold(keys))).toBe(3);
      expect((await allHeld(port)).length).toBe(1);
    });

    withStore("held events are due earlier, and never later", async (port) => {
      await commit(port, (tx) => tx.hold([held, { ...held, key: "u2", due: 50 }, { ...held, key: "u3", due: 200 }]));
      const keys = ["u1", "u2", "gone"].map((key) => ({ ...held, key }));
      expect(await commit(port, (tx) => tx.hasten(keys, 70))).toBe(2);
      const due = (await allHeld(port)).map((each) => [each.key, each.due]);
      expect(due).toEqual([
        ["u2", 50],
        [held.key, 70],
        ["u3", 200],
      ]);
    });

    withStore("of some inputs alone", async (port) => {
      const there = [{ topic: "t", partition: 1 }];
      await park(port, { ...event, due: 50 }, { ...event, partition: 1, offset: 8 }, { ...queued, isReady: true });
      await commit(port, (tx) => tx.hold([held, { ...held, key: "u2", partition: 1, due: 200 }]));
      expect(offsets(await commit(port, (tx) => tx.ready(["r"], there, 100, 9)))).toEqual([8]);
      const due = await commit(port, (tx) => tx.due(["h"], there, 500, 9));
      expect(due.map(({ key }) => key)).toEqual(["u2"]);
      const look = (places: Places) => commit(port, (tx) => tx.outlook(["r", "h"], ["items"], places));
      expect(await look(there)).toMatchObject({ stores: ["items"], isReady: false, nextWait: 100, nextHeld: 200 });
      expect(await look(null)).toMatchObject({ isReady: true, nextWait: 50, nextHeld: 100 });
      expect(await look([])).toMatchObject({ isReady: false, nextWait: null, nextHeld: null });
    });

    withStore("what is parked and held is counted", async (port) => {
      await park(port, event, queued, { ...queued, reader: "h" });
      await commit(port, (tx) => tx.hold([held]));
      const counts = [...(await port.later())].sort((a, b) => a.reader.localeCompare(b.reader));
      expect(counts).toEqual([
        { reader: "h", waiting: 0, queued: 1, held: 1 },
        { reader: "r", waiting: 1, queued: 1, held: 0 },
      ]);
    });

    withStore("a reader's and an event's new name holds for what is parked and held, too", async (port) => {
      await park(port, event, { ...event, reader: "h" });
      await commit(port, (tx) => tx.hold([held]));
      await port.renameReader("h", "r2");
      await port.renameEvent("e.x", "e.y");
      expect((await parked(port)).map((each) => [each.reader, each.event])).toEqual([
        ["r", "e.y"],
        ["r2", "e.y"],
      ]);
      expect((await allHeld(port)).map((each) => [each.handler, each.event])).toEqual([["r2", "e.y"]]);
    });

    withStore("a reader that has positions of its own takes no one else's", async (port) => {
      const move = (reader: string) =>
        commit(port, (tx) => tx.movePositions([{ reader, topic: "a", partition: 0, expected: 0, next: 1 }]));
      await move("r");
      await move("s");
      await park(port, event);
      await port.renameReader("r", "s");
      expect((await port.positions()).map(({ reader }) => reader).sort()).toEqual(["r", "s"]);
      expect((await parked(port)).map(({ reader }) => reader)).toEqual(["r"]);
    });
  });

  describe(`${name} knows what a source has brought`, () => {
    const of = (...times: readonly number[]) => times.map((time): Brought => ({ event: "e", id: "1", time }));

    withStore("within the time, whatever their order; a repeat counts", async (port) => {
      expect(await bring(port, of(100, 110, 121, 131))).toEqual([false, true, false, true]);
      expect(await bring(port, of(50, 40, 95, 120))).toEqual([false, true, true, true]);
    });

    withStore("by source, name and id", async (port) => {
      await bring(port, of(0));
      expect(
        await bring(port, [
          { event: "f", id: "1", time: 0 },
          { event: "e", id: "2", time: 0 },
        ]),
      ).toEqual([false, false]);
      expect(await bring(port, of(0), 10, 0, "other")).toEqual([false]);
    });

    withStore("until it is forgotten", async (port) => {
      await bring(port, of(0), 10, 5);
      await bring(port, of(100), 10, 8);
      await commit(port, (tx) => tx.forgetBrought("s", 8, []));
      expect(await bring(port, of(100, 0), 10, 9)).toEqual([true, false]);
    });

    withStore("repeats are kept by place, until the log has let go of them", async (port) => {
      const place = { topic: "t", partition: 1 };
      const all = [3, 4, 9].map((offset) => ({ offset, element: offset === 4 ? 2 : -1 }));
      await commit(port, (tx) => tx.addRepeats(place, all));
      const repeats = (from: number, to: number) => commit(port, (tx) => tx.repeats(place, from, to));
      expect(await repeats(4, 9)).toEqual([{ offset: 4, element: 2 }]);
      expect(await commit(port, (tx) => tx.repeats({ topic: "t", partition: 0 }, 0, 10))).toEqual([]);
      await commit(port, (tx) => tx.forgetBrought("s", 0, [{ ...place, start: 4, end: 10 }]));
      expect((await repeats(0, 10)).map(({ offset }) => offset)).toEqual([4, 9]);
    });
  });
}
