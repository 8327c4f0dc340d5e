/** Random sequences over a spec, on the engine and on the reference. */
import fc from "fast-check";
import { stepsOf } from "./generate.ts";
import { compareSequence } from "./sequence.ts";
import { subjectOf } from "./subject.ts";

/** Specs that together use all of the language, from this folder. */
export const SPECS = ["specs/columns.da", "specs/chains.da", "specs/expressions.da", "../../pipelines.da"] as const;

/** What differs, in the smallest sequence that was found; null where nothing does. */
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
  const found = await fc.check(property, { numRuns: sequences, seed, endOnFailure: false });
  if (!found.failed) return null;
  const error = found.errorInstance;
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `seed ${found.seed}, path ${found.counterexamplePath}\n${JSON.stringify(found.counterexample, null, 1)}\n${why}`;
}
