// `topics plan` and `topics apply` on a Kafka that asks for rights.
import type { Admin } from "kafkajs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { KAFKA_GUEST, KAFKA_GUEST_PASSWORD, type KafkaServer, startKafka } from "../../../scripts/servers/kafka.ts";
import { KafkaClient } from "../../log/kafka/client.ts";
import { uniqueName } from "../../testing/servers.ts";
import type { Loaded } from "../surroundings.ts";
import { called, shop } from "../testing/shop.ts";

let server: KafkaServer;
/** Joins in one test, and stays: topics that were made since may lie on it. */
let second: KafkaServer | null = null;
let client: KafkaClient;
/** Topics of its own for each test. */
let prefix: string;
let pipeline: Loaded;

beforeAll(async () => {
  server = await startKafka({ authorizes: true });
  client = await KafkaClient.open({ brokers: [server.brokers] });
});
afterAll(async () => {
  await client.close();
  await second?.remove();
  await server.remove();
});
beforeEach(() => {
  prefix = uniqueName("shop");
  const { definition } = shop;
  const own = (topic: string) => topic.replace(definition.topics, prefix);
  const events = definition.events.map((event) => ({ ...event, topic: own(event.topic) }));
  pipeline = { ...shop, definition: { ...definition, name: prefix, topics: prefix, partitions: 2, events } };
});

const admin = <T>(work: (admin: Admin) => Promise<T>): Promise<T> => client.withAdmin(work);

function topics(command: "plan" | "apply", args: readonly string[] = [], loaded = pipeline) {
  return called(["topics", command, "--brokers", server.brokers, ...args], { load: async () => loaded });
}

const planned = async (loaded = pipeline) => {
  const { exit, out, err } = await topics("plan", ["--format", "json"], loaded);
  expect(err).toBe("");
  return { exit, plan: JSON.parse(out) };
};

test("what is missing is made, and then there is nothing to do", async () => {
  const { exit, plan } = await planned();
  expect(exit).toBe(1);
  const names = plan.changes.map(({ topic }: { topic: string }) => topic);
  expect(names).toContain(`${prefix}.dead.web`);
  const applied = await topics("apply");
  expect([applied.exit, applied.err]).toEqual([0, ""]);
  expect(applied.out).toContain(`+ ${prefix}.dead.web is missing: made with 2 partitions, 1 replica`);
  const again = await topics("plan");
  expect([again.exit, again.out]).toEqual([0, "The topics are as they should be.\n"]);
  const listed = await admin((each) => each.listTopics());
  expect(listed).toEqual(expect.arrayContaining(names));
});

test("what has drifted is put right; what loses something only where that is allowed", async () => {
  await topics("apply");
  const dead = `${prefix}.dead.web`;
  const configEntries = [
    { name: "retention.ms", value: "-1" },
    { name: "cleanup.policy", value: "compact" },
    { name: "segment.ms", value: "3600000" },
  ];
  await admin((each) =>
    each.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: dead, configEntries }] }),
  );
  await admin((each) => each.createTopics({ topics: [{ topic: `${prefix}.gone` }], waitForLeaders: true }));
  const { plan } = await planned();
  expect(plan.changes.map(({ topic, change, loses }: Record<string, unknown>) => [topic, change, loses])).toEqual([
    [dead, "configure", "data"],
    [dead, "configure", null],
    [dead, "configure", null],
    [`${prefix}.gone`, "delete", "data"],
  ]);
  const careful = await topics("apply");
  expect(careful.exit).toBe(1);
  expect(careful.out.match(/^left out: .*--allow-data-loss/gm)).toHaveLength(2);
  expect(await admin((each) => each.listTopics())).toContain(`${prefix}.gone`);
  expect((await topics("apply", ["--allow-data-loss"])).exit).toBe(0);
  expect((await planned()).plan).toEqual({ changes: [], obstacles: [], rights: [], notes: [] });
  expect(await admin((each) => each.listTopics())).not.toContain(`${prefix}.gone`);
  // What somebody else has set for the topic stays.
  const described = await admin((each) =>
    each.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: dead, configNames: ["segment.ms"] }] }),
  );
  expect(described.resources[0]?.configEntries[0]?.configValue).toBe("3600000");
});

test("partitions of what is in order are added only where that is allowed, and none is taken away", async () => {
  await topics("apply");
  const more = { ...pipeline, definition: { ...pipeline.definition, partitions: 3 } };
  const { plan } = await planned(more);
  const ordered = plan.changes.filter(({ loses }: { loses: string | null }) => loses === "order");
  expect(ordered.length).toBeGreaterThan(0);
  expect((await topics("apply", [], more)).exit).toBe(1);
  const left = (await planned(more)).plan.changes;
  expect(left).toEqual(ordered);
  expect((await topics("apply", ["--allow-order-loss"], more)).exit).toBe(0);
  expect((await planned(more)).exit).toBe(0);
  const less = await planned();
  expect([less.exit, less.plan.changes]).toEqual([1, []]);
  expect(less.plan.obstacles[0].text).toMatch(/^has 3 partitions instead of 2, and Kafka takes none away/);
});

