/** Reads settings from the call, the environment and the configuration file, in that order, and tells all that is wrong. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Json } from "../../api/definition.ts";
import { isObject } from "../../codec/types.ts";
import { near, nearest } from "../near.ts";
import type { CommandName } from "./commands.ts";
import { isUrlWithPassword } from "./secrets.ts";
import type { Setting } from "./setting.ts";
import { SETTINGS } from "./table.ts";

/** What was given, by the settings' keys. */
export interface Given {
  readonly texts: ReadonlyMap<string, string>;
  readonly switches: ReadonlyMap<string, boolean>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  /** Null: the usual one. */
  readonly ports: ReadonlyMap<string, number | null>;
  readonly counts: ReadonlyMap<string, number>;
  /** How the user knows where each was given: `--data`, `DA_DATA`, `data` in da.config.json. */
  readonly origins: ReadonlyMap<string, string>;
  /** What is to be told to nobody. */
  readonly secrets: readonly string[];
  /** Words of the call that belong to no setting. */
  readonly operands: readonly string[];
  /** Those of the words that stand behind a flag which is unknown: perhaps its value, perhaps secret. */
  readonly suspects: readonly string[];
  readonly problems: readonly string[];
}

/** One `NAME=VALUE`. */
export interface Entry {
  readonly name: string;
  readonly value: Json;
  /** The name is the end of an environment variable's. */
  readonly isVariable: boolean;
}

type Env = Readonly<Record<string, string | undefined>>;

const CONFIG = "da.config.json";

/** Values as they were found, before they are checked: one place's word for one setting. */
interface Found {
  readonly setting: Setting;
  /** How the user knows it: `--data`, `DA_DATA`, `data of da.config.json`. */
  readonly label: string;
  readonly value: unknown;
}

export function readSettings(command: CommandName, args: readonly string[], env: Env, cwd: string): Given {
  const problems: string[] = [];
  const settings = SETTINGS.filter(({ commands }) => commands.includes(command));
  const { found, operands, suspects } = fromCall(command, settings, args, problems);
  const others = fromEnvironment(settings, env, problems);
  const configPath = [...found, ...others].find(({ setting }) => setting.key === "config")?.value;
  const named = typeof configPath === "string" ? configPath : null;
  const all = [...found, ...others, ...fromFile(settings, resolve(cwd, named ?? CONFIG), named, problems)];
  const secrets = all
    .filter(({ setting, value }) => setting.isSecret === true || isUrlWithPassword(String(value)))
    .map(({ value }) => String(value));
  return { ...valuesOf(settings, all, problems), secrets, operands, suspects, problems };
}

function fromCall(command: CommandName, settings: readonly Setting[], args: readonly string[], problems: string[]) {
  const options = Object.fromEntries(
    settings.map(({ flag, kind }) => {
      const type: "boolean" | "string" = kind === "switch" ? "boolean" : "string";
      return [flag.slice(2), { type, multiple: true }];
    }),
  );
  const { tokens, positionals } = parseArgs({
    args: withUsualPorts(settings, args),
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const found: Found[] = [];
  const suspects: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "option") continue;
    const setting = settings.find(({ flag }) => flag === token.rawName);
    if (setting === undefined) {
      problems.push(unknownFlag(command, token.rawName, settings));
      const next = tokens[at + 1];
      if (next?.kind === "positional") suspects.push(next.value);
    } else if (setting.kind === "switch") {
      if (token.value === undefined) found.push({ setting, label: setting.flag, value: true });
      else problems.push(`${setting.flag} takes no value.`);
    } else if (token.value === undefined || token.value === "" || (!token.inlineValue && /^--/.test(token.value))) {
      problems.push(`${setting.flag} needs a value: ${setting.flag} ${setting.value}.`);
    } else found.push({ setting, label: setting.flag, value: token.value });
  }
  return { found, operands: positionals, suspects };
}

/** A port that is not named is written out, so that the word behind its flag is not taken for it. */
function withUsualPorts(settings: readonly Setting[], args: readonly string[]): string[] {
  const flags = settings.filter(({ kind }) => kind === "port").map(({ flag }) => flag);
  return args.map((word, index) => {
    const isNamed = /^\d/.test(args[index + 1] ?? "");
    return flags.includes(word) && !isNamed ? `${word}=true` : word;
  });
}

