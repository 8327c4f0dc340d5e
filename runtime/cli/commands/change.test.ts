/** What an operator changes: replays, releases and persons that are forgotten, on a folder at rest and beside an engine. */
import { expect, onTestFinished, test } from "vitest";
import { openEmbedded } from "../../embedded.ts";
import { openEngine } from "../../engine/engine.ts";
import { quizMade, quizPlayed, school } from "../testing/school.ts";
import { called, folderOf, linesOf } from "../testing/shop.ts";

/** Calls the program on a school whose highest score is `most`. */
function schoolIn(cwd: string, most = 100) {
  return (args: readonly string[], input = "") => called(args, { cwd, input, load: async () => school(most) });
}

type Run = ReturnType<typeof schoolIn>;

/** Feeds events; what they hold back stays held. */
async function send(run: Run, source: string, ...events: readonly object[]): Promise<void> {
  expect((await run(["send", source, "--quiet"], linesOf(...events))).err).toBe("");
}

/** An engine on the folder, of which the test decides when it works. */
async function engineOn(cwd: string, most = 100) {
  const { definition, ddl } = school(most);
  const ports = openEmbedded(definition, { folder: `${cwd}/.da`, ddl });
  const engine = await openEngine(definition, ports);
  onTestFinished(async () => {
    await engine.close();
    await ports.close();
  });
  const rows = async (store: string): Promise<unknown[]> => {
    const all: unknown[] = [];
    for await (const { row } of engine.rows(store)) all.push(row);
    return all;
  };
  return { engine, ports, rows };
}

/** What the stores hold when all that can be done has been. */
async function rowsIn(cwd: string, store: string): Promise<unknown[]> {
  const { engine, ports, rows } = await engineOn(cwd);
  await engine.runUntilQuiet();
  const found = await rows(store);
  await engine.close();
  await ports.close();
  return found;
}

async function work(cwd: string, most = 100): Promise<void> {
  const { engine, ports } = await engineOn(cwd, most);
  await engine.runUntilQuiet();
  await engine.close();
  await ports.close();
}

test("a letter that reached no handler is handled by all of them once the spec reads it, and once only", async () => {
  const cwd = folderOf();
  const [narrow, wide] = [schoolIn(cwd), schoolIn(cwd, 200)];
  await send(narrow, "core", quizMade("q1"));
  await send(narrow, "clicks", quizPlayed("p1", "ann", "q1", 150));
  await work(cwd);
  const still = await narrow(["dead", "replay", "clicks/0/0"]);
  expect(still).toMatchObject({ exit: 1, out: "" });
  expect(still.err).toBe(
    "da-run: clicks/0/0: The dead letter of clicks, from source.clicks/0/0, still cannot be read: score: 150 is more than 100.\nda-run: 0 dead letters replayed.\n",
  );
  const replayed = await wide(["dead", "replay", "--all"]);
  expect(replayed).toMatchObject({ exit: 0, err: "da-run: 1 dead letter replayed.\n" });
  expect(await rowsIn(cwd, "scores")).toEqual([{ userId: "ann", quiz: "q1", best: 150, plays: 1 }]);
  expect((await wide(["dead", "replay", "clicks/0/0"])).err).toBe(
    "da-run: There is no dead letter clicks/0/0. `da-run dead list` shows those there are.\n",
  );
  expect((await wide(["dead", "list"])).err).toBe("da-run: no dead letters.\n");
  const waiting = await wide(["waiting", "list", "--format", "json"]);
  // Its reminder has the id that it would have had.
  expect(waiting.lines).toMatchObject([{ held: "pupil.due", handler: "reminders", key: "ann" }]);
  expect((await wide(["trace", "p1"])).out).toContain(
    "gep plays\n│  └─ what it wrote after it looked at quizzes is not told\n",
  );
});

