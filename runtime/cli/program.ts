/** The program: finds the command, reads its settings, runs it, and answers with an exit status. */
import manifest from "../../package.json" with { type: "json" };
import { UserError, type UserErrorCode } from "../errors.ts";
import type { Call } from "./call.ts";
import { commandHelp, programHelp } from "./help.ts";
import { near } from "./near.ts";
import { readSettings } from "./settings/read.ts";
import { COMMANDS, type CommandEntry, type CommandName } from "./settings/table.ts";
import { CallError, type Exit, type Surroundings } from "./surroundings.ts";

/** What runs a command; loaded when it is called, so that help is quick. */
const RUN: Readonly<Record<CommandName, () => Promise<(call: Call) => Promise<Exit>>>> = {
  once: async () => (await import("./commands/once.ts")).once,
  start: async () => (await import("./commands/start.ts")).start,
  send: async () => (await import("./commands/send.ts")).send,
  tail: async () => (await import("./commands/tail.ts")).tail,
};

/** What is wrong with the call rather than with what happened when running. */
const OF_THE_CALL: ReadonlySet<UserErrorCode> = new Set(["definition", "params", "input"]);

/** Runs one call. Never throws, and never prints a stack trace but with DA_DEBUG=1. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<Exit> {
  try {
    return await answer(argv, surroundings);
  } catch (error) {
    surroundings.err(failure(error, surroundings.env));
    const isCall = error instanceof CallError || (error instanceof UserError && OF_THE_CALL.has(error.code));
    return isCall ? 2 : 1;
  }
}

async function answer(argv: readonly string[], surroundings: Surroundings): Promise<Exit> {
  const [first, ...rest] = argv;
  const wantsHelp = argv.some((word) => word === "--help" || word === "-h");
  const entry = COMMANDS.find(({ name }) => name === (first === "help" ? rest[0] : first));
  if (entry !== undefined && (wantsHelp || first === "help")) surroundings.out(commandHelp(entry));
  else if (wantsHelp || first === "help") surroundings.out(programHelp());
  else if (first === "--version" || first === "-V") surroundings.out(`${manifest.version}\n`);
  else if (entry === undefined) throw new CallError(noCommand(first));
  else return runCommand(entry, rest, surroundings);
  return 0;
}

function noCommand(word: string | undefined): string {
  const names = COMMANDS.map(({ name }) => name);
  if (word === undefined) return `Name a command: ${names.join(", ")}. \`da-run --help\` tells more.`;
  return `There is no command ${word}.${near(word, names)} \`da-run --help\` tells what there is.`;
}

async function runCommand(entry: CommandEntry, args: readonly string[], surroundings: Surroundings): Promise<Exit> {
  const read = readSettings(entry.name, args, surroundings.env, surroundings.cwd);
  const given = { ...read, problems: [...read.problems, ...operandProblems(entry, read.operands)] };
  const command = await RUN[entry.name]();
  return await command({ given, surroundings });
}

function operandProblems({ name, operands, atLeast, atMost }: CommandEntry, words: readonly string[]): string[] {
  if (words.length < atLeast) return [`\`${name}\` needs ${operands}.`];
  if (words.length > atMost) return [`\`${name}\` does not take ${words.slice(atMost).join(" ")}.`];
  return [];
}

/** One sentence for each thing that is wrong. */
export function failure(error: unknown, env: Surroundings["env"]): string {
  const said = error instanceof CallError ? error.problems : [sentenceOf(error)];
  const stack = env.DA_DEBUG === "1" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  return `${said.map((problem) => `da-run: ${problem}\n`).join("")}${stack}`;
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) return message;
  if (error instanceof Error && "syscall" in error) return `${message}.`;
  return `This should not happen, please report it (DA_DEBUG=1 tells where): ${message}`;
}
