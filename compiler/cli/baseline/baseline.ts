/** Finds what `--against` names: a git ref, a file or a folder; and loads the version of the spec that is there. */
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { LineMap } from "../../../dsl/line-map.ts";
import { analyze } from "../../analyze.ts";
import { count } from "../../diagnostics/messages/said.ts";
import { isPublished, readPublished } from "../../diff/published.ts";
import { Version } from "../../diff/version.ts";
import type { Host } from "../../host.ts";
import { normalPath } from "../../imports/paths.ts";
import type { Model } from "../../model.ts";
import { attempt, readText } from "../host/files.ts";
import { displayFrom, realHost } from "../host/real.ts";
import { read } from "../read.ts";
import type { Spec } from "../spec.ts";
import { Commit, git, inRepository, located, prefixOf } from "./git.ts";
import { whyUnknown } from "./refs.ts";

export type Loaded =
  | {
      readonly state: "compared";
      readonly version: Version;
      readonly display: (file: string) => string;
      readonly host: Host | null;
    }
  /** The spec is not there yet. */
  | { readonly state: "new"; readonly why: string }
  | { readonly state: "failed"; readonly why: string };

const failed = (why: string): Loaded => ({ state: "failed", why });

/** What `text` names, for this spec. `cwd` is where files are looked for. */
export function loadBaseline(text: string, spec: Spec, cwd: string, now: Model): Loaded {
  const isPath = /^\.{0,2}\//.test(text) || /^\.{1,2}$/.test(text) || /^[A-Za-z]:[\\/]/.test(text);
  const colon = isPath ? -1 : text.indexOf(":");
  const ref = colon < 0 ? text : text.slice(0, colon);
  const found = isPath || ref === "" ? null : located(spec.folder, ref);
  if (found !== null) {
    const commit = new Commit(spec.folder, found.hash);
    const named = colon < 0 ? null : text.slice(colon + 1);
    return ofCommit({ commit, ref, own: `${found.prefix}${spec.root}`, named, root: spec.root, cwd, now });
  }
  const path = resolve(cwd, text);
  const stat = attempt(() => statSync(path));
  if (stat.ok) return stat.value.isDirectory() ? ofFolder(path, spec, cwd, now) : ofFile(path, cwd);
  if (isPath || /\.(da|json)$/.test(ref)) return failed(stat.why);
  const inside = git(spec.folder, ["rev-parse", "--git-dir"]);
  if (!inside.ok) return failed(`there is no such file or folder, and as for git refs: ${inside.why}`);
  return failed(whyUnknown(spec.folder, ref));
}

function ofFile(path: string, cwd: string): Loaded {
  const folder = dirname(path);
  return versionOf(realHost(folder), basename(path), displayFrom(folder, cwd));
}

/** A folder that holds the spec, as another check-out does. */
function ofFolder(path: string, spec: Spec, cwd: string, now: Model): Loaded {
  const names = attempt(() => readdirSync(path));
  if (!names.ok) return failed(names.why);
  if (names.value.includes(spec.root)) return ofFile(join(path, spec.root), cwd);
  if (isPublished(names.value)) {
    const texts = names.value.map((name) => [name, readText(join(path, name))] as const);
    return schemas(new Map(texts.flatMap(([name, text]) => (text.ok ? [[name, text.value]] : []))), now, (file) =>
      displayFrom(path, cwd)(file),
    );
  }
  if (names.value.includes("schemas")) return ofFolder(join(path, "schemas"), spec, cwd, now);
  return failed(`the folder holds neither \`${spec.root}\` nor \`*.schema.json\``);
}

interface AtCommit {
  readonly commit: Commit;
  readonly ref: string;
  /** The spec's own path from the repository's root, and what was named instead, if anything was. */
  readonly own: string;
  readonly named: string | null;
  /** The root file's name. */
  readonly root: string;
  readonly cwd: string;
  readonly now: Model;
}