test("a letter of a handler goes to that handler alone, and dies again where nothing has changed", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "core", quizMade("q1"));
  await send(run, "clicks", quizPlayed("p1", "ann", "q1", -1), quizPlayed("p2", "ann", "q1", 7));
  await work(cwd);
  const before = (await run(["waiting", "list", "--format", "json"])).out;
  const again = await run(["dead", "replay", "--handler", "plays"]);
  expect(again.err).toBe("da-run: 1 dead letter replayed. 1 event died in it.\n");
  expect((await run(["dead", "list", "--format", "json"])).lines).toMatchObject([
    { letter: "plays/0/1", id: "p1", code: "dead", reason: "ann has -1", topic: "source.clicks", offset: 0 },
  ]);
  expect((await run(["waiting", "list", "--format", "json"])).out).toBe(before);
  const dead = await run(["once", "--data", ".da", "--input", "core=-", "--print", "dead"]);
  expect(dead.lines).toEqual([
    {
      dead: "quiz.played",
      handler: "plays",
      code: "dead",
      reason: "ann has -1",
      value: quizPlayed("p1", "ann", "q1", -1),
    },
  ]);
});

test("beside an engine that runs, a replay waits in the database until the engine takes it up", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  const { engine, rows } = await engineOn(cwd);
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"));
  await engine.runUntilQuiet();
  const release = await run(["waiting", "release", "--all"]);
  expect(release.err).toBe(`da-run: 1 event released. The pipeline that runs on ${cwd}/.da handles what was.\n`);
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  await expect
    .poll(async () => (await run(["dead", "list", "--format", "json"])).lines)
    .toMatchObject([{ letter: "plays/0/0", code: "dead", reason: 'quizzes has no row {"quiz":"q1"}' }]);
  await send(run, "core", quizMade("q1"));
  await expect.poll(() => rows("quizzes")).toHaveLength(1);
  const replay = await run(["dead", "replay", "plays/0/0"]);
  expect(replay.err).toBe(`da-run: 1 dead letter replayed. The pipeline that runs on ${cwd}/.da handles what was.\n`);
  await expect.poll(() => rows("scores")).toEqual([{ userId: "ann", quiz: "q1", best: 50, plays: 1 }]);
  stop.abort();
  await running;
});

test("waiting list tells what waits, for what, until when, and how much queues behind it", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"), quizPlayed("p2", "bob", "q2"));
  await work(cwd);
  const list = await run(["waiting", "list"]);
  expect(list.err).toBe("da-run: 2 events waiting, 2 held back.\n");
  const held = await run(["waiting", "list", "--held", "--format", "json"]);
  const ids = new Map(held.lines.map(({ key, id }) => [key, id]));
  expect(list.out.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "----------------TIME")).toBe(`\
  id  event        handler  waits for              since                 until                 queued behind
   1  quiz.played  plays    quizzes {"quiz":"q1"}  ----------------TIME  ----------------TIME              0
   2  quiz.played  plays    quizzes {"quiz":"q2"}  ----------------TIME  ----------------TIME              0

  held back  handler    key  leaves                id
  pupil.due  reminders  ann  ----------------TIME  ${ids.get("ann")}
  pupil.due  reminders  bob  ----------------TIME  ${ids.get("bob")}
`);
  const some = await run(["waiting", "list", "--handler", "plays", "--for", "quizzes", "--format", "json"]);
  expect(some.lines).toMatchObject([
    {
      id: 1,
      waiting: "quiz.played",
      handler: "plays",
      for: "quizzes",
      key: { quiz: "q1" },
      queued: 0,
      value: quizPlayed("p1", "ann", "q1"),
    },
    { id: 2, key: { quiz: "q2" } },
  ]);
  expect((await run(["trace", "p1"])).out).toMatch(
    /gep plays\n│ {2}└─ waits for quizzes\(quiz: "q1"\) until \S+, as number 1\n/,
  );
  expect((await run(["trace", "p1"])).out).toMatch(/demux reminders\n {3}└─ pupil.due \S+ is held back until /);
  const status = await run(["status", "--format", "json"]);
  expect(status.lines).toMatchObject([
    { readers: expect.arrayContaining([expect.objectContaining({ name: "plays", waiting: 2 })]) },
  ]);
});

