// Tries the comparison on random edits of random specs: `node scripts/diff-edits.ts [--edits 2000] [--documents 1000] [--seed 1]`.
// Ends with status 1 where something compatible was refused, or something breaking was not shown.
import { parseArgs } from "node:util";
import { trialOf } from "../compiler/diff/testing/trial.ts";
import { versionOrNull } from "../compiler/diff/testing/versions.ts";

const { values } = parseArgs({
  options: {
    edits: { type: "string", default: "2000" },
    documents: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
  },
});

const wanted = Number(values.edits);
const counts = { compatible: 0, breaking: 0, "may break": 0, documents: 0, problems: 0 };
let tried = 0;
for (let seed = Number(values.seed); tried < wanted; seed++) {
  const trial = await trialOf(seed, Number(values.documents), versionOrNull);
  if (trial === null) continue;
  tried++;
  counts.documents += trial.documents;
  const grave = trial.told.filter(({ severity }) => severity === "breaking" || severity === "may break");
  if (grave.length === 0) counts.compatible++;
  else if (grave.some(({ severity }) => severity === "breaking")) counts.breaking++;
  else counts["may break"]++;
  for (const problem of trial.problems) {
    counts.problems++;
    process.stdout.write(`seed ${seed}: ${problem}\n`);
  }
}
process.stdout.write(`${tried} edits: ${JSON.stringify(counts)}\n`);
process.exitCode = counts.problems > 0 ? 1 : 0;
