/** The pipeline's graph, live: what flows now, what lags, what waits and what is dead; one node at a time in detail. */
import type { Graph, GraphNode, LiveReader } from "../api.ts";
import { h, kindMark, s, setText } from "./dom.ts";
import { perSecond, whole } from "./format.ts";
import { address, type Page, type Shown } from "./view.ts";

const CHARACTER = 7.3;
const ZOOMS = [0.25, 0.35, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2] as const;
const KINDS = ["source", "event", "transform", "gep", "signal", "demux", "dep", "store"] as const;

interface Drawn {
  readonly node: GraphNode;
  readonly group: SVGElement;
  readonly live: SVGElement;
  readonly badges: SVGElement;
}

export function graphView(page: Page): Shown {
  const { graph } = page.info;
  const drawn = new Map(graph.nodes.map((node) => [node.id, draw(node, () => pick(node.id))]));
  const edges = graph.edges.map((edge) => ({ edge, path: s("path", { d: edge.path, class: `edge ${edge.kind}` }) }));
  const svg = s(
    "svg",
    { viewBox: `0 0 ${graph.width} ${graph.height}`, role: "group", "aria-label": "Graph of the pipeline" },
    s("g", {}, ...edges.map(({ path }) => path)),
    s("g", {}, ...[...drawn.values()].map(({ group }) => group)),
  );
  const canvas = h("div", { class: "canvas" }, svg);
  const panel = h("aside", { class: "card panel", "aria-label": "Selected node", "aria-live": "off" });
  let picked: string | null = null;
  let zoom = 1;

  function pick(id: string | null): void {
    picked = picked === id ? null : id;
    const near = picked === null ? null : around(graph, picked);
    svg.classList.toggle("faded", near !== null);
    for (const [name, { group }] of drawn) {
      group.classList.toggle("picked", name === picked);
      group.classList.toggle("near", near?.has(name) === true);
      group.setAttribute("aria-pressed", String(name === picked));
    }
    for (const { edge, path } of edges) {
      const isOwn = edge.kind !== "reads" || edge.from === picked || edge.to === picked;
      path.classList.toggle("near", isOwn && near?.has(edge.from) === true && near.has(edge.to));
    }
    show();
  }

  function show(): void {
    const node = graph.nodes.find(({ id }) => id === picked);
    const content = node === undefined ? about(page) : detail(page, node, pick);
    if (panel.innerHTML !== content.innerHTML) panel.replaceChildren(...content.childNodes);
  }

  function setZoom(wanted: number): void {
    zoom = wanted;
    svg.setAttribute("width", String(Math.round(graph.width * zoom)));
    svg.setAttribute("height", String(Math.round(graph.height * zoom)));
  }

  function fit(): void {
    const room = Math.min(canvas.clientWidth / graph.width, canvas.clientHeight / graph.height);
    setZoom(Math.min(1, Math.max(0.25, room || 1)));
  }

  const step = (by: 1 | -1): void => {
    const next = by === 1 ? ZOOMS.find((each) => each > zoom + 0.01) : ZOOMS.findLast((each) => each < zoom - 0.01);
    if (next !== undefined) setZoom(next);
  };
  const buttons = h(
    "div",
    { class: "zoom" },
    h("button", { type: "button", "aria-label": "Smaller", click: () => step(-1) }, "−"),
    h("button", { type: "button", "aria-label": "Larger", click: () => step(1) }, "+"),
    h("button", { type: "button", click: fit }, "Fit"),
  );
  draggable(canvas);
  canvas.addEventListener("click", (event) => {
    if (event.target === svg && picked !== null) pick(picked);
  });
  setZoom(graph.width > 1400 ? 0.8 : 1);
  show();
  const legend = h("div", { class: "legend" }, ...KINDS.map((kind) => kindMark(kind)));
  const element = h(
    "div",
    { class: "stack" },
    h("h1", { class: "hidden" }, "Pipeline"),
    h("div", { class: "split" }, h("div", { class: "card" }, canvas, buttons), panel),
    legend,
  );
  return {
    element,
    update(live) {
      const readers = new Map(live.readers.map((reader) => [reader.name, reader]));
      for (const each of drawn.values()) renew(each, readerOf(each.node, readers));
      for (const { edge, path } of edges) {
        const ends = [edge.from, edge.to].map((id) => readerOf(drawn.get(id)?.node, readers));
        path.classList.toggle("busy", edge.kind !== "reads" && ends.some((reader) => (reader?.in ?? 0) > 0));
      }
      show();
    },
  };
}

