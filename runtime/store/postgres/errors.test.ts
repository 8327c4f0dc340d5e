// What a user is told of a database that fails, and whether it may pass.
import { describe, expect, test } from "vitest";
import { UserError } from "../../errors.ts";
import { StoreOverflow } from "../port.ts";
import { explained } from "./errors.ts";
import { databaseAt } from "./settings.ts";

const { place } = databaseAt("postgres://ann:p%40ss@db.example:6543/shop");

const serverError = (code: string, message: string) => Object.assign(new Error(message), { code, severity: "ERROR" });
const systemError = (code: string, message = `connect ${code}`) => Object.assign(new Error(message), { code });

function told(error: unknown): [string, string] {
  const result = explained(error, place);
  if (!(result instanceof UserError)) throw new Error(`It is no UserError: ${String(result)}`);
  return [result.code, result.message];
}

test.each([
  [systemError("ECONNREFUSED"), "database", "is away (connect ECONNREFUSED)"],
  [systemError("ENOTFOUND"), "database", "is away"],
  [new Error("Connection terminated unexpectedly"), "database", "is away (Connection terminated unexpectedly)"],
  [new Error("Query read timeout"), "database", "does not answer"],
  [new Error("timeout expired"), "database", "does not answer"],
  [serverError("57P01", "terminating connection"), "database", "cannot go on now (terminating connection)"],
  [serverError("57P03", "the database system is starting up"), "database", "cannot go on now"],
  [serverError("53300", "too many clients"), "database", "cannot go on now"],
  [serverError("55P03", "canceling statement due to lock timeout"), "database", "cannot go on now"],
  [serverError("25P03", "idle-in-transaction timeout"), "database", "cannot go on now"],
  [serverError("40P01", "deadlock detected"), "database", "ended a transaction for another's sake"],
  [serverError("40001", "could not serialize"), "database", "ended a transaction for another's sake"],
  [serverError("25006", "read-only transaction"), "database", "it is read-only"],
  [serverError("53100", "could not extend file"), "disk-full", "Nothing is lost"],
  [serverError("28P01", "password authentication failed"), "database-refused", "refuses ann"],
  [serverError("3D000", 'database "shop" does not exist'), "database-refused", "refuses ann"],
  [
    serverError("42501", "permission denied for schema public"),
    "database-refused",
    "permission denied for schema public",
  ],
  [new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"), "database-refused", "a password"],
  [systemError("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate"), "database-refused", "No encrypted connection"],
  [new Error("The server does not support SSL connections"), "database-refused", "No encrypted connection"],
  [serverError("42P01", 'relation "a" does not exist'), "store-changed", "Start again"],
])("%s", (error, code, text) => {
  const [said, message] = told(error);
  expect(said).toBe(code);
  expect(message).toContain(text);
  expect(message).toContain("database shop at db.example:6543");
});

test("a broken rule of a column is an overflow, and an error of ours stays one", () => {
  expect(explained(serverError("23514", "check"), place)).toBeInstanceOf(StoreOverflow);
  expect(explained(serverError("22003", "out of range"), place)).toBeInstanceOf(StoreOverflow);
  const ours = [new TypeError("x is not a function"), serverError("42601", "syntax error")];
  for (const error of ours) expect(explained(error, place)).toBe(error);
});

describe("the URL of a database", () => {
  test("has defaults", () => {
    expect(databaseAt("postgres://ann@[::1]/").place).toEqual({
      host: "::1",
      port: 5432,
      database: "ann",
      user: "ann",
    });
  });

  test.each(["db.example:5432/shop", "not a url", "mysql://ann:secret@db/shop"])("%s is none", (url) => {
    expect(() => databaseAt(url)).toThrow(UserError);
    expect(() => databaseAt(url)).not.toThrow(/secret|not a url/);
  });
});
