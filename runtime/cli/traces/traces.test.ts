// Traces from an event's source to the last row, as a collector gets them.
import { expect, test, vi } from "vitest";
import { openEmbedded } from "../../embedded.ts";
import { openEngine } from "../../engine/engine.ts";
import { planOf } from "../../engine/plan.ts";
import { type Collector, type SentSpan, startCollector } from "../testing/collector.ts";
import { running, shopFolder } from "../testing/processes.ts";
import { linesOf, order, shop } from "../testing/shop.ts";
import { openTraces, tracesUrl } from "./index.ts";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const OTHER = "000000003577b34da6a3ce929d0e0e47";
const PRODUCER = "00f067aa0ba902b7";

interface Ran {
  readonly collector: Collector;
  readonly troubles: readonly string[];
}

/** Handles orders whose records carry these `traceparent`s, and sends what comes of it. */
async function ran(traceparents: readonly (string | null)[], percent: number, status = 200): Promise<Ran> {
  const collector = await startCollector();
  collector.status = status;
  const troubles: string[] = [];
  const { definition, ddl } = shop;
  const ports = openEmbedded(definition, { folder: null, ddl });
  const options = { url: collector.url, plan: planOf(definition), system: "da-run", percent };
  const traces = openTraces({ ...options, now: Date.now, onTrouble: (message) => troubles.push(message) });
  const engine = await openEngine(definition, ports, { observer: traces.observer });
  await engine.append(
    traceparents.map((traceparent, id) => ({
      source: "web",
      value: Buffer.from(JSON.stringify(order(id, "ann", id === 1 ? -1 : 5))),
      headers: traceparent === null ? [] : [["traceparent", Buffer.from(traceparent)] as const],
    })),
  );
  await engine.runUntilQuiet();
  await engine.close();
  await ports.close();
  await traces.close();
  return { collector, troubles };
}

const named = (spans: readonly SentSpan[], name: string): SentSpan => {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`No span ${name} in ${spans.map((span) => span.name).join(", ")}`);
  return found;
};

test("a trace goes from who made the event, over all handlers, to the last row", async () => {
  const { collector, troubles } = await ran([`00-${TRACE}-${PRODUCER}-01`], 0);
  expect(troubles).toEqual([]);
  expect([...collector.paths]).toEqual(["/v1/traces"]);
  const { spans } = collector;
  expect(spans.map(({ name }) => name).sort()).toEqual([
    "buyers usage.buyer.spent",
    "emit usage.buyer.spent",
    "spending order.placed",
    "web order.placed",
  ]);
  const arrival = named(spans, "web order.placed");
  const spending = named(spans, "spending order.placed");
  const emission = named(spans, "emit usage.buyer.spent");
  const buyers = named(spans, "buyers usage.buyer.spent");
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  expect([arrival.parentSpanId, spending.parentSpanId, emission.parentSpanId, buyers.parentSpanId]).toEqual([
    PRODUCER,
    arrival.spanId,
    spending.spanId,
    emission.spanId,
  ]);
  expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(4);
  expect(buyers.attributes).toMatchObject({
    "messaging.system": "da-run",
    "messaging.destination.name": "shop.demux.buyer.spent",
    "da.handler": "buyers",
    "da.event": "usage.buyer.spent",
    "da.stores": ["buyers"],
  });
  expect(arrival.attributes).toMatchObject({ "messaging.destination.name": "shop.web", "da.event": "order.placed" });
  expect([arrival.kind, emission.kind, arrival.service]).toEqual([5, 4, "shop"]);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans) {
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
  }
  // Nothing of what an event holds goes out.
  expect(JSON.stringify(spans)).not.toContain("ann");
});

test("the span of an emitted event is the one that its record's traceparent names", async () => {
  const collector = await startCollector();
  const { definition, ddl } = shop;
  const ports = openEmbedded(definition, { folder: null, ddl });
  const options = { url: collector.url, plan: planOf(definition), system: "da-run", percent: 100 };
  const traces = openTraces({ ...options, now: Date.now, onTrouble: expect.fail });
  const engine = await openEngine(definition, ports, { observer: traces.observer });
  await engine.append([{ source: "web", value: Buffer.from(JSON.stringify(order(1, "ann", 5))) }]);
  await engine.runUntilQuiet();
  const reader = await ports.log.join(null, ["shop.demux.buyer.spent"]);
  const [batch] = await reader.fetch("shop.demux.buyer.spent", 0, 0, 1000);
  const { id, trace } = batch?.envelope(0) ?? {};
  await reader.leave();
  await engine.close();
  await ports.close();
  await traces.close();
  const { spanOf, traceHex } = await import("../../log/trace.ts");
  if (id === undefined || trace === undefined) throw new Error("It was emitted.");
  const emission = named(collector.spans, "emit usage.buyer.spent");
  expect([emission.traceId, emission.spanId]).toEqual([traceHex(trace), spanOf(id)]);
});

test("what died is an error, with its code alone", async () => {
  const { collector } = await ran([null, null], 100);
  const dead = collector.spans.filter(({ status }) => status.code === 2);
  expect(dead.map(({ name }) => name)).toEqual(["spending order.placed"]);
  expect(dead[0]?.status.message).toMatch(/^[a-z-]+$/);
});

test("traces that somebody asked for are sent whatever the share, and of the others that share", async () => {
  const asked = `00-${TRACE}-${PRODUCER}-01`;
  const not = `00-${OTHER}-${PRODUCER}-00`;
  const none = await ran([asked, null, not], 0);
  expect(new Set(none.collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
  // The first words of an id decide: of this one, they are 0.
  const few = await ran([not], 1);
  expect(new Set(few.collector.spans.map(({ traceId }) => traceId))).toEqual(new Set([OTHER]));
});

test("a collector that takes nothing is told of once, and holds up nobody", async () => {
  const { collector, troubles } = await ran([null], 100, 400);
  expect(collector.spans).toEqual([]);
  expect(troubles).toEqual([
    expect.stringMatching(/^Traces cannot be sent to http:\S+: .*\. The pipeline runs on without them\.$/),
  ]);
});

test.each([
  ["http://h:4318", "http://h:4318/v1/traces"],
  ["http://h:4318/", "http://h:4318/v1/traces"],
  ["https://h/otlp/v1/traces?k=1", "https://h/otlp/v1/traces?k=1"],
])("%s is asked at %s", (url, whole) => {
  expect(tracesUrl(url)).toBe(whole);
});

test("start sends traces where it is told to, and what is left when it stops", async () => {
  const collector = await startCollector();
  const folder = shopFolder();
  const pipeline = running(folder, ["start", "--otlp", collector.url, "--metrics", "0"]);
  await pipeline.until(() => pipeline.err().includes("shop is running on"));
  expect(await running(folder, ["send", "web"], linesOf(order(1, "ann", 5), order(2, "bob", 5))).ended).toBe(0);
  await expect.poll(() => collector.spans.length, { timeout: 120_000 }).toBeGreaterThan(0);
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended, pipeline.err()).toBe(0);
  expect(collector.spans.filter(({ name }) => name === "buyers usage.buyer.spent")).toHaveLength(2);
});

test("a collector's address is checked before anything starts", async () => {
  const pipeline = running(shopFolder(), ["start", "--otlp", "collector:4318", "--otlp-percent", "101"]);
  expect([await pipeline.ended, pipeline.err()]).toEqual([
    2,
    "da-run: --otlp-percent cannot be `101`: it is a whole number from 0 to 100.\n" +
      "da-run: --otlp is no URL of a collector: it is http://HOST:4318 or https://….\n",
  ]);
});
