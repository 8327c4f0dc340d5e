/** Files as they are in a commit, read through git without a touch on the work tree. */
import { spawnSync } from "node:child_process";
import { posix } from "node:path";
import { decode } from "../host/files.ts";

export type GitAnswer = { readonly ok: true; readonly out: Buffer } | { readonly ok: false; readonly why: string };

const MOST_BYTES = 1 << 30;

/** Runs git in a folder. No lock is taken, and nothing is asked of the user. */
export function git(folder: string, args: readonly string[], input = ""): GitAnswer {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const { error, status, stdout, stderr } = spawnSync("git", args, { cwd: folder, env, input, maxBuffer: MOST_BYTES });
  if (error !== undefined) {
    const isMissing = "code" in error && error.code === "ENOENT";
    return { ok: false, why: isMissing ? "git is not installed" : error.message };
  }
  if (status === 0) return { ok: true, out: stdout };
  return {
    ok: false,
    why:
      stderr
        .toString()
        .trim()
        .replace(/^fatal: /, "") || `git says ${status}`,
  };
}

/** Where a folder is in its repository: "" at the root, else with `/` at the end; null outside of any. */
export function prefixOf(folder: string): string | null {
  const found = git(folder, ["rev-parse", "--show-prefix"]);
  return found.ok ? found.out.toString().replace(/\n$/, "") : null;
}

/** Both: the prefix of a folder, and the commit that a text names; null where one of them is not there. */
export function located(folder: string, text: string): { readonly prefix: string; readonly hash: string } | null {
  if (text.startsWith("-")) return null;
  const found = git(folder, ["rev-parse", "--show-prefix", `${text}^{commit}`]);
  const [prefix = "", hash = ""] = found.ok ? found.out.toString().split("\n") : [];
  return /^[0-9a-f]{40,64}$/.test(hash) ? { prefix, hash } : null;
}

/** The hash of the commit that a text names, or null. */
export function commitOf(folder: string, text: string): string | null {
  const found = git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${text}^{commit}`]);
  return found.ok ? found.out.toString().trim() : null;
}

export type Blob =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "folder" }
  /** Not in the commit. */
  | { readonly kind: "absent" }
  /** In the commit, but not in this clone. */
  | { readonly kind: "lost" };

/** The files of one commit, by their paths from the repository's root. */
export class Commit {
  readonly hash: string;
  readonly #folder: string;
  readonly #blobs = new Map<string, Blob>();
  readonly #listed = new Map<string, ReadonlySet<string>>();

  constructor(folder: string, hash: string) {
    this.#folder = folder;
    this.hash = hash;
  }

  /** Reads all of them by one call of git. */
  fetch(paths: readonly string[]): void {
    const wanted = [...new Set(paths)].filter((path) => !this.#blobs.has(path) && !path.includes("\n"));
    if (wanted.length === 0) return;
    const answer = git(this.#folder, ["cat-file", "--batch"], wanted.map((path) => `${this.hash}:${path}\n`).join(""));
    if (!answer.ok) return;
    let at = 0;
    for (const path of wanted) {
      const end = answer.out.indexOf(10, at);
      const [, kind, size] = answer.out.subarray(at, end).toString().split(" ").slice(-3);
      at = end + 1;
      if (kind !== "blob" && kind !== "tree") {
        this.#blobs.set(path, { kind: this.#isListed(path) ? "lost" : "absent" });
        continue;
      }
      const bytes = answer.out.subarray(at, at + Number(size));
      this.#blobs.set(path, kind === "tree" ? { kind: "folder" } : { kind: "file", bytes });
      at += Number(size) + 1;
    }
  }

  blob(path: string): Blob {
    const clean = path.replace(/\/$/, "");
    this.fetch([clean]);
    return this.#blobs.get(clean) ?? { kind: "absent" };
  }

  /** Paths of all files in a folder, at any depth. */
  filesIn(folder: string): ReadonlySet<string> {
    const known = this.#listed.get(folder);
    if (known !== undefined) return known;
    const below = folder === "" ? [] : ["--", `${folder.replace(/\/$/, "")}/`];
    const found = git(this.#folder, ["ls-tree", "-r", "-z", "--name-only", "--full-tree", this.hash, ...below]);
    const files = new Set(
      found.ok
        ? found.out
            .toString()
            .split("\0")
            .filter((path) => path !== "")
        : [],
    );
    this.#listed.set(folder, files);
    return files;
  }

  #isListed(path: string): boolean {
    const found = git(this.#folder, ["ls-tree", "-z", "--name-only", "--full-tree", this.hash, "--", path]);
    return found.ok && found.out.length > 0;
  }

  /** The text of a file, or why there is none. */
  text(path: string): string | { readonly problem: string } {
    const blob = this.blob(path);
    switch (blob.kind) {
      case "file": {
        const text = decode(blob.bytes);
        return text.ok ? text.value : { problem: text.why };
      }
      case "folder":
        return { problem: "it is a folder" };
      case "absent":
        return { problem: "there is no such file" };
      case "lost":
        return { problem: "this clone has only a part of the repository, and not this file" };
    }
  }
}

/** `a/../b` worked out; null outside of the repository. */
export function inRepository(path: string): string | null {
  const clean = posix.normalize(path);
  return clean.startsWith("..") || clean.startsWith("/") ? null : clean;
}
