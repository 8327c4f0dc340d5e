/** Events that wait for a row, to read and to release; and events that are held back. */
import type { Done, HeldInfo, WaitingInfo, WaitingPage } from "../api.ts";
import { ask, change } from "./client.ts";
import { dialog } from "./dialog.ts";
import { empty, h } from "./dom.ts";
import { time, whole } from "./format.ts";
import { pickCell, picker } from "./pick.ts";
import type { Page, Shown } from "./view.ts";

export function waitingView(page: Page): Shown {
  const body = h("div", { class: "stack" });
  const load = (): void => page.attempt(async () => show(await ask<WaitingPage>("waiting")));
  function show({ waiting, held, total }: WaitingPage): void {
    body.replaceChildren(
      waiting.length === 0
        ? empty("Nothing waits", "Every event found the rows that it needs.")
        : waitingTable(page, waiting, total, load),
      ...(held.length === 0 ? [] : [heldTable(page, held, load)]),
    );
  }
  load();
  const element = h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "tools" },
      h("h1", {}, "Waiting events"),
      h("span", { class: "space" }),
      h("button", { type: "button", click: load }, "Read again"),
    ),
    body,
  );
  return { element };
}

function waitingTable(page: Page, waiting: readonly WaitingInfo[], total: number, again: () => void): HTMLElement {
  const release = (names: readonly string[]): void =>
    page.attempt(async () => {
      const { text } = await change<Done>("release", { ids: names.map(Number) });
      page.tell(`${text} Their handlers run now, as if the time were over.`);
      setTimeout(again, 1500);
    });
  const picks = picker("Release", release);
  const titles = ["Number", "Event", "Handler", "Waits for", "Since (UTC)", "Until (UTC)", "Queued behind"];
  const heads = titles.map((title) => h("th", { scope: "col" }, title));
  const rows = waiting.map((event) => {
    const { id, handler, store, key, since, due, queued } = event;
    const row = `${store}(${Object.entries(key)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join(", ")})`;
    const open = h("button", { type: "button", class: "link", click: () => show(event, row) }, String(id));
    return h(
      "tr",
      {},
      pickCell(picks.box(String(id))),
      h("th", { scope: "row" }, open),
      h("td", { title: event.event }, event.event),
      h("td", { title: handler }, handler),
      h("td", { class: "wrap" }, row),
      h("td", {}, time(since)),
      h("td", {}, due === null ? "–" : time(due)),
      h("td", { class: "number" }, whole(queued)),
    );
  });
  const queued = waiting.reduce((sum, event) => sum + event.queued, 0);
  const behind = queued === 0 ? "" : ` ${whole(queued)} queued behind them.`;
  const more =
    total > waiting.length ? `The oldest ${whole(waiting.length)} of ${whole(total)}.` : `${whole(total)} in all.`;
  return h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "tools" },
      h("p", { class: "quiet" }, `${more}${behind} One that is released goes on as if its time were over.`),
      h("span", { class: "space" }),
      picks.button,
    ),
    table("Waiting events", [h("th", { scope: "col" }, picks.all), ...heads], rows),
  );
}

function show({ id, event, handler, queued, body }: WaitingInfo, row: string): void {
  dialog(
    `Waiting event ${id}`,
    h(
      "dl",
      { class: "facts" },
      ...[
        ["Event", event],
        ["Handler", handler],
        ["Waits for", row],
        ["Queued behind", whole(queued)],
      ].flatMap(([name = "", text = ""]) => [h("dt", {}, name), h("dd", {}, text)]),
    ),
    h("pre", { tabindex: 0, "aria-label": "Its bytes as they came" }, body),
  );
}

const heldName = ({ event, handler, key }: Pick<HeldInfo, "event" | "handler" | "key">): string =>
  `${event} of ${key} from ${handler}`;

function heldTable(page: Page, held: readonly HeldInfo[], again: () => void): HTMLElement {
  const release = (names: readonly string[]): void =>
    page.attempt(async () => {
      const chosen = held.filter((event) => names.includes(heldName(event)));
      const { text } = await change<Done>("release", { held: chosen });
      page.tell(`${text} What was held back leaves now.`);
      setTimeout(again, 1500);
    });
  const picks = picker("Release", release);
  const heads = ["Event", "Handler", "Key", "Leaves (UTC)", "Id"].map((title) => h("th", { scope: "col" }, title));
  const rows = held.map(({ event, handler, key, due, id }) =>
    h(
      "tr",
      {},
      pickCell(picks.box(heldName({ event, handler, key }))),
      h("th", { scope: "row", title: event }, event),
      ...[handler, key, time(due), id].map((text) => h("td", { title: text }, text)),
    ),
  );
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "tools" }, h("h2", {}, "Held back"), h("span", { class: "space" }), picks.button),
    table("Events held back", [h("th", { scope: "col" }, picks.all), ...heads], rows),
  );
}

function table(caption: string, heads: readonly HTMLElement[], rows: readonly HTMLElement[]): HTMLElement {
  return h(
    "div",
    { class: "card scroll" },
    h(
      "table",
      {},
      h("caption", { class: "hidden" }, caption),
      h("thead", {}, h("tr", {}, ...heads)),
      h("tbody", {}, ...rows),
    ),
  );
}