test("waiting release ends a wait as if its time were over, and says what it cannot", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"), quizPlayed("p2", "bob", "q2"));
  await work(cwd);
  expect(await run(["waiting", "release", "1"])).toMatchObject({
    exit: 0,
    err: "da-run: 1 event released. 1 event died in it.\n",
  });
  expect((await run(["waiting", "release", "1", "7"])).err).toBe(
    "da-run: No event 1 is waiting or held back. No event 7 is waiting or held back. `da-run waiting list` shows those that are.\n",
  );
  expect((await run(["dead", "list", "--format", "json"])).lines).toMatchObject([{ id: "p1", handler: "plays" }]);
  expect((await run(["waiting", "list", "--format", "json"])).lines).toMatchObject([{ id: 2 }, {}, {}]);
});

test("waiting release lets out what is held back, by its id or all of it, and what waits stays", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  const plays = ["ann", "bob", "cem"].map((pupil, index) => quizPlayed(`p${index}`, pupil, "q1"));
  await send(run, "clicks", ...plays);
  await work(cwd);
  const held = async () => (await run(["waiting", "list", "--held", "--format", "json"])).lines;
  const before = await held();
  expect(before.map(({ key }) => key)).toEqual(["ann", "bob", "cem"]);
  expect(await run(["waiting", "release", String(before[1]?.id)])).toMatchObject({
    exit: 0,
    err: "da-run: 1 event released.\n",
  });
  expect((await held()).map(({ key }) => key)).toEqual(["ann", "cem"]);
  expect((await run(["trace", "p1"])).out).toMatch(/demux reminders\n {3}└─ pupil.due \S+ \S+, \S+\/0 at 0\n/);
  expect((await run(["waiting", "release", String(before[1]?.id)])).err).toMatch(
    /^da-run: No event \S+ is waiting or held/,
  );
  expect((await run(["waiting", "release", "--held", "--all"])).err).toBe("da-run: 2 events released.\n");
  const left = (await run(["waiting", "list", "--format", "json"])).lines;
  expect(left.map(({ waiting }) => waiting)).toEqual(["quiz.played", "quiz.played", "quiz.played"]);
  expect((await run(["waiting", "release", "--held", "--for", "quizzes", "--all"])).err).toBe(
    "da-run: What is held back waits for no row: say --held or --for.\n",
  );
});

test("beside an engine that runs, what is held back leaves soon after it is released", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  const { engine } = await engineOn(cwd);
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"));
  await engine.runUntilQuiet();
  const release = await run(["waiting", "release", "--held", "--handler", "reminders"]);
  expect(release.err).toBe(`da-run: 1 event released. The pipeline that runs on ${cwd}/.da handles what was.\n`);
  const stop = new AbortController();
  const running = engine.run(stop.signal);
  const held = async () => {
    const all: string[] = [];
    for await (const { key } of engine.held()) all.push(key);
    return all;
  };
  await expect.poll(held).toEqual([]);
  stop.abort();
  await running;
  expect((await run(["trace", "p1"])).out).toMatch(/pupil.due \S+ \S+, \S+\/0 at 0\n/);
});

test("forget removes a person everywhere but from topics, and says what those hold and until when", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "core", quizMade("q1"));
  await send(
    run,
    "clicks",
    quizPlayed("p1", "ann", "q1"),
    quizPlayed("p2", "bob", "q1"),
    quizPlayed("p3", "ann", "q1", -1),
  );
  await work(cwd);
  await send(run, "clicks", quizPlayed("p4", "ann", "q2"), quizPlayed("p5", "ann", "q1", 1000));
  await work(cwd);
  const dry = await run(["forget", "userId=ann", "--dry-run"]);
  const report = (title: string) => `${title}
  1 row of scores
  a value of userId in 1 row of audience
  1 waiting event
  1 event held back
  2 dead letters
Topics still hold:
  4 records in source.clicks, until TIME
`;
  const steady = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME");
  // The letters' topics are emptied, but not by a dry run.
  expect(steady(dry.out)).toBe(
    report("Would be removed of userId=ann:").replace(
      "  4 records in source.clicks, until TIME\n",
      "  4 records in source.clicks, until TIME\n  1 record in t.dead.clicks, until TIME\n  1 record in t.dead.plays, until TIME\n",
    ),
  );
  expect(await rowsIn(cwd, "scores")).toHaveLength(2);
  const done = await run(["forget", "userId=ann"]);
  expect(done).toMatchObject({ exit: 0, err: "" });
  expect(steady(done.out)).toBe(report("Removed of userId=ann:"));
  expect(await rowsIn(cwd, "scores")).toEqual([{ userId: "bob", quiz: "q1", best: 50, plays: 1 }]);
  expect(await rowsIn(cwd, "audience")).toEqual([{ quiz: "q1", userId: 1, winner: "bob" }]);
  expect((await run(["dead", "list"])).err).toBe("da-run: no dead letters.\n");
  expect((await run(["waiting", "list", "--format", "json"])).lines).toMatchObject([{ held: "pupil.due", key: "bob" }]);
  const again = await run(["forget", "userId=ann", "--format", "json"]);
  expect(again.lines).toMatchObject([
    { dryRun: false, stores: [], waiting: 0, held: 0, dead: 0, topics: [{ records: 4 }] },
  ]);
});

