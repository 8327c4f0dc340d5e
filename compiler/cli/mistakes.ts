/** What is wrong with the arguments of a call: all of it, in sentences that say what was meant where that can be told. */
import { resolve } from "node:path";
import { didYouMean } from "../diagnostics/messages/said.ts";
import { nearest } from "../names/near.ts";
import { COMMANDS, type CommandEntry, GLOBAL_OPTIONS, type OptionEntry } from "./commands.ts";
import { isFile } from "./host/files.ts";

/** What a command was given. */
export interface Given {
  /** Operands, and options that it does not know. */
  readonly args: readonly string[];
  /** What stands behind `--`: operands, whatever they look like. */
  readonly verbatim: readonly string[];
  /** The command was named; else it is the default one. */
  readonly named: boolean;
  /** Values of options by their names. */
  readonly values: Readonly<Record<string, unknown>>;
  /** How many operands it takes. */
  readonly most: number;
}

/** A word that names no command is taken for the spec of the default command: it is one only if there is such a file. */
export function unknownCommand({ args: [first], named }: Given, cwd: string): string | null {
  if (named || first === undefined || !/^[A-Za-z][\w-]*$/.test(first) || isFile(resolve(cwd, first))) return null;
  const names = COMMANDS.map(({ name }) => name);
  return withHint(`there is no command \`${first}\`, nor a spec of that name`, didYouMean(nearest(first, names)));
}

export function mistakesIn(entry: CommandEntry, given: Given): readonly string[] {
  const options = [...GLOBAL_OPTIONS.map((option) => withFormats(option, entry)), ...entry.options];
  const unknown = unknownOptions(entry, options, given);
  const extra = unknown.length === 0 ? extraOperands(entry, given) : [];
  return [...unknown, ...options.flatMap((option) => mistakesOf(option, given.values)), ...extra];
}

function withFormats(option: OptionEntry, { formats = [] }: CommandEntry): OptionEntry {
  if (flagOf(option) !== "--format" || option.choices === undefined) return option;
  return { ...option, choices: [...option.choices, ...formats] };
}

function unknownOptions(
  entry: CommandEntry,
  options: readonly OptionEntry[],
  { args, verbatim }: Given,
): readonly string[] {
  const known = [...options.map(flagOf), "--help", "--version"];
  const unknown = args.filter((arg) => /^-./.test(arg) && !verbatim.includes(arg));
  return unknown.map((arg) => {
    const [flag = arg] = arg.split("=");
    return withHint(`\`${entry.name}\` has no option \`${flag}\``, didYouMean(nearest(flag, known)));
  });
}

function mistakesOf(option: OptionEntry, values: Given["values"]): readonly string[] {
  const flag = flagOf(option);
  const value = values[nameOf(flag)];
  if (value === undefined) return [];
  const { choices = [], conflicts = [] } = option;
  const mistakes = conflicts
    .filter((other) => values[nameOf(other)] !== undefined)
    .map((other) => `\`${flag}\` and \`${other}\` exclude each other`);
  if (value === "" || (Array.isArray(value) && value.includes(""))) mistakes.push(`\`${flag}\` needs a value`);
  else if (typeof value === "string" && choices.length > 0 && !choices.includes(value)) {
    const hint = didYouMean(nearest(value, choices)) ?? `it is one of ${choices.join(", ")}`;
    mistakes.push(withHint(`\`${flag}\` cannot be \`${value}\``, hint));
  }
  return mistakes;
}

function extraOperands(entry: CommandEntry, { args, most }: Given): readonly string[] {
  if (args.length <= most) return [];
  const extra = args.slice(most).map((arg) => `\`${arg}\``);
  return [`\`${entry.name}\` does not take ${extra.join(", ")} as well`];
}

function flagOf({ flags }: OptionEntry): string {
  return flags.split(" ")[0] ?? flags;
}

function nameOf(flag: string): string {
  return flag.replace(/^--/, "");
}

function withHint(mistake: string, hint: string | null): string {
  return hint === null ? mistake : `${mistake}: ${hint}`;
}
