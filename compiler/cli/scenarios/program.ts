/** A spec's pipeline and tests, loaded from memory and ready to run any number of times. */
import { isObject } from "../../../runtime/codec/types.ts";
import type { Json, PipelineDefinition } from "../../../runtime/index.ts";
import { COVERAGE_FILE, Cover } from "../../emit/cover.ts";
import { emitProgram } from "../../emit/program.ts";
import type { Model } from "../../model.ts";
import type { FunctionBlocks } from "../../scenarios/blocks.ts";
import type { Named } from "../../scenarios/compare.ts";
import { testHelpers } from "../../scenarios/helpers.ts";
import { Givens } from "./given.ts";
import { importFromMemory } from "./memory.ts";
import { Profile } from "./profile.ts";
import { Recorder } from "./recorder.ts";

/** What a step computes: those parts that its kind has. */
export interface Computed {
  readonly keys: Named;
  readonly values: { readonly [name: string]: Json };
  readonly id: string | null;
  readonly at: number | null;
  /** In ms. */
  readonly duration: number;
}

export interface TestProgram {
  readonly definition: PipelineDefinition;
  readonly ddl: string;
  readonly givens: Givens;
  /** Computes what a step gives, sends or expects; throws a ValueFault where there is no value. */
  compute(test: number, step: number): Computed;
  readonly cover: Covered | null;
  /** Files of the user's that were loaded, absolute. */
  readonly files: ReadonlySet<string>;
  close(): void;
}

/** How what was reached is told. */
export interface Covered {
  readonly points: Cover;
  readonly recorder: Recorder;
  /** Functions of the user's own files, by path. */
  blocks(): ReadonlyMap<string, readonly FunctionBlocks[]>;
  /** What each of them imports of them. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface LoadOptions {
  /** The root file's name. */
  readonly root: string;
  readonly version: string;
  /** Where the generated folder would lie. */
  readonly folder: string;
  readonly coverage: boolean;
  /** Texts that stand for files of the user's, by their path from the generated folder. */
  readonly beside?: ReadonlyMap<string, string>;
}

/** Throws an ImportFailure where a file of the user's cannot be loaded. */
export async function loadProgram(model: Model, options: LoadOptions): Promise<TestProgram> {
  const points = options.coverage ? new Cover(testHelpers(model)) : null;
  const hasOwnFiles = model.handlers.some(({ body }) => body.kind === "typescript");
  const profile = points !== null && hasOwnFiles ? new Profile() : null;
  try {
    return await load(model, options, points, profile);
  } catch (error) {
    profile?.close();
    throw error;
  }
}

async function load(
  model: Model,
  { root, version, folder, beside = new Map() }: LoadOptions,
  points: Cover | null,
  profile: Profile | null,
): Promise<TestProgram> {
  const { modules: made, ddl } = await emitProgram(
    model,
    points === null ? { root, version } : { root, version, cover: points },
  );
  const modules = new Map([...made, ...beside]);
  const paths = ["pipeline.ts", "tests.ts", ...(points === null ? [] : [COVERAGE_FILE])];
  const { exports, files, links, mark, close } = await importFromMemory(folder, modules, paths);
  const recorder = points === null ? null : new Recorder(points.owners, exports.get(COVERAGE_FILE) ?? {});
  const tests = exports.get("tests.ts")?.tests;
  const given = definitionIn(exports.get("pipeline.ts")?.pipeline);
  const givens = new Givens();
  const handlers = recorder === null ? given.handlers : given.handlers.map((handler) => recorder.watched(handler));
  const blocks = () => profile?.take(mark) ?? new Map<string, readonly FunctionBlocks[]>();
  return {
    definition: givens.beside({ ...given, handlers }),
    ddl,
    givens,
    compute: (test, step) => computed(tests, test, step),
    cover: points === null || recorder === null ? null : { points, recorder, blocks, links },
    files,
    close() {
      profile?.close();
      close();
    },
  };
}

function definitionIn(value: unknown): PipelineDefinition {
  if (isDefinition(value)) return value;
  throw new Error("The code that was made of the spec holds no pipeline.");
}

function isDefinition(value: unknown): value is PipelineDefinition {
  return typeof value === "object" && value !== null && "format" in value && value.format === 1;
}

function computed(tests: unknown, test: number, step: number): Computed {
  const steps: unknown = Array.isArray(tests) ? tests[test] : undefined;
  const compute: unknown = Array.isArray(steps) ? steps[step] : undefined;
  const parts: unknown = typeof compute === "function" ? compute() : {};
  const { keys, values, id, at, duration } = isObject(parts) ? parts : {};
  return {
    keys: isObject(keys) ? keys : {},
    values: isObject(values) ? values : {},
    id: typeof id === "string" ? id : null,
    at: typeof at === "number" ? at : null,
    duration: typeof duration === "number" ? duration : 0,
  };
}
