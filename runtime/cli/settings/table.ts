/**
 * The one table of settings: each is a flag, an environment variable `DA_…` and a key of `da.config.json`. Reading them and
 * the help are made from it.
 */

import { DEFAULT_SETTINGS } from "../../engine/typescript/settings.ts";
import { LOG_FORMATS, LOG_LEVELS } from "../output/log.ts";
import type { CommandName } from "./commands.ts";
import { SERVER_SETTINGS } from "./servers.ts";
import type { Setting } from "./setting.ts";

const RUNNING: readonly CommandName[] = ["once", "start", "send", "tail"];
/** What answers about the state, for people or for programs. */
const TELLING: readonly CommandName[] = ["status", "trace", "dead list", "dead show", "waiting list", "forget"];
/** What works on the state of a pipeline, in a data folder or elsewhere. */
const ON_STATE: readonly CommandName[] = [...RUNNING, ...TELLING, "dead replay", "waiting release"];
/** What prepares the servers that a pipeline is to run on. */
const PREPARING: readonly CommandName[] = ["topics plan", "topics apply", "stores plan", "stores apply"];
const ALL: readonly CommandName[] = [...ON_STATE, ...PREPARING];

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
    commands: [...ON_STATE, "stores plan", "stores apply"],
  },
  ...SERVER_SETTINGS,
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
    key: "metrics",
    flag: "--metrics",
    variable: "DA_METRICS",
    kind: "text",
    value: "[HOST:]PORT",
    about: "serve /metrics, /live and /ready there (host: 127.0.0.1, this machine only; port 0 takes a free one)",
    commands: ["start"],
  },
  {
    key: "otlp",
    flag: "--otlp",
    variable: "DA_OTLP",
    kind: "text",
    value: "URL",
    about: "send traces to this OpenTelemetry collector, by OTLP over HTTP, such as http://127.0.0.1:4318",
    commands: ["start"],
  },
  {
    key: "otlpPercent",
    flag: "--otlp-percent",
    variable: "DA_OTLP_PERCENT",
    kind: "count",
    value: "N",
    about: "of traces whose `traceparent` does not ask to be kept, so many of a hundred (default: 100)",
    commands: ["start"],
    bounds: [0, 100],
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
    key: "held",
    flag: "--held",
    variable: "DA_HELD",
    kind: "switch",
    value: "",
    about: "of what is held back (`after`), not of what waits for a row",
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
    key: "ask",
    flag: "--ask",
    variable: "DA_ASK",
    kind: "switch",
    value: "",
    about:
      "run handlers in TypeScript once more to tell which rows they wrote: nothing of it takes hold, but what they ask of other systems is asked",
    commands: ["trace"],
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
    key: "allowDataLoss",
    flag: "--allow-data-loss",
    variable: "DA_ALLOW_DATA_LOSS",
    kind: "switch",
    value: "",
    about: "do also what deletes data that is there",
    commands: ["topics apply", "stores apply"],
  },
  {
    key: "allowOrderLoss",
    flag: "--allow-order-loss",
    variable: "DA_ALLOW_ORDER_LOSS",
    kind: "switch",
    value: "",
    about: "add partitions also where keys then move to others",
    commands: ["topics apply"],
  },
  {
    key: "format",
    flag: "--format",
    variable: "DA_FORMAT",
    kind: "text",
    value: "FORMAT",
    about: "`pretty` for people (the default) or `json`",
    commands: [...TELLING, ...PREPARING],
    choices: FORMATS,
  },
  {
    key: "log",
    flag: "--log",
    variable: "DA_LOG",
    kind: "text",
    value: "FORMAT",
    about: "what is told on stderr: `pretty` for people (the default), or `json`, one object a line",
    commands: ["start"],
    choices: LOG_FORMATS,
  },
  {
    key: "logLevel",
    flag: "--log-level",
    variable: "DA_LOG_LEVEL",
    kind: "text",
    value: "LEVEL",
    about: "the least that is told: debug, info (the default), warn or error",
    commands: ["start"],
    choices: LOG_LEVELS,
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
