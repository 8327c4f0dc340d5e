/** What one may not do with topics and needs to, and what is to be granted for it. */
import type { TopicChange } from "./compare.ts";
import type { BrokerFacts, Operation, Rights } from "./port.ts";
import type { WantedTopic } from "./wanted.ts";

export interface MissingRight {
  readonly resource: "topic" | "group";
  readonly name: string;
  readonly operations: readonly Operation[];
  /** What cannot be done without them. */
  readonly need: string;
}

interface Rightful {
  readonly wanted: readonly WantedTopic[];
  readonly facts: BrokerFacts;
  readonly changes: readonly TopicChange[];
  readonly group: string;
}

export function missingRights({ wanted, facts, changes, group }: Rightful): readonly MissingRight[] {
  const there = new Map(facts.topics.map((topic) => [topic.name, topic]));
  const running = wanted.flatMap((topic): readonly MissingRight[] => {
    const { name } = topic.spec;
    const { operations, need } = useOf(topic);
    if (facts.hidden.includes(name)) return [{ resource: "topic", name, operations: withDescribe(operations), need }];
    return lacking("topic", name, there.get(name)?.rights ?? null, operations, need);
  });
  const seen = facts.topics.filter(({ settings, name }) => settings === null && isOwned(wanted, name));
  const inGroup = lacking("group", group, facts.groupRights, ["Read"], "to share the work with other processes");
  return [
    ...running,
    ...seen.map(({ name }): MissingRight => {
      return { resource: "topic", name, operations: ["DescribeConfigs"], need: "to compare its settings" };
    }),
    ...changes.flatMap((change) => lackingFor(change, facts)),
    ...inGroup,
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

/** For a change of a topic that is seen, or for making one. */
function lackingFor(change: TopicChange, facts: BrokerFacts): readonly MissingRight[] {
  const { topic } = change;
  const rights = facts.topics.find(({ name }) => name === topic)?.rights ?? null;
  switch (change.change) {
    case "create":
      // A right to make this topic alone is enough, and shows only when it is made.
      return [];
    case "add partitions":
      return lacking("topic", topic, rights, ["Alter"], "to add partitions");
    case "configure":
      return lacking("topic", topic, rights, ["AlterConfigs"], "to change its settings");
    case "delete":
      return [];
  }
}

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

/** As one would say it to who may grant it. */
export function grantText({ resource, name, operations, need }: MissingRight): string {
  const options = operations.map((operation) => `--operation ${operation}`).join(" ");
  const grant = `kafka-acls.sh --add --allow-principal User:NAME ${options} --${resource} ${name}`;
  return `lacks the right to ${operations.join(" and ")} ${need}. Grant it: ${grant}`;
}
