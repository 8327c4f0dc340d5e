/** `dead list`, `dead show` and `dead replay`: what could not be handled, and why; and handling it again. */
import { UserError } from "../../errors.ts";
import {
  type Letter,
  type LetterFilter,
  letterAt,
  letterName,
  letterPlace,
  lettersOf,
  ownersOf,
} from "../../operate/letters.ts";
import { replayLetters } from "../../operate/replay.ts";
import type { Site } from "../../operate/site.ts";
import type { Call } from "../call.ts";
import { near } from "../near.ts";
import { letterLine, letterText } from "../output/letters.ts";
import { count } from "../output/summary.ts";
import { aligned, paintOf, short } from "../output/table.ts";
import { withSite, withWorkplace } from "../site.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function deadList(call: Call): Promise<Exit> {
  const { given, surroundings, say } = call;
  return withSite(call, [], async (site) => {
    const filter = await filterOf(call, site);
    const rows: string[][] = [];
    let total = 0;
    for await (const letter of lettersOf(site, filter)) {
      total++;
      if (given.texts.get("format") === "json") surroundings.out(letterLine(letter));
      else rows.push(rowOf(letter));
    }
    if (rows.length > 0) surroundings.out(`${aligned([HEADS, ...rows], paintOf(surroundings.color.out))}\n`);
    say(`da-run: ${total === 0 ? "no dead letters" : count(total, "dead letter")}.\n`);
    return 0;
  });
}

async function filterOf({ given }: Call, site: Site): Promise<LetterFilter> {
  const [owners, codes] = [given.lists.get("handlers"), given.lists.get("codes")];
  if (owners !== undefined) await requireOwners(site, owners);
  return { ...(owners === undefined ? {} : { owners }), ...(codes === undefined ? {} : { codes }) };
}

async function requireOwners(site: Site, names: readonly string[]): Promise<void> {
  const known = await ownersOf(site);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new CallError(...unknown.map((name) => `The pipeline has no handler or source ${name}.${near(name, known)}`));
}

const HEADS = ["letter", "died", "code", "event", "key", "reason"];

function rowOf({ place, died, code, event, key, reason }: Letter): string[] {
  return [letterName(place), timeText(died), code, event ?? "–", short(key ?? "–", 24), short(reason, 60)];
}

const timeText = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

export async function deadShow(call: Call): Promise<Exit> {
  const { given, surroundings } = call;
  const [name = ""] = given.operands;
  const place = letterPlace(name);
  const problems = place === null && name !== "" ? [misnamed(name)] : [];
  return withSite(call, problems, async (site) => {
    const letter = place === null ? null : await letterAt(site, place);
    if (letter === null)
      throw new UserError("absent", `There is no dead letter ${name}. \`da-run dead list\` shows those there are.`);
    const isJson = given.texts.get("format") === "json";
    surroundings.out(isJson ? letterLine(letter) : letterText(letter, surroundings.color.out));
    return 0;
  });
}

const misnamed = (name: string): string =>
  `A letter is named HANDLER/PARTITION/OFFSET, as \`dead list\` shows it, not \`${name}\`.`;

export async function deadReplay(call: Call): Promise<Exit> {
  const { given, surroundings, say } = call;
  const names = given.operands;
  const isFiltered = given.lists.has("handlers") || given.lists.has("codes");
  const isAll = given.switches.get("all") === true;
  const problems = names.filter((name) => letterPlace(name) === null).map(misnamed);
  if (names.length === 0 && !isFiltered && !isAll) problems.push("Name letters, or say --handler, --code or --all.");
  if (names.length > 0 && (isFiltered || isAll)) problems.push("Name letters, or say which by options, not both.");
  return withWorkplace(call, problems, async (place) => {
    const letters = names.length > 0 ? named(place, names) : lettersOf(place, await filterOf(call, place));
    const { replayed, repeats, refused } = await replayLetters(place, letters, Date.now());
    const next = await place.work();
    for (const { letter, reason } of refused) surroundings.err(`da-run: ${letter}: ${reason}\n`);
    const dropped =
      repeats === 0 ? "" : ` ${count(repeats, "event")} had come again meanwhile, and ${is(repeats)} dropped.`;
    say(`da-run: ${count(replayed, "dead letter")} replayed.${dropped}${replayed === 0 ? "" : next}\n`);
    return refused.length > 0 ? 1 : 0;
  });
}

const is = (many: number): string => (many === 1 ? "is" : "are");

async function* named(site: Site, names: readonly string[]): AsyncGenerator<Letter> {
  const missing: string[] = [];
  const found: Letter[] = [];
  for (const name of new Set(names)) {
    const place = letterPlace(name);
    const letter = place === null ? null : await letterAt(site, place);
    if (letter === null) missing.push(`There is no dead letter ${name}. \`da-run dead list\` shows those there are.`);
    else found.push(letter);
  }
  if (missing.length > 0) throw new UserError("absent", missing.join(" "));
  yield* found;
}
