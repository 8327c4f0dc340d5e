/** DA6001: order-dependent steps where nothing gives an order to the events that they depend on. */
import type { Diagnostic, RelatedLocation } from "../diagnostics/diagnostic.ts";
import { DA6001 } from "../diagnostics/messages/order.ts";
import { code, listOf } from "../diagnostics/messages/said.ts";
import { diagnostic, related } from "../diagnostics/report.ts";
import type { Event, Handler, Signal } from "../model.ts";
import { inputsOf, isDiscrete, type Topology } from "../topology/topology.ts";
import { statementsOf } from "../walk.ts";
import type { Context } from "./context.ts";
import { type OrderedStep, orderedSteps } from "./steps.ts";

type Input = Event | Signal;

/** Why there is no order, and what would give it. */
interface Lost {
  readonly why: string;
  readonly repair: string;
  readonly related: RelatedLocation;
}

/** Where a whole handler has no order, it is said once; where a key is wrong, once for each store and held event. */
export function checkOrder(context: Context): readonly Diagnostic[] {
  const { topology } = context;
  return context.handlers.flatMap((handler) => {
    const inputs = inputsOf(handler).flatMap((name) => topology.events.get(name) ?? topology.signals.get(name) ?? []);
    const [input] = inputs;
    if (input === undefined || inputs.some((one) => one.broken)) return [];
    const steps = orderedSteps(context, handler).filter((step) => isSound(topology, step));
    const [first] = steps;
    if (first === undefined) return [];
    const lost = severalTopics(handler, inputs) ?? noKey(topology, inputs) ?? unordered(handler) ?? severalKeys(inputs);
    if (lost !== null) return [said(handler, first, lost)];
    const wrong = steps.filter((step) => input.key.some((field) => !step.held.has(field)));
    return firstOfEach(wrong).map((step) => said(handler, step, wrongKey(step, input)));
  });
}

/** Nothing is concluded from a store or an event in which there are errors. */
function isSound(topology: Topology, step: OrderedStep): boolean {
  const on = step.kind === "held" ? topology.events.get(step.on) : topology.stores.get(step.on);
  return on !== undefined && !on.broken;
}

function severalTopics(handler: Handler, inputs: readonly Input[]): Lost | null {
  const topics = [...new Set(inputs.map((input) => input.topic))];
  if (topics.length < 2) return null;
  return {
    why: `${code(handler.name)} handles events of several topics (${listOf(topics)}), between which there is no order`,
    repair: "handle those of each topic in a handler and a store of their own",
    related: related(`\`${handler.name}\` handles several topics`, handler.namePlace),
  };
}

function noKey(topology: Topology, inputs: readonly Input[]): Lost | null {
  const input = inputs.find((one) => one.key.length === 0);
  if (input === undefined) return null;
  const source = topology.model.sources.find((one) => "source" in input && one.name === input.source);
  const name = code(source?.name ?? input.name);
  return {
    why: `the source ${name} has no \`key\`, so nothing is known of its order`,
    repair: `say with \`key\` by which field the writers of ${name} partition`,
    related: related(`${name} has no \`key\``, (source ?? input).namePlace),
  };
}

function unordered(handler: Handler): Lost | null {
  const wait = statementsOf(handler).find((one) => one.kind === "require" && one.wait?.unordered === true);
  if (wait?.kind !== "require" || wait.wait === null) return null;
  return {
    why: `${code(handler.name)} waits \`unordered\`, so events overtake one another`,
    repair: "leave `unordered` out",
    related: related("waits `unordered`", wait.wait.place),
  };
}

/** Events of one topic whose keys differ are on partitions that have nothing to do with one another. */
function severalKeys([first, ...others]: readonly Input[]): Lost | null {
  const other = others.find((one) => one.key.join() !== first?.key.join());
  if (first === undefined || other === undefined) return null;
  return {
    why: `${code(first.name)} and ${code(other.name)} are keyed differently, so there is no order between them`,
    repair: `key ${code(other.name)} by ${listOf(first.key)}`,
    related: related(`\`${other.name}\` is keyed by ${listOf(other.key)}`, other.namePlace),
  };
}

function wrongKey(step: OrderedStep, input: Input): Lost {
  const missing = listOf(input.key.filter((field) => !step.held.has(field)));
  const fields = [...step.held];
  const rekeyed = "source" in input && isDiscrete(input) && fields.length > 0;
  return {
    why: `the key of ${code(step.on)} does not hold ${missing}, by which ${code(input.name)} is keyed`,
    repair:
      `key ${code(step.on)} by ${missing} too, set to that very field` +
      (rekeyed ? `, or key ${code(input.name)} by ${listOf(fields)}` : ""),
    related: related(`\`${input.name}\` is keyed by ${listOf(input.key)}`, input.namePlace),
  };
}

function said(handler: Handler, step: OrderedStep, lost: Lost): Diagnostic {
  const latest =
    step.columns.length === 0 ? "" : `, or make ${listOf(step.columns)} a \`latest of\`, which needs no order`;
  const message = DA6001.order({ what: whatOf(handler, step), why: lost.why, repair: lost.repair + latest });
  return diagnostic(message, step.location, [lost.related]);
}

function whatOf(handler: Handler, step: OrderedStep): string {
  const on = code(step.on);
  switch (step.kind) {
    case "columns":
      return `Setting ${listOf(step.columns)} of ${on}`;
    case "delete":
      return `Deleting from ${on}`;
    case "change":
      return `The change of ${on}`;
    case "read":
      return `Reading ${on}, which ${code(handler.name)} writes,`;
    case "held":
      return `Holding ${on} back`;
    case "typescript":
      return `Updating ${on} in TypeScript`;
  }
}

function firstOfEach(steps: readonly OrderedStep[]): readonly OrderedStep[] {
  const seen = new Set<string>();
  return steps.filter((step) => {
    const on = `${step.kind === "held" ? "event" : "store"} ${step.on}`;
    return seen.has(on) ? false : seen.add(on) !== undefined;
  });
}
