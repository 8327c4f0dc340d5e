/** Rows that may be picked, one by one or all at once, for something to be done with them. */
import { h, setText } from "./dom.ts";
import { whole } from "./format.ts";

export interface Picker {
  /** Stands in the head of the first column. */
  readonly all: HTMLElement;
  /** Does it with what is picked. */
  readonly button: HTMLElement;
  /** Stands in a row, whose name it is told by. */
  box(name: string): HTMLElement;
}

export function picker(verb: string, act: (names: readonly string[]) => void): Picker {
  const boxes = new Map<string, HTMLInputElement>();
  const picked = (): string[] => [...boxes].filter(([, box]) => box.checked).map(([name]) => name);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "main";
  button.addEventListener("click", () => act(picked()));
  const all = checkbox("Pick all");
  all.addEventListener("change", () => {
    for (const box of boxes.values()) box.checked = all.checked;
    renew();
  });
  function renew(): void {
    const count = picked().length;
    button.disabled = count === 0;
    setText(button, count === 0 ? verb : `${verb} ${whole(count)}`);
    all.checked = count > 0 && count === boxes.size;
    all.indeterminate = count > 0 && count < boxes.size;
  }
  renew();
  return {
    all,
    button,
    box(name) {
      const box = checkbox(`Pick ${name}`);
      box.addEventListener("change", renew);
      boxes.set(name, box);
      return box;
    },
  };
}

function checkbox(label: string): HTMLInputElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.setAttribute("aria-label", label);
  return box;
}

/** A row's first cell, which picks it. */
export const pickCell = (box: HTMLElement): HTMLElement => h("td", { class: "pick" }, box);
