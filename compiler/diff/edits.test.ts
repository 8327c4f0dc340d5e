// Random edits of random specs: nothing compatible is refused, nothing breaking is unproven. `npx node scripts/diff-edits.ts`
// does the same for longer.
import { expect, test } from "vitest";
import { trialOf } from "./testing/trial.ts";
import { versionOrNull } from "./testing/versions.ts";

const EDITS = 25;
const DOCUMENTS = 40;

test("random edits", async () => {
  const kinds = { compatible: 0, breaking: 0 };
  for (let seed = 1, tried = 0; tried < EDITS; seed++) {
    const trial = await trialOf(seed, DOCUMENTS, versionOrNull);
    if (trial === null) continue;
    tried++;
    expect(trial.problems, `seed ${seed}\n${trial.old}\n---\n${trial.new}`).toEqual([]);
    kinds[trial.told.some(({ severity }) => severity === "breaking") ? "breaking" : "compatible"]++;
  }
  expect(Math.min(kinds.compatible, kinds.breaking)).toBeGreaterThan(EDITS / 5);
}, 120_000);
