/**
 * The one table of settings: each is a flag, an environment variable `DA_…` and a key of `da.config.json`. Reading them and
 * the help are made from it.
 */

import { DEFAULT_SETTINGS } from "../../engine/typescript/settings.ts";

export type CommandName =
  | "once"
  | "start"
  | "send"
  | "tail"
  | "status"
  | "trace"
  | "dead list"
  | "dead show"
  | "dead replay"
  | "waiting list"
  | "waiting release"
  | "forget";

/**
 * `entries` are `NAME=VALUE`, which may be given several times; `list` is separated by commas, or given several times;
 * `port` is a number, or true for the usual one; `count` a whole number within its bounds.
 */
export type SettingKind = "text" | "switch" | "list" | "paths" | "entries" | "port" | "count";

export interface Setting {
  /** Key of the configuration file, and of what was read. */
  readonly key: string;
  readonly flag: string;
  readonly variable: string;
  readonly kind: SettingKind;
  /** What stands for its value in the help. */
  readonly value: string;
  readonly about: string;
  readonly commands: readonly CommandName[];
  readonly choices?: readonly string[];
  /** Of a `count`: the least and the greatest. */
  readonly bounds?: readonly [number, number];
}

const RUNNING: readonly CommandName[] = ["once", "start", "send", "tail"];
/** What answers about the state, for people or for programs. */
const TELLING: readonly CommandName[] = ["status", "trace", "dead list", "dead show", "waiting list", "forget"];
const ALL: readonly CommandName[] = [...RUNNING, ...TELLING, "dead replay", "waiting release"];

export const PRINTED = ["events", "stores", "dead", "waiting"] as const;
export type Printed = (typeof PRINTED)[number];

/** Where the page is, unless a port is named. */
export const UI_PORT = 4747;

export const FORMATS = ["pretty", "json"] as const;

export const SETTINGS: readonly Setting[] = [
  {
    key: "pipeline",
    flag: "--pipeline",
    variable: "DA_PIPELINE",
    kind: "text",
    value: "DIR",
    about: "the folder of generated code (default: generated)",
    commands: ALL,
  },
  {
    key: "data",
    flag: "--data",
    variable: "DA_DATA",
    kind: "text",
    value: "DIR",
    about: "the folder that keeps the state (default: .da, and for `once` only memory)",
    commands: ALL,
  },
  {
    key: "input",
    flag: "--input",
    variable: "DA_INPUT",
    kind: "paths",
    value: "[SOURCE=]FILE",
    about: "events to feed, again for each file; `-` is stdin",
    commands: ["once"],
  },
  {
    key: "print",
    flag: "--print",
    variable: "DA_PRINT",
    kind: "list",
    value: "KINDS",
    about: "what to print as JSON lines, separated by commas",
    commands: ["once"],
    choices: PRINTED,
  },
  {
    key: "report",
    flag: "--report",
    variable: "DA_REPORT",
    kind: "switch",
    value: "",
    about: "print a report for people: what came in, what went out, some rows, what is dead and why",
    commands: ["once"],
  },
  {
    key: "params",
    flag: "--param",
    variable: "DA_PARAM_NAME",
    kind: "entries",
    value: "NAME=VALUE",
    about: "the value of one of the spec's params, again for each",
    commands: ["once", "start", "trace", "dead replay", "waiting release"],
  },
  {
    key: "handlerTries",
    flag: "--handler-tries",
    variable: "DA_HANDLER_TRIES",
    kind: "count",
    value: "N",
    about: `how often a handler in TypeScript is tried on an event before that is dead (default: ${DEFAULT_SETTINGS.tries})`,
    commands: ["once", "start"],
    bounds: [1, 1000],
  },
  {
    key: "handlerBackoff",
    flag: "--handler-backoff",
    variable: "DA_HANDLER_BACKOFF",
    kind: "count",
    value: "MS",
    about: `the pause before its second try, in ms; each later one is twice as long (default: ${DEFAULT_SETTINGS.backoff})`,
    commands: ["once", "start"],
    bounds: [0, 3_600_000],
  },
  {
    key: "handlerConcurrency",
    flag: "--handler-concurrency",
    variable: "DA_HANDLER_CONCURRENCY",
    kind: "count",
    value: "N",
    about: `on how many events of different keys each handler in TypeScript works at once (default: ${DEFAULT_SETTINGS.concurrency})`,
    commands: ["once", "start"],
    bounds: [1, 10_000],
  },
  {
    key: "fromBeginning",
    flag: "--from-beginning",
    variable: "DA_FROM_BEGINNING",
    kind: "switch",
    value: "",
    about: "begin with the oldest event that is kept, not with the next",
    commands: ["tail"],
  },
  {
    key: "ui",
    flag: "--ui",
    variable: "DA_UI",
    kind: "port",
    value: "[PORT]",
    about: `serve a page that shows the pipeline as it runs, on this machine only (port ${UI_PORT}; 0 takes a free one)`,
    commands: ["start"],
  },
  {
    key: "uiHost",
    flag: "--ui-host",
    variable: "DA_UI_HOST",
    kind: "text",
    value: "HOST",
    about:
      "the address that the page is served on: whoever reaches it may read and change everything (default: 127.0.0.1)",
    commands: ["start"],
  },
  {
    key: "handlers",
    flag: "--handler",
    variable: "DA_HANDLER",
    kind: "list",
    value: "NAMES",
    about: "only of these handlers or sources, separated by commas",
    commands: ["dead list", "dead replay", "waiting list", "waiting release"],
  },
  {
    key: "codes",
    flag: "--code",
    variable: "DA_CODE",
    kind: "list",
    value: "CODES",
    about: "only with these codes, separated by commas",
    commands: ["dead list", "dead replay"],
  },
  {
    key: "for",
    flag: "--for",
    variable: "DA_FOR",
    kind: "list",
    value: "STORES",
    about: "only what waits for rows of these stores, separated by commas",
    commands: ["waiting list", "waiting release"],
  },
  {
    key: "all",
    flag: "--all",
    variable: "DA_ALL",
    kind: "switch",
    value: "",
    about: "all there are",
    commands: ["dead replay", "waiting release"],
  },
  {
    key: "dryRun",
    flag: "--dry-run",
    variable: "DA_DRY_RUN",
    kind: "switch",
    value: "",
    about: "change nothing, and tell what would be",
    commands: ["forget"],
  },
  {
    key: "format",
    flag: "--format",
    variable: "DA_FORMAT",
    kind: "text",
    value: "FORMAT",
    about: "`pretty` for people (the default) or `json`",
    commands: TELLING,
    choices: FORMATS,
  },
  {
    key: "quiet",
    flag: "--quiet",
    variable: "DA_QUIET",
    kind: "switch",
    value: "",
    about: "say nothing on stderr but what is wrong",
    commands: ALL,
  },
  {
    key: "config",
    flag: "--config",
    variable: "DA_CONFIG",
    kind: "text",
    value: "FILE",
    about: "a file of settings (default: da.config.json, where there is one)",
    commands: ALL,
  },
];

