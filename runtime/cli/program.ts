/** The program: finds the command, reads its settings, runs it, and answers with an exit status. */
import manifest from "../../package.json" with { type: "json" };
import { UserError, type UserErrorCode } from "../errors.ts";
import type { Call } from "./call.ts";
import { commandHelp, programHelp } from "./help.ts";
import { near } from "./near.ts";
import { loggerOf } from "./output/log.ts";
import { COMMANDS, type CommandEntry, type CommandName } from "./settings/commands.ts";
import { type Given, readSettings } from "./settings/read.ts";
import { Mask, withoutPasswords } from "./settings/secrets.ts";
import { CallError, type Exit, type Surroundings } from "./surroundings.ts";

/** What runs a command; loaded when it is called, so that help is quick. */
const RUN: Readonly<Record<CommandName, () => Promise<(call: Call) => Promise<Exit>>>> = {
  once: async () => (await import("./commands/once.ts")).once,
  start: async () => (await import("./commands/start.ts")).start,
  send: async () => (await import("./commands/send.ts")).send,
  tail: async () => (await import("./commands/tail.ts")).tail,
  status: async () => (await import("./commands/status.ts")).status,
  trace: async () => (await import("./commands/trace.ts")).trace,
  "dead list": async () => (await import("./commands/dead.ts")).deadList,
  "dead show": async () => (await import("./commands/dead.ts")).deadShow,
  "dead replay": async () => (await import("./commands/dead.ts")).deadReplay,
  "waiting list": async () => (await import("./commands/waiting.ts")).waitingList,
  "waiting release": async () => (await import("./commands/waiting.ts")).waitingRelease,
  forget: async () => (await import("./commands/forget.ts")).forget,
  "stores plan": async () => (await import("./commands/stores.ts")).storesPlan,
  "stores apply": async () => (await import("./commands/stores.ts")).storesApply,
  "topics plan": async () => (await import("./commands/topics.ts")).topicsPlan,
  "topics apply": async () => (await import("./commands/topics.ts")).topicsApply,
};

/** What is wrong with the call rather than with what happened when running. */
const OF_THE_CALL: ReadonlySet<UserErrorCode> = new Set(["definition", "params", "input"]);

/**
 * Runs one call. Never throws, never prints a stack trace but with DA_DEBUG=1, and puts what is secret into `mask`, which
 * all that goes to stderr passes.
 */
export async function run(argv: readonly string[], outside: Surroundings, mask = new Mask()): Promise<Exit> {
  const surroundings = { ...outside, err: (text: string) => outside.err(mask.apply(text)) };
  try {
    return await answer(argv, surroundings, mask);
  } catch (error) {
    surroundings.err(failure(error, surroundings.env));
    return exitOf(error);
  }
}

/** The exit status of a program that ends by an error. */
export function exitOf(error: unknown): Exit {
  const isCall = error instanceof CallError || (error instanceof UserError && OF_THE_CALL.has(error.code));
  return isCall ? 2 : 1;
}

async function answer(argv: readonly string[], surroundings: Surroundings, mask: Mask): Promise<Exit> {
  const [first] = argv;
  const wantsHelp = first === "help" || argv.some((word) => word === "--help" || word === "-h");
  const words = first === "help" ? argv.slice(1) : argv;
  const entry = COMMANDS.find(({ name }) => isSaid(name, words));
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${words[0]} `));
  if (wantsHelp && entry !== undefined) surroundings.out(commandHelp(entry));
  else if (wantsHelp) surroundings.out(group.length > 0 ? group.map(commandHelp).join("\n") : programHelp());
  else if (first === "--version" || first === "-V") surroundings.out(`${manifest.version}\n`);
  else if (entry === undefined) throw new CallError(noCommand(words, group));
  else return runCommand(entry, words.slice(entry.name.split(" ").length), surroundings, mask);
  return 0;
}

/** Whether a call begins with a command's words: some have two. */
function isSaid(name: CommandName, words: readonly string[]): boolean {
  return name.split(" ").every((word, index) => word === words[index]);
}

function noCommand([word, second]: readonly string[], group: readonly CommandEntry[]): string {
  if (group.length > 0) {
    const names = group.map(({ name }) => `\`${name}\``).join(", ");
    if (second === undefined || second.startsWith("-")) return `Say what to do: ${names}.`;
    const hint = near(
      second,
      group.map(({ name }) => name.slice(`${word} `.length)),
    );
    return `There is no command ${word} ${second}.${hint || ` There is ${names}.`}`;
  }
  const names = [...new Set(COMMANDS.map(({ name }) => name.split(" ")[0] ?? name))];
  if (word === undefined) return `Name a command: ${names.join(", ")}. \`da-run --help\` tells more.`;
  return `There is no command ${word}.${near(word, names)} \`da-run --help\` tells what there is.`;
}

async function runCommand(
  entry: CommandEntry,
  args: readonly string[],
  surroundings: Surroundings,
  mask: Mask,
): Promise<Exit> {
  const read = readSettings(entry.name, args, surroundings.env, surroundings.cwd);
  for (const secret of read.secrets) mask.add(secret);
  const given = { ...read, problems: [...read.problems, ...operandProblems(entry, read)] };
  const command = await RUN[entry.name]();
  const say = given.switches.get("quiet") === true ? () => {} : surroundings.err;
  return await command({ given, surroundings, say, log: await loggerOf(given, surroundings) });
}

function operandProblems({ name, operands, atLeast, atMost }: CommandEntry, given: Given): string[] {
  if (given.operands.length < atLeast) return [`\`${name}\` needs ${operands}.`];
  const words = given.operands.filter((word) => !given.suspects.includes(word));
  return words.length > atMost ? [`\`${name}\` does not take ${words.slice(atMost).join(" ")}.`] : [];
}

/** One sentence for each thing that is wrong. */
export function failure(error: unknown, env: Surroundings["env"]): string {
  const said = error instanceof CallError ? error.problems : [sentenceOf(error)];
  const stack = env.DA_DEBUG === "1" && error instanceof Error ? `${error.stack ?? ""}\n` : "";
  return withoutPasswords(`${said.map((problem) => `da-run: ${problem}\n`).join("")}${stack}`);
}

export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) return message;
  if (error instanceof Error && "syscall" in error) return `${message}.`;
  return `This should not happen, please report it (DA_DEBUG=1 tells where): ${message}`;
}
