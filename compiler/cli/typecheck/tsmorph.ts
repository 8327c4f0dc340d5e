/** The type checker through ts-morph, on real files with others laid over them. Loaded only where a spec needs it. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { type Diagnostic, type DiagnosticMessageChain, Node, Project, type SourceFile, ts } from "ts-morph";
import type { Range, TypeChecker, TypedFiles, TypeProblem } from "../../typecheck/port.ts";
import { fingerprint } from "../host/changes.ts";

/** What was opened last, for who watches: the libraries' types are read once, and what is unchanged is not asked again. */
interface Last {
  readonly project: Project;
  readonly config: string;
  readonly key: string;
  readonly opened: Opened;
  /** Fingerprints of the user's modules, by absolute path. */
  readonly modules: ReadonlyMap<string, string>;
}

const lasts = new Map<string, Last>();

/** Paths are taken from `folder`, the root file's. */
export function typeChecker(folder: string): TypeChecker {
  return {
    open: async (files) => {
      const tsConfig = ts.findConfigFile(folder, ts.sys.fileExists);
      const config = tsConfig === undefined ? "" : `${tsConfig} ${fingerprint(tsConfig)}`;
      const key = keyOf(files);
      const last = lasts.get(folder);
      const known = last?.config === config ? last : undefined;
      // Where something is wrong, a file that is not among them may mend it.
      if (
        known?.key === key &&
        !known.opened.hasProblems &&
        [...known.modules].every(([path, before]) => fingerprint(path) === before)
      ) {
        return known.opened;
      }
      const project = known === undefined ? projectIn(tsConfig) : refreshed(known.project, folder, files);
      for (const [path, text] of files) project.createSourceFile(resolve(folder, path), text, { overwrite: true });
      const opened = new Opened(folder, project, files);
      const modules = new Map(
        opened.modules().map((path) => [resolve(folder, path), fingerprint(resolve(folder, path))]),
      );
      lasts.set(folder, { project, config, key, opened, modules });
      return opened;
    },
  };
}

/** The same types have the same key: comments, which link to lines of the spec, do not count. */
function keyOf(files: ReadonlyMap<string, string>): string {
  return [...files].map(([path, text]) => `${path}\n${text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "")}`).join("\n");
}

/** The project without what it had of the user's: that is read again. */
function refreshed(project: Project, folder: string, files: ReadonlyMap<string, string>): Project {
  const overlaid = new Set([...files.keys()].map((path) => resolve(folder, path)));
  for (const file of project.getSourceFiles()) {
    const isLibrary = file.isInNodeModules() || file.getFilePath().startsWith(dirname(runtimeTypes()));
    if (!isLibrary && !overlaid.has(resolve(file.getFilePath()))) project.removeSourceFile(file);
  }
  return project;
}

/** With the options of the user's own tsconfig.json, where there is one. */
function projectIn(tsConfigFilePath: string | undefined): Project {
  const needed = {
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    // Style is not what is asked.
    noUnusedLocals: false,
    noUnusedParameters: false,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    paths: { "da-compile/runtime": [runtimeTypes()] },
  };
  if (tsConfigFilePath !== undefined) {
    return new Project({ tsConfigFilePath, skipAddingFilesFromTsConfig: true, compilerOptions: needed });
  }
  const usual = {
    strict: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  return new Project({ compilerOptions: { ...usual, ...needed }, skipLoadingLibFiles: false });
}

/** Those of this very package: what runs the handlers later gives them the same. */
function runtimeTypes(): string {
  const path = import.meta.url.endsWith(".ts") ? "../../../runtime/index.ts" : "../runtime/index.d.ts";
  return fileURLToPath(new URL(path, import.meta.url));
}

class Opened implements TypedFiles {
  hasProblems = false;
  readonly #folder: string;
  readonly #project: Project;
  readonly #overlaid: ReadonlySet<string>;

  constructor(folder: string, project: Project, files: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#project = project;
    this.#overlaid = new Set([...files.keys()].map((path) => resolve(folder, path)));
    project.resolveSourceFileDependencies();
  }

  text(path: string): string | null {
    return this.#file(path)?.getFullText() ?? null;
  }

  defaultExport(path: string): Range | null {
    const [declaration] = this.#file(path)?.getDefaultExportSymbol()?.getDeclarations() ?? [];
    if (declaration === undefined) return null;
    const shown = Node.isExportAssignment(declaration) ? declaration.getExpression() : nameIn(declaration);
    const [line = ""] = shown.getText().split(/[\r\n]/, 1);
    return { start: shown.getStart(), end: shown.getStart() + line.length };
  }

  problems(path: string): readonly TypeProblem[] {
    const file = this.#file(path);
    if (file === undefined) return [];
    const program = this.#project.getProgram();
    const syntactic = program.getSyntacticDiagnostics(file);
    const found: readonly Diagnostic[] = syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file);
    if (found.length > 0) this.hasProblems = true;
    return found.map(problemOf);
  }

  modules(): readonly string[] {
    return this.#project
      .getSourceFiles()
      .filter((file) => !file.isDeclarationFile() && !file.isInNodeModules())
      .map((file) => resolve(file.getFilePath()))
      .filter((path) => !this.#overlaid.has(path) && path !== runtimeTypes())
      .map((path) => relative(this.#folder, path).split(sep).join("/"));
  }

  #file(path: string): SourceFile | undefined {
    const full = join(this.#folder, path);
    return this.#project.getSourceFile(full) ?? this.#project.addSourceFileAtPathIfExists(full);
  }
}

/** The name of a function, or its first line where it has none. */
function nameIn(declaration: Node): Node {
  if (Node.isFunctionDeclaration(declaration)) return declaration.getNameNode() ?? declaration.getFirstChildOrThrow();
  return declaration;
}

function problemOf(diagnostic: Diagnostic): TypeProblem {
  const text = diagnostic.getMessageText();
  const [message, reason] = typeof text === "string" ? [text, text] : [text.getMessageText(), deepest(text)];
  const start = diagnostic.getStart() ?? 0;
  const end = start + (diagnostic.getLength() ?? 0);
  return { code: diagnostic.getCode(), message, reason, start, end };
}

/** Why it is so, at the end of a chain of reasons. */
function deepest(chain: DiagnosticMessageChain): string {
  const [next] = chain.getNext() ?? [];
  return next === undefined ? chain.getMessageText() : deepest(next);
}
