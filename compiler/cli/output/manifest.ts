/** The list of the files that da-compile made in a folder: what it owns there, and may change or delete. */
import { hash } from "node:crypto";

export const MANIFEST = ".da-manifest.json";

/** Content hashes by path from the folder, with `/`. */
export type Manifest = ReadonlyMap<string, string>;

export function hashOf(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** The text of a manifest, the same whatever the order of its files. */
export function manifestText(manifest: Manifest): string {
  const sorted = [...manifest].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const lines = sorted.map(([path, hash]) => `    ${JSON.stringify(path)}: ${JSON.stringify(hash)}`);
  return `{ "$comment": "Made by da-compile: the files that it owns here, with their SHA-256. Do not edit.",
  "files": {${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}} }
`;
}

/** Null where the text is no manifest, as after a merge with conflicts, or names a file outside of the folder. */
export function readManifest(text: string): Manifest | null {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || !("files" in value)) return null;
  const { files } = value;
  if (typeof files !== "object" || files === null) return null;
  const entries = Object.entries(files);
  return entries.every(isEntry) ? new Map(entries) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isEntry(entry: [string, unknown]): entry is [string, string] {
  const [path, hash] = entry;
  const inside = !path.startsWith("/") && !path.includes("\\") && !path.includes(":");
  return (
    inside && path.split("/").every((part) => part !== "" && part !== "." && part !== "..") && typeof hash === "string"
  );
}
