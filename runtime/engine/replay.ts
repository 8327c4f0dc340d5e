/** Dead letters that are handled again: as parked events that are ready, and that hold up nobody. */
import { UserError } from "../errors.ts";
import { BatchBuilder } from "../log/batch.ts";
import type { Parking } from "../store/port.ts";
import { liveHeaders, type StoredLetter } from "./dead.ts";
import type { Decoded, LoneRecord } from "./decode.ts";
import { LoneDecoder } from "./lone.ts";
import { parkedAt } from "./parking.ts";
import { deadTopicOf, type HandlerPlan, type Plan } from "./plan.ts";

/**
 * What is to be parked so that a letter is handled by the handler that it died of, and by nobody else, under its old id;
 * or by all handlers of its source, where it reached none. Throws a UserError where it still cannot be read.
 */
export function replayed(plan: Plan, letter: StoredLetter, now: number): Parking[] {
  const handler = plan.handlers.find(({ name }) => name === letter.handler);
  const decoded = handler === undefined ? asBrought(plan, letter) : asHandled(plan, letter);
  const [problem] = decoded.problems;
  if (problem !== undefined) throw new UserError("input", `${named(letter)} still cannot be read: ${problem.reason}.`);
  if (decoded.events.length === 0) {
    throw new UserError("input", `${named(letter)} holds no event that the pipeline handles.`);
  }
  return decoded.events.flatMap((event) =>
    (handler === undefined ? readersOf(plan, event.event.index) : [handler]).map(
      (each): Parking => ({ ...parkedAt(each, event, now), isReady: true }),
    ),
  );
}

const readersOf = (plan: Plan, event: number): readonly HandlerPlan[] =>
  plan.handlers.filter(({ handles }) => handles[event] === true);

const named = ({ handler, topic, partition, offset }: StoredLetter): string =>
  `The dead letter of ${handler}, from ${topic}/${partition}/${offset},`;

/** A letter of a source, read as the record that it was. */
function asBrought(plan: Plan, letter: StoredLetter): Decoded {
  const source = plan.sources.find(({ definition: { name } }) => name === letter.handler);
  if (source === undefined) {
    const topic = deadTopicOf(plan.definition, letter.handler);
    throw new UserError("input", `${topic} is of no handler and no source that the pipeline has.`);
  }
  return new LoneDecoder(plan).decodeBrought(source.definition.name, recordOf(letter));
}

function asHandled(plan: Plan, letter: StoredLetter): Decoded {
  const event = letter.event === null ? undefined : plan.events.byName.get(letter.event);
  if (event === undefined) {
    throw new UserError(
      "input",
      `${named(letter)} is of ${letter.event ?? "no event"}, which the pipeline does not know.`,
    );
  }
  return new LoneDecoder(plan).decode(event, recordOf(letter));
}

function recordOf(letter: StoredLetter): LoneRecord {
  const { topic, partition, offset, element, time, key, value, headers } = letter;
  const builder = new BatchBuilder();
  builder.time = time;
  builder.add({ key: key === null ? null : Buffer.from(key), value, headers: liveHeaders(headers) });
  return { topic, partition, offset, element, record: builder.take(0).bytes };
}
