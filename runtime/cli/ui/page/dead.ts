/** Dead letters to read and to replay. */
import type { Done, LetterDetail, LetterInfo, LettersPage } from "../api.ts";
import { ask, change } from "./client.ts";
import { dialog } from "./dialog.ts";
import { empty, h } from "./dom.ts";
import { time, whole } from "./format.ts";
import { pickCell, picker } from "./pick.ts";
import { address, type Page, type Shown } from "./view.ts";

export function deadView(page: Page, rest: string, query: URLSearchParams): Shown {
  const owner = query.get("owner");
  const body = h("div", { class: "stack" });
  const load = (): void =>
    page.attempt(async () => {
      const found = await ask<LettersPage>("dead", { owner });
      body.replaceChildren(found.letters.length === 0 ? none(owner) : list(page, found, load));
    });
  load();
  if (rest !== "") open(page, rest, load);
  const filter = ownerSelect(page, owner);
  const element = h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "tools" },
      h("h1", {}, "Dead letters"),
      h("span", { class: "space" }),
      h("label", {}, "of", filter),
      h("button", { type: "button", click: load }, "Read again"),
    ),
    body,
  );
  return { element };
}

function none(owner: string | null): HTMLElement {
  const whose = owner === null ? "" : ` of ${owner}`;
  return empty(`No dead letters${whose}`, "Everything that came could be handled.");
}

function ownerSelect(page: Page, owner: string | null): HTMLElement {
  const names = page.live()?.readers.filter(({ dead, name }) => dead > 0 || name === owner) ?? [];
  const options = names.map(({ name, dead }) =>
    h("option", { value: name, selected: name === owner }, `${name} (${whole(dead)})`),
  );
  const select = h("select", {}, h("option", { value: "" }, "all handlers and sources"), ...options);
  select.addEventListener("change", () => {
    const name = select instanceof HTMLSelectElement ? select.value : "";
    page.go(address("dead", "", name === "" ? {} : { owner: name }));
  });
  return select;
}

function list(page: Page, { letters, total }: LettersPage, again: () => void): HTMLElement {
  const picks = picker("Replay", (names) => replay(page, names, again));
  const rows = letters.map((letter) => row(page, letter, picks.box(letter.letter), again));
  const titles = ["Letter", "Died (UTC)", "Event", "Code", "Reason", "Key"];
  const heads = titles.map((title) => h("th", { scope: "col" }, title));
  const more =
    total > letters.length ? `The newest ${whole(letters.length)} of ${whole(total)}.` : `${whole(total)} in all.`;
  return h(
    "div",
    { class: "stack" },
    h("div", { class: "tools" }, h("p", { class: "quiet" }, more), h("span", { class: "space" }), picks.button),
    h(
      "div",
      { class: "card scroll" },
      h(
        "table",
        {},
        h("caption", { class: "hidden" }, "Dead letters"),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, picks.all), ...heads)),
        h("tbody", {}, ...rows),
      ),
    ),
  );
}

/** Has letters handled again, and shows what is left of them. */
function replay(page: Page, letters: readonly string[], again: () => void): void {
  page.attempt(async () => {
    const { text, problems } = await change<Done>("replay", { letters });
    setTimeout(again, 1500);
    if (problems.length > 0) throw new Error(`${text} ${problems.join(" ")}`);
    page.tell(`${text} What dies again is a new letter.`);
  });
}

function row(page: Page, info: LetterInfo, box: HTMLElement, again: () => void): HTMLElement {
  const { letter, died, event, code, reason, key } = info;
  const link = h("button", { type: "button", class: "link", click: () => open(page, letter, again) }, letter);
  return h(
    "tr",
    {},
    pickCell(box),
    h("th", { scope: "row" }, link),
    h("td", {}, time(died)),
    h("td", { title: event ?? "" }, event ?? "–"),
    h("td", {}, code),
    h("td", { class: "wrap" }, reason),
    h("td", { title: key ?? "" }, key ?? "–"),
  );
}

function open(page: Page, name: string, again: () => void): void {
  page.attempt(async () => {
    const letter = await ask<LetterDetail>(`dead/${name.split("/").map(encodeURIComponent).join("/")}`);
    const facts: readonly (readonly [string, string])[] = [
      ["Reason", letter.reason],
      ["Code", letter.code],
      ["Of", letter.owner],
      ["Event", letter.event ?? "none that the pipeline knows"],
      ["From", letter.from],
      ["Id", letter.id ?? "–"],
      ["Key", letter.key ?? "–"],
      ["Time (UTC)", time(letter.at)],
      ["Died (UTC)", time(letter.died)],
      ...Object.entries(letter.headers).map(([header, value]): [string, string] => [
        `Header ${header}`,
        value ?? "null",
      ]),
    ];
    const { id } = letter;
    const box = dialog(
      `Dead letter ${name}`,
      h("dl", { class: "facts" }, ...facts.flatMap(([title, text]) => [h("dt", {}, title), h("dd", {}, text)])),
      h("pre", { tabindex: 0, "aria-label": "Its bytes as they came" }, letter.body),
      h(
        "div",
        { class: "tools" },
        h("button", { type: "button", class: "main", click: handle }, "Replay it"),
        id === null ? null : h("button", { type: "button", click: trace }, "Trace its event"),
      ),
    );
    function handle(): void {
      box.close();
      replay(page, [name], again);
    }
    function trace(): void {
      box.close();
      page.go(address("trace", id ?? ""));
    }
  });
}
