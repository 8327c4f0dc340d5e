/** How to reach a PostgreSQL: its URL as psql takes it, and what keeps others from reading along. */
import { readFileSync } from "node:fs";
import { UserError } from "../../errors.ts";
import type { Place } from "./errors.ts";

export interface DatabaseSettings {
  /** How it is called in messages. */
  readonly place: Place;
  /** With the password, and without what is said of encryption. */
  readonly url: string;
  /** Null: nothing is encrypted. */
  readonly tls: DatabaseTls | null;
}

export interface DatabaseTls {
  /** PEM; without it the system's are trusted. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False: it is encrypted, for whoever answers. */
  readonly rejectUnauthorized?: false;
  /** Passes every name, where only the authority counts. */
  readonly checkServerIdentity?: () => undefined;
}

/** What is said beside the URL; certificates and keys as PEM texts. */
export interface BesideUrl {
  readonly password?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof MODES)[number];

const EXPECTED = "it is postgres://USER:PASSWORD@HOST:PORT/DATABASE";

/**
 * `sslmode`, `sslrootcert`, `sslcert` and `sslkey` of the URL mean what they mean to psql, and a file that is named is read
 * at once. Throws a UserError, which does not repeat the URL: it may hold a password.
 */
export function databaseAt(text: string, beside: BesideUrl = {}): DatabaseSettings {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError("input", `The URL of the database is none: ${EXPECTED}.`);
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) {
    throw new UserError("input", `The database's URL begins with ${url.protocol}, and postgres: is expected.`);
  }
  const place = placeOf(url);
  const tls = tlsOf(url, beside);
  for (const name of ["sslmode", "sslrootcert", "sslcert", "sslkey"]) url.searchParams.delete(name);
  if (url.password === "" && beside.password !== undefined) url.password = beside.password;
  return { place, url: url.href, tls };
}

function placeOf(url: URL): Place {
  const user = decodeURIComponent(url.username) || (process.env.PGUSER ?? process.env.USER ?? "");
  return {
    host: url.hostname.replace(/^\[|\]$/g, "") || "localhost",
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)) || user,
    user,
  };
}

function tlsOf({ searchParams }: URL, beside: BesideUrl): DatabaseTls | null {
  const root = searchParams.get("sslrootcert");
  const ca = beside.ca ?? (root === null || root === "system" ? undefined : pemOf("sslrootcert", root));
  const cert = beside.cert ?? fileOf(searchParams, "sslcert");
  const key = beside.key ?? fileOf(searchParams, "sslkey");
  const own = { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
  const isWanted = ca !== undefined || cert !== undefined || root !== null;
  switch (modeOf(searchParams.get("sslmode"), isWanted)) {
    case "disable":
      return null;
    case "require":
      // As psql has it: whoever names an authority means it.
      return ca === undefined
        ? { ...own, rejectUnauthorized: false }
        : { ...own, ca, checkServerIdentity: () => undefined };
    case "verify-ca":
      if (ca !== undefined) return { ...own, ca, checkServerIdentity: () => undefined };
      throw new UserError("input", "sslmode=verify-ca needs sslrootcert=FILE: the certificates to trust.");
    case "verify-full":
      return { ...own, ...(ca === undefined ? {} : { ca }) };
  }
}

function modeOf(text: string | null, isWanted: boolean): Mode {
  if (text === null) return isWanted ? "verify-full" : "disable";
  const mode = MODES.find((each) => each === text);
  if (mode !== undefined) return mode;
  const why = ["allow", "prefer"].includes(text) ? "would leave it open whether anything is encrypted" : "is unknown";
  throw new UserError("input", `sslmode=${text} ${why}: it is ${MODES.join(", ")}.`);
}

function fileOf(params: URLSearchParams, name: string): string | undefined {
  const path = params.get(name);
  return path === null ? undefined : pemOf(name, path);
}

function pemOf(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError("input", `${name} of the database's URL cannot be read: ${reason}.`, error);
  }
}
