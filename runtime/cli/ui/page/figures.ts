/** The handlers and the topics, with what they do now. */
import type { Live, LiveReader, LiveTopic } from "../api.ts";
import { h, kindMark, s } from "./dom.ts";
import { duration, perSecond, whole } from "./format.ts";
import { type Column, liveTable } from "./table.ts";
import { address, type Page, type Shown } from "./view.ts";

const zero = (value: number, look = ""): string => (value === 0 ? "zero" : look);

const READERS: readonly Column<LiveReader>[] = [
  { title: "Name", by: ({ name }) => name, show: ({ name }) => name },
  { title: "Kind", by: ({ kind }) => kind, show: ({ kind }) => kindMark(kind) },
  {
    title: "In",
    isNumber: true,
    by: (each) => each.in,
    show: (each) => perSecond(each.in),
    look: (each) => zero(each.in),
  },
  {
    title: "Out",
    isNumber: true,
    by: ({ out }) => out,
    show: ({ out }) => perSecond(out),
    look: ({ out }) => zero(out),
  },
  {
    title: "Behind",
    isNumber: true,
    by: ({ lag }) => lag,
    show: ({ lag }) => whole(lag),
    look: ({ lag }) => zero(lag),
  },
  {
    title: "Waiting",
    isNumber: true,
    by: ({ waiting }) => waiting,
    show: ({ waiting }) => whole(waiting),
    look: ({ waiting }) => zero(waiting, "warn"),
  },
  {
    title: "Queued",
    isNumber: true,
    by: ({ queued }) => queued,
    show: ({ queued }) => whole(queued),
    look: ({ queued }) => zero(queued),
  },
  {
    title: "Held back",
    isNumber: true,
    by: ({ held }) => held,
    show: ({ held }) => whole(held),
    look: ({ held }) => zero(held),
  },
  {
    title: "Dead",
    isNumber: true,
    by: ({ dead }) => dead,
    show: ({ dead, name }) => (dead === 0 ? "0" : h("a", { href: address("dead", "", { owner: name }) }, whole(dead))),
    look: ({ dead }) => zero(dead, "bad"),
  },
  { title: "Handled", isNumber: true, by: (each) => each.handled, show: (each) => whole(each.handled) },
  { title: "State", show: ({ failure }) => failure ?? "", look: ({ failure }) => (failure === null ? "" : "bad wrap") },
];

export function handlersView(page: Page): Shown {
  const table = liveTable("Sources and handlers", READERS, ({ name }) => name);
  const element = h(
    "div",
    { class: "stack" },
    h("h1", {}, "Sources and handlers"),
    h("p", { class: "quiet" }, "Rates are of the last five seconds; what was handled is counted since the start."),
    table.element,
  );
  return {
    element,
    update: ({ readers }) => table.update(readers),
    ...startWith(page, (live) => table.update(live.readers)),
  };
}

const TOPICS: readonly Column<LiveTopic>[] = [
  { title: "Topic", by: ({ topic }) => topic, show: ({ topic }) => topic },
  {
    title: "Partitions",
    isNumber: true,
    by: ({ partitions }) => partitions,
    show: ({ partitions }) => whole(partitions),
  },
  { title: "Records kept", isNumber: true, by: ({ records }) => records, show: ({ records }) => whole(records) },
  {
    title: "Appended",
    isNumber: true,
    by: ({ rate }) => rate,
    show: ({ rate }) => perSecond(rate),
    look: ({ rate }) => zero(rate),
  },
  {
    title: "Lag of its slowest reader",
    isNumber: true,
    by: ({ lag }) => lag ?? -1,
    show: ({ lag }) => (lag === null ? "nobody reads it" : whole(lag)),
    look: ({ lag }) => (lag === null || lag === 0 ? "zero" : ""),
  },
];

export function topicsView(page: Page): Shown {
  const table = liveTable("Topics", TOPICS, ({ topic }) => topic);
  const isShown = h("input", { type: "checkbox" });
  const update = ({ topics }: Live): void => {
    const all = isShown instanceof HTMLInputElement && isShown.checked;
    table.update(topics.filter(({ deadOf, records }) => all || deadOf === null || records > 0));
  };
  isShown.addEventListener("change", () => {
    const live = page.live();
    if (live !== null) update(live);
  });
  const element = h(
    "div",
    { class: "stack" },
    h(
      "div",
      { class: "tools" },
      h("h1", {}, "Topics"),
      h("span", { class: "space" }),
      h("label", {}, isShown, "empty dead-letter topics too"),
    ),
    table.element,
  );
  return { element, update, ...startWith(page, update) };
}

/** Shows at once what is known already. */
function startWith(page: Page, update: (live: Live) => void): object {
  const live = page.live();
  if (live !== null) update(live);
  return {};
}

const SPARKS = 60;

/** The figures above all views, and how much came in during the last minute. */
export class Totals {
  readonly #element: HTMLElement;
  readonly #rates: number[] = [];

  constructor(element: HTMLElement) {
    this.#element = element;
  }

  update({ readers, time, since }: Live): void {
    const sum = (of: (reader: LiveReader) => number): number => readers.reduce((total, each) => total + of(each), 0);
    const sources = readers.filter(({ kind }) => kind === "source");
    const into = sources.reduce((total, each) => total + each.in, 0);
    this.#rates.push(into);
    if (this.#rates.length > SPARKS) this.#rates.shift();
    const [lag, waiting, dead] = [
      Math.max(0, ...readers.map((each) => each.lag)),
      sum((each) => each.waiting),
      sum((each) => each.dead),
    ];
    this.#element.replaceChildren(
      h(
        "dl",
        {},
        figure("In", perSecond(into), "", sparkline(this.#rates)),
        figure("Out", perSecond(sum((each) => each.out))),
        figure("Behind", whole(lag)),
        figure("Waiting", whole(waiting), waiting > 0 ? "warn" : ""),
        figure("Held back", whole(sum((each) => each.held))),
        figure("Dead letters", whole(dead), dead > 0 ? "bad" : ""),
        figure("Running for", duration(Math.floor((time - since) / 1000) * 1000)),
      ),
    );
  }
}

function figure(name: string, text: string, look = "", more: SVGElement | null = null): HTMLElement {
  return h("div", { class: `figure ${look}` }, h("dt", {}, name), h("dd", {}, text, more));
}

function sparkline(rates: readonly number[]): SVGElement {
  const most = Math.max(1, ...rates);
  const points = rates.map((rate, index) => {
    const x = ((SPARKS - rates.length + index) / (SPARKS - 1)) * 110;
    return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${(22 - (rate / most) * 20).toFixed(1)}`;
  });
  return s("svg", { class: "spark", viewBox: "0 0 110 24", "aria-hidden": "true" }, s("path", { d: points.join("") }));
}
