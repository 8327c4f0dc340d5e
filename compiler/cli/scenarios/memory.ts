/**
 * Modules of TypeScript that are imported from memory, as if they lay in a folder: files beside it are found from there,
 * and `da-compile/runtime` is this very program's. Nothing is written.
 */
import { registerHooks } from "node:module";
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as runtime from "../../../runtime/index.ts";

const RUNTIME = "da-compile/runtime";
const RUNTIME_URL = "da-compile:runtime";

export interface Imported {
  /** What each module exports, by its path. */
  readonly exports: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Absolute paths of the files that were loaded beside. */
  readonly files: ReadonlySet<string>;
  /** What each of these imports of them, by absolute paths. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the addresses of all of them end with. */
  readonly mark: string;
  /** To be called when nothing of it runs any more. */
  close(): void;
}

/** A module cannot be loaded: a file of the user's is missing or wrong. */
export class ImportFailure extends Error {
  override readonly name = "ImportFailure";
  /** Files that were loaded before. */
  readonly files: ReadonlySet<string>;

  constructor(message: string, files: ReadonlySet<string>) {
    super(message);
    this.files = files;
  }
}

/** Modules are loaded once and never forgotten: each import has addresses of its own. */
let imports = 0;

/** Imports the modules of these paths; `modules` holds the texts of all by their path in `folder`. */
export async function importFromMemory(
  folder: string,
  modules: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<Imported> {
  const mark = `?da-test=${++imports}`;
  const base = pathToFileURL(folder + sep);
  const texts = new Map([...modules].map(([path, text]) => [new URL(encodeURI(path), base).href, text]));
  const files = new Set<string>();
  const links = new Map<string, Set<string>>();
  const hooks = hookInto(texts, mark, { files, links });
  const release = offerRuntime(mark);
  const close = (): void => {
    hooks.deregister();
    release();
  };
  try {
    const found = await import(entry(paths.map((path) => new URL(encodeURI(path), base).href + mark)));
    const exports = new Map(paths.map((path, at) => [path, namespace(found[`module${at}`])]));
    return { exports, files, links, mark, close };
  } catch (error) {
    close();
    throw new ImportFailure(reasonOf(error), files);
  }
}

/** One module that names all others: its address is the text itself, which no bundler and no test runner takes for theirs. */
function entry(urls: readonly string[]): string {
  const lines = urls.map((url, at) => `export * as module${at} from ${JSON.stringify(url)};`);
  return `data:text/javascript,${encodeURIComponent(lines.join("\n"))}`;
}

function namespace(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

interface Loaded {
  readonly files: Set<string>;
  readonly links: Map<string, Set<string>>;
}

function hookInto(texts: ReadonlyMap<string, string>, mark: string, { files, links }: Loaded) {
  const isOurs = (url: string): boolean => url.endsWith(mark);
  const plain = (url: string): string => url.slice(0, -mark.length);
  return registerHooks({
    resolve(specifier, context, next) {
      if (isOurs(specifier)) return { url: specifier, shortCircuit: true };
      const parent = context.parentURL;
      if (parent === undefined || !isOurs(parent)) return next(specifier, context);
      if (specifier === RUNTIME) return { url: RUNTIME_URL + mark, shortCircuit: true };
      const inMemory = /^\.\.?\//.test(specifier) ? new URL(specifier, parent).href : "";
      if (texts.has(inMemory)) return { url: inMemory + mark, shortCircuit: true };
      const found = next(specifier, context);
      // What the user's own files import may change between two runs as they may.
      const isTheirs = found.url.startsWith("file:") && !found.url.includes("/node_modules/");
      if (isTheirs && parent.startsWith("file:")) link(links, fileURLToPath(plain(parent)), fileURLToPath(found.url));
      return isTheirs ? { ...found, url: found.url + mark } : found;
    },
    load(url, context, next) {
      if (!isOurs(url)) return next(url, context);
      if (plain(url) === RUNTIME_URL) return { format: "module", source: runtimeText(mark), shortCircuit: true };
      const isTypeScript = /\.[mc]?ts$/.test(plain(url));
      const source = texts.get(plain(url));
      if (source !== undefined) {
        return { format: isTypeScript ? "module-typescript" : "module", source, shortCircuit: true };
      }
      files.add(fileURLToPath(plain(url)));
      return next(url, isTypeScript ? { ...context, format: "module-typescript" } : context);
    },
  });
}

function link(links: Map<string, Set<string>>, from: string, to: string): void {
  const known = links.get(from) ?? new Set();
  links.set(from, known.add(to));
}

/** The runtime's own instances, under a global name that is gone when the import is closed. */
function offerRuntime(mark: string): () => void {
  const name = Symbol.for(RUNTIME + mark);
  Reflect.set(globalThis, name, runtime);
  return () => Reflect.deleteProperty(globalThis, name);
}

function runtimeText(mark: string): string {
  const names = Object.keys(runtime).join(", ");
  return `export const { ${names} } = globalThis[Symbol.for(${JSON.stringify(RUNTIME + mark)})];\n`;
}

/** The first line of what is said, behind the place that a syntax error has. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = ""] = error.message.split("\n");
  const place = /^file:\S+:\d+(?=\n)/.exec(error.stack ?? "")?.[0];
  return withPaths(place === undefined ? first : `${place}: ${first}`);
}

function withPaths(text: string): string {
  return text.replaceAll(/file:\S+?(?=\?da-test=)/g, (url) => fileURLToPath(url)).replaceAll(/\?da-test=\d+/g, "");
}