test("forget tells where the value stands under another name, and who has yet to handle it", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "core", quizMade("q1"));
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"));
  await work(cwd);
  await send(run, "clicks", quizPlayed("p2", "ann", "q1"));
  const { out } = await run(["forget", "userId=ann"]);
  expect(out).toMatch(
    /records in source\.clicks, until \S+; plays, reminders have yet to handle some: forget again then\n/,
  );
  expect(out).toContain("The same value stands elsewhere, and stays:\n  winner in 1 row of audience\n");
  expect(out).toContain("  1 row of desks\n");
  expect(await rowsIn(cwd, "scores")).toEqual([{ userId: "ann", quiz: "q1", best: 50, plays: 1 }]);
  expect((await run(["forget", "winner=ann"])).out).toContain("  1 row of audience\n");
  expect((await run(["forget", "userId=nobody"])).out).toBe(
    "Nothing was removed of userId=nobody.\nNo topic holds any of it.\n",
  );
});

test("forget names the stores that it does not know, or not by that name yet", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "core", quizMade("q1"));
  await send(run, "clicks", quizPlayed("p1", "ann", "q1"));
  await work(cwd);
  const { definition, ...rest } = school();
  const stores = definition.stores.map((store) =>
    store.name === "scores" ? { ...store, name: "marks", was: "scores", table: "marks" } : store,
  );
  const handlers = definition.handlers.map((handler) => ({
    ...handler,
    updates: handler.updates.map((name) => (name === "scores" ? "marks" : name)),
  }));
  const load = async () => ({ definition: { ...definition, stores, handlers }, ...rest });
  const told = await called(["forget", "userId=ann"], { cwd, load });
  expect(told.exit).toBe(1);
  expect(told.out).toContain("a value of userId in 1 row of audience\n");
  expect(told.out).toContain("Not looked at: scores, which this pipeline does not have, or not by that name yet.");
  const { lines } = await called(["forget", "userId=ann", "--format", "json"], { cwd, load });
  expect(lines).toMatchObject([{ unknownStores: ["scores"] }]);
  expect((await run(["forget", "userId=ann"])).out).toContain("  1 row of scores\n");
});

test("what is asked for wrongly is told, all at once", async () => {
  const cwd = folderOf();
  const run = schoolIn(cwd);
  await send(run, "core", quizMade("q1"));
  await work(cwd);
  for (const [args, said] of [
    [["dead", "replay"], "Name letters, or say --handler, --code or --all."],
    [["dead", "replay", "a/0/1", "--all"], "Name letters, or say which by options, not both."],
    [["dead", "replay", "x"], "A letter is named HANDLER/PARTITION/OFFSET, as `dead list` shows it, not `x`."],
    [["waiting", "release"], "Name events, or say --handler, --for or --all."],
    [["waiting", "list", "--for", "quizes"], "The pipeline has no store quizes. Did you mean quizzes?"],
    [["forget", "ann"], "`forget` needs FIELD=VALUE, not `ann`."],
    [["forget", "userId="], "`forget` needs FIELD=VALUE, not `userId=`."],
  ] as const) {
    expect(await run(args)).toMatchObject({ exit: 2, out: "", err: `da-run: ${said}\n` });
  }
});
