/** A generated TypeScript file: its first line, its imports, and its declarations. */
import type { EmitContext } from "./context.ts";
import { COVERAGE_FILE } from "./cover.ts";
import { Imports, RUNTIME, WIDTH } from "./imports.ts";
import { type Doc, print } from "./text/doc.ts";
import { TypeWriter } from "./types.ts";

export interface FileOptions {
  /** How the file reaches the others: `./` or `../`. */
  readonly up: "./" | "../";
  /** The file itself: what it declares is not imported. */
  readonly own: "events" | "stores" | "functions" | null;
  /** Values that the file declares, or imports of the spec's functions: the runtime's give way to them. */
  readonly declared?: ReadonlySet<string>;
}

export class TypeScriptFile {
  readonly imports = new Imports();
  readonly types: TypeWriter;
  readonly #context: EmitContext;
  readonly #options: FileOptions;
  readonly #parts: string[] = [];

  constructor(context: EmitContext, options: FileOptions) {
    this.#context = context;
    this.#options = options;
    this.types = new TypeWriter(context, {
      runtime: (name) => this.imports.type(RUNTIME, name),
      events: (name) => this.importType("events", name),
      stores: (name) => this.importType("stores", name),
    });
  }

  /** A type of events.ts or stores.ts. */
  importType(from: "events" | "stores", name: string): string {
    if (this.#options.own === from) return name;
    return this.imports.type(`${this.#options.up}${from}.ts`, name);
  }

  /** The type of the parameters' values. */
  parametersType(): string {
    return this.imports.type(`${this.#options.up}params.ts`, "Params");
  }

  /** The name under which the file knows a function of the runtime. */
  runtime(name: string): string {
    return this.imports.value(RUNTIME, name, this.#free(name));
  }

  /** The name under which the file knows the values of the parameters. */
  parameters(): string {
    return this.imports.value(`${this.#options.up}params.ts`, "params", this.#free("params"));
  }

  /** The name under which the file knows a function of coverage.ts. */
  counting(name: "hit" | "asking"): string {
    return this.imports.value(`${this.#options.up}${COVERAGE_FILE}`, name, this.#free(name));
  }

  /** The name under which the file knows a function of the spec; `own` is what it declares itself. */
  specFunction(name: string, own: string): string {
    const exported = this.#context.functionNames.get(name) ?? name;
    if (this.#options.own === "functions") return exported;
    const local = exported === own ? `${exported}_` : exported;
    return this.imports.value(`${this.#options.up}functions.ts`, exported, local);
  }

  #free(name: string): string {
    let free = name;
    while (this.#options.declared?.has(free) === true) free += "_";
    return free;
  }

  /** A declaration with its comment, as text that ends with a line break. */
  add(part: string): void {
    this.#parts.push(part);
  }

  text(): string {
    const imports = this.imports.text();
    const sections = [`// ${this.#context.links.header}\n`, imports, ...this.#parts];
    return sections.filter((section) => section !== "").join("\n");
  }
}

/** A piece of layout as text, with a line break at its end. */
export function printLine(doc: Doc, indentation = 0): string {
  return `${" ".repeat(indentation)}${print(doc, WIDTH, indentation)}\n`;
}
