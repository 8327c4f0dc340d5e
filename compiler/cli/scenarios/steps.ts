/** Runs one test: its steps in order, until one does not hold. */
import { readFileSync } from "node:fs";
import { linesOf } from "../../../runtime/cli/input/lines.ts";
import { UserError } from "../../../runtime/errors.ts";
import { ValueFault } from "../../../runtime/index.ts";
import type { Test, TestStep } from "../../model.ts";
import { fits } from "../../scenarios/compare.ts";
import {
  type Failure,
  noneCame,
  noneIs,
  noRow,
  otherRow,
  rowName,
  someCame,
  someRow,
} from "../../scenarios/failures.ts";
import { left, take } from "../../scenarios/happened.ts";
import type { FailedStep } from "../../scenarios/results.ts";
import { attempt } from "../host/files.ts";
import type { Computed } from "./program.ts";
import type { Bench, World } from "./world.ts";

export interface TestRun {
  readonly bench: Bench;
  /** Absolute path of a recorded file, and how it is told. */
  readonly fileOf: (path: string) => { readonly path: string; readonly shown: string };
}

/** Runs the test at `index` of the model's; null where it passes. */
export async function runTest(run: TestRun, test: Test, index: number): Promise<FailedStep | null> {
  const world = await run.bench.world();
  try {
    for (const [at, step] of test.steps.entries()) {
      const failure = await attemptStep(run, world, step, () => run.bench.program.compute(index, at));
      if (failure !== null) return { ...failure, place: step.place };
    }
    return null;
  } finally {
    await world.close();
  }
}

/** What the user can put right is a failure of the step. */
async function attemptStep(
  run: TestRun,
  world: World,
  step: TestStep,
  compute: () => Computed,
): Promise<Failure | null> {
  try {
    const done = await world.within(LONGEST_MS, () => runStep(run, world, step, compute()));
    if (done === null) return { message: ENDLESS, details: loggedIn(world) };
    const failure = done.value;
    if (world.troubles.length > 0) return { message: world.troubles.join("\n"), details: loggedIn(world) };
    return failure === null ? null : { ...failure, details: [...failure.details, ...loggedIn(world)] };
  } catch (error) {
    if (error instanceof ValueFault) return said(`This has no value: ${error.message.replace(/\.$/, "")}.`);
    if (error instanceof UserError) return said(error.message);
    throw error;
  }
}

/** A step that takes longer waits for something that does not come. */
const LONGEST_MS = 30_000;
const ENDLESS = `A handler in TypeScript has not ended after ${LONGEST_MS / 1000} seconds: what it waits for has to come, or to fail.`;

/** So many of the last lines that handlers logged. */
const SHOWN_LOG = 10;

function loggedIn({ logged }: World): readonly string[] {
  if (logged.length === 0) return [];
  const shown = logged.slice(-SHOWN_LOG).map((line) => `  ${line}`);
  return ["Logged:", ...(logged.length > SHOWN_LOG ? ["  …"] : []), ...shown];
}

async function runStep(run: TestRun, world: World, step: TestStep, computed: Computed): Promise<Failure | null> {
  switch (step.kind) {
    case "given":
      return given(world, step, computed);
    case "send":
      await world.send(step.event, computed.values, computed.id, computed.at);
      return null;
    case "sendFile":
      return sendFile(world, step, run.fileOf(step.file));
    case "advance":
      return advance(world, computed.duration);
    case "expectEvent":
      await world.look();
      return expectEvent(world, step, computed);
    case "expectRow":
      await world.look();
      return expectRow(world, step, computed);
  }
}

type Step<Kind extends TestStep["kind"]> = TestStep & { readonly kind: Kind };

async function given(world: World, step: Step<"given">, { keys, values }: Computed): Promise<Failure | null> {
  const refused = await world.give({ store: step.store, key: keys, values });
  if (refused === null) return null;
  const row = rowName({ store: step.store, keys, shape: world.storeShape(step.store) });
  return said(`The row \`${row}\` cannot be given: ${refused}.`);
}

async function advance(world: World, duration: number): Promise<Failure | null> {
  if (duration < 0) return said("The clock does not go back: give a duration of 0 or more.");
  await world.advance(duration);
  return null;
}

async function sendFile(
  world: World,
  step: Step<"sendFile">,
  { path, shown }: ReturnType<TestRun["fileOf"]>,
): Promise<Failure | null> {
  const bytes = attempt(() => readFileSync(path));
  if (!bytes.ok) return said(`\`${shown}\` cannot be read: ${bytes.why}.`);
  for await (const lines of linesOf(once(bytes.value))) {
    await world.sendRecords(
      step.source,
      lines.map((line) => line.bytes),
    );
  }
  return null;
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

function expectEvent(world: World, step: Step<"expectEvent">, { values }: Computed): Failure | null {
  const { event, mode } = step;
  const shape = world.eventShape(event);
  switch (mode) {
    case "some":
      return take(world.emitted, event, values, shape) ? null : noneCame(event, values, shape, world);
    case "no": {
      const isLeft = left(world.emitted, event).some(({ value }) => fits(values, value, shape));
      return isLeft ? someCame(event, values, shape, world) : null;
    }
    case "dead":
    case "waiting":
      return take(world[mode], event, values, shape) ? null : noneIs(mode, event, values, shape, world);
  }
}

async function expectRow(world: World, step: Step<"expectRow">, { keys, values }: Computed): Promise<Failure | null> {
  const shape = world.storeShape(step.store);
  const rows = await world.rows(step.store);
  const row = rows.find((one) => fits(keys, one, shape));
  const asked = { store: step.store, keys, shape };
  if (step.no) {
    const isThere = row !== undefined && fits(values, row, shape);
    return isThere ? someRow(asked, row) : null;
  }
  if (row === undefined) return noRow(asked, rows, world);
  return fits(values, row, shape) ? null : otherRow(asked, values, row, world);
}

function said(message: string): Failure {
  return { message, details: [] };
}