export interface CommandEntry {
  readonly name: CommandName;
  readonly operands: string;
  readonly summary: string;
  readonly details: string;
  /** How many operands it takes. */
  readonly atLeast: number;
  readonly atMost: number;
}

export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "once",
    operands: "",
    summary: "feeds recorded events, runs until quiet, and stops",
    details: `Inputs are fed in the order given. With SOURCE= each line is one record of that source; without it each line is
{"source", "value", "key"?, "time"?}, the time in ms. A line that is no event is a dead letter; a line that names no
source of the pipeline ends the run, and what stands before it has been fed. A run with --data that was
interrupted goes on where it was when it is started again with the same input.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "start",
    operands: "",
    summary: "runs until told to stop",
    details: `Keeps its state and its topics in the data folder, which one process at a time may run on. SIGTERM and Ctrl-C finish
the work in hand; the next start goes on exactly there.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "send",
    operands: "SOURCE",
    summary: "writes events from stdin, one a line, to a source's topic",
    details: "They are durable when it ends. A pipeline that is running on the data folder handles them at once.",
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "tail",
    operands: "[EVENT…]",
    summary: "follows events as JSON lines, all that the pipeline emits unless some are named",
    details: "Works beside a running pipeline, until it is told to stop.",
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "status",
    operands: "",
    summary: "tells lag, rates and dead letters of each source, handler and topic",
    details: `Works beside a running pipeline and on a data folder at rest. Rates are of one second, which it looks on. With
--format json it prints one object: {"pipeline", "readers": […], "topics": […]}, rates in records a second.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "trace",
    operands: "EVENT-ID",
    summary: "shows everything that came of one source event, as a tree",
    details: `Works beside a running pipeline and on a data folder at rest. The id may be that of any event in the tree. Rows are
told by asking each handler of the pipeline anew what it does with the event, without doing it; what a handler does
after it has looked at a row is not told, because that row may be another one now.`,
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "dead list",
    operands: "",
    summary: "lists the dead letters",
    details: `Works beside a running pipeline and on a data folder at rest. What was replayed or forgotten is no dead letter any
more. With --format json, one object a line.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "dead show",
    operands: "LETTER",
    summary: "shows a dead letter with its bytes, headers, reason and position",
    details: "LETTER is what `dead list` calls it: HANDLER/PARTITION/OFFSET.",
    atLeast: 1,
    atMost: 1,
  },
  {
    name: "dead replay",
    operands: "[LETTER…]",
    summary: "handles dead letters again, under their old ids",
    details: `Each letter goes to the handler that it died of, and to nobody else; one that reached no handler goes to all that
handle its event. It is a dead letter no more; where it dies again, a new one is made. On a data folder at rest the
pipeline runs until nothing is left to do; a pipeline that is running takes them up within a second. A letter that still
cannot be read stays, and the exit status is 1.`,
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "waiting list",
    operands: "",
    summary: "lists events that wait for a row, and those that are held back",
    details: `Works beside a running pipeline and on a data folder at rest. What only queues behind a waiting event of its key is
counted beside that one. With --format json, one object a line.`,
    atLeast: 0,
    atMost: 0,
  },
  {
    name: "waiting release",
    operands: "[ID…]",
    summary: "ends waits as if their time were over",
    details: `The handlers run again, and where the row is still missing their \`else\` applies; what queued behind goes on. On a
data folder at rest the pipeline runs until nothing is left to do; a pipeline that is running takes it up within
a second.`,
    atLeast: 0,
    atMost: Number.POSITIVE_INFINITY,
  },
  {
    name: "forget",
    operands: "FIELD=VALUE",
    summary: "removes a person from stores, waiting, held and dead events",
    details: `Of stores, the rows go in which a column of that name holds the value, and the value goes from \`distinct\` columns of
that name, which then count one less. Of events, those go that have a field of that name with that value, at any depth.
Topics keep their records: it says how many, and until when. Where the same value stands under other names is told, too.
Works beside a running pipeline and on a data folder at rest.`,
    atLeast: 1,
    atMost: 1,
  },
];
