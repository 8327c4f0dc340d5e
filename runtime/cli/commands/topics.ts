/** `topics plan` and `topics apply`: what is to be done with the topics on Kafka, and doing it. */
import { planOf } from "../../engine/plan.ts";
import type { KafkaSettings } from "../../log/kafka/settings.ts";
import { applyTopics, type Outcome } from "../../operate/topics/apply.ts";
import { compareTopics, type TopicChange, type TopicPlan } from "../../operate/topics/compare.ts";
import { grantText } from "../../operate/topics/grants.ts";
import type { TopicManager } from "../../operate/topics/port.ts";
import { wantedTopics } from "../../operate/topics/wanted.ts";
import { type Call, type Prepared, prepare } from "../call.ts";
import { BOLD, DIM, type Paint, paintOf, RED, YELLOW } from "../output/table.ts";
import { kafkaOf } from "../settings/connections.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function topicsPlan(call: Call): Promise<Exit> {
  return withPlan(call, async (plan) => {
    const { out } = call.surroundings;
    if (isJson(call)) out(`${JSON.stringify(plan)}\n`);
    else out(planText(plan, paintOf(call.surroundings.color.out)));
    return isNothing(plan) ? 0 : 1;
  });
}

export async function topicsApply(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const allows = (key: string): boolean => given.switches.get(key) === true;
  const allowed = { data: allows("allowDataLoss"), order: allows("allowOrderLoss") };
  return withPlan(call, async (plan, manager) => {
    const paint = paintOf(surroundings.color.out);
    const outcomes: Outcome[] = [];
    for await (const outcome of applyTopics(manager, plan, allowed)) {
      outcomes.push(outcome);
      if (!isJson(call)) surroundings.out(outcomeText(outcome, paint));
    }
    const { obstacles, rights, notes } = plan;
    if (isJson(call)) surroundings.out(`${JSON.stringify({ outcomes, obstacles, rights, notes })}\n`);
    else surroundings.out(restText(plan, paint));
    const isDone = outcomes.every(({ outcome }) => outcome === "done");
    return isDone && obstacles.length === 0 && rights.length === 0 ? 0 : 1;
  });
}

const isJson = ({ given }: Call): boolean => given.texts.get("format") === "json";

const isNothing = ({ changes, obstacles, rights }: TopicPlan): boolean =>
  changes.length === 0 && obstacles.length === 0 && rights.length === 0;

async function withPlan(call: Call, work: (plan: TopicPlan, manager: TopicManager) => Promise<Exit>): Promise<Exit> {
  const problems = [...call.given.problems];
  const pipeline = await prepare(call, problems);
  const kafka = kafkaOf(call.given, call.surroundings.cwd, problems);
  if (kafka === null && !call.given.origins.has("brokers")) {
    problems.push(
      "Name the Kafka whose topics are meant: --brokers HOST:PORT. A data folder makes its topics by itself.",
    );
  }
  if (pipeline === null || kafka === null || problems.length > 0) throw new CallError(...problems);
  const { manager, plan } = await compared(pipeline, kafka);
  try {
    return await work(plan, manager);
  } finally {
    await manager.close();
  }
}

async function compared({ definition }: Prepared, kafka: KafkaSettings) {
  const { openTopicManager, LARGEST_BYTES } = await import("../../log/kafka/manager.ts");
  const manager = await openTopicManager(kafka);
  try {
    const wanted = wantedTopics(planOf(definition));
    const asked = {
      names: wanted.map(({ spec }) => spec.name),
      prefix: `${definition.topics}.`,
      pipeline: definition.name,
    };
    const facts = await manager.look(asked);
    return { manager, plan: compareTopics({ wanted, facts, largest: LARGEST_BYTES }) };
  } catch (error) {
    await manager.close();
    throw error;
  }
}

const MARKS: Readonly<Record<TopicChange["change"], string>> = {
  create: "+",
  "move replicas": "~",
  "add partitions": "~",
  configure: "~",
  delete: "-",
};

/** A plan as lines for people. */
export function planText(plan: TopicPlan, paint: Paint): string {
  if (isNothing(plan)) return `${restText(plan, paint)}The topics are as they should be.\n`;
  const lines = plan.changes.map((change) => `${changeText(change, paint)}${price(change, paint)}\n`);
  return `${lines.join("")}${restText(plan, paint)}`;
}

const changeText = ({ change, topic, text }: TopicChange, paint: Paint): string =>
  `${MARKS[change]} ${paint(BOLD, topic)} ${text}`;

const FLAGS = { data: "--allow-data-loss", order: "--allow-order-loss" } as const;

const price = ({ loses }: TopicChange, paint: Paint): string =>
  loses === null ? "" : paint(YELLOW, ` (only with ${FLAGS[loses]})`);

function restText({ obstacles, rights, notes }: TopicPlan, paint: Paint): string {
  const lines = [
    ...obstacles.map(({ topic, text }) => `! ${paint(BOLD, topic)} ${text}`),
    ...rights.map((right) => `! ${paint(BOLD, right.name)} ${grantText(right)}`),
    ...notes.map(({ topic, text }) => paint(DIM, `  ${topic} ${text}`)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function outcomeText(outcome: Outcome, paint: Paint): string {
  const { change } = outcome;
  switch (outcome.outcome) {
    case "done":
      return `${changeText(change, paint)}\n`;
    case "refused":
      return `${paint(YELLOW, "left out:")} ${changeText(change, paint)}${price(change, paint)}\n`;
    case "failed":
      return `${paint(RED, "failed:")} ${changeText(change, paint)}: ${outcome.reason}\n`;
  }
}
