/** Everything that came of one event, as a tree. */
import type { TreeNode } from "../api.ts";
import { ask } from "./client.ts";
import { empty, h } from "./dom.ts";
import { address, type Page, type Shown } from "./view.ts";

export function traceView(page: Page, id: string): Shown {
  const body = h("div");
  if (id === "") {
    body.append(empty("Which event?", "Type the id of an event above, and see everything that came of it."));
  } else {
    body.append(empty("Looking…", "The topics are read from their beginning."));
    page.attempt(async () => {
      try {
        const nodes = await ask<readonly TreeNode[]>("trace", { id });
        body.replaceChildren(h("div", { class: "card panel" }, h("ul", { class: "tree" }, ...nodes.map(item))));
      } catch (error) {
        body.replaceChildren(empty("Nothing to show", "The event never came, or is older than what the topics keep."));
        throw error;
      }
    });
  }
  return { element: h("div", { class: "stack" }, h("h1", {}, id === "" ? "Trace" : `What came of ${id}`), body) };
}

function item({ kind, text, more, letter, below }: TreeNode): HTMLElement {
  return h(
    "li",
    { class: kind },
    h("span", { class: "text" }, text),
    more === "" ? null : h("span", { class: "more" }, more),
    letter === null ? null : h("a", { class: "more", href: address("dead", letter) }, letter),
    below.length === 0 ? null : h("ul", {}, ...below.map(item)),
  );
}