function unknownFlag(command: CommandName, flag: string, settings: readonly Setting[]): string {
  const elsewhere = SETTINGS.find((setting) => setting.flag === flag);
  if (elsewhere !== undefined && elsewhere.commands.length > 0)
    return `${flag} is no option of \`${command}\`, but of \`${elsewhere.commands.join("` and `")}\`.`;
  return `There is no option ${flag}.${near(
    flag,
    settings.map((setting) => setting.flag),
  )}`;
}

/** Variables that are no settings. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set(["DA_DEBUG", "DA_REGISTRY_AUTH"]);

function fromEnvironment(settings: readonly Setting[], env: Env, problems: string[]): Found[] {
  refuseMisspelt(env, problems);
  return settings.flatMap((setting): Found[] => {
    if (setting.kind === "entries") return entriesOf(setting, env);
    const value = env[setting.variable];
    return value === undefined || value === "" ? [] : [{ setting, label: setting.variable, value }];
  });
}

/** Others may have variables that begin with DA_, too: only what is nearly a setting of ours is taken for one. */
function refuseMisspelt(env: Env, problems: string[]): void {
  const names = SETTINGS.filter(({ kind }) => kind !== "entries").map(({ variable }) => variable.slice(3));
  for (const variable of Object.keys(env)) {
    const name = variable.startsWith("DA_") && !variable.startsWith("DA_PARAM") ? variable.slice(3) : null;
    if (name === null || names.includes(name) || OTHER_VARIABLES.has(variable)) continue;
    const meant = nearest(name, names, Math.max(1, Math.floor(name.length / 4)));
    if (meant !== null) problems.push(`There is no variable ${variable}. Did you mean DA_${meant}?`);
  }
}

/** `DA_PARAM_…`: which param it means is found later, see `paramsGiven`. */
function entriesOf(setting: Setting, env: Env): Found[] {
  const prefix = setting.variable.replace(/NAME$/, "");
  return Object.entries(env)
    .filter(([name]) => name.startsWith(prefix) && name.length > prefix.length)
    .map(([name, value = ""]) => ({ setting, label: name, value: `${name.slice(prefix.length)}=${value}` }));
}

function fromFile(settings: readonly Setting[], path: string, named: string | null, problems: string[]): Found[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (named !== null || !isMissing)
      problems.push(`The settings in ${named ?? CONFIG} cannot be read: ${reasonOf(error)}.`);
    return [];
  }
  const file = named ?? CONFIG;
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return fromJson(settings, file, json, problems);
    problems.push(`${file} must hold one JSON object of settings.`);
  } catch (error) {
    problems.push(`${file} is no JSON: ${jsonReasonOf(error)}.`);
  }
  return [];
}

function fromJson(settings: readonly Setting[], file: string, json: object, problems: string[]): Found[] {
  const known = SETTINGS.map(({ key }) => key).filter((key) => key !== "config");
  return Object.entries(json).flatMap(([key, value]): Found[] => {
    if (!known.includes(key)) problems.push(`${file} has the unknown key \`${key}\`.${near(key, known)}`);
    const setting = settings.find((each) => each.key === key && key !== "config");
    return setting === undefined ? [] : [{ setting, label: `\`${key}\` in ${file}`, value }];
  });
}

