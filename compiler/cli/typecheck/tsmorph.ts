/** The type checker through ts-morph, on real files with others laid over them. Loaded only where a spec needs it. */
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CompilerOptions,
  type Diagnostic,
  type DiagnosticMessageChain,
  Node,
  Project,
  type SourceFile,
  ts,
} from "ts-morph";
import type { Range, TypeChecker, TypedFiles, TypeProblem } from "../../typecheck/port.ts";
import { type Answers, changes, Questions, together } from "../recall/answers.ts";
import { NotingFiles } from "./files.ts";
import { keyOf } from "./key.ts";

/** What was opened last, for who watches: the libraries' types are read once, and what is unchanged is not asked again. */
interface Last {
  readonly project: Project;
  /** What the options were made of. */
  readonly config: Questions;
  /** What was asked for the project's files. */
  readonly asked: Questions;
  readonly key: string;
  readonly opened: Opened;
}

/** What a type checker says, and what of the file system it rests on. */
export interface RealTypeChecker extends TypeChecker {
  answers(): Answers;
}

const lasts = new Map<string, Last>();

/** Paths are taken from `folder`, the root file's. */
export function typeChecker(folder: string): RealTypeChecker {
  return {
    answers: () => {
      const last = lasts.get(folder);
      return last === undefined ? new Questions().answers() : together(last.config.answers(), last.asked.answers());
    },
    open: async (files) => {
      const key = keyOf(files);
      const last = lasts.get(folder);
      const changed = last === undefined ? null : changedSince(last);
      if (last !== undefined && changed?.length === 0 && last.key === key) return last.opened;
      const { project, config, asked } =
        last === undefined || changed === null || changed.some(isLibrary)
          ? opening(folder)
          : { ...last, project: refreshed(last, folder, files) };
      for (const [path, text] of files) project.createSourceFile(resolve(folder, path), text, { overwrite: true });
      const opened = new Opened(folder, project, files);
      lasts.set(folder, { project, config, asked, key, opened });
      return opened;
    },
  };
}

/** Paths of which something has changed since; null where that may be anything. */
function changedSince({ config, asked }: Last): readonly string[] | null {
  return changes(config.answers()).length > 0 ? null : changes(asked.answers());
}

/** The project without what it had of the user's: that is read again. */
function refreshed({ project, asked }: Last, folder: string, files: ReadonlyMap<string, string>): Project {
  asked.renew();
  const overlaid = new Set([...files.keys()].map((path) => resolve(folder, path)));
  for (const file of project.getSourceFiles()) {
    const path = file.getFilePath();
    if (!isLibrary(path) && !overlaid.has(resolve(path))) project.removeSourceFile(file);
  }
  return project;
}

function isLibrary(path: string): boolean {
  return path.split(/[\\/]/).includes("node_modules") || resolve(path).startsWith(dirname(runtimeTypes()));
}

function opening(folder: string): Pick<Last, "project" | "config" | "asked"> {
  const [config, asked] = [new Questions(), new Questions()];
  const real = new Project({ skipLoadingLibFiles: true }).getFileSystem();
  const project = new Project({
    compilerOptions: optionsIn(folder, new NotingFiles(real, config)),
    fileSystem: new NotingFiles(real, asked),
  });
  return { project, config, asked };
}

/**
 * Style is not what is asked. Of an environment's types only those are read that are imported: what is not known is let be,
 * and what is made of it.
 */
const NEEDED: CompilerOptions = {
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: [],
  noImplicitAny: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
};

const USUAL: CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  lib: ["lib.esnext.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** The options of the user's own tsconfig.json, where there is one. */
function optionsIn(folder: string, files: NotingFiles): CompilerOptions {
  const paths = { "da-compile/runtime": [runtimeTypes()] };
  const path = ts.findConfigFile(folder, (one) => files.fileExistsSync(one));
  if (path === undefined) return { ...USUAL, ...NEEDED, paths };
  const { config } = ts.readConfigFile(path, (one) => files.readFileSync(one));
  const host = {
    useCaseSensitiveFileNames: files.isCaseSensitive(),
    // Which files the project has is of no interest: a handler's is known.
    readDirectory: () => [],
    fileExists: (one: string) => files.fileExistsSync(one),
    readFile: (one: string) => files.readFileSync(one),
  };
  const { options } = ts.parseJsonConfigFileContent(config, host, dirname(path), undefined, path);
  return { ...options, ...NEEDED, paths };
}

/** Those of this very package: what runs the handlers later gives them the same. */
function runtimeTypes(): string {
  const path = import.meta.url.endsWith(".ts") ? "../../../runtime/index.ts" : "../runtime/index.d.ts";
  return fileURLToPath(new URL(path, import.meta.url));
}

class Opened implements TypedFiles {
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
