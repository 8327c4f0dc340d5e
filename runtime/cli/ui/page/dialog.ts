/** A dialog over the page, closed by its button, by Escape, or by a click beside it. */
import { h } from "./dom.ts";

export function dialog(title: string, ...content: readonly (HTMLElement | null)[]): { close(): void } {
  const heading = h("h2", { id: "dialog-title" }, title);
  const box = document.createElement("dialog");
  box.setAttribute("aria-labelledby", "dialog-title");
  const close = (): void => box.close();
  const button = h("button", { type: "button", click: close }, "Close");
  box.append(
    h(
      "div",
      { class: "panel" },
      heading,
      ...content,
      h("div", { class: "tools" }, h("span", { class: "space" }), button),
    ),
  );
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => {
    if (event.target === box) close();
  });
  document.body.append(box);
  box.showModal();
  return { close };
}