function draw(node: GraphNode, pick: () => void): Drawn {
  const { x, y, width, height, kind, name } = node;
  const left = x - width / 2;
  const most = Math.floor((width - 26) / CHARACTER);
  const short = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const isTall = height > 30;
  const live = s("text", { class: "live", x: left + 14, y: y + 13 }, isTall ? kind : "");
  const badges = s("g");
  const group = s(
    "g",
    {
      class: `node ${kind}`,
      tabindex: 0,
      role: "button",
      "aria-pressed": "false",
      "aria-label": `${kind} ${name}`,
      click: pick,
      keydown: (event) => {
        if (!(event instanceof KeyboardEvent) || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        pick();
      },
    },
    s("title", {}, `${kind} ${name}`),
    s("rect", { class: "box", x: left, y: y - height / 2, width, height, rx: isTall ? 8 : 13 }),
    s("rect", { class: "stripe", x: left + 5, y: y - height / 2 + 6, width: 3, height: height - 12, rx: 1.5 }),
    s("text", { class: "name", x: left + 14, y: isTall ? y - 3 : y + 4.5 }, short),
    live,
    badges,
  );
  return { node, group, live, badges };
}

function readerOf(node: GraphNode | undefined, readers: ReadonlyMap<string, LiveReader>): LiveReader | undefined {
  const isReader = node !== undefined && ["source", "transform", "gep", "demux", "dep"].includes(node.kind);
  return isReader ? readers.get(node.name) : undefined;
}

function renew({ node, group, live, badges }: Drawn, reader: LiveReader | undefined): void {
  if (reader === undefined) return;
  setText(live, `${node.kind} · ${perSecond(reader.in)}${reader.lag > 0 ? ` · ${whole(reader.lag)} behind` : ""}`);
  group.classList.toggle("failed", reader.failure !== null);
  const marks = [
    { look: "bad", count: reader.dead, what: "dead" },
    { look: "warn", count: reader.waiting + reader.held, what: "waiting" },
  ].filter(({ count }) => count > 0);
  const text = marks.map(({ count, what }) => `${count} ${what}`).join(", ");
  if (badges.getAttribute("data-text") === text) return;
  badges.setAttribute("data-text", text);
  let right = node.x + node.width / 2 + 6;
  badges.replaceChildren(
    ...marks.map(({ look, count }) => {
      const label = count > 9999 ? "9999+" : String(count);
      const width = 10 + 7 * label.length;
      right -= width + 3;
      const y = node.y - node.height / 2 - 7;
      return s(
        "g",
        { class: `badge ${look}` },
        s("rect", { x: right, y, width, height: 16 }),
        s("text", { x: right + width / 2, y: y + 12 }, label),
      );
    }),
  );
  group.setAttribute("aria-label", `${node.kind} ${node.name}${text === "" ? "" : `, ${text}`}`);
}

/** All that leads to a node and all that it leads to. */
function around({ edges }: Graph, id: string): ReadonlySet<string> {
  const near = new Set([id]);
  for (const [here, there] of [
    ["from", "to"],
    ["to", "from"],
  ] as const) {
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const edge of edges) {
        if (edge[here] !== next || edge.kind === "reads" || near.has(edge[there])) continue;
        near.add(edge[there]);
        open.push(edge[there]);
      }
    }
  }
  for (const edge of edges) {
    if (edge.kind !== "reads") continue;
    if (edge.from === id) near.add(edge.to);
    if (edge.to === id) near.add(edge.from);
  }
  return near;
}

