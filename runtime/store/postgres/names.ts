/** Names of tables, columns and indexes as PostgreSQL keeps them: it would cut longer ones, so that two could become one. */
import { createHash } from "node:crypto";

const LONGEST = 63;
const HASH = 8;

/** The name itself where it fits, else its beginning and a hash of it. */
export function shortName(name: string): string {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= LONGEST) return name;
  const start = new TextDecoder().decode(bytes.subarray(0, LONGEST - HASH - 1)).replace(/\ufffd+$/, "");
  return `${start}_${createHash("sha256").update(name).digest("hex").slice(0, HASH)}`;
}

export function quotedName(name: string): string {
  return `"${shortName(name).replaceAll('"', '""')}"`;
}
