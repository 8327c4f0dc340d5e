/** The page: asks what the pipeline is, follows how it stands, and shows the view that the address names. */
import type { Live, PipelineInfo } from "../api.ts";
import { ask, follow } from "./client.ts";
import { deadView } from "./dead.ts";
import { byId, h, setText } from "./dom.ts";
import { handlersView, Totals, topicsView } from "./figures.ts";
import { whole } from "./format.ts";
import { graphView } from "./graph.ts";
import { storesView } from "./stores.ts";
import { traceView } from "./trace.ts";
import type { Page, Shown, View } from "./view.ts";
import { waitingView } from "./waiting.ts";

interface Entry {
  readonly name: string;
  readonly title: string;
  readonly view: View;
  /** A number beside the title, where there is something to look at. */
  readonly count?: (live: Live) => number;
  readonly look?: string;
}

const VIEWS: readonly Entry[] = [
  { name: "", title: "Pipeline", view: graphView },
  { name: "handlers", title: "Handlers", view: handlersView },
  { name: "topics", title: "Topics", view: topicsView },
  { name: "stores", title: "Stores", view: storesView },
  {
    name: "dead",
    title: "Dead letters",
    view: deadView,
    count: ({ readers }) => readers.reduce((sum, { dead }) => sum + dead, 0),
    look: "bad",
  },
  {
    name: "waiting",
    title: "Waiting",
    view: waitingView,
    count: ({ readers }) => readers.reduce((sum, { waiting, held }) => sum + waiting + held, 0),
    look: "warn",
  },
  { name: "trace", title: "Trace", view: traceView },
];

class App implements Page {
  readonly info: PipelineInfo;
  readonly #totals = new Totals(byId("figures"));
  readonly #links: readonly { readonly entry: Entry; readonly link: HTMLElement; readonly pill: HTMLElement }[];
  #live: Live | null = null;
  #shown: Shown | null = null;

  constructor(info: PipelineInfo) {
    this.info = info;
    document.title = info.name;
    setText(byId("name"), info.name);
    this.#links = VIEWS.map((entry) => {
      const pill = h("span", { class: `pill ${entry.look ?? ""}`, hidden: true });
      const link = h("a", { href: `#/${entry.name}` }, entry.title, " ", pill);
      return { entry, link, pill };
    });
    byId("nav").replaceChildren(...this.#links.map(({ link }) => link));
    byId("trace").addEventListener("submit", (event) => {
      event.preventDefault();
      const input = byId("trace-id");
      if (input instanceof HTMLInputElement) this.go(`#/trace/${encodeURIComponent(input.value.trim())}`);
    });
    window.addEventListener("hashchange", () => this.show());
  }

  live(): Live | null {
    return this.#live;
  }

  go(hash: string): void {
    if (location.hash === hash) this.show();
    else location.hash = hash;
  }

  attempt(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.#say(error instanceof Error ? error.message : String(error), ""));
  }

  tell(text: string): void {
    this.#say(text, "good");
  }

  #say(text: string, look: string): void {
    const box = byId("alert");
    box.className = look;
    const close = h("button", { type: "button", click: () => box.replaceChildren() }, "Close");
    box.replaceChildren(h("p", {}, text), close);
  }

  /** Shows what the address names. */
  show(): void {
    const [path = "", search = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const [name = "", ...rest] = path.split("/");
    const entry = VIEWS.find((each) => each.name === name) ?? VIEWS[0];
    if (entry === undefined) return;
    byId("alert").replaceChildren();
    for (const { entry: each, link } of this.#links) {
      if (each === entry) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.#shown = entry.view(this, rest.map(decodeURIComponent).join("/"), new URLSearchParams(search));
    byId("main").replaceChildren(this.#shown.element);
    if (this.#live !== null) this.#shown.update?.(this.#live);
  }

  /** The pipeline has moved on, or does not answer. */
  follow(live: Live | null): void {
    document.body.className = live === null ? "lost" : "running";
    setText(byId("state"), live === null ? "does not answer; trying again" : "running");
    if (live === null) return;
    this.#live = live;
    this.#totals.update(live);
    for (const { entry, pill } of this.#links) {
      const count = entry.count?.(live) ?? 0;
      setText(pill, whole(count));
      pill.hidden = count === 0;
    }
    this.#shown?.update?.(live);
  }
}

async function begin(): Promise<void> {
  try {
    const app = new App(await ask<PipelineInfo>("pipeline"));
    app.show();
    follow((live) => app.follow(live));
  } catch (error) {
    byId("alert").replaceChildren(h("p", {}, error instanceof Error ? error.message : String(error)));
    setTimeout(begin, 3000);
  }
}

await begin();
