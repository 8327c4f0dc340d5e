/** Who is answered by the page's server, and what it says otherwise. */
import { request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openEmbedded } from "../../embedded.ts";
import { openEngine } from "../../engine/engine.ts";
import { planOf } from "../../engine/plan.ts";
import { quizPlayed, school } from "../testing/school.ts";
import { folderOf, order, shop } from "../testing/shop.ts";
import { openUi, Watcher } from "./index.ts";
import type { UiOptions } from "./server.ts";

const page = new URL("./page/", import.meta.url);

async function served(more: Partial<UiOptions> = {}) {
  const ports = openEmbedded(shop.definition, { folder: folderOf(), ddl: shop.ddl });
  const engine = await openEngine(shop.definition, ports);
  await engine.append(
    [order(1, "ann", 2), order(2, "bob", -1)].map((value) => ({
      source: "web",
      value: Buffer.from(JSON.stringify(value)),
    })),
  );
  await engine.runUntilQuiet();
  const site = { plan: planOf(shop.definition), ports };
  const clock = { now: () => 1000, sleep: async () => undefined };
  const watcher = new Watcher(site, () => engine.stats(), clock);
  const errors: unknown[] = [];
  const ui = await openUi({
    engine: site,
    now: () => 2000,
    host: "127.0.0.1",
    port: 0,
    page,
    site,
    look: () => watcher.look(),
    onError: (error) => errors.push(error),
    ...more,
  });
  onTestFinished(async () => {
    await ui.close();
    await engine.close();
    await ports.close();
  });
  return { url: ui.url, errors };
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** As a browser or anybody else would ask; `fetch` does not let headers such as Host be chosen. */
function asked(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
  body = "",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString("utf8"),
          headers: response.headers,
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("the page and its API are answered on this machine's own names", async () => {
  const { url } = await served();
  const { port } = new URL(url);
  const own = await asked(url);
  expect(own.status).toBe(200);
  expect(own.body).not.toContain("{{token}}");
  expect(own.headers["content-security-policy"]).toContain("default-src 'none'");
  for (const host of [`localhost:${port}`, `[::1]:${port}`, `127.0.0.1:${port}`]) {
    expect((await asked(`${url}api/pipeline`, { host })).status, host).toBe(200);
  }
});

test("a name that was made to lead here, and other sites, are refused", async () => {
  const { url } = await served();
  const { port } = new URL(url);
  for (const headers of [
    { host: `evil.example:${port}` },
    { host: `192.168.0.7:${port}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    const { status, body } = await asked(`${url}api/rows/buyers`, headers);
    expect([status, Object.keys(JSON.parse(body))]).toEqual([403, ["error"]]);
  }
});

test("nothing is changed without the page's token, nor from another origin", async () => {
  const { url } = await served();
  const token = /name="da-token" content="([^"]+)"/.exec((await asked(url)).body)?.[1] ?? "";
  expect(token.length).toBeGreaterThan(20);
  const post = (headers: Readonly<Record<string, string>>) => asked(`${url}api/nothing`, headers, "POST");
  expect((await post({})).status).toBe(403);
  expect((await post({ "x-da-token": "wrong" })).status).toBe(403);
  expect((await post({ "x-da-token": token, origin: "http://evil.example" })).status).toBe(403);
  expect((await post({ "x-da-token": token })).status).toBe(404);
});

test("on an address that others reach, addresses are answered, and no name but the one that was given", async () => {
  const { url } = await served({ host: "0.0.0.0" });
  const { port } = new URL(url);
  const here = `http://127.0.0.1:${port}/api/pipeline`;
  expect((await asked(here, { host: `192.168.0.7:${port}` })).status).toBe(200);
  expect((await asked(here, { host: `evil.example:${port}` })).status).toBe(403);
});

test("what is asked for wrongly is told in a sentence", async () => {
  const { url, errors } = await served();
  for (const [path, status, error] of [
    ["rows/nope", 404, "The pipeline has no store nope."],
    ["rows/buyers?after=x", 400, "`after` is no key of a page."],
    ["dead/web/0/9", 404, "There is no dead letter web/0/9 any more."],
    ["trace?id=zzz", 404, "No event zzz is in the topics."],
    ["nothing", 404, "There is nothing here."],
  ] as const) {
    const answer = await asked(`${url}api/${path}`);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([status, { error }]);
  }
  expect(errors).toEqual([]);
});

test("rows come page by page, letters with all there is of them", async () => {
  const { url } = await served();
  const rows = JSON.parse((await asked(`${url}api/rows/buyers`)).body);
  expect(rows).toEqual({ rows: [{ buyer: "ann", spent: 2, orders: 1 }], next: null });
  const after = await asked(`${url}api/rows/buyers?after=${encodeURIComponent('["ann"]')}`);
  expect(JSON.parse(after.body)).toEqual({ rows: [], next: null });
  const { total, letters } = JSON.parse((await asked(`${url}api/dead?owner=spending`)).body);
  expect([total, letters]).toMatchObject([1, [{ letter: "spending/0/0", reason: "-1 is owed" }]]);
  const letter = JSON.parse((await asked(`${url}api/dead/spending/0/0`)).body);
  expect(letter).toMatchObject({ from: "shop.web, partition 0, offset 1", id: "2", at: 1002, headers: {} });
});

test("a port that is taken is a sentence", async () => {
  const { url } = await served();
  const port = Number(new URL(url).port);
  await expect(served({ port })).rejects.toThrow(
    `The page cannot be served on 127.0.0.1, port ${port}: another program listens there.`,
  );
});

test("what waits is told and released, and what cannot be done is a sentence", async () => {
  const { definition, ddl } = school();
  const ports = openEmbedded(definition, { folder: null, ddl });
  const engine = await openEngine(definition, ports);
  const site = { plan: planOf(definition), ports };
  const { url } = await served({ site, engine: site, now: () => Date.now() });
  await engine.append([{ source: "clicks", value: Buffer.from(JSON.stringify(quizPlayed("p1", "ann", "q1"))) }]);
  await engine.runUntilQuiet();
  const page = JSON.parse((await asked(`${url}api/waiting`)).body);
  expect(page).toMatchObject({
    total: 1,
    waiting: [{ id: 1, event: "quiz.played", handler: "plays", store: "quizzes", key: { quiz: "q1" }, queued: 0 }],
    held: [{ event: "pupil.due", handler: "reminders", key: "ann" }],
  });
  const token = /name="da-token" content="([^"]+)"/.exec((await asked(url)).body)?.[1] ?? "";
  const post = (path: string, body: string) => asked(`${url}api/${path}`, { "x-da-token": token }, "POST", body);
  expect(JSON.parse((await post("release", '{"ids":[1,9,"x"]}')).body)).toEqual({
    text: "1 event released.",
    problems: [],
  });
  const held = [{ event: "pupil.due", handler: "reminders", key: "ann" }, { event: "pupil.due" }, null];
  expect(JSON.parse((await post("release", JSON.stringify({ held }))).body).text).toBe("1 event released.");
  await engine.runUntilQuiet();
  expect(JSON.parse((await asked(`${url}api/waiting`)).body)).toMatchObject({ total: 0, held: [] });
  const dead = JSON.parse((await asked(`${url}api/dead`)).body);
  expect(dead.letters).toMatchObject([{ letter: "plays/0/0", id: "p1" }]);
  const replayed = await post("replay", '{"letters":["plays/0/0","plays/0/7","x"]}');
  expect(JSON.parse(replayed.body)).toEqual({ text: "1 dead letter replayed.", problems: [] });
  expect([(await post("replay", "{")).status, (await post("replay", "[]")).body]).toEqual([
    400,
    '{"text":"0 dead letters replayed.","problems":[]}',
  ]);
  await engine.close();
  await ports.close();
});
