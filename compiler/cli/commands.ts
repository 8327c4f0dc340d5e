/** The table of commands: names, options, help and where each is done. Parsing and `--help` are made of it. */
import { type Call, FORMATS } from "./call.ts";
import type { Exit } from "./io.ts";
import { recalled } from "./recall/recall.ts";

export interface CommandEntry {
  readonly name: string;
  /** Operands as commander writes them: `[SPEC]`, `<CODE>`, `[FILES...]`, with what each is. */
  readonly operands: readonly (readonly [syntax: string, description: string])[];
  readonly summary: string;
  /** Below the summary in the command's own help. */
  readonly details: string;
  readonly options: readonly OptionEntry[];
  /** Of `--format`, besides those that all commands know. */
  readonly formats?: readonly string[];
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** Loads what the command needs, and only that. */
  readonly run: (call: Call) => Promise<Exit>;
}

export interface OptionEntry {
  /** `--check`, `--out <DIR>` */
  readonly flags: string;
  readonly description: string;
  /** The values it takes, where they are few. */
  readonly choices?: readonly string[];
  /** Options that it cannot stand beside. */
  readonly conflicts?: readonly string[];
  /** It may be given more than once. */
  readonly repeatable?: boolean;
}

/** Those that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionEntry[] = [
  { flags: "--format <FORMAT>", description: "how diagnostics are printed (default: pretty)", choices: FORMATS },
  { flags: "--strict", description: "warnings fail as well" },
  { flags: "--quiet", description: "print only results, diagnostics and errors" },
];

export const DEFAULT_SPEC = "pipelines.da";

const SPEC = ["[SPEC]", `the spec's root file (default: ${DEFAULT_SPEC})`] as const;

/** Of commands whose answer rests on files alone. */
function again(run: CommandEntry["run"]): CommandEntry["run"] {
  return (call) => recalled(call, call.operands[0] ?? DEFAULT_SPEC, run);
}

const WATCH: OptionEntry = { flags: "--watch", description: "again at each change of the spec or a file it needs" };

const AGAINST: OptionEntry = {
  flags: "--against <REF>",
  description: "what to compare with: main, main:path, a file, a folder, a registry; several mean all of them",
  repeatable: true,
};

const SAMPLES: OptionEntry = {
  flags: "--samples <FILE>",
  description: "run both versions over recorded events, SOURCE=FILE or lines that name their source",
  repeatable: true,
};

