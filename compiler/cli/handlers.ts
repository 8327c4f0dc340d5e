/** The files of handlers in TypeScript: those that are missing are written, and all are checked against their types. */
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import type { Host } from "../host.ts";
import type { Handler, Model } from "../model.ts";
import { checkHandlerFiles, type HandlerFiles, isTypeScript } from "../typecheck/handlers.ts";
import { attempt, type Result, writeWhole } from "./host/files.ts";
import type { Spec } from "./spec.ts";

/** What a type checker says of the handlers of a sound spec; `out` is the folder that is compiled into, null if that is open. */
export async function checkedHandlers(spec: Spec, model: Model, out: string | null): Promise<HandlerFiles> {
  const { typeChecker } = await import("./typecheck/tsmorph.ts");
  const folder = out === null ? null : fromSpec(spec, out);
  const found = await checkHandlerFiles(model, spec.host, typeChecker(spec.folder), { out: folder });
  // A watcher looks at what the host was asked for.
  for (const module of found.modules) spec.host.exists(module);
  return found;
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
