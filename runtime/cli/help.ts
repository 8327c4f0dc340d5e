/** The help, made from the tables of commands and settings. */
import { COMMANDS, type CommandEntry } from "./settings/commands.ts";
import { SETTINGS } from "./settings/table.ts";

const EXITS = `Exit status: 0 good; 1 something failed in running; 2 the call is not good.
Results go to stdout, everything else to stderr.`;

export function programHelp(): string {
  const commands = COMMANDS.map(({ name, operands, summary }) => [`${name} ${operands}`.trimEnd(), summary] as const);
  return [
    "Usage: da-run COMMAND [OPTIONS]",
    "Runs the pipeline that da-compile has generated.",
    `Commands:\n${aligned(commands)}`,
    `Options:\n${aligned([
      ["--help", "print this help, or that of a command"],
      ["--version", "print the version"],
    ])}`,
    `Every option is also an environment variable DA_… and a key of da.config.json, in that order.\n${EXITS}`,
    "",
  ].join("\n\n");
}

export function commandHelp({ name, operands, summary, details }: CommandEntry): string {
  const settings = SETTINGS.filter(({ commands }) => commands.includes(name));
  const options = settings.map(({ flag, value, about }) => [`${flag} ${value}`.trimEnd(), about] as const);
  const others = settings.map(({ flag, variable, key }) =>
    key === "config" ? ([flag, variable] as const) : ([flag, `${variable.padEnd(18)}  "${key}"`] as const),
  );
  const usage = `Usage: da-run ${name} [OPTIONS] ${operands}`.trimEnd();
  return [
    `${usage}\n${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    details,
    `Options:\n${aligned(options)}`,
    `As environment variables and keys of da.config.json:\n${aligned(others)}`,
    "",
  ].join("\n\n");
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}
