/**
 * Documents that know where they may break: text is written with its possible line breaks, and each group goes on one line
 * where it fits. The printing is Wadler's, with the groups of Prettier and Biome, so that what is written is formatted.
 */

export type Doc = string | readonly Doc[] | Group | Indent | Line | IfBroken | IndentIfBroken | Flat | Alternatives;

/** All its lines break, or none. `broken` breaks them in any case; `id` lets others ask. */
interface Group {
  readonly kind: "group";
  readonly content: Doc;
  readonly broken: boolean;
  readonly id: symbol | null;
}

interface Indent {
  readonly kind: "indent";
  readonly content: Doc;
}

/** A space (nothing, if soft) where the group is flat, else a line break; a hard one always breaks. */
interface Line {
  readonly kind: "line";
  readonly soft: boolean;
  readonly hard: boolean;
}

/** One thing where the group (or the one named) is broken, another where it is flat. */
interface IfBroken {
  readonly kind: "ifBroken";
  readonly broken: Doc;
  readonly flat: Doc;
}

interface IndentIfBroken {
  readonly kind: "indentIfBroken";
  readonly content: Doc;
  readonly id: symbol;
}

/** On one line, even where what is around it breaks. */
interface Flat {
  readonly kind: "flat";
  readonly content: Doc;
}

/** The first that fits; the last if none does. */
interface Alternatives {
  readonly kind: "alternatives";
  readonly states: readonly [Doc, ...Doc[]];
}

export const line: Doc = { kind: "line", soft: false, hard: false };
export const softline: Doc = { kind: "line", soft: true, hard: false };
export const hardline: Doc = { kind: "line", soft: false, hard: true };

export function group(content: Doc, options: { broken?: boolean; id?: symbol } = {}): Doc {
  return { kind: "group", content, broken: options.broken === true || breaks(content), id: options.id ?? null };
}

export function indent(content: Doc): Doc {
  return { kind: "indent", content };
}

export function ifBroken(broken: Doc, flat: Doc = ""): Doc {
  return { kind: "ifBroken", broken, flat };
}

export function indentIfBroken(content: Doc, id: symbol): Doc {
  return { kind: "indentIfBroken", content, id };
}

export function flat(content: Doc): Doc {
  return { kind: "flat", content };
}

export function alternatives(...states: readonly [Doc, ...Doc[]]): Doc {
  return { kind: "alternatives", states };
}

export function join(separator: Doc, docs: readonly Doc[]): Doc {
  const joined: Doc[] = [];
  for (const doc of docs) {
    if (joined.length > 0) joined.push(separator);
    joined.push(doc);
  }
  return joined;
}

/** Whether a document breaks whatever the width is. */
export function breaks(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (isList(doc)) return doc.some(breaks);
  switch (doc.kind) {
    case "line":
      return doc.hard;
    case "group":
      return doc.broken;
    case "indent":
    case "indentIfBroken":
    case "flat":
      return breaks(doc.content);
    case "ifBroken":
      return breaks(doc.broken);
    case "alternatives":
      return breaks(doc.states[0]);
  }
}

function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

type Mode = "flat" | "broken";

interface Command {
  readonly indentation: number;
  readonly mode: Mode;
  readonly doc: Doc;
}

/** The text of a document whose first line begins at a column; following lines are indented by `indentation` spaces. */
export function print(doc: Doc, width: number, indentation = 0, column = indentation): string {
  const onOneLine = flatText(doc, false, width - column);
  if (onOneLine !== null && column + onOneLine.length <= width) return onOneLine;
  const printer = new Printer(width, column);
  printer.run({ indentation, mode: "broken", doc });
  return printer.text();
}

/** The text on one line, or null where a line has to break (of what is in no group all lines do) or the text is longer than `most`. */
function flatText(doc: Doc, inGroup: boolean, most: number): string | null {
  if (typeof doc === "string") return doc;
  if (isList(doc)) {
    let text = "";
    // By index: this is most of what a file's layout takes, and an iterator makes an object for each step.
    for (let index = 0; index < doc.length; index++) {
      const flat = flatText(doc[index] ?? "", inGroup, most);
      if (flat === null) return null;
      text += flat;
      if (text.length > most) return null;
    }
    return text;
  }
  switch (doc.kind) {
    case "line":
      return doc.hard || !inGroup ? null : doc.soft ? "" : " ";
    case "group":
      return doc.broken ? null : flatText(doc.content, true, most);
    case "indent":
    case "indentIfBroken":
    case "flat":
      return flatText(doc.content, inGroup, most);
    case "ifBroken":
      return inGroup ? flatText(doc.flat, true, most) : null;
    case "alternatives":
      return flatText(doc.states[0], true, most);
  }
}

