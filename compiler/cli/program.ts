/** The program: reads the arguments, loads the command they name, and answers with an exit status. */
import { Command, CommanderError, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { type Call, FORMATS, type Format, refuse } from "./call.ts";
import { COMMANDS, type CommandEntry, GLOBAL_OPTIONS, type OptionEntry } from "./commands.ts";
import type { Exit, Io } from "./io.ts";
import { type Given, mistakesIn, unknownCommand } from "./mistakes.ts";

const ABOUT = "Compiles .da specs of event pipelines to typed TypeScript, and tells what is wrong with them.";
const EXITS = `
Exit status: 0 good; 1 the spec (or a check) is not; 2 the call is not.
Results go to stdout, everything else to stderr. \`da-compile COMMAND --help\` tells more of a command.`;

/** Runs one call. Never throws, and never prints a stack trace but with DA_DEBUG=1. */
export async function run(argv: readonly string[], io: Io): Promise<Exit> {
  try {
    let exit: Exit = 0;
    const program = build(argv, io, (result) => {
      exit = result;
    });
    await program.parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return answer(error, io);
    io.err(bugReport(error, io.env));
    return 2;
  }
}

/** The last word on what should never happen. */
export function bugReport(error: unknown, env: Io["env"]): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = env.DA_DEBUG === "1" && error instanceof Error ? `${error.stack}\n` : "";
  return `da-compile: this is a bug in da-compile, please report it: ${message}\n${stack}`;
}

function build(argv: readonly string[], io: Io, finish: (exit: Exit) => void): Command {
  const program = new Command("da-compile")
    .description(ABOUT)
    .version(manifest.version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand("help [COMMAND]", "print a command's help")
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => undefined, getOutHelpWidth: () => 100 })
    .exitOverride();
  for (const option of GLOBAL_OPTIONS) program.addOption(optionOf(option));
  program.usage("[COMMAND] [OPTIONS] [OPERANDS]").addHelpText("after", EXITS);
  for (const entry of COMMANDS)
    program.addCommand(subcommand(entry, argv, io, finish), { isDefault: isDefault(entry) });
  return program;
}

function isDefault(entry: CommandEntry): boolean {
  return entry.name === "compile";
}

/** Unknown options and further operands are let through, so that all mistakes of a call are told at once. */
function subcommand(entry: CommandEntry, argv: readonly string[], io: Io, finish: (exit: Exit) => void): Command {
  const command = new Command(entry.name)
    .summary(isDefault(entry) ? `${entry.summary} (where no command is named)` : entry.summary)
    .description(`${sentence(entry.summary)}\n\n${entry.details}`)
    .helpOption("--help", "print this help")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => undefined, getOutHelpWidth: () => 100 })
    .exitOverride()
    .allowUnknownOption()
    .allowExcessArguments();
  for (const [syntax, description] of entry.operands) command.argument(syntax, description);
  for (const option of entry.options) command.addOption(optionOf(option));
  const width = Math.max(...entry.examples.map(([line]) => line.length));
  const examples = entry.examples.map(([line, what]) => `  ${line.padEnd(width)}  ${what}`);
  command.addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
  return command.action(async () => {
    const given = givenTo(command, argv);
    const unknown = isDefault(entry) ? unknownCommand(given, io.cwd) : null;
    const mistakes = unknown === null ? mistakesIn(entry, given) : [unknown];
    for (const mistake of mistakes) refuse(io, mistake);
    const topic = unknown === null ? `da-compile ${entry.name}` : "da-compile";
    if (mistakes.length > 0) io.err(`\`${topic} --help\` tells what there is.\n`);
    finish(mistakes.length > 0 ? 2 : await entry.run(callOf(command, io)));
  });
}

/** Choices are checked with everything else, in `mistakesIn`. */
function optionOf({ flags, description, choices, repeatable = false }: OptionEntry): Option {
  const option = new Option(flags, choices === undefined ? description : `${description}: ${choices.join(", ")}`);
  return repeatable ? option.argParser((value: string, before: readonly string[] = []) => [...before, value]) : option;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function givenTo(command: Command, argv: readonly string[]): Given {
  return {
    args: command.args,
    verbatim: argv.includes("--") ? argv.slice(argv.indexOf("--") + 1) : [],
    named: command.parent?.args[0] === command.name(),
    values: command.optsWithGlobals(),
    most: command.registeredArguments.some(({ variadic }) => variadic)
      ? Number.POSITIVE_INFINITY
      : command.registeredArguments.length,
  };
}

function callOf(command: Command, io: Io): Call {
  const values: Readonly<Record<string, unknown>> = command.optsWithGlobals();
  return {
    io,
    asked: JSON.stringify([command.name(), command.args, values]),
    operands: command.args,
    format: formatOf(values.format),
    strict: values.strict === true,
    quiet: values.quiet === true,
    flag: (name) => values[name] === true,
    value: (name) => {
      const value = values[name];
      return typeof value === "string" ? value : null;
    },
    values: (name) => textsIn(values[name]),
    restsOn: () => {},
  };
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
}

function formatOf(value: unknown): Format {
  return FORMATS.find((format) => format === value) ?? "pretty";
}

/** What commander ended a call with: help and version are good, the rest is a mistake in the call. */
function answer(error: CommanderError, io: Io): Exit {
  if (error.exitCode === 0) return 0;
  io.err(`da-compile: ${error.message.replace(/^error: /, "")}\n\`da-compile --help\` tells what there is.\n`);
  return 2;
}
