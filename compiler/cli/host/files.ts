/** Real files, with failures as values: every sentence names the path and what the system said. */
import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../../../runtime/folder.ts";

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** The text of a UTF-8 file without its byte order mark. */
export function readText(path: string): Result<string> {
  const bytes = attempt(() => readFileSync(path));
  return bytes.ok ? decode(bytes.value) : bytes;
}

/** Text of bytes that must be UTF-8. */
export function decode(bytes: Uint8Array): Result<string> {
  try {
    return { ok: true, value: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    const offset = firstBadByte(bytes);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    return { ok: false, why: `it is not UTF-8 text: byte 0x${byte} at offset ${offset} fits nowhere` };
  }
}

/** Where the first sequence begins that is no UTF-8. */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), true)) good = middle;
    else bad = middle;
  }
  // The good begin may end inside of a sequence that is never completed.
  while (!decodes(bytes.subarray(0, good), false)) good--;
  return good;
}

/** Whether bytes are UTF-8; as a `begin`, their last sequence may be cut off. */
function decodes(bytes: Uint8Array, begin: boolean): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: begin });
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a file, or null where there is none. Other failures are thrown for `attempt` to catch. */
export function readIfThere(path: string): Uint8Array | null {
  // Asked first, because an exception takes longer than writing the file will.
  if (!existsSync(path)) return null;
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** What a folder holds, in lower case, as some systems take `A` for `a`; nothing where there is none. */
export function namesIn(path: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(path).map((name) => name.toLowerCase()));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return new Set();
    throw error;
  }
}

/** Writes a file in one step: whoever reads it meanwhile sees the old or the new content, and a failure leaves the old. */
export function writeWhole(path: string, content: string, mode = 0o666): void {
  const folder = dirname(path);
  makeFolder(folder);
  const temporary = join(folder, `.${process.pid}.da-tmp`);
  try {
    // Said, though it is the default: only then does Node hand the text to the system in one call.
    writeFileSync(temporary, content, { mode, encoding: "utf8" });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file where there is none; a failure leaves none. Its folder must be there. */
export function writeNew(path: string, content: string): void {
  try {
    writeFileSync(path, content, { encoding: "utf8" });
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** The same for a file of the user's: what it links to is written, and its permissions stay. */
export function rewrite(path: string, content: string): void {
  const real = realpathSync(path);
  writeWhole(real, content, statSync(real).mode);
}

/** Deletes a file, and the folders up to `root` that are empty then. */
export function removeFile(root: string, path: string): void {
  rmSync(join(root, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    try {
      rmdirSync(join(root, folder));
    } catch {
      return;
    }
  }
}

export function isFile(path: string): boolean {
  const stat = attempt(() => statSync(path));
  return stat.ok && stat.value.isFile();
}

export function exists(path: string): boolean {
  return attempt(() => statSync(path)).ok;
}

/** Runs what touches files; what the system refuses is a value, every other exception is ours and passes. */
export function attempt<T>(action: () => T): Result<T> {
  try {
    return { ok: true, value: action() };
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return { ok: false, why: reasonOf(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is a file, no folder",
  EEXIST: "a file stands where a folder is needed",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "symbolic links lead in a circle",
};

function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? "";
  return REASONS[code] ?? `the system says ${code}`;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error
    ? error.code
    : null;
}