test("replicas are moved to a broker that joins, and taken back", async () => {
  await topics("apply");
  const twice = { ...pipeline, definition: { ...pipeline.definition, replicas: 2 } };
  const alone = await topics("plan", [], twice);
  expect(alone.out).toContain("has 1 replica, and 2 replicas need as many brokers: there is 1.");
  second = await startKafka({ authorizes: true, beside: server });
  const { plan } = await planned(twice);
  const names = plan.changes.map(({ topic }: { topic: string }) => topic);
  expect(names).toContain(`${prefix}.dead.web`);
  expect(plan.changes.every(({ change }: { change: string }) => change === "move replicas")).toBe(true);
  const grown = await topics("apply", [], twice);
  expect([grown.exit, grown.err]).toEqual([0, ""]);
  expect(grown.out).toContain(`~ ${prefix}.dead.web has 1 replica: raised to 2, and brokers copy what it holds`);
  const inSync = async () => {
    const found = await admin((each) => each.fetchTopicMetadata({ topics: names }));
    return found.topics.flatMap(({ partitions }) => partitions.map(({ isr }) => isr.toSorted().join()));
  };
  await expect.poll(async () => [...new Set(await inSync())], { timeout: 30_000 }).toEqual(["1,2"]);
  expect((await topics("plan", [], twice)).exit).toBe(0);

  const shrunk = await topics("apply");
  expect([shrunk.exit, shrunk.err]).toEqual([0, ""]);
  expect(shrunk.out).toContain(`~ ${prefix}.dead.web has 2 replicas: lowered to 1`);
  expect([...new Set(await inSync())]).toEqual(["1"]);
  expect((await topics("plan")).exit).toBe(0);
});

test("rights that are missing are named by topic, with what grants them", async () => {
  const guest = ["--brokers", server.withSasl, "--kafka-sasl", "plain", "--kafka-user", KAFKA_GUEST];
  const env = { DA_KAFKA_PASSWORD: KAFKA_GUEST_PASSWORD };
  const ask = (command: string, ...more: string[]) =>
    called(["topics", command, ...guest, ...more], { load: async () => pipeline, env });
  await topics("apply");
  const dead = `${prefix}.dead.web`;
  const hidden = await ask("plan");
  expect([hidden.exit, hidden.err]).toEqual([1, ""]);
  expect(hidden.out).toContain(
    `! ${dead} lacks the right to Describe and Write to write it. Grant it: kafka-acls.sh --add --allow-principal User:NAME --operation Describe --operation Write --topic ${dead}`,
  );
  expect(hidden.out).toContain(`--operation Read --group ${prefix}`);
  expect(hidden.out).not.toContain("--transactional-id");
  const inTransactions = await ask("plan", "--transactions");
  expect([inTransactions.exit, inTransactions.err]).toEqual([1, ""]);
  expect(inTransactions.out).toContain(`--operation Read --group ${prefix}.sent.fed\n`);
  expect(inTransactions.out).toContain(
    `! ${prefix}. lacks the right to Describe and Write to write in transactions. Grant it: kafka-acls.sh --add --allow-principal User:NAME --operation Describe --operation Write --resource-pattern-type prefixed --transactional-id ${prefix}.\n`,
  );

  // Patterns of names, and every operation but Write.
  const acl = (resourceType: number, operation: number) => ({
    resourceType,
    resourceName: prefix,
    resourcePatternType: 4,
    principal: `User:${KAFKA_GUEST}`,
    host: "*",
    operation,
    permissionType: 3,
  });
  const [topic, group, transactionalId] = [2, 3, 5];
  const [read, write, describe, describeConfigs] = [3, 4, 8, 10];
  const everyTopic = [read, describe, describeConfigs].map((operation) => ({
    ...acl(topic, operation),
    resourceName: "*",
    resourcePatternType: 3,
  }));
  const inIds = [describe, write].map((operation) => acl(transactionalId, operation));
  await admin((each) => each.createAcls({ acl: [...everyTopic, acl(group, read), ...inIds] }));
  await expect.poll(async () => (await ask("plan")).out, { timeout: 60_000 }).not.toContain("Describe and Write");
  const writing = await ask("plan");
  expect(writing.out).toContain(`! ${dead} lacks the right to Write to write it.`);
  expect(writing.out).not.toContain(`--group ${prefix}`);
  expect((await ask("plan", "--transactions")).out).toBe(writing.out);

  prefix = uniqueName("shop");
  pipeline = { ...pipeline, definition: { ...pipeline.definition, name: prefix, topics: prefix } };
  const making = await ask("apply");
  expect(making.exit).toBe(1);
  expect(making.out).toContain(`failed: + ${prefix}.dead.web is missing`);
  expect(making.out).toContain(`--operation Create --topic ${prefix}.dead.web`);
  expect(making.out + making.err).not.toContain(KAFKA_GUEST_PASSWORD);
});

test("brokers are needed", async () => {
  const { exit, err } = await called(["topics", "plan"]);
  expect([exit, err]).toEqual([
    2,
    "da-run: Name the Kafka whose topics are meant: --brokers HOST:PORT. A data folder makes its topics by itself.\n",
  ]);
});