const LEVEL: OptionEntry = {
  flags: "--level <LEVEL>",
  description: "backward: new readers of old data; forward: old readers of new data (default: backward)",
  choices: ["backward", "forward", "full"],
};

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "compile",
    operands: [SPEC],
    summary: "write the code that a spec describes",
    details:
      "Writes only what changed, and deletes only what it made itself before. Nothing is written where the spec has " +
      "an error.",
    options: [
      { flags: "--out <DIR>", description: "the folder to write (default: generated, beside the spec)" },
      {
        flags: "--check",
        description: "write nothing; name each file that is out of date, missing or left over",
        conflicts: ["--watch"],
      },
      WATCH,
    ],
    examples: [
      ["da-compile", `compiles ${DEFAULT_SPEC} into generated/`],
      ["da-compile compile orders.da --out build/orders", "another spec and another folder"],
      ["da-compile --check", "in CI: fails where generated/ is not what the spec says"],
    ],
    run: again(async (call) => (await import("./commands/compile.ts")).compile(call)),
  },
  {
    name: "check",
    operands: [SPEC],
    summary: "tell everything that is wrong with a spec, and write nothing",
    details: "Reports all errors and warnings of all files at once.",
    options: [WATCH],
    examples: [
      ["da-compile check", `checks ${DEFAULT_SPEC} and all it imports`],
      ["da-compile check orders.da --strict", "warnings fail as well"],
      ["da-compile check --format json", "one JSON object with all diagnostics on stdout"],
    ],
    run: again(async (call) => (await import("./commands/check.ts")).check(call)),
  },
  {
    name: "fmt",
    operands: [["[FILES...]", `files to lay out, or - for stdin to stdout (default: ${DEFAULT_SPEC} and its imports)`]],
    summary: "bring files into the one layout",
    details: "Keeps every comment. A file with a syntax error is reported and left alone.",
    options: [{ flags: "--check", description: "write nothing; name each file that is not in the layout" }],
    examples: [
      ["da-compile fmt", `${DEFAULT_SPEC} and all it imports`],
      ["da-compile fmt --check orders.da shared.da", "in CI: fails where a file is not laid out"],
      ["da-compile fmt - < orders.da", "prints the layout"],
    ],
    run: async (call) => (await import("./commands/fmt.ts")).fmt(call),
  },
  {
    name: "test",
    operands: [SPEC],
    summary: "run the tests of a spec",
    details:
      "Runs each `test` block on a pipeline in memory, with a clock of its own. A failure shows the expectation, what " +
      "was expected and what came. Params have the values that the spec gives them.",
    options: [
      { flags: "--filter <TEXT>", description: "only tests whose title holds TEXT, in upper or lower case" },
      { flags: "--coverage", description: "also tell which statements and branches no test reached" },
      WATCH,
    ],
    examples: [
      ["da-compile test", `all tests of ${DEFAULT_SPEC} and of what it imports`],
      ['da-compile test --filter "late scores"', "some of them"],
      ["da-compile test orders.da --watch", "again at each change of the spec, its handlers and recorded files"],
    ],
    run: async (call) => (await import("./commands/test.ts")).test(call),
  },
  {
    name: "explain",
    operands: [["<CODE>", "a diagnostic's code, such as DA3002"]],
    summary: "tell what a diagnostic means, with an example and its repair",
    details: "The code may be written in lower case, and without its letters.",
    options: [],
    examples: [
      ["da-compile explain DA3002", "what is possibly null, and what to do about it"],
      ["da-compile explain 6001", "the same for an order-dependent step"],
    ],
    run: async (call) => (await import("./commands/explain.ts")).explain(call),
  },
  {
    name: "diff",
    operands: [
      ["[SPEC]", `the spec's root file (default: ${DEFAULT_SPEC}), or the old one of two JSON Schemas`],
      ["[NEW]", "the new JSON Schema"],
    ],
    summary: "tell what changed since a git ref, a file or a folder, and whom it breaks",
    details:
      "Compares two versions of a spec by meaning: what the old one wrote with what the new one reads, topics, keys, " +
      "stores, handlers and their positions. Fails where something breaks at the level that is asked for, unless a comment " +
      "above it says `// da-accept RULE until 2027-01-31: reason`. `--format markdown` is for a pull request's comment.",
    options: [
      AGAINST,
      LEVEL,
      {
        flags: "--registry-rules <RULES>",
        description: "tell of schemas what a schema registry would answer",
        choices: ["strict", "lenient"],
      },
      SAMPLES,
      {
        flags: "--migration <DATABASE>",
        description: "print the SQL that takes the stores from there to here, instead of findings",
        choices: ["sqlite", "postgres"],
      },
      { flags: "--rules", description: "list all rules" },
    ],
    formats: ["markdown"],
    examples: [
      ["da-compile diff --against main", "whether a branch can be merged"],
      ["da-compile diff --against v1.0 --against v1.1 --level full", "against two releases, both ways"],
      ["da-compile diff old.schema.json new.schema.json", "any two JSON Schemas"],
      ["da-compile diff --against main --samples web=samples/web.jsonl", "which events come or go, shown"],
      ["da-compile diff --against v1.0 --migration postgres", "what to do to the tables"],
      ["da-compile diff --rules", "what is looked at"],
    ],
    run: async (call) => (await import("./commands/diff.ts")).diff(call),
  },
  {
    name: "publish",
    operands: [SPEC],
    summary: "register the schemas of all events with a schema registry",
    details:
      "Registers the schema of each event and signal as it is written, under TOPIC-value where a topic has one event, " +
      "else under TOPIC-EVENT. Prints each subject with the id that the registry gave.",
    options: [{ flags: "--registry <URL>", description: "the address of a Confluent-compatible registry" }],
    examples: [["da-compile publish --registry http://localhost:8081", "all events of pipelines.da"]],
    run: async (call) => (await import("./commands/publish.ts")).publish(call),
  },
  {
    name: "ci",
    operands: [SPEC],
    summary: "do all that a change needs before it is merged, in one call",
    details:
      "check, fmt --check, compile --check, test, and diff where there is something to compare with. Tells what is wrong " +
      "in each, and ends with one summary and one status.",
    options: [
      AGAINST,
      LEVEL,
      SAMPLES,
      { flags: "--out <DIR>", description: "the folder of generated code (default: generated, beside the spec)" },
    ],
    formats: ["markdown"],
    examples: [
      ["da-compile ci --against origin/main", "what a pull request needs"],
      ["da-compile ci --against origin/main --format github", "beside the lines of the pull request"],
      ["da-compile ci --against origin/main --format markdown", "for its page or a comment"],
    ],
    run: async (call) => (await import("./commands/ci.ts")).ci(call),
  },
  {
    name: "graph",
    operands: [SPEC],
    summary: "draw the pipeline: sources, handlers, events, topics and stores",
    details: "Prints to stdout.",
    options: [
      { flags: "--as <FORM>", description: "the form (default: svg)", choices: ["svg", "mermaid", "dot", "json"] },
    ],
    examples: [
      ["da-compile graph > pipeline.svg", "a picture"],
      ["da-compile graph --as mermaid orders.da", "for Markdown"],
    ],
    run: async (call) => (await import("./commands/graph.ts")).graph(call),
  },
  {
    name: "life",
    operands: [["<EVENT>", "an event or signal by its name in the spec"], SPEC],
    summary: "tell what becomes of one event",
    details:
      "Who makes it, who handles it, what each writes and emits, how many hops are left, and how many events one source " +
      "event can become.",
    options: [],
    examples: [
      ["da-compile life order.placed", "what comes of an event"],
      ["da-compile life order.placed orders.da --format json", "the same as data"],
    ],
    run: async (call) => (await import("./commands/life.ts")).life(call),
  },
  {
    name: "init",
    operands: [["[DIR]", "where to put it (default: the working folder)"]],
    summary: "start a small pipeline that compiles, passes its tests and runs",
    details: "Writes a spec, sample input and a README. Files that are there already are never touched.",
    options: [],
    examples: [["da-compile init shop", "a pipeline in the folder shop"]],
    run: async (call) => (await import("./commands/init.ts")).init(call),
  },
];
