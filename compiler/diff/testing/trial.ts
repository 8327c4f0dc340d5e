/**
 * One trial of the comparison: a random spec and an edit of it. What is called compatible must read every document that is
 * generated, and what is called breaking must be shown by one that is refused, or read as something else.
 */
import { Chance } from "../documents/chance.ts";
import { Maker } from "../documents/make.ts";
import { diff, RULES } from "../index.ts";
import { type RealReader, realReaders } from "../proof/readers.ts";
import { wholeDocument } from "../proof/whole.ts";
import { isBreak, type Told } from "../report.ts";
import { fieldsOf, isOfSource, type Message, type Version } from "../version.ts";
import { edited } from "./edits.ts";
import { printSpec, SpecMaker } from "./specs.ts";

export interface Trial {
  readonly seed: number;
  readonly old: string;
  readonly new: string;
  readonly told: readonly Told[];
  readonly documents: number;
  /** What must not be, each in a sentence. */
  readonly problems: readonly string[];
}

/** Null where the edit makes no spec, or changes nothing. */
export async function trialOf(
  seed: number,
  count: number,
  analyze: (text: string) => Version | null,
): Promise<Trial | null> {
  const maker = new SpecMaker(seed);
  const spec = maker.spec();
  let other = edited(spec, maker);
  while (maker.chance.int(0, 2) === 0) other = edited(other, maker);
  const [oldText, newText] = [printSpec(spec), printSpec(other)];
  if (oldText === newText) return null;
  const [old, now] = [analyze(oldText), analyze(newText)];
  if (old === null || now === null) return null;
  const shown = (version: Version, name: string) => ({ version, display: (file: string) => `${name}/${file}` });
  const told = await diff([{ ...shown(old, "old"), against: "old" }], shown(now, "new"), {
    level: "full",
    today: "2026-11-23",
  });
  const parties = await partiesOf(old, now);
  const contradicted = parties.flatMap(([writer, reader]) => contradictions(writer, reader, told, count, seed));
  const unshown = told
    .filter(isUnshown)
    .map(({ rule, path }) => `${rule} of ${path} is called breaking without a document`);
  const documents = parties.length * count;
  return { seed, old: oldText, new: newText, told, documents, problems: [...contradicted, ...unshown] };
}

interface Party {
  readonly version: Version;
  readonly message: Message;
  readonly reader: RealReader;
  readonly side: "old" | "new";
}

/** Each event with who writes it and who reads it, both ways. */
async function partiesOf(old: Version, now: Version): Promise<readonly (readonly [Party, Party])[]> {
  const [olds, news] = [await realReaders(old, old.model.events), await realReaders(now, now.model.events)];
  return old.model.events.flatMap((message): (readonly [Party, Party])[] => {
    const same = now.model.events.find(({ name }) => name === message.name);
    const [before, after] = [olds.get(message.name), news.get(message.name)];
    if (same === undefined || before === undefined || after === undefined) return [];
    const one: Party = { version: old, message, reader: before, side: "old" };
    const other: Party = { version: now, message: same, reader: after, side: "new" };
    return [
      [one, other],
      [other, one],
    ];
  });
}

function contradictions(
  writer: Party,
  reader: Party,
  told: readonly Told[],
  count: number,
  seed: number,
): readonly string[] {
  const whom = writer.side === "old" ? "new readers of old data" : "old readers of new data";
  const { name } = writer.message;
  const isBoth = (id: string) => RULES.some((rule) => rule.id === id && rule.level === "full");
  const isTold = told.some(
    (each) => isBreak(each) && (each.breaks === whom || isBoth(each.rule)) && concerns(each, name),
  );
  const role = isOfSource(writer.message) ? "accepted" : "written";
  const maker = new Maker(writer.version.types, role, new Chance(seed));
  const found = new Set<string>();
  for (let i = 0; i < count; i++) {
    const fields = maker.record(fieldsOf(writer.message));
    if (fields === undefined) continue;
    const document = wholeDocument(writer.version, writer.message, fields);
    if (writer.reader.read(document).kind === "refused" || (role === "written" && !writer.reader.isWritten(fields))) {
      found.add(`a document of ${name} is not what its own ${writer.side} version writes: ${JSON.stringify(fields)}`);
      continue;
    }
    const read = reader.reader.read(document);
    if (read.kind === "refused" && !isTold)
      found.add(`${name} is called compatible, but ${whom} refuse ${JSON.stringify(fields)}: ${read.why}`);
  }
  return [...found].slice(0, 3);
}

function concerns({ path, affects }: Told, event: string): boolean {
  return [path, ...affects].some((each) => each === `event:${event}` || each.startsWith(`event:${event}/`));
}

function isUnshown({ severity, witness, rule }: Told): boolean {
  return severity === "breaking" && witness === null && !OF_NO_DOCUMENT.has(rule);
}

/** What breaks without that a document could show it. */
const OF_NO_DOCUMENT: ReadonlySet<string> = new Set(["reserved-removed", "event-key-changed"]);