/** The panel where nothing is selected. */
function about(page: Page): HTMLElement {
  const failed = page.live()?.readers.filter(({ failure }) => failure !== null) ?? [];
  return h(
    "div",
    {},
    h("h2", {}, page.info.name),
    h("p", { class: "quiet" }, "Select a node to see what it does, what leads to it and what it leads to."),
    ...failed.map(({ name, failure }) => h("p", { class: "bad" }, `${name} stands still: ${failure ?? ""}`)),
  );
}

function detail(page: Page, node: GraphNode, pick: (id: string) => void): HTMLElement {
  const { graph } = page.info;
  const nodes = new Map(graph.nodes.map((each) => [each.id, each]));
  const names = (title: string, ids: readonly string[]): HTMLElement | null => {
    const found = [...new Set(ids)].flatMap((id) => nodes.get(id) ?? []);
    if (found.length === 0) return null;
    const items = found.map(({ id, kind, name }) =>
      h("li", {}, kindMark(kind), " ", h("button", { type: "button", click: () => pick(id) }, name)),
    );
    return h("div", {}, h("h3", {}, title), h("ul", { class: "names" }, ...items));
  };
  const of = (side: "from" | "to", kinds: readonly string[]): string[] =>
    graph.edges
      .filter((edge) => edge[side] === node.id && kinds.includes(edge.kind))
      .map((edge) => edge[side === "from" ? "to" : "from"]);
  const reader = page.live()?.readers.find(({ name }) => name === node.name && isReaderKind(node.kind));
  const isStore = node.kind === "store" || node.kind === "external";
  return h(
    "div",
    {},
    h("div", {}, kindMark(node.kind), h("h2", {}, node.name)),
    reader === undefined ? null : figures(reader),
    reader === undefined || reader.dead === 0
      ? null
      : h("a", { href: address("dead", "", { owner: node.name }) }, `Its ${whole(reader.dead)} dead letters`),
    isStore ? h("a", { href: address("stores", node.name) }, "Its rows") : null,
    names(isStore ? "Written by" : node.kind === "source" ? "Comes from" : "Fed by", of("to", ["flows", "writes"])),
    names("Leads to", of("from", ["flows"])),
    names("Writes", of("from", ["writes"])),
    names(isStore ? "Read by" : "Looks at", isStore ? of("from", ["reads"]) : of("to", ["reads"])),
  );
}

const isReaderKind = (kind: string): boolean => ["source", "transform", "gep", "demux", "dep"].includes(kind);

function figures(reader: LiveReader): HTMLElement {
  const { failure, lag, handled, emitted, dead, waiting, queued, held } = reader;
  const rows: readonly (readonly [string, string])[] = [
    ["Handles", perSecond(reader.in)],
    ["Emits", perSecond(reader.out)],
    ["Behind", whole(lag)],
    ["Handled since the start", whole(handled)],
    ["Emitted since the start", whole(emitted)],
    ["Waiting", whole(waiting)],
    ["Queued behind", whole(queued)],
    ["Held back", whole(held)],
    ["Dead letters", whole(dead)],
  ];
  return h(
    "div",
    {},
    failure === null ? null : h("p", { class: "bad" }, `It stands still: ${failure}`),
    h(
      "dl",
      { class: "facts" },
      ...rows.flatMap(([name, text]) => [h("dt", {}, name), h("dd", { class: "number" }, text)]),
    ),
  );
}

/** The canvas may be moved by dragging it, besides scrolling. */
function draggable(canvas: HTMLElement): void {
  let from: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest(".node") !== null)) return;
    from = { x: event.clientX, y: event.clientY, left: canvas.scrollLeft, top: canvas.scrollTop };
    canvas.classList.add("dragged");
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from === null) return;
    canvas.scrollLeft = from.left + from.x - event.clientX;
    canvas.scrollTop = from.top + from.y - event.clientY;
  });
  for (const name of ["pointerup", "pointerleave"] as const) {
    canvas.addEventListener(name, () => {
      from = null;
      canvas.classList.remove("dragged");
    });
  }
}
