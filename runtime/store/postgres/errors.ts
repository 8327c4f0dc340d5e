/** What errors of PostgreSQL and of the way to it mean to a user, without anything secret. */
import { UserError } from "../../errors.ts";
import { StoreOverflow } from "../port.ts";

/** How the database is called in messages: never with a password. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export const placeText = ({ host, port, database }: Place): string =>
  `the database ${database} at ${host.includes(":") ? `[${host}]` : host}:${port}`;

const CHECK_VIOLATION = "23514";
const OUT_OF_RANGE = "22003";
const DEADLOCK = "40P01";
const SERIALIZATION = "40001";
const DISK_FULL = "53100";
const NO_RIGHT = "42501";
const READ_ONLY = "25006";

/** SQLSTATE of an error that the server sent, or null where it sent none. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** The error that is to be thrown in the place of what was. */
export function explained(error: unknown, place: Place): unknown {
  if (error instanceof UserError || error instanceof StoreOverflow) return error;
  const state = sqlState(error);
  if (state !== null && error instanceof Error) return ofServer(state, error, place);
  const isTransport = error instanceof Error && (isSystemError(error) || SAID_BY_CLIENT.test(error.message));
  return isTransport ? ofWay(error, place) : error;
}

/** What pg itself says where the server is gone or silent. */
const SAID_BY_CLIENT =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded|Client has encountered|Client was closed|The server does not support SSL|SASL|Connection ended)/i;

function isSystemError(error: Error): boolean {
  return (
    "code" in error && typeof error.code === "string" && /^(E[A-Z]+|ERR_[A-Z_]+|[A-Z_]+CERT[A-Z_]*)$/.test(error.code)
  );
}

function ofWay(error: Error, place: Place): UserError {
  const name = placeText(place);
  const code = "code" in error ? String(error.code) : "";
  if (/CERT|ERR_TLS|ERR_SSL|SSL/.test(`${code} ${error.message}`)) {
    const text = `No encrypted connection to ${name}: ${error.message}. Check sslmode and sslrootcert in its URL.`;
    return new UserError("database-refused", text, error);
  }
  if (/^SASL/.test(error.message)) {
    return new UserError(
      "database-refused",
      `${upper(name)} wants a password for ${place.user}, and its URL has none.`,
      error,
    );
  }
  const reason = /^Query read|timeout/.test(error.message) ? "does not answer" : `is away (${error.message || code})`;
  return new UserError("database", `${upper(name)} ${reason}.`, error);
}

function ofServer(state: string, error: Error, place: Place): unknown {
  const name = placeText(place);
  if (state === CHECK_VIOLATION || state === OUT_OF_RANGE) return new StoreOverflow(error.message, { cause: error });
  if (state === DISK_FULL) {
    return new UserError("disk-full", `The disk of ${name} is full. Nothing is lost: make room there.`, error);
  }
  if (state === NO_RIGHT) {
    const text = `${place.user} has not the right in ${name}: ${error.message}. Grant it, or use another user.`;
    return new UserError("database-refused", text, error);
  }
  if (/^(28|3D|3F)/.test(state)) {
    const text = `${upper(name)} refuses ${place.user}: ${error.message}. Check user, password and database in its URL.`;
    return new UserError("database-refused", text, error);
  }
  if (state === DEADLOCK || state === SERIALIZATION) {
    return new UserError("database", `${upper(name)} ended a transaction for another's sake; it is done again.`, error);
  }
  if (state === READ_ONLY) return new UserError("database", `${upper(name)} takes no changes: it is read-only.`, error);
  // Connections, resources, an operator's hand, the system below.
  if (/^(08|53|55P03|57|58|25P0)/.test(state)) {
    return new UserError("database", `${upper(name)} cannot go on now (${error.message}).`, error);
  }
  if (state === "42P01" || state === "42703") {
    const text = `The tables in ${name} have changed (${error.message}). Start again, which makes what is missing.`;
    return new UserError("store-changed", text, error);
  }
  return error;
}

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
