/** The page of `start --ui`, in a real browser, beside a pipeline that really runs. */
import { existsSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { openEmbedded } from "../../embedded.ts";
import { openEngine } from "../../engine/engine.ts";
import { planOf } from "../../engine/plan.ts";
import { CHROMIUM, openBrowser, openTab, overflowOf } from "../testing/browser.ts";
import { type Running, running, shopFolder } from "../testing/processes.ts";
import { quizMade, quizPlayed, school as schoolOf } from "../testing/school.ts";
import { folderOf, linesOf, order } from "../testing/shop.ts";
import { openUi, Watcher } from "./index.ts";

// A browser and several processes, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 120_000 });

const isBuilt = existsSync(new URL("../../../dist/ui/page.js", import.meta.url));
const canRun = CHROMIUM !== null && isBuilt;
if (!canRun) process.stderr.write("The page is not tested: it needs `npm run build`, and Chromium in /usr/bin.\n");

interface Shop {
  readonly folder: string;
  readonly url: string;
  readonly pipeline: Running;
  send(...lines: readonly unknown[]): Promise<void>;
}

/** The shop, running with its page on a port that is free. */
async function shop(): Promise<Shop> {
  const folder = shopFolder();
  const pipeline = running(folder, ["start", "--ui", "0"]);
  await pipeline.until(() => pipeline.err().includes("its page is "));
  const url = /its page is (\S+)/.exec(pipeline.err())?.[1] ?? "";
  return {
    folder,
    url,
    pipeline,
    async send(...lines) {
      const sender = running(folder, ["send", "web", "--quiet"], linesOf(...lines));
      expect([await sender.ended, sender.err()]).toEqual([0, ""]);
    },
  };
}

test.skipIf(!canRun)("the graph is live, and tells of a node what it does and what it leads to", async () => {
  const { url, send } = await shop();
  const page = await openTab(await openBrowser(), url);
  await page.getByRole("button", { name: "demux spending" }).waitFor();
  expect(await page.title()).toBe("shop");
  for (const name of ["source web", "event order.placed", "event usage.buyer.spent", "dep buyers", "store buyers"]) {
    expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(1);
  }
  await send(order(1, "ann", 2), order(2, "bob", -1), order(3, "ann", 4));
  await page.getByRole("button", { name: "demux spending, 1 dead" }).focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("complementary", { name: "Selected node" });
  await panel.getByText("Handled since the start").waitFor();
  const facts = (await panel.locator("dd").allTextContents()).slice(2);
  expect(facts).toEqual(["0", "3", "2", "0", "0", "0", "1"]);
  await panel.getByRole("button", { name: "usage.buyer.spent" }).click();
  await panel.getByRole("button", { name: "buyers" }).click();
  expect(await page.getByRole("button", { name: "dep buyers" }).getAttribute("aria-pressed")).toBe("true");
});

test.skipIf(!canRun)("topics, handlers and stores are tables that follow the pipeline", async () => {
  const { url, send } = await shop();
  await send(order(1, "ann", 2), order(2, "bob", 3));
  const page = await openTab(await openBrowser(), `${url}#/topics`);
  const row = page.getByRole("row", { name: "shop.web" });
  await row.waitFor();
  expect(await row.getByRole("cell").allTextContents()).toEqual(["1", "2", expect.stringMatching(/\/s$/), "0"]);
  await send(order(3, "ann", 4));
  await row.getByRole("cell", { name: "3", exact: true }).waitFor();
  await page.getByRole("link", { name: "Handlers" }).click();
  await page.getByRole("button", { name: "Handled" }).click();
  expect(await page.getByRole("columnheader", { name: "Handled" }).getAttribute("aria-sort")).toBe("descending");
  expect(await page.getByRole("rowheader").first().textContent()).toBe("web");
  await page.getByRole("link", { name: "Stores" }).click();
  await page.getByRole("row", { name: "ann" }).waitFor();
  expect(await page.getByRole("row").allTextContents()).toEqual([
    expect.stringMatching(/^buyer keyspent sumorders sum/),
    "ann62⋯",
    "bob31⋯",
  ]);
  await page.getByRole("searchbox", { name: "Rows that hold a text" }).fill("BOB");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: "ann" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Show the row in full" }).click();
  expect(await page.getByRole("dialog").locator("pre").textContent()).toBe(
    '{\n  "buyer": "bob",\n  "spent": 3,\n  "orders": 1\n}',
  );
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test.skipIf(!canRun)("a dead letter is read, and its event traced", async () => {
  const { url, send } = await shop();
  await send(order(1, "ann", 2), order(2, "bob", -1), "{ no json <b>");
  const page = await openTab(await openBrowser(), url);
  await page.getByRole("link", { name: "Dead letters 2" }).click();
  await page.getByRole("button", { name: "web/0/0" }).click();
  expect(await page.getByRole("dialog").locator("pre").textContent()).toBe("{ no json <b>");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("combobox", { name: "of" }).selectOption("spending");
  await page.getByRole("button", { name: "web/0/0" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "spending/0/0" }).click();
  await page.getByRole("button", { name: "Trace its event" }).click();
  await page.getByText("dead, dead: -1 is owed").waitFor();
  await page.getByRole("searchbox", { name: "Trace an event by its id" }).fill("1");
  await page.keyboard.press("Enter");
  await page.getByText('update buyers(buyer: "ann") { spent: 2, orders: 1 }').waitFor();
  await page.getByRole("searchbox", { name: "Trace an event by its id" }).fill("nobody");
  await page.keyboard.press("Enter");
  // A browser says so itself that an answer was "not found"; the page says it in words.
  await page.getByRole("alert").getByText("No event nobody is in the topics.").waitFor();
});

/** The school, whose plays wait for their quizzes and whose reminders are held back, running in this process. */
async function school() {
  const { definition, ddl } = schoolOf();
  const ports = openEmbedded(definition, { folder: folderOf(), ddl });
  const engine = await openEngine(definition, ports);
  const site = { plan: planOf(definition), ports };
  const watcher = new Watcher(site, () => engine.stats(), { now: Date.now, sleep: async () => undefined });
  const page = new URL("../../../dist/ui/", import.meta.url);
  const errors: unknown[] = [];
  const onError = (error: unknown): number => errors.push(error);
  const options = { engine: site, site, now: Date.now, host: "127.0.0.1", port: 0, page, onError };
  const ui = await openUi({ ...options, look: () => watcher.look() });
  const stop = new AbortController();
  const ended = engine.run(stop.signal);
  onTestFinished(async () => {
    await ui.close();
    stop.abort();
    await ended;
    await engine.close();
    await ports.close();
    expect(errors).toEqual([]);
  });
  return {
    url: ui.url,
    send: (source: string, ...events: readonly object[]) =>
      engine.append(events.map((event) => ({ source, value: Buffer.from(JSON.stringify(event)) }))),
    async rows(store: string) {
      const all: unknown[] = [];
      for await (const { row } of engine.rows(store)) all.push(row);
      return all;
    },
  };
}

test.skipIf(!canRun)(
  "what waits and what is held back is read and released, and what died of it replayed",
  async () => {
    const { url, send, rows } = await school();
    await send("clicks", quizPlayed("p1", "ann", "q1"), quizPlayed("p2", "bob", "q2"));
    const page = await openTab(await openBrowser(), url);
    await page.getByRole("link", { name: "Waiting 4" }).click();
    await page.getByRole("row", { name: 'quizzes(quiz: "q1")' }).waitFor();
    await page.getByRole("button", { name: "1", exact: true }).click();
    expect(await page.getByRole("dialog").locator("pre").textContent()).toContain('"p1"');
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByRole("checkbox", { name: "Pick 1", exact: true }).check();
    await page.getByRole("button", { name: "Release 1" }).click();
    await page.getByText("1 event released. Their handlers run now").waitFor();
    await page.getByRole("row", { name: 'quizzes(quiz: "q1")' }).waitFor({ state: "detached" });
    const held = page.getByRole("table", { name: "Events held back" });
    await held.getByRole("checkbox", { name: "Pick pupil.due of bob from reminders" }).check();
    await page.getByRole("button", { name: "Release 1" }).click();
    await page.getByText("1 event released. What was held back leaves now.").waitFor();
    await held.getByRole("row", { name: "bob" }).waitFor({ state: "detached" });
    expect(await held.getByRole("row").count()).toBe(2);
    await send("core", quizMade("q1"));
    await page.getByRole("link", { name: "Dead letters 1" }).click();
    await page.getByRole("checkbox", { name: "Pick plays/0/0" }).check();
    await page.getByRole("button", { name: "Replay 1" }).click();
    await page.getByText("1 dead letter replayed.").waitFor();
    await expect.poll(() => rows("scores")).toEqual([{ userId: "ann", quiz: "q1", best: 50, plays: 1 }]);
  },
);

test.skipIf(!canRun)(
  "nothing is wider than its window, in the dark and on a phone, and empty views say so",
  async () => {
    const { url } = await shop();
    const browser = await openBrowser();
    for (const [width, height] of [
      [1440, 900],
      [390, 800],
    ] as const) {
      const page = await openTab(browser, url, width, height);
      await page.emulateMedia({ colorScheme: width < 500 ? "dark" : "light" });
      for (const name of ["Pipeline", "Handlers", "Topics", "Stores", "Dead letters", "Waiting", "Trace"]) {
        await page.getByRole("link", { name, exact: true }).click();
        await page.getByRole("heading", { level: 1 }).or(page.locator(".empty")).first().waitFor({ state: "attached" });
        expect(await overflowOf(page), name).toBeLessThanOrEqual(0);
      }
      await page.getByRole("link", { name: "Dead letters", exact: true }).click();
      await page.getByText("Everything that came could be handled.").waitFor();
      await page.getByRole("searchbox", { name: "Trace an event by its id" }).fill("x".repeat(400));
      await page.keyboard.press("Enter");
      await page.getByText("The event never came").waitFor();
      expect(await overflowOf(page), "a long id").toBeLessThanOrEqual(0);
      await page.getByRole("link", { name: "Stores", exact: true }).click();
      await page.getByText("Nothing has been written here.").waitFor();
      await page.close();
    }
  },
);

test.skipIf(!canRun)("a pipeline that has ended is told, and one that comes back is followed again", async () => {
  const { folder, url, pipeline } = await shop();
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByText("running", { exact: true }).waitFor();
  pipeline.child.kill("SIGTERM");
  expect(await pipeline.ended).toBe(0);
  await page.getByText("does not answer; trying again").waitFor();
  const again = running(folder, ["start", "--ui", new URL(url).port]);
  await again.until(() => again.err().includes("its page is "));
  await page.getByText("running", { exact: true }).waitFor();
});
