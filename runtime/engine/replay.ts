/** Dead letters that are handled again: as parked events that are ready, and that hold up nobody. */
import { UserError } from "../errors.ts";
import { BatchBuilder } from "../log/batch.ts";
import type { Parking, StoreTx } from "../store/port.ts";
import { liveHeaders, type StoredLetter } from "./dead.ts";
import type { Decoded, LoneRecord } from "./decode.ts";
import { LoneDecoder } from "./lone.ts";
import { parkedAt } from "./parking.ts";
import { deadTopicOf, type HandlerPlan, type Plan, type SourcePlan } from "./plan.ts";
import { bringLone, type LoneEvent } from "./repeats.ts";

/** A letter that can be read. */
export interface Replayed {
  /** Where it reached no handler: the source, which brings its events only now. */
  readonly source: SourcePlan | null;
  readonly events: readonly LoneEvent[];
  /** Those that are to handle them: the one that it died of, or all that handle an event of the source. */
  readonly handlers: readonly HandlerPlan[];
}

/** What is to be parked, and how many events are dropped, as the source has brought them meanwhile. */
export async function revived(
  tx: StoreTx,
  { source, events, handlers }: Replayed,
  now: number,
): Promise<{ readonly parkings: readonly Parking[]; readonly repeats: number }> {
  const left = source === null ? events : await bringLone(tx, source, events, now);
  const parkings = left.flatMap(({ event }) =>
    handlers
      .filter(({ handles }) => source === null || handles[event.event.index] === true)
      .map((each): Parking => ({ ...parkedAt(each, event, now), isReady: true })),
  );
  return { parkings, repeats: events.length - left.length };
}

/** Who handles a letter again, and what: its events under their old ids. Throws a UserError where it still cannot be read. */
export function replayed(plan: Plan, letter: StoredLetter): Replayed {
  const handler = plan.handlers.find(({ name }) => name === letter.handler);
  const decoded = handler === undefined ? asBrought(plan, letter) : asHandled(plan, letter);
  const [problem] = decoded.problems;
  if (problem !== undefined) throw new UserError("input", `${named(letter)} still cannot be read: ${problem.reason}.`);
  if (decoded.events.length === 0) {
    throw new UserError("input", `${named(letter)} holds no event that the pipeline handles.`);
  }
  const { topic, partition } = letter;
  const events = decoded.events.map((event): LoneEvent => ({ place: { topic, partition }, event }));
  return handler === undefined
    ? { source: sourceOf(plan, letter), events, handlers: plan.handlers }
    : { source: null, events, handlers: [handler] };
}

const named = ({ handler, topic, partition, offset }: StoredLetter): string =>
  `The dead letter of ${handler}, from ${topic}/${partition}/${offset},`;

/** A letter of a source, read as the record that it was. */
function asBrought(plan: Plan, letter: StoredLetter): Decoded {
  return new LoneDecoder(plan).decodeBrought(sourceOf(plan, letter).definition.name, recordOf(letter));
}

function sourceOf(plan: Plan, { handler }: StoredLetter): SourcePlan {
  const source = plan.sources.find(({ definition: { name } }) => name === handler);
  if (source !== undefined) return source;
  const topic = deadTopicOf(plan.definition, handler);
  throw new UserError("input", `${topic} is of no handler and no source that the pipeline has.`);
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
