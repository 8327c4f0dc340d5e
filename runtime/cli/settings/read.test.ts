import { expect, test } from "vitest";
import { folderOf } from "../testing/shop.ts";
import { paramsGiven, readSettings } from "./read.ts";

const read = (args: readonly string[], env: Record<string, string> = {}, config?: unknown) =>
  readSettings("once", args, env, folderOf(config === undefined ? {} : { "da.config.json": JSON.stringify(config) }));

test("a flag comes before the environment, and that before the file", () => {
  const config = { data: "file", pipeline: "file", print: ["dead"], report: true };
  const given = read(
    ["--data", "flag", "--print=events", "--print", "stores,dead"],
    { DA_DATA: "env", DA_PIPELINE: "env" },
    config,
  );
  expect(given.problems).toEqual([]);
  expect(given.texts).toEqual(
    new Map([
      ["pipeline", "env"],
      ["data", "flag"],
    ]),
  );
  expect(given.lists).toEqual(new Map([["print", ["events", "stores", "dead"]]]));
  expect(given.switches).toEqual(new Map([["report", true]]));
});

test("inputs are kept in order, stdin and paths with commas among them", () => {
  expect(read(["--input", "a,b.jsonl", "--input", "-", "--input", "web=c d"]).lists.get("input")).toEqual([
    "a,b.jsonl",
    "-",
    "web=c d",
  ]);
  expect(read([], { DA_INPUT: "web=a  b" }).lists.get("input")).toEqual(["web=a", "b"]);
});

test("params come from everywhere, each from the strongest place that names it", () => {
  const given = read(
    ["--param", "a=flag", "--param", "b=x=y"],
    { DA_PARAM_A: "env", DA_PARAM_MAX_SCORE: "5", DA_PARAM_other: "1", DA_DEBUG: "1" },
    { params: { a: "file", c: 3, maxScore: 1 } },
  );
  expect(given.problems).toEqual([]);
  expect(paramsGiven(given, ["a", "b", "c", "maxScore"])).toEqual({
    a: "flag",
    b: "x=y",
    c: 3,
    maxScore: "5",
    other: "1",
  });
});

test("all that is wrong is told at once", () => {
  const { problems } = read(
    ["--dta", "x", "--data", "--print", "events,store", "--report=yes", "--from-beginning", "--param", "x"],
    { DA_REPORT: "maybe" },
    { pipelines: "x", pipeline: 3 },
  );
  expect(problems).toEqual([
    "There is no option --dta. Did you mean --data?",
    "--data needs a value: --data DIR.",
    "--report takes no value.",
    "--from-beginning is no option of `once`, but of `tail`.",
    "da.config.json has the unknown key `pipelines`. Did you mean pipeline?",
    "`pipeline` in da.config.json must be a text: the folder of generated code (default: generated).",
    "DA_REPORT must be true or false.",
    "--param must be NAME=VALUE, not `x`.",
  ]);
});

test("a file of settings that is named must be there, and be JSON", () => {
  expect(read(["--config", "other.json"]).problems).toEqual([
    expect.stringMatching(/^The settings in other.json cannot be read/),
  ]);
  const folder = folderOf({ "da.config.json": "{", "list.json": "[]" });
  expect(readSettings("start", [], {}, folder).problems).toEqual([expect.stringMatching(/^da.config.json is no JSON/)]);
  expect(readSettings("start", [], { DA_CONFIG: "list.json" }, folder).problems).toEqual([
    "list.json must hold one JSON object of settings.",
  ]);
});

test("a number is a whole one within its bounds, from wherever it comes", () => {
  const given = read(["--handler-tries", "3"], { DA_HANDLER_BACKOFF: "0" }, { handlerConcurrency: 4, handlerTries: 9 });
  expect(given.problems).toEqual([]);
  expect(Object.fromEntries(given.counts)).toEqual({ handlerTries: 3, handlerBackoff: 0, handlerConcurrency: 4 });
  const wrong = read(["--handler-tries", "0", "--handler-backoff=1.5"], { DA_HANDLER_CONCURRENCY: "many" });
  expect(wrong.problems).toEqual([
    "--handler-tries cannot be `0`: it is a whole number from 1 to 1000.",
    "--handler-backoff cannot be `1.5`: it is a whole number from 0 to 3600000.",
    "DA_HANDLER_CONCURRENCY cannot be `many`: it is a whole number from 1 to 10000.",
  ]);
});

test("a port may be named or left to the usual one, and takes no other word for it", () => {
  const ports = (args: readonly string[], env: Record<string, string> = {}, config: object = {}) => {
    const folder = folderOf({ "da.config.json": JSON.stringify(config) });
    const { ports: found, texts, problems } = readSettings("start", args, env, folder);
    return [found.get("ui"), texts.get("data"), ...problems];
  };
  expect(ports([])).toEqual([undefined, undefined]);
  expect(ports(["--ui"])).toEqual([null, undefined]);
  expect(ports(["--ui", "--data", "d"])).toEqual([null, "d"]);
  expect(ports(["--ui", "8080", "--data", "d"])).toEqual([8080, "d"]);
  expect(ports(["--ui=0"], { DA_UI: "1" })).toEqual([0, undefined]);
  expect(ports([], { DA_UI: "true" })).toEqual([null, undefined]);
  expect(ports([], {}, { ui: 4000 })).toEqual([4000, undefined]);
  expect(ports([], {}, { ui: false })).toEqual([undefined, undefined]);
  expect(ports(["--ui", "70000"])).toEqual([
    undefined,
    undefined,
    "--ui cannot be `70000`: a port is a number from 0 to 65535.",
  ]);
});

test("a format is one of those there are", () => {
  const { texts, problems } = readSettings("status", ["--format", "xml"], {}, folderOf());
  expect([texts.get("format"), ...problems]).toEqual([undefined, "--format cannot be `xml`: it is pretty or json."]);
});

test("a variable that is nearly one of ours is refused, and others' are not", () => {
  expect(read([], { DA_DTAA: "x", DA_PIPELINES: "y", DA_HOME: "z", DA_PARAM_X: "1", DA_DEBUG: "1" }).problems).toEqual([
    "There is no variable DA_DTAA. Did you mean DA_DATA?",
    "There is no variable DA_PIPELINES. Did you mean DA_PIPELINE?",
  ]);
});

test("where each was given is known", () => {
  const { origins } = read(["--data", "x"], { DA_PIPELINE: "y", DA_DATA: "z" }, { report: true });
  expect(Object.fromEntries(origins)).toEqual({
    pipeline: "DA_PIPELINE",
    data: "--data",
    report: "`report` in da.config.json",
  });
});
