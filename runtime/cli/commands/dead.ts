/** `dead list` and `dead show`: what could not be handled, and why. */
import { UserError } from "../../errors.ts";
import { type Letter, letterAt, letterName, letterPlace, lettersOf, ownersOf } from "../../operate/letters.ts";
import type { Call } from "../call.ts";
import { near } from "../near.ts";
import { letterLine, letterText } from "../output/letters.ts";
import { count } from "../output/summary.ts";
import { aligned, paintOf, short } from "../output/table.ts";
import { type OpenSite, withSite } from "../site.ts";
import { CallError, type Exit } from "../surroundings.ts";

export async function deadList(call: Call): Promise<Exit> {
  const { given, surroundings, say } = call;
  const owners = given.lists.get("handlers");
  const codes = given.lists.get("codes");
  return withSite(call, [], async (site) => {
    if (owners !== undefined) await requireOwners(site, owners);
    const filter = { ...(owners === undefined ? {} : { owners }), ...(codes === undefined ? {} : { codes }) };
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

async function requireOwners(site: OpenSite, names: readonly string[]): Promise<void> {
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
  const problems =
    place === null && name !== ""
      ? [`A letter is named HANDLER/PARTITION/OFFSET, as \`dead list\` shows it, not \`${name}\`.`]
      : [];
  return withSite(call, problems, async (site) => {
    const letter = place === null ? null : await letterAt(site, place);
    if (letter === null)
      throw new UserError("absent", `There is no dead letter ${name}. \`da-run dead list\` shows those there are.`);
    const isJson = given.texts.get("format") === "json";
    surroundings.out(isJson ? letterLine(letter) : letterText(letter, surroundings.color.out));
    return 0;
  });
}
