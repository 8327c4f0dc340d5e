import { describe, expect, test } from "vitest";
import { planOf } from "../../engine/plan.ts";
import { pipelineOf } from "../../testing/definition.ts";
import { compareTopics } from "./compare.ts";
import { grantText } from "./grants.ts";
import type { BrokerFacts, Operation, TopicFacts, Use } from "./port.ts";
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
  partitions: on(4),
  moving: 0,
  settings: settings(),
  rights: null,
  ...more,
});

/** So many partitions, whose replicas are all on these brokers. */
function on(partitions: number, replicas: readonly number[] = [1]) {
  return Array.from({ length: partitions }, () => ({ replicas, inSync: replicas }));
}
const brokers = (...ids: number[]) => ids.map((id) => ({ id, rack: null }));

function plan(wanted: readonly WantedTopic[], topics: readonly TopicFacts[], more: Partial<BrokerFacts> = {}) {
  const facts = { brokers: brokers(1), hidden: [], uses: [], clusterRights: null, ...more, topics };
  return compareTopics({ wanted, facts, largest: LARGEST });
}

const NOTHING = { changes: [], obstacles: [], rights: [], notes: [] };

test("nothing is to do where all is as it should be, whatever others made of their topics", () => {
  expect(plan([ordered, dead], [fact(ordered), fact(dead)])).toEqual(NOTHING);
  const other = fact(source, { partitions: on(1, [1, 2, 3]), settings: settings({ "cleanup.policy": "compact" }) });
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
  expect(plan([many], [], { brokers: brokers(1, 2, 3) })).toMatchObject({
    changes: [{ change: "create" }],
    obstacles: [],
  });
});

test("partitions are added, at the price of order where there is one, and never taken away", () => {
  const { changes } = plan([ordered, dead], [fact(ordered, { partitions: on(2) }), fact(dead, { partitions: on(1) })]);
  expect(changes).toMatchObject([
    { topic: "p.demux.day", change: "add partitions", partitions: 4, loses: "order" },
    { topic: "p.dead.days", change: "add partitions", partitions: 4, loses: null },
  ]);
  expect(plan([ordered], [fact(ordered, { partitions: on(8) })])).toMatchObject({
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

describe("replicas", () => {
  const three = { ...ordered, spec: { ...ordered.spec, replicas: 3 } };

  test("are moved to the brokers that hold least, where there are too few", () => {
    const partitions = [...on(2, [2]), ...on(2, [1])];
    const { changes, ...rest } = plan([three], [fact(three, { partitions })], { brokers: brokers(1, 2, 3, 4) });
    expect(changes).toEqual([
      {
        change: "move replicas",
        topic: "p.demux.day",
        loses: null,
        text: "has 1 replica: raised to 3, and brokers copy what it holds",
        moves: [
          { partition: 0, replicas: [2, 3, 4] },
          { partition: 1, replicas: [2, 3, 4] },
          { partition: 2, replicas: [1, 2, 3] },
          { partition: 3, replicas: [1, 4, 2] },
        ],
      },
    ]);
    expect(rest).toEqual({ obstacles: [], rights: [], notes: [] });
  });

  test("are spread over racks", () => {
    const racks = [1, 2, 3, 4].map((id) => ({ id, rack: id < 3 ? "a" : "b" }));
    const two = { ...ordered, spec: { ...ordered.spec, partitions: 2, replicas: 2 } };
    const { changes } = plan([two], [fact(two, { partitions: on(2) })], { brokers: racks });
    expect(changes).toMatchObject([
      {
        moves: [
          { partition: 0, replicas: [1, 3] },
          { partition: 1, replicas: [1, 4] },
        ],
      },
    ]);
  });

  test("that are in sync and lead stay, where there are too many", () => {
    const partitions = [...on(3, [1, 2, 3]), { replicas: [3, 2, 1], inSync: [1, 2] }];
    const { changes } = plan([ordered], [fact(ordered, { partitions })], { brokers: brokers(1, 2, 3) });
    expect(changes).toMatchObject([
      {
        text: "has 3 replicas: lowered to 1",
        moves: [0, 1, 2, 3].map((partition) => ({ partition, replicas: [partition < 3 ? 1 : 2] })),
      },
    ]);
  });

  test("differ from partition to partition, and only those are moved that have too few", () => {
    const partitions = [...on(3, [1, 2, 3]), ...on(1, [2])];
    const { changes } = plan([three], [fact(three, { partitions })], { brokers: brokers(1, 2, 3) });
    expect(changes).toMatchObject([
      { text: expect.stringMatching(/^has 1 to 3 replicas:/), moves: [{ partition: 3, replicas: [2, 1, 3] }] },
    ]);
  });

  test("need as many brokers", () => {
    const { changes, obstacles } = plan([three], [fact(three)]);
    expect(changes).toEqual([]);
    expect(obstacles).toMatchObject([{ text: expect.stringMatching(/^has 1 replica, and 3 replicas need as many/) }]);
  });

  test("are left alone while they move", () => {
    const { changes, notes } = plan([three], [fact(three, { moving: 2 })], { brokers: brokers(1, 2, 3) });
    expect([changes, notes]).toMatchObject([[], [{ topic: "p.demux.day", text: expect.stringContaining("2 of 4") }]]);
  });

  test("take a right in the brokers as a whole, which is told once", () => {
    const topics = [fact(three), fact({ ...three, spec: { ...three.spec, name: "p.demux.week" } })];
    const wanted = [three, { ...three, spec: { ...three.spec, name: "p.demux.week" } }];
    const { rights } = plan(wanted, topics, { brokers: brokers(1, 2, 3), clusterRights: new Set() });
    expect(rights.map(grantText)).toEqual([
      "lacks the right to Alter to move replicas. Grant it: kafka-acls.sh --add --allow-principal User:NAME --operation Alter --cluster",
    ]);
  });
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

  const use = (resource: Use["resource"], name: string): Use => {
    return { resource, name, operations: ["Read"], need: "to go on", rights: may() };
  };

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
    const topic = fact(ordered, { partitions: on(1), rights: may("Read", "Write") });
    const unseen = fact(dead, { settings: null });
    const { rights } = plan([ordered, dead], [topic, unseen], { uses: [use("group", "p")] });
    expect(rights.map(({ resource, name, operations }) => [resource, name, ...operations])).toEqual([
      ["topic", "p.dead.days", "DescribeConfigs"],
      ["topic", "p.demux.day", "Alter"],
      ["group", "p", "Read"],
    ]);
  });

  test("in transactional ids are granted for all that begin alike", () => {
    const { rights } = plan([], [], { uses: [use("transactional-id", "p.")] });
    expect(rights.map(grantText)).toEqual([
      "lacks the right to Read to go on. Grant it: kafka-acls.sh --add --allow-principal User:NAME --operation Read --resource-pattern-type prefixed --transactional-id p.",
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
