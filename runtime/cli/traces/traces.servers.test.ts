// Traces over a real Kafka: what one handler emits and another reads is one trace, and goes on from who made the event.
import { expect, test } from "vitest";
import { KafkaClient } from "../../log/kafka/client.ts";
import { brokers, freshDatabase, uniqueName } from "../../testing/servers.ts";
import { startCollector } from "../testing/collector.ts";
import { ownShopFolder, running } from "../testing/processes.ts";
import { order } from "../testing/shop.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const PRODUCER = "00f067aa0ba902b7";

test("a trace goes from a record of others to the last row, with its places on Kafka", async () => {
  const [database, collector] = [await freshDatabase(), await startCollector()];
  const prefix = `${uniqueName("traces")}.`;
  const folder = ownShopFolder(prefix, 2);
  const env = { DA_BROKERS: brokers(), DA_STORE: database.url };
  const pipeline = running(folder, ["start", "--otlp", collector.url, "--otlp-percent", "0"], "", env);
  try {
    await pipeline.until(() => pipeline.err().includes("shop is running on"));
    const client = await KafkaClient.open({ brokers: [brokers()] });
    const topics = (await client.withAdmin((admin) => admin.listTopics())).filter((name) => name.startsWith(prefix));
    const topic = topics.find((name) => name.endsWith("shop.web")) ?? "";
    const producer = client.producer();
    await producer.connect();
    const traceparent = `00-${TRACE}-${PRODUCER}-01`;
    const value = JSON.stringify(order(1, "ann", 5));
    await producer.send({ topic, messages: [{ key: "ann", value, headers: { traceparent }, partition: 0 }] });
    await producer.disconnect();
    await client.close();
    const last = () => collector.spans.find(({ name }) => name === "buyers usage.buyer.spent");
    await expect.poll(last, { timeout: 60_000 }).toBeDefined();
    const chain = [];
    for (let span = last(); span !== undefined; ) {
      chain.push(span);
      const { parentSpanId } = span;
      span = collector.spans.find(({ spanId }) => spanId === parentSpanId);
    }
    expect(chain.map(({ name }) => name)).toEqual([
      "buyers usage.buyer.spent",
      "emit usage.buyer.spent",
      "spending order.placed",
      "web order.placed",
    ]);
    expect(chain.at(-1)?.parentSpanId).toBe(PRODUCER);
    expect(new Set(chain.map(({ traceId }) => traceId))).toEqual(new Set([TRACE]));
    expect(chain.at(-1)?.attributes).toMatchObject({
      "messaging.system": "kafka",
      "messaging.destination.name": topic,
      "messaging.destination.partition.id": "0",
    });
    pipeline.child.kill("SIGTERM");
    expect(await pipeline.ended).toBe(0);
  } finally {
    await database.drop();
  }
});