/** Without the piece of the file that the message would quote: there may be a password in it. */
const jsonReasonOf = (error: unknown): string => reasonOf(error).replace(/, (\.\.\.)?".*is not valid JSON$/s, "");

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function valuesOf(settings: readonly Setting[], all: readonly Found[], problems: string[]) {
  const texts = new Map<string, string>();
  const switches = new Map<string, boolean>();
  const lists = new Map<string, readonly string[]>();
  const entries = new Map<string, readonly Entry[]>();
  const ports = new Map<string, number | null>();
  const counts = new Map<string, number>();
  const origins = new Map<string, string>();
  for (const setting of settings) {
    const mine = all.filter((found) => found.setting === setting);
    const [first] = mine;
    if (first === undefined) continue;
    // All that the strongest place says of it; the others do not count.
    const strongest = mine.filter(({ label }) => label === first.label);
    const last = strongest.at(-1) ?? first;
    origins.set(setting.key, first.label);
    if (setting.kind === "text") text(last, texts, problems);
    else if (setting.kind === "switch") toggle(last, switches, problems);
    else if (setting.kind === "port") port(last, ports, problems);
    else if (setting.kind === "count") count(last, counts, problems);
    else if (setting.kind === "entries") entries.set(setting.key, entriesFound(mine, problems));
    else lists.set(setting.key, list(strongest, problems));
  }
  return { texts, switches, lists, entries, ports, counts, origins };
}

function text({ setting, label, value }: Found, texts: Map<string, string>, problems: string[]): void {
  const { choices, key, about } = setting;
  if (typeof value !== "string" || value === "") problems.push(`${label} must be a text: ${about}.`);
  else if (choices?.includes(value) === false)
    problems.push(`${label} cannot be \`${value}\`: it is ${choices.join(" or ")}.`);
  else texts.set(key, value);
}

function toggle({ setting, label, value }: Found, switches: Map<string, boolean>, problems: string[]): void {
  const isOn = value === true || value === "true" || value === "1";
  if (isOn || value === false || value === "false" || value === "0") switches.set(setting.key, isOn);
  else problems.push(`${label} must be true or false.`);
}

function port({ setting, label, value }: Found, ports: Map<string, number | null>, problems: string[]): void {
  if (value === false || value === "false") return;
  const number = Number(value);
  if (value === true || value === "true") ports.set(setting.key, null);
  else if (Number.isInteger(number) && number >= 0 && number < 65_536) ports.set(setting.key, number);
  else problems.push(`${label} cannot be \`${String(value)}\`: a port is a number from 0 to 65535.`);
}

function count({ setting, label, value }: Found, counts: Map<string, number>, problems: string[]): void {
  const [least, greatest] = setting.bounds ?? [0, Number.MAX_SAFE_INTEGER];
  const isNumeral = typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
  const number = isNumeral ? Number(value) : Number.NaN;
  if (Number.isInteger(number) && number >= least && number <= greatest) counts.set(setting.key, number);
  else problems.push(`${label} cannot be \`${String(value)}\`: it is a whole number from ${least} to ${greatest}.`);
}

/** Items of a list; paths may hold commas, so that only the environment's separate them by spaces. */
function list(found: readonly Found[], problems: string[]): string[] {
  const items = found.flatMap(({ setting, label, value }) => {
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value.map(String);
    if (typeof value !== "string") {
      problems.push(`${label} must be a text or a list of texts: ${setting.about}.`);
      return [];
    }
    if (setting.kind === "list") return value.split(",").map((item) => item.trim());
    return label === setting.variable ? value.split(/\s+/) : [value];
  });
  const { choices, flag } = found[0]?.setting ?? {};
  for (const item of choices === undefined ? [] : items) {
    if (choices?.includes(item)) continue;
    problems.push(`${flag} cannot be \`${item}\`: it is ${choices?.join(", ")}, or several of them.`);
  }
  return items.filter((item) => item !== "");
}

/** Entries of all places, the strongest first. */
function entriesFound(found: readonly Found[], problems: string[]): Entry[] {
  return found.flatMap(({ setting, label, value }): Entry[] => {
    const isVariable = !label.startsWith("-");
    if (isObject(value)) return Object.entries(value).map(([name, each]) => ({ name, value: each, isVariable: false }));
    const at = typeof value === "string" ? value.indexOf("=") : 0;
    if (typeof value === "string" && at > 0)
      return [{ name: value.slice(0, at), value: value.slice(at + 1), isVariable }];
    problems.push(`${label} must be ${setting.value}, not \`${String(value)}\`.`);
    return [];
  });
}

/**
 * Values by the params' own names: the environment may name `maxScore` as DA_PARAM_maxScore, DA_PARAM_MAXSCORE or
 * DA_PARAM_MAX_SCORE.
 */
export function paramsGiven({ entries }: Given, names: readonly string[]): Record<string, Json> {
  const all: Record<string, Json> = {};
  for (const { name, value, isVariable } of (entries.get("params") ?? []).toReversed()) {
    const isMeant = (param: string): boolean => [param, upper(param), snake(param)].includes(name);
    all[isVariable ? (names.find(isMeant) ?? name) : name] = value;
  }
  return all;
}

const upper = (name: string): string => name.toUpperCase();
const snake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
