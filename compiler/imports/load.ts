/** From the root file to every declaration of the program: reads and parses each imported file once, in circles too. */

import type { Declaration, ImportDeclaration, SourceFile } from "../../dsl/syntax.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { diagnostic } from "../diagnostics/report.ts";
import type { Host } from "../host.ts";
import type { At, FileScope } from "../names/files.ts";
import { NAME_KINDS, type NameKind } from "./lost.ts";
import { normalPath, resolvePath } from "./paths.ts";
import { type Read, readFile } from "./read.ts";

export interface Loaded {
  /** Every file that could be read, by path. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** All declarations in the order of the text, those of an import where it stands first. */
  readonly declarations: readonly At<Declaration>[];
  /** Names in what recovery skipped, of all files: nothing is to be said about them. */
  readonly lostNames: ReadonlySet<string>;
  /** Kinds of names of which any may have been lost, as in a file that cannot be read. */
  readonly lostKinds: ReadonlySet<NameKind>;
  readonly diagnostics: readonly Diagnostic[];
  readonly scopes: ReadonlyMap<string, FileScope>;
  /** Null where the root could not be read. */
  readonly root: FileScope | null;
}

interface Loading {
  readonly host: Host;
  readonly read: Read;
  readonly files: Map<string, SourceFile>;
  readonly scopes: Map<string, FileScope>;
  readonly declarations: At<Declaration>[];
  readonly lostNames: Set<string>;
  readonly diagnostics: Diagnostic[];
  readonly lostKinds: Set<NameKind>;
}

export function load(host: Host, root: string, read: Read = readFile): Loaded {
  const loading: Loading = {
    host,
    read,
    files: new Map(),
    scopes: new Map(),
    declarations: [],
    lostNames: new Set(),
    diagnostics: [],
    lostKinds: new Set(),
  };
  const path = normalPath(root);
  const text = host.read(path);
  if (typeof text !== "string") {
    const said = messages.DA1003.rootNotRead({ path, problem: text.problem });
    return { ...loading, root: null, diagnostics: [diagnostic(said, { file: path, start: 0, end: 0 })] };
  }
  const scope = loadText(loading, path, text);
  return { ...loading, root: scope };
}

function loadText(loading: Loading, path: string, text: string): FileScope {
  const { file, scope, lostKinds, diagnostics } = loading.read(path, text);
  for (const kind of lostKinds) {
    loading.lostKinds.add(kind);
  }
  loading.files.set(path, file);
  loading.scopes.set(path, scope);
  for (const name of file.lostNames) {
    loading.lostNames.add(name);
  }
  loading.diagnostics.push(...diagnostics);
  for (const node of file.declarations) {
    if (node.kind === "import") {
      loadImport(loading, scope, node);
    } else {
      loading.declarations.push({ node, file: scope });
    }
  }
  return scope;
}

function loadImport(loading: Loading, from: FileScope, node: ImportDeclaration): void {
  const path = resolvePath(from.path, node.path.value);
  if (loading.files.has(path)) {
    return;
  }
  const text = loading.host.read(path);
  if (typeof text === "string") {
    loadText(loading, path, text);
    return;
  }
  for (const kind of NAME_KINDS) {
    loading.lostKinds.add(kind);
  }
  const said = messages.DA1003.notRead({ path: node.path.value, problem: text.problem });
  loading.diagnostics.push(diagnostic(said, from.place(node.path)));
}
