/** Where what one version writes is not what the other reads, both ways, each change once however many events it shows in. */

import type { Witness } from "./finding.ts";
import type { Couple } from "./match.ts";
import { type Party, prove } from "./proof/prove.ts";
import { type RealReader, realReaders } from "./proof/readers.ts";
import { Comparison } from "./types/compare.ts";
import { compareFields } from "./types/fields.ts";
import { type Misfit, pathText } from "./types/misfit.ts";
import { fieldsOf, isOfSource, type Message, type Version } from "./version.ts";

export type Direction = "backward" | "forward";

/** One change, with all events that it shows in. */
export interface Break {
  readonly direction: Direction;
  readonly path: string;
  readonly misfit: Misfit;
  readonly couples: readonly Couple<Message>[];
  /** Paths in these events. */
  readonly shows: readonly string[];
  readonly witness: Witness | null;
}

export function pathOfMessage(message: Message): string {
  return `${"allFields" in message ? "signal" : "event"}:${message.name}`;
}

interface Shift {
  readonly couple: Couple<Message>;
  readonly misfit: Misfit;
}

/** Unproven. */
export function breaksOf(
  old: Version,
  now: Version,
  couples: readonly Couple<Message>[],
  direction: Direction,
): readonly Break[] {
  const [writer, reader] = direction === "backward" ? [old, now] : [now, old];
  const comparisons = {
    written: new Comparison(writer.types, reader.types, "written"),
    accepted: new Comparison(writer.types, reader.types, "accepted"),
  };
  const shifts = couples.flatMap((couple): Shift[] => {
    const [from, to] = direction === "backward" ? [couple.old, couple.new] : [couple.new, couple.old];
    if (isOfSource(from) !== isOfSource(to)) return [];
    const comparison = comparisons[isOfSource(from) ? "accepted" : "written"];
    const at = { steps: [], writer: from.namePlace, reader: to.namePlace, writerField: null, readerField: null };
    return compareFields(comparison, fieldsOf(from), fieldsOf(to), at).map((misfit) => ({ couple, misfit }));
  });
  return gathered(shifts, direction, reader);
}

function gathered(shifts: readonly Shift[], direction: Direction, reader: Version): readonly Break[] {
  const groups = new Map<string, { path: string; first: Misfit; couples: Couple<Message>[]; shows: string[] }>();
  for (const { couple, misfit } of shifts) {
    const own = `${pathOfMessage(couple.new)}/${pathText(misfit.steps)}`;
    const path = ownerPath(misfit, reader) ?? own;
    const key = `${misfit.kind} ${path}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { path, first: misfit, couples: [couple], shows: [own] });
    else if (!group.shows.includes(own)) {
      group.couples.push(couple);
      group.shows.push(own);
    }
  }
  return [...groups.values()].map(({ path, first, couples, shows }) => {
    return { direction, path, misfit: first, couples, shows, witness: null };
  });
}

/** The path of the shared record or type that a misfit is in, or null. */
export function ownerPath({ owner }: Misfit, reader: Version): string | null {
  if (owner === null) return null;
  const kind = reader.types.get(owner.name)?.type.kind === "record" ? "record" : "type";
  const steps = pathText(owner.steps);
  return steps === "" ? `${kind}:${owner.name}` : `${kind}:${owner.name}/${steps}`;
}

/** The same with a document for each that one is found for. */
export async function proven(breaks: readonly Break[], old: Version, now: Version): Promise<readonly Break[]> {
  if (breaks.length === 0) return [];
  const first = breaks.flatMap(({ couples }) => couples.slice(0, 1));
  const [before, after] = [new Set(first.map((couple) => couple.old)), new Set(first.map((couple) => couple.new))];
  const [olds, news] = await Promise.all([realReaders(old, [...before]), realReaders(now, [...after])]);
  return breaks.map((each) => {
    const [couple] = each.couples;
    if (couple === undefined) return each;
    const oldParty = party(old, couple.old, olds);
    const newParty = party(now, couple.new, news);
    const [writer, reader] = each.direction === "backward" ? [oldParty, newParty] : [newParty, oldParty];
    return { ...each, witness: prove(each.misfit, writer, reader, each.direction === "backward" ? "old" : "new") };
  });
}

function party(version: Version, message: Message, readers: ReadonlyMap<string, RealReader>): Party {
  const reader = readers.get(message.name);
  if (reader === undefined) throw new Error(`There is no reader of ${message.name}.`);
  return { version, message, reader };
}
