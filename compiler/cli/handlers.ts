/** The files of handlers in TypeScript: those that are missing are written, and all are checked against their types. */
import { hash } from "node:crypto";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import type { Host } from "../host.ts";
import type { Handler, Model } from "../model.ts";
import type { HandlerFiles } from "../typecheck/handlers.ts";
import { isTypeScript } from "../typecheck/port.ts";
import { attempt, type Result, writeWhole } from "./host/files.ts";
import type { Io } from "./io.ts";
import { type Answers, textAnswersOf, together } from "./recall/answers.ts";
import type { Spec } from "./spec.ts";
import { keyOf } from "./typecheck/key.ts";
import type { Verdict } from "./typecheck/verdicts.ts";

/**
 * What a type checker says of the handlers of a sound spec; `out` is the folder that is compiled into, null if that is open.
 * Where nothing has changed since the last time, it says the same.
 */
export async function checkedHandlers(
  spec: Spec,
  model: Model,
  texts: Iterable<string>,
  out: string | null,
  env: Io["env"],
): Promise<HandlerFiles & { readonly answers: Answers }> {
  const { verdictsOf } = await import("./typecheck/verdicts.ts");
  const folder = out === null ? null : fromSpec(spec, out);
  const verdicts = verdictsOf(spec.folder, [spec.root, folder], env);
  const last = verdicts.read();
  const asked = hash("sha256", JSON.stringify([...texts].map((path) => [path, spec.host.read(path)])));
  const found = last?.spec === asked ? last : await judged(spec, model, folder, asked, last);
  if (found !== last) verdicts.write(found);
  // A watcher looks at what the host was asked for.
  for (const module of found.modules) spec.host.exists(module);
  const answers = together(found.answers, { text: textAnswersOf(verdicts.packages) });
  return { ...found, files: textsOf(spec, found.handlers), answers };
}

/** Of types that stayed as they were, and that everything fits, nothing is asked again. */
async function judged(
  spec: Spec,
  model: Model,
  out: string | null,
  asked: string,
  last: Verdict | null,
): Promise<Verdict> {
  const { checkHandlerFiles, filesToFit } = await import("../typecheck/handlers.ts");
  const types = hash("sha256", keyOf(filesToFit(model, spec.host, { out })));
  if (last?.types === types && last.diagnostics.length === 0) return { ...last, spec: asked };
  const { typeChecker } = await import("./typecheck/tsmorph.ts");
  const checker = typeChecker(spec.folder);
  const { diagnostics, files, modules } = await checkHandlerFiles(model, spec.host, checker, { out });
  return { spec: asked, types, diagnostics, handlers: [...files.keys()], modules, answers: checker.answers() };
}

function textsOf({ host }: Spec, paths: readonly string[]): ReadonlyMap<string, { readonly text: string }> {
  return new Map(
    paths.flatMap((path): [string, { text: string }][] => {
      const text = host.read(path);
      return typeof text === "string" ? [[path, { text }]] : [];
    }),
  );
}

function fromSpec({ folder }: Spec, path: string): string {
  return relative(folder, path).split(sep).join("/") || ".";
}

/** A host that has the files which a compile would write first. */
export function withHandlerFiles(host: Host, missing: ReadonlySet<string>): Host {
  return { read: (path) => host.read(path), exists: (path) => missing.has(path) || host.exists(path) };
}

/** Paths of the handlers' files that are not there and that a compile writes. */
export function missingFiles({ handlers }: Model, host: Host): ReadonlySet<string> {
  const paths = handlers.flatMap(({ body }) => (body.kind === "typescript" ? [body.file] : []));
  return new Set(paths.filter((path) => isTypeScript(path) && !host.exists(path)));
}

/** Writes the first text of each missing file; gives their paths, as the user knows them. */
export async function writeStarters(
  spec: Spec,
  model: Model,
  missing: ReadonlySet<string>,
  out: string,
): Promise<Result<readonly string[]>> {
  const { starterOf } = await import("../emit/starter.ts");
  const first = new Map<string, Handler>();
  for (const handler of model.handlers) {
    const { body } = handler;
    if (body.kind === "typescript" && missing.has(body.file) && !first.has(body.file)) first.set(body.file, handler);
  }
  return attempt(() =>
    [...first].map(([path, handler]) => {
      const full = resolve(spec.folder, path);
      const way = relative(dirname(full), join(out, "handlers", `${handler.name}.ts`))
        .split(sep)
        .join("/");
      writeWhole(full, starterOf(model, handler, way.startsWith(".") ? way : `./${way}`));
      return posix.join(posix.dirname(spec.name), path);
    }),
  );
}
