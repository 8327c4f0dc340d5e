/**
 * A call that was made before, and of which every file is as it was then, says again what it said: nothing of the compiler
 * is loaded for it. What cannot be read or written is no harm: the call is answered anew.
 */
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import manifest from "../../../package.json" with { type: "json" };
import type { Call } from "../call.ts";
import { fingerprint } from "../host/changes.ts";
import { attempt } from "../host/files.ts";
import type { Exit } from "../io.ts";
import { type Answers, answersOf, changes } from "./answers.ts";
import { keptPath, readKept, writeKept } from "./cache.ts";

type Said = readonly [stream: "out" | "err", text: string];

interface Answered {
  readonly exit: Exit;
  readonly said: readonly Said[];
  readonly answers: Answers;
}

/** As many calls are kept, the latest ones. */
const MOST = 200;

/** `spec` is the path of the root file that the call names. A watch is there to look anew. */
export async function recalled(call: Call, spec: string, run: (call: Call) => Promise<Exit>): Promise<Exit> {
  if (call.flag("watch")) return run(call);
  const place = attempt(() => placeOf(call, dirname(resolve(call.io.cwd, spec))));
  if (!place.ok) return run(call);
  const path = place.value;
  const last = read(path);
  if (last !== null) {
    for (const [stream, text] of last.said) call.io[stream](text);
    return last.exit;
  }
  const said: Said[] = [];
  let answers: () => Answers | null = () => null;
  const noting = (stream: Said[0]) => (text: string) => {
    said.push([stream, text]);
    call.io[stream](text);
  };
  const exit = await run({
    ...call,
    io: { ...call.io, out: noting("out"), err: noting("err") },
    restsOn: (found) => {
      answers = found;
    },
  });
  const known = answers();
  if (known !== null) keep(path, { exit, said, answers: known });
  return exit;
}

/** The file of this very call, made by this very program for a terminal like this. */
function placeOf({ asked, io }: Call, folder: string): string {
  const key = JSON.stringify([asked, io.cwd, io.terminal, io.outColor, madeBy()]);
  return keptPath(folder, io.env, "calls", key);
}

function madeBy(): readonly string[] {
  const self = fileURLToPath(import.meta.url);
  const beside = ["scripts", "modules"].flatMap((name) => {
    const folder = join(dirname(self), name);
    return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
  });
  return [manifest.version, ...[self, ...beside].map((path) => `${path} ${fingerprint(path)}`)];
}

function read(path: string): Answered | null {
  const answered = answeredIn(readKept(path));
  return answered !== null && changes(answered.answers).length === 0 ? answered : null;
}

function keep(path: string, answered: Answered): void {
  writeKept(path, answered);
  attempt(() => forgetOldest(dirname(path)));
}

/** Half of them, when there are too many: a folder of calls does not grow for ever. */
function forgetOldest(folder: string): void {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  if (paths.length <= MOST) return;
  const aged = paths.flatMap((path) => {
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return mtimeMs === undefined ? [] : [{ path, mtimeMs }];
  });
  const old = aged.sort((a, b) => a.mtimeMs - b.mtimeMs).slice(0, aged.length - MOST / 2);
  for (const { path } of old) rmSync(path, { force: true });
}

function answeredIn(value: object | null): Answered | null {
  if (value === null || !("exit" in value && "said" in value && "answers" in value)) return null;
  const { exit, said } = value;
  const answers = answersOf(value.answers);
  if (answers === null || (exit !== 0 && exit !== 1) || !Array.isArray(said) || !said.every(isSaid)) return null;
  return { exit, said, answers };
}

function isSaid(value: unknown): value is Said {
  return Array.isArray(value) && (value[0] === "out" || value[0] === "err") && typeof value[1] === "string";
}
