/** Random sequences over a spec, on the engine and on the reference. */
import fc from "fast-check";
import { difference, Mismatch } from "./differences.ts";
import { recordsOf, stepsOf } from "./generate.ts";
import { orderlessColumns, withColumns } from "./orders.ts";
import { compareSequence, type SentRecord } from "./sequence.ts";
import { type Subject, subjectOf } from "./subject.ts";

/** Specs that together use all of the language, from this folder. */
export const SPECS = [
  "specs/columns.da",
  "specs/chains.da",
  "specs/expressions.da",
  "specs/waits.da",
  "specs/held.da",
  "../../pipelines.da",
] as const;

/** Those of them in which many rows are the same in whatever order events come. */
export const ORDERLESS = ["specs/columns.da", "specs/chains.da", "specs/expressions.da", "../../pipelines.da"] as const;

/** Whether the engine does what the reference says: what differs, in the smallest sequence found; null where nothing does. */
export async function compareRandom(
  name: string,
  spec: string,
  sequences: number,
  seed: number,
): Promise<string | null> {
  const subject = await subjectOf(name, spec);
  const property = fc.asyncProperty(stepsOf(subject.model), fc.constantFrom(1, 3), async (steps, partitions) => {
    await compareSequence(subject, steps, partitions);
  });
  return toldOf(await fc.check(property, { numRuns: sequences, seed }));
}

/** Whether rows are the same in two orders. */
export async function compareOrders(
  name: string,
  spec: string,
  sequences: number,
  seed: number,
): Promise<string | null> {
  const subject = await subjectOf(name, spec);
  const orders = recordsOf(subject.model).chain((records) =>
    fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
  );
  const property = fc.asyncProperty(orders, async ([one, other]) => {
    const [expected, found] = [await rowsOf(subject, one), await rowsOf(subject, other)];
    for (const [store, columns] of orderlessColumns(subject.model)) {
      const [a, b] = [expected, found].map((rows) => withColumns(rows.get(store) ?? [], columns));
      const problem = difference(a, b, `rows of ${store}`);
      if (problem !== null) throw new Mismatch(problem);
    }
  });
  return toldOf(await fc.check(property, { numRuns: sequences, seed }));
}

function rowsOf(subject: Subject, records: readonly SentRecord[]) {
  const half = records.length >> 1;
  const steps = [records.slice(0, half), records.slice(half)].map((some) => ({ kind: "send" as const, records: some }));
  return compareSequence(subject, steps, 2);
}

function toldOf<Of>(found: fc.RunDetails<Of>): string | null {
  if (!found.failed) return null;
  const error = found.errorInstance;
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `seed ${found.seed}, path ${found.counterexamplePath}\n${JSON.stringify(found.counterexample, null, 1)}\n${why}`;
}