function ofCommit({ commit, ref, own, named, root, cwd, now }: AtCommit): Loaded {
  const path = named !== null && /^\.\.?\//.test(named) ? `${prefixOf(cwd) ?? ""}${named}` : named;
  const wanted = path === null ? own : inRepository(path);
  if (wanted === null) return failed("the path leads out of the repository");
  switch (commit.blob(wanted).kind) {
    case "absent":
      if (wanted === own) return { state: "new", why: `\`${own}\` is not there at \`${ref}\`` };
      return failed(`there is no \`${wanted}\` at \`${ref}\``);
    case "lost":
      return failed(
        `\`${wanted}\` is at \`${ref}\`, but not in this partial clone: run \`git fetch --refetch --filter=blob:none\``,
      );
    case "folder": {
      const inside = `${wanted.replace(/\/$/, "")}/${root}`;
      if (commit.blob(inside).kind === "file") return versionAt(commit, ref, inside);
      const found = schemasAt(commit, wanted);
      if (found.size > 0) return schemas(found, now, (file) => `${ref}:${file}`);
      return failed(`\`${wanted}\` at \`${ref}\` holds neither \`${root}\` nor \`*.schema.json\``);
    }
    case "file":
      return versionAt(commit, ref, wanted);
  }
}

/** Schemas in a folder, or in its folder `schemas`, by their names. */
function schemasAt(commit: Commit, folder: string): ReadonlyMap<string, string> {
  const clean = folder.replace(/\/$/, "");
  const paths = [...commit.filesIn(clean)].filter((path) => isPublished([basename(path)]));
  const own = paths.filter((path) => dirname(path) === clean);
  const wanted = own.length > 0 ? own : paths.filter((path) => dirname(path) === `${clean}/schemas`);
  commit.fetch(wanted);
  const texts = wanted.map((path) => [basename(path), commit.text(path)] as const);
  return new Map(texts.flatMap(([name, text]) => (typeof text === "string" ? [[name, text]] : [])));
}

function schemas(texts: ReadonlyMap<string, string>, now: Model, display: (file: string) => string): Loaded {
  const found = readPublished(texts, now);
  return found.ok ? { state: "compared", version: found.version, display, host: null } : failed(found.why);
}

function versionAt(commit: Commit, ref: string, path: string): Loaded {
  const folder = dirname(path) === "." ? "" : `${dirname(path)}/`;
  const host = commitHost(commit, folder);
  prefetch(commit, folder, basename(path));
  return versionOf(host, basename(path), (file) => `${ref}:${inRepository(`${folder}${file}`) ?? file}`);
}

/** The compiler's host on a commit; paths are from the spec's folder. */
function commitHost(commit: Commit, folder: string): Host {
  const found = (path: string) => inRepository(`${folder}${path}`);
  return {
    read: (path) => {
      const full = found(path);
      return full === null ? { problem: "it lies outside of the repository" } : commit.text(full);
    },
    exists: (path) => {
      const full = found(path);
      return full !== null && (commit.filesIn(folder).has(full) || commit.blob(full).kind === "file");
    },
  };
}

const IMPORT = /^[ \t]*import[ \t]+"([^"\n]+)"/gm;

/** All imports, one call of git for each step away from the root; what a comment hides is read in vain. */
function prefetch(commit: Commit, folder: string, root: string): void {
  const seen = new Set([root]);
  for (let next: readonly string[] = [root]; next.length > 0; ) {
    commit.fetch(next.flatMap((path) => inRepository(`${folder}${path}`) ?? []));
    next = next.flatMap((path) => {
      const text = commit.text(inRepository(`${folder}${path}`) ?? "");
      if (typeof text !== "string") return [];
      const found = [...text.matchAll(IMPORT)].map(([, name = ""]) =>
        normalPath(join(dirname(path), name).split(sep).join("/")),
      );
      return found.filter((name) => !seen.has(name) && seen.add(name) !== undefined);
    });
  }
}

/** A baseline with errors is none: nothing could be said of what it lacks. */
function versionOf(host: Host, root: string, display: (file: string) => string): Loaded {
  const { model, diagnostics, files } = analyze(host, root, read);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first !== undefined) {
    const { file, start } = first.location;
    const { line } = new LineMap(files.get(file)?.text ?? "").position(start);
    const which = errors.length === 1 ? "an error" : `${count(errors.length, "error")}, the first`;
    return failed(`the spec there has ${which} in \`${display(file)}:${line}\`: ${first.code}, ${first.message}`);
  }
  if (model === null) return failed("the spec there declares no pipeline");
  return { state: "compared", version: new Version(model, files), display, host };
}
