import { describe, expect, test } from "vitest";
import { planOf } from "../../engine/plan.ts";
import { pipelineOf } from "../../testing/definition.ts";
import { compareTopics } from "./compare.ts";
import type { BrokerFacts, Operation, TopicFacts } from "./port.ts";
import { type WantedTopic, wantedTopics } from "./wanted.ts";

const DAY = 86_400_000;
const LARGEST = 12_000;
const settings = (more: Readonly<Record<string, string>> = {}) =>
  new Map(Object.entries({ "retention.ms": String(7 * DAY), "cleanup.policy": "delete", ...more }));

const ordered: WantedTopic = {
  spec: { name: "p.demux.day", partitions: 4, replicas: 1, retention: 7 * DAY },
  kind: "own",
  isOwned: true,
  isOrdered: true,
  isRead: true,
  isWritten: true,
};
const dead: WantedTopic = {
  ...ordered,
  spec: { ...ordered.spec, name: "p.dead.days" },
  kind: "dead",
  isOrdered: false,
  isRead: false,
};
const source: WantedTopic = {
  ...ordered,
  spec: { ...ordered.spec, name: "web" },
  kind: "source",
  isOwned: false,
  isWritten: false,
};

const fact = (topic: WantedTopic, more: Partial<TopicFacts> = {}): TopicFacts => ({
  name: topic.spec.name,
  partitions: 4,
  replicas: 1,
  settings: settings(),
  rights: null,
  ...more,
});

function plan(wanted: readonly WantedTopic[], topics: readonly TopicFacts[], more: Partial<BrokerFacts> = {}) {
  const facts = { brokers: 1, hidden: [], groupRights: null, ...more, topics };
  return compareTopics({ wanted, facts, group: "p", largest: LARGEST });
}

const NOTHING = { changes: [], obstacles: [], rights: [], notes: [] };

test("nothing is to do where all is as it should be, whatever others made of their topics", () => {
  expect(plan([ordered, dead], [fact(ordered), fact(dead)])).toEqual(NOTHING);
  const other = fact(source, { partitions: 1, replicas: 3, settings: settings({ "cleanup.policy": "compact" }) });
  expect(plan([source], [other])).toEqual(NOTHING);
});

test("what is missing is made, but not with more replicas than there are brokers", () => {
  const { changes } = plan([ordered, source], []);
  expect(changes.map(({ topic, change, loses }) => [topic, change, loses])).toEqual([
    ["p.demux.day", "create", null],
    ["web", "create", null],
  ]);
  const many = { ...ordered, spec: { ...ordered.spec, replicas: 3 } };
  expect(plan([many], [])).toMatchObject({ changes: [], obstacles: [{ topic: "p.demux.day" }] });
  expect(plan([many], [], { brokers: 3 })).toMatchObject({ changes: [{ change: "create" }], obstacles: [] });
});

test("partitions are added, at the price of order where there is one, and never taken away", () => {
  const { changes } = plan([ordered, dead], [fact(ordered, { partitions: 2 }), fact(dead, { partitions: 1 })]);
  expect(changes).toMatchObject([
    { topic: "p.demux.day", change: "add partitions", partitions: 4, loses: "order" },
    { topic: "p.dead.days", change: "add partitions", partitions: 4, loses: null },
  ]);
  expect(plan([ordered], [fact(ordered, { partitions: 8 })])).toMatchObject({
    changes: [],
    obstacles: [{ topic: "p.demux.day", text: expect.stringMatching(/^has 8 partitions instead of 4/) }],
  });
});

test.each([
  [{ "retention.ms": String(DAY) }, { "retention.ms": String(7 * DAY) }, null],
  [{ "retention.ms": String(30 * DAY) }, { "retention.ms": String(7 * DAY) }, "data"],
  [{ "retention.ms": "-1" }, { "retention.ms": String(7 * DAY) }, "data"],
  [{ "cleanup.policy": "compact,delete" }, { "cleanup.policy": "delete" }, null],
  [{ "retention.bytes": "1000" }, { "retention.bytes": "-1" }, null],
  [{ "max.message.bytes": "100" }, { "max.message.bytes": String(LARGEST) }, null],
])("settings by which records would go early or be refused are changed: %j", (is, should, loses) => {
  const { changes, ...rest } = plan([ordered], [fact(ordered, { settings: settings(is) })]);
  expect(changes).toMatchObject([{ change: "configure", topic: "p.demux.day", settings: should, loses }]);
  expect(rest).toMatchObject({ obstacles: [], rights: [], notes: [] });
});

test("replicas are told, and moved by other tools", () => {
  const { obstacles } = plan([ordered], [fact(ordered, { replicas: 2 })]);
  expect(obstacles).toMatchObject([{ text: expect.stringContaining("kafka-reassign-partitions.sh") }]);
});

test("a topic of the prefix that nobody names is deleted, at the price of its records", () => {
  const { changes } = plan([ordered], [fact(ordered), fact({ ...ordered, spec: { ...ordered.spec, name: "p.old" } })]);
  expect(changes).toMatchObject([{ topic: "p.old", change: "delete", loses: "data" }]);
});

test("a source that is kept for less than the spec says is told of", () => {
  const { notes } = plan([source], [fact(source, { settings: settings({ "retention.ms": String(DAY) }) })]);
  expect(notes).toMatchObject([{ topic: "web", text: expect.stringMatching(/^is kept for 1 day/) }]);
});

describe("rights", () => {
  const may = (...operations: Operation[]) => new Set(operations);

  test("are told by what is read and written", () => {
    const topics = [fact(ordered, { rights: may("Describe") }), fact(dead, { rights: may("Read") })];
    const { rights } = plan([ordered, dead, source], [...topics, fact(source, { rights: may("Write") })]);
    expect(rights.map(({ name, operations }) => [name, ...operations])).toEqual([
      ["p.demux.day", "Read", "Write"],
      ["p.dead.days", "Write"],
      ["web", "Read"],
    ]);
  });

  test("are needed for changes, for settings and for the group", () => {
    const topic = fact(ordered, { partitions: 1, rights: may("Read", "Write") });
    const unseen = fact(dead, { settings: null });
    const { rights } = plan([ordered, dead], [topic, unseen], { groupRights: may() });
    expect(rights.map(({ resource, name, operations }) => [resource, name, ...operations])).toEqual([
      ["topic", "p.dead.days", "DescribeConfigs"],
      ["topic", "p.demux.day", "Alter"],
      ["group", "p", "Read"],
    ]);
  });

  test("a topic that one may not see is not taken for missing", () => {
    const { changes, rights } = plan([source], [], { hidden: ["web"] });
    expect([changes, rights.map(({ operations }) => operations)]).toEqual([[], [["Describe", "Read"]]]);
  });
});

test("a pipeline's topics are known by what it does with them", () => {
  const text = { kind: "string" } as const;
  const wanted = wantedTopics(
    planOf(
      pipelineOf({
        sources: [
          {
            name: "web",
            topic: "web",
            from: "user",
            nameAt: null,
            idAt: null,
            at: null,
            key: "user",
            array: false,
            unique: null,
          },
        ],
        events: [
          {
            name: "hit",
            wire: "hit",
            source: "web",
            topic: "web",
            key: ["user"],
            fields: [{ name: "user", type: text }],
            validate: () => true,
          },
        ],
      }),
    ),
  );
  expect(wanted.map(({ spec, kind, isRead, isWritten }) => [spec.name, kind, isRead, isWritten])).toEqual([
    ["web", "source", true, false],
    [expect.stringMatching(/\.dead\.web$/), "dead", false, true],
  ]);
});