class Printer {
  readonly #width: number;
  #column: number;
  readonly #out: string[] = [];
  readonly #rest: Command[] = [];
  readonly #modes = new Map<symbol, Mode>();

  constructor(width: number, column: number) {
    this.#width = width;
    this.#column = column;
  }

  text(): string {
    return this.#out.join("");
  }

  run(first: Command): void {
    this.#rest.push(first);
    for (let command = this.#rest.pop(); command !== undefined; command = this.#rest.pop()) this.#step(command);
  }

  #step({ indentation, mode, doc }: Command): void {
    if (typeof doc === "string") {
      this.#out.push(doc);
      this.#column += doc.length;
    } else if (isList(doc)) {
      for (let index = doc.length - 1; index >= 0; index--)
        this.#rest.push({ indentation, mode, doc: doc[index] ?? "" });
    } else {
      const next = this.#resolve(doc, indentation, mode);
      if (next !== null) this.#rest.push(next);
    }
  }

  /** What is to be printed in place of a document, or null where it was printed. */
  #resolve(doc: Exclude<Doc, string | readonly Doc[]>, indentation: number, mode: Mode): Command | null {
    switch (doc.kind) {
      case "indent":
        return { indentation: indentation + 2, mode, doc: doc.content };
      case "indentIfBroken": {
        const deeper = this.#modes.get(doc.id) === "broken";
        return { indentation: indentation + (deeper ? 2 : 0), mode, doc: doc.content };
      }
      case "flat":
        return { indentation, mode: "flat", doc: doc.content };
      case "ifBroken":
        return { indentation, mode, doc: mode === "broken" ? doc.broken : doc.flat };
      case "line":
        this.#line(doc, indentation, mode);
        return null;
      case "group":
        return this.#group(doc, indentation, mode);
      case "alternatives":
        return this.#alternatives(doc, indentation, mode);
    }
  }

  #line(doc: Line, indentation: number, mode: Mode): void {
    if (mode === "flat" && !doc.hard) {
      if (doc.soft) return;
      this.#out.push(" ");
      this.#column += 1;
      return;
    }
    this.#trimEnd();
    this.#out.push(`\n${" ".repeat(indentation)}`);
    this.#column = indentation;
  }

  #trimEnd(): void {
    const last = this.#out.at(-1);
    if (last?.endsWith(" ")) this.#out[this.#out.length - 1] = last.trimEnd();
  }

  #group(doc: Group, indentation: number, mode: Mode): Command {
    const flat: Command = { indentation, mode: "flat", doc: doc.content };
    const fits = !doc.broken && (mode === "flat" || this.#fits(flat));
    if (doc.id !== null) this.#modes.set(doc.id, fits ? "flat" : "broken");
    return fits ? flat : { indentation, mode: "broken", doc: doc.content };
  }

  #alternatives(doc: Alternatives, indentation: number, mode: Mode): Command {
    const [first, ...others] = doc.states;
    const last: Command = { indentation, mode: "broken", doc: others.at(-1) ?? first };
    const flat: Command = { indentation, mode: "flat", doc: first };
    if (mode === "flat") return flat;
    if (this.#fits(flat)) return flat;
    for (const state of others) {
      const broken: Command = { indentation, mode: "broken", doc: state };
      if (this.#fits(broken)) return broken;
    }
    return last;
  }

  /** Whether what comes fits on the rest of the line, up to the first place where a line may break. */
  #fits(next: Command): boolean {
    let left = this.#width - this.#column;
    let restIndex = this.#rest.length;
    const commands: Command[] = [next];
    while (left >= 0) {
      let command = commands.pop();
      if (command === undefined) {
        restIndex -= 1;
        command = this.#rest[restIndex];
        if (command === undefined) return true;
      }
      const { indentation, mode, doc } = command;
      if (typeof doc === "string") left -= doc.length;
      else if (isList(doc)) {
        for (let index = doc.length - 1; index >= 0; index--) {
          commands.push({ indentation, mode, doc: doc[index] ?? "" });
        }
      } else {
        switch (doc.kind) {
          case "indent":
          case "indentIfBroken":
            commands.push({ indentation, mode, doc: doc.content });
            break;
          case "flat":
            commands.push({ indentation, mode: "flat", doc: doc.content });
            break;
          case "ifBroken":
            commands.push({ indentation, mode, doc: mode === "broken" ? doc.broken : doc.flat });
            break;
          case "group":
            commands.push({ indentation, mode: doc.broken ? "broken" : mode, doc: doc.content });
            break;
          case "alternatives":
            commands.push({ indentation, mode, doc: (mode === "broken" ? doc.states.at(-1) : null) ?? doc.states[0] });
            break;
          case "line":
            if (mode === "broken" || doc.hard) return true;
            if (!doc.soft) left -= 1;
        }
      }
    }
    return false;
  }
}
