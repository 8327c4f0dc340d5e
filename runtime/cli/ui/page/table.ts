/** Tables whose cells change as the pipeline runs, and which may be sorted. */
import { h, setText } from "./dom.ts";

export interface Column<T> {
  readonly title: string;
  readonly isNumber?: boolean;
  /** What it is sorted by; absent: it is not. */
  readonly by?: (item: T) => string | number;
  readonly show: (item: T) => string | HTMLElement;
  /** Classes of the cell. */
  readonly look?: (item: T) => string;
}

export interface LiveTable<T> {
  readonly element: HTMLElement;
  update(items: readonly T[]): void;
}

/** The first column names the row. */
export function liveTable<T>(caption: string, columns: readonly Column<T>[], keyOf: (item: T) => string): LiveTable<T> {
  const body = h("tbody");
  const rows = new Map<string, { readonly row: HTMLElement; readonly cells: readonly HTMLElement[] }>();
  let shown: readonly T[] = [];
  let sorting: { readonly column: Column<T>; readonly isDown: boolean } | null = null;

  const heads = columns.map((column) => {
    const head = h("th", { scope: "col", class: column.isNumber === true ? "number" : null });
    if (column.by === undefined) head.append(column.title);
    else head.append(h("button", { type: "button", click: () => sortBy(column) }, column.title));
    return head;
  });

  function sortBy(column: Column<T>): void {
    const isDown = sorting?.column === column ? !sorting.isDown : column.isNumber === true;
    sorting = { column, isDown };
    for (const [index, head] of heads.entries()) {
      if (columns[index] === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    update(shown);
  }

  function sorted(items: readonly T[]): readonly T[] {
    const by = sorting?.column.by;
    if (by === undefined) return items;
    const turn = sorting?.isDown === true ? -1 : 1;
    return items.toSorted((a, b) => turn * compare(by(a), by(b)));
  }

  function update(items: readonly T[]): void {
    shown = items;
    const wanted = sorted(items).map((item) => {
      const key = keyOf(item);
      let entry = rows.get(key);
      if (entry === undefined) {
        const cells = columns.map((_, index) => (index === 0 ? h("th", { scope: "row" }) : h("td")));
        entry = { row: h("tr", {}, ...cells), cells };
        rows.set(key, entry);
      }
      for (const [index, column] of columns.entries()) fill(entry.cells[index], column, item);
      return entry.row;
    });
    for (const [index, row] of wanted.entries())
      if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
    while (body.children.length > wanted.length) body.lastElementChild?.remove();
  }

  const table = h("table", {}, h("caption", { class: "hidden" }, caption), h("thead", {}, h("tr", {}, ...heads)), body);
  return { element: h("div", { class: "card scroll" }, table), update };
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function fill<T>(cell: HTMLElement | undefined, { show, look, isNumber }: Column<T>, item: T): void {
  if (cell === undefined) return;
  const classes = [isNumber === true ? "number" : "", look?.(item) ?? ""].filter((name) => name !== "").join(" ");
  if (cell.className !== classes) cell.className = classes;
  const content = show(item);
  if (typeof content === "string") {
    setText(cell, content);
    if (cell.title !== content) cell.title = content;
  } else if (cell.firstElementChild?.outerHTML !== content.outerHTML || cell.childNodes.length !== 1) {
    cell.replaceChildren(content);
  }
}
