/** Reads recorded events: JSON lines as `da-run once --input` takes them, `SOURCE=FILE` or lines that name their source. */
import { createReadStream } from "node:fs";
import { inputsOf } from "../../../runtime/cli/input/inputs.ts";
import { linesOf } from "../../../runtime/cli/input/lines.ts";
import { mergedRecord } from "../../../runtime/cli/input/merged.ts";
import type { SourceRecord } from "../../../runtime/engine/engine.ts";
import type { Sample } from "../../diff/samples.ts";
import type { Json, Model } from "../../model.ts";

export interface Samples {
  readonly records: readonly SourceRecord[];
  readonly samples: readonly Sample[];
}

/** All of them, in order, or what is wrong with one. Sources of either version may be named. */
export async function readSamples(
  texts: readonly string[],
  models: readonly Model[],
  cwd: string,
): Promise<{ readonly ok: true; readonly value: Samples } | { readonly ok: false; readonly why: string }> {
  const sources = [...new Set(models.flatMap((model) => model.sources.map(({ name }) => name)))];
  const problems: string[] = [];
  const inputs = inputsOf(texts, sources, cwd, problems);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, why: problem };
  const records: SourceRecord[] = [];
  const samples: Sample[] = [];
  for (const { path, source, label } of inputs) {
    if (path === null) return { ok: false, why: "recorded events cannot be read from stdin: name a file." };
    for await (const lines of linesOf(createReadStream(path))) {
      for (const { bytes, number } of lines) {
        const record = source === null ? mergedRecord(bytes, new Set(sources)) : { source, value: bytes };
        if (typeof record === "string") return { ok: false, why: `${label}:${number} ${record}.` };
        // Lines are views of one buffer, which is used again.
        records.push({ ...record, value: Uint8Array.from(record.value) });
        samples.push({ label: `${label}:${number}`, json: jsonOf(record.value) });
      }
    }
  }
  return { ok: true, value: { records, samples } };
}

function jsonOf(bytes: Uint8Array): Json {
  const text = Buffer.from(bytes).toString();
  try {
    const json: Json = JSON.parse(text);
    return json;
  } catch {
    return text;
  }
}
