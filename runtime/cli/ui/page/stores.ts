/** Stores to browse: their rows page by page, one in full. */
import type { ColumnInfo, RowsPage, StoreInfo } from "../api.ts";
import { ask } from "./client.ts";
import { dialog } from "./dialog.ts";
import { empty, h } from "./dom.ts";
import { cell } from "./format.ts";
import { address, type Page, type Shown } from "./view.ts";

export function storesView(page: Page, rest: string): Shown {
  const { stores } = page.info;
  const store = rest === "" ? stores[0] : stores.find(({ name }) => name === rest);
  if (stores.length === 0) return { element: empty("No stores", "This pipeline keeps no state.") };
  const links = stores.map(({ name }) =>
    h(
      "li",
      {},
      h(
        "a",
        { href: address("stores", name), title: name, "aria-current": name === store?.name ? "true" : null },
        name,
      ),
    ),
  );
  const list = h("nav", { class: "card", "aria-label": "Stores" }, h("ul", { class: "list" }, ...links));
  const rows = store === undefined ? empty("No such store", `The pipeline has no store ${rest}.`) : rowsOf(page, store);
  return { element: h("div", { class: "split side" }, list, rows) };
}

function rowsOf(page: Page, store: StoreInfo): HTMLElement {
  const input = h("input", { type: "search", placeholder: "Rows that hold…", "aria-label": "Rows that hold a text" });
  const body = h("div");
  const next = h("button", { type: "button", disabled: true }, "Next page");
  const first = h("button", { type: "button", disabled: true }, "First page");
  let after: string | null = null;
  let following: string | null = null;

  const load = (): void =>
    page.attempt(async () => {
      const text = input instanceof HTMLInputElement ? input.value : "";
      const found = await ask<RowsPage>(`rows/${encodeURIComponent(store.name)}`, { after, text });
      following = found.next;
      toggle(next, found.next !== null);
      toggle(first, after !== null);
      body.replaceChildren(found.rows.length === 0 ? nothing(text, after, found.next) : table(store, found));
    });
  next.addEventListener("click", () => {
    after = following;
    load();
  });
  first.addEventListener("click", () => {
    after = null;
    load();
  });
  input.addEventListener("change", () => {
    after = null;
    load();
  });
  const again = h("button", { type: "button", click: load }, "Read again");
  load();
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "tools" }, h("h1", {}, store.name), h("span", { class: "space" }), input, again, first, next),
    body,
  );
}

function toggle(button: HTMLElement, isOn: boolean): void {
  if (button instanceof HTMLButtonElement) button.disabled = !isOn;
}

function nothing(text: string, after: string | null, next: string | null): HTMLElement {
  if (next !== null) return empty("Not found so far", "The search has looked at 20,000 rows: the next page goes on.");
  if (text !== "") return empty("Nothing found", `No row holds “${text}”${after === null ? "" : " from here on"}.`);
  return after === null
    ? empty("No rows yet", "Nothing has been written here.")
    : empty("No more rows", "This is the end.");
}

function table(store: StoreInfo, { rows }: RowsPage): HTMLElement {
  const heads = store.columns.map((column) =>
    h(
      "th",
      { scope: "col", class: isNumber(column) ? "number" : null },
      column.name,
      " ",
      h("small", {}, column.kind === "plain" ? "" : column.kind),
    ),
  );
  const lines = rows.map((row) => {
    const cells = store.columns.map((column, index) => {
      const value = row[column.name];
      const text = cell(value, column.type);
      const look = [isNumber(column) ? "number" : "", value === null ? "null" : ""].join(" ").trim();
      return h(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : null, class: look, title: text }, text);
    });
    const open = h(
      "button",
      { type: "button", "aria-label": "Show the row in full", click: () => show(store, row) },
      "⋯",
    );
    return h("tr", {}, ...cells, h("td", {}, open));
  });
  return h(
    "div",
    { class: "card scroll" },
    h(
      "table",
      {},
      h("caption", { class: "hidden" }, `Rows of ${store.name}`),
      h(
        "thead",
        {},
        h("tr", {}, ...heads, h("th", { scope: "col" }, h("span", { class: "hidden" }, "All of the row"))),
      ),
      h("tbody", {}, ...lines),
    ),
  );
}

const isNumber = ({ type, kind }: ColumnInfo): boolean => kind !== "key" && (type === "number" || type === "duration");

function show({ name, columns }: StoreInfo, row: RowsPage["rows"][number]): void {
  const facts = columns.flatMap((column) => [
    h("dt", {}, column.name),
    h("dd", {}, cell(row[column.name], column.type)),
  ]);
  dialog(`Row of ${name}`, h("dl", { class: "facts" }, ...facts), h("pre", {}, JSON.stringify(row, null, 2)));
}
