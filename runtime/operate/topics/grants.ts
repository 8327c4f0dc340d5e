/** What one may not do with topics and needs to, and what is to be granted for it. */
import type { TopicChange } from "./compare.ts";
import type { BrokerFacts, Operation, Rights, Use } from "./port.ts";
import type { WantedTopic } from "./wanted.ts";

export interface MissingRight {
  readonly resource: "topic" | "cluster" | Use["resource"];
  readonly name: string;
  readonly operations: readonly Operation[];
  /** What cannot be done without them. */
  readonly need: string;
}

interface Rightful {
  readonly wanted: readonly WantedTopic[];
  readonly facts: BrokerFacts;
  readonly changes: readonly TopicChange[];
}

export function missingRights({ wanted, facts, changes }: Rightful): readonly MissingRight[] {
  const there = new Map(facts.topics.map((topic) => [topic.name, topic]));
  const running = wanted.flatMap((topic): readonly MissingRight[] => {
    const { name } = topic.spec;
    const { operations, need } = useOf(topic);
    if (facts.hidden.includes(name)) return [{ resource: "topic", name, operations: withDescribe(operations), need }];
    return lacking("topic", name, there.get(name)?.rights ?? null, operations, need);
  });
  const seen = facts.topics.filter(({ settings, name }) => settings === null && isOwned(wanted, name));
  return [
    ...running,
    ...seen.map(({ name }): MissingRight => {
      return { resource: "topic", name, operations: ["DescribeConfigs"], need: "to compare its settings" };
    }),
    ...onceEach(changes.flatMap((change) => lackingFor(change, facts))),
    ...facts.uses.flatMap((use) => lacking(use.resource, use.name, use.rights, use.operations, use.need)),
  ];
}

const isOwned = (wanted: readonly WantedTopic[], name: string): boolean =>
  wanted.some((topic) => topic.isOwned && topic.spec.name === name);

function useOf({ isRead, isWritten }: WantedTopic): { readonly operations: Operation[]; readonly need: string } {
  const operations: Operation[] = [...(isRead ? ["Read" as const] : []), ...(isWritten ? ["Write" as const] : [])];
  const need = isRead && isWritten ? "to read and write it" : isRead ? "to read it" : "to write it";
  return { operations, need };
}

const withDescribe = (operations: readonly Operation[]): readonly Operation[] => ["Describe", ...operations];

const RIGHTS: Readonly<Record<TopicChange["change"], readonly [Operation, string]>> = {
  create: ["Create", "to make it"],
  "move replicas": ["Alter", "to move replicas"],
  "add partitions": ["Alter", "to add partitions"],
  configure: ["AlterConfigs", "to change its settings"],
  delete: ["Delete", "to delete it"],
};

/** As Kafka's access control calls the brokers as a whole. */
const CLUSTER = { resource: "cluster", name: "kafka-cluster" } as const;

/** What a change needs. */
export function rightFor({ change, topic }: TopicChange): MissingRight {
  const [operation, need] = RIGHTS[change];
  const at = change === "move replicas" ? CLUSTER : ({ resource: "topic", name: topic } as const);
  return { ...at, operations: [operation], need };
}

/** For a change of a topic that is seen. */
function lackingFor(change: TopicChange, facts: BrokerFacts): readonly MissingRight[] {
  // A right to make this topic alone is enough, and shows only when it is made.
  if (change.change === "create" || change.change === "delete") return [];
  const { resource, name, operations, need } = rightFor(change);
  const at = resource === "cluster" ? facts.clusterRights : facts.topics.find((topic) => topic.name === name)?.rights;
  return lacking(resource, name, at ?? null, operations, need);
}

/** Several topics may need the same right in the brokers as a whole. */
const onceEach = (rights: readonly MissingRight[]): readonly MissingRight[] => [
  ...new Map(rights.map((right) => [grantText(right), right])).values(),
];

function lacking(
  resource: MissingRight["resource"],
  name: string,
  rights: Rights,
  needed: readonly Operation[],
  need: string,
): readonly MissingRight[] {
  const operations = rights === null ? [] : needed.filter((operation) => !rights.has(operation));
  return operations.length === 0 ? [] : [{ resource, name, operations, need }];
}

/** As the command that grants names what it grants in. */
const PLACES: Readonly<Record<MissingRight["resource"], (name: string) => string>> = {
  topic: (name) => `--topic ${name}`,
  group: (name) => `--group ${name}`,
  cluster: () => "--cluster",
  "transactional-id": (name) => `--resource-pattern-type prefixed --transactional-id ${name}`,
};

/** As one would say it to who may grant it. */
export function grantText({ resource, name, operations, need }: MissingRight): string {
  const options = operations.map((operation) => `--operation ${operation}`).join(" ");
  const grant = `kafka-acls.sh --add --allow-principal User:NAME ${options} ${PLACES[resource](name)}`;
  return `lacks the right to ${operations.join(" and ")} ${need}. Grant it: ${grant}`;
}
