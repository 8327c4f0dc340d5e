// Settings of encryption and of who one is, on a PostgreSQL that can encrypt.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type PostgresServer, startPostgres } from "../../../scripts/servers/postgres.ts";
import { Sessions } from "../../store/postgres/session.ts";
import { databaseOf } from "./connections.ts";
import { readSettings } from "./read.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ encrypts: true });
});
afterAll(() => server.remove());

/** How the server says that it talks with the one that this environment makes. */
async function talk(query: string, env: Readonly<Record<string, string>> = {}): Promise<string | null | undefined> {
  const given = readSettings("stores plan", [], { DA_STORE: `${server.url}${query}`, ...env }, "/");
  const problems = [...given.problems];
  const settings = databaseOf(given, "/", problems);
  if (settings === null || problems.length > 0) throw new Error(problems.join("\n"));
  const sessions = await Sessions.of(settings);
  try {
    const { rows } = await sessions.run("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()", []);
    return rows[0]?.[0];
  } finally {
    await sessions.close();
  }
}

const authority = () => ({ DA_STORE_CA: server.authority ?? "" });

test("nothing is encrypted unless it is asked for", async () => {
  expect(await talk("")).toBeNull();
  expect(await talk("?sslmode=disable")).toBeNull();
});

test("the authority that is named is trusted, and no other", async () => {
  expect(await talk("", authority())).toMatch(/^TLS/);
  expect(await talk(`?sslmode=verify-full&sslrootcert=${server.authority}`)).toMatch(/^TLS/);
  expect(await talk("?sslmode=require")).toMatch(/^TLS/);
  await expect(talk("?sslmode=verify-full")).rejects.toThrow(
    /^No encrypted connection to the database postgres at 127.0.0.1:\d+: self-signed certificate/,
  );
});

test("a server that the certificate does not name is only good enough for verify-ca", async () => {
  const other = server.url.replace("127.0.0.1", "127.0.0.2");
  expect(other).not.toBe(server.url);
  const by = (query: string) => talk("", { ...authority(), DA_STORE: `${other}${query}` });
  await expect(by("?sslmode=verify-full")).rejects.toThrow(/Hostname\/IP does not match/);
  expect(await by("?sslmode=verify-ca")).toMatch(/^TLS/);
});

test("a password may come from elsewhere, and is not told where it is wrong", async () => {
  const [bare, password] = [new URL(server.url), new URL(server.url).password];
  bare.password = "";
  expect(await talk("", { DA_STORE: bare.href, DA_STORE_PASSWORD: password })).toBeNull();
  const wrong = talk("", { DA_STORE: bare.href, DA_STORE_PASSWORD: "wrong-secret" });
  await expect(wrong).rejects.toThrow(/refuses da: password authentication failed/);
  await expect(wrong).rejects.not.toThrow(/wrong-secret/);
});
