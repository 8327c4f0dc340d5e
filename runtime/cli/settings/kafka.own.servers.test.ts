// Settings of encryption and of who one is, on a Kafka that asks for them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KAFKA_PASSWORD, KAFKA_USER, type KafkaServer, startKafka } from "../../../scripts/servers/kafka.ts";
import { openKafkaLog } from "../../log/kafka/log.ts";
import { uniqueName } from "../../testing/servers.ts";
import { folderOf } from "../testing/shop.ts";
import { kafkaOf } from "./connections.ts";
import { readSettings } from "./read.ts";
import { MECHANISMS } from "./servers.ts";

let server: KafkaServer;
beforeAll(async () => {
  server = await startKafka();
});
afterAll(() => server.remove());

/** Makes a topic and sees it, as whoever the environment says. */
async function work(env: Readonly<Record<string, string>>): Promise<void> {
  const cwd = folderOf({ "ca.pem": server.authority });
  const given = readSettings("topics plan", [], env, cwd);
  const problems = [...given.problems];
  const settings = kafkaOf(given, cwd, problems);
  expect(problems).toEqual([]);
  if (settings === null) throw new Error("Brokers are named.");
  const log = await openKafkaLog({ ...settings, pipeline: "t" });
  try {
    const name = uniqueName("secure");
    await log.ensureTopics([{ name, partitions: 1, replicas: 1, retention: 86_400_000 }]);
    expect((await log.topics()).map((topic) => topic.name)).toContain(name);
  } finally {
    await log.close();
  }
}

const ann = (mechanism: string, password = KAFKA_PASSWORD) => ({
  DA_KAFKA_SASL: mechanism,
  DA_KAFKA_USER: KAFKA_USER,
  DA_KAFKA_PASSWORD: password,
});

describe.each(MECHANISMS)("%s", (mechanism) => {
  test("lets the user in, in the clear and encrypted", async () => {
    await work({ DA_BROKERS: server.withSasl, ...ann(mechanism) });
    await work({ DA_BROKERS: server.withBoth, DA_KAFKA_CA: "ca.pem", ...ann(mechanism) });
  });

  test("refuses another password and does not tell it", async () => {
    const trying = work({ DA_BROKERS: server.withSasl, ...ann(mechanism, "wrong-secret") });
    await expect(trying).rejects.toThrow(/^Kafka at 127.0.0.1:\d+ does not let this user in: /);
    await expect(trying).rejects.not.toThrow(/wrong-secret/);
  });
});

test("an authority that is named is trusted, and no other", async () => {
  await work({ DA_BROKERS: server.withTls, DA_KAFKA_CA: "ca.pem" });
  const unknown = work({ DA_BROKERS: server.withTls, DA_KAFKA_TLS: "true" });
  await expect(unknown).rejects.toThrow(/^No encrypted connection to Kafka at .*: self-signed certificate/);
});
