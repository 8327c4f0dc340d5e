/** Collects what a generated file imports and writes its import statements, sorted as Biome sorts them. */
import { group, ifBroken, indent, join, line, print } from "./text/doc.ts";
import { compareNatural } from "./text/order.ts";
import { quote } from "./text/strings.ts";

export const WIDTH = 120;
export const RUNTIME = "da-compile/runtime";

interface Imported {
  readonly name: string;
  readonly as: string;
  readonly type: boolean;
}

export class Imports {
  readonly #modules = new Map<string, Map<string, Imported>>();
  readonly #namespaces = new Map<string, string>();
  readonly #defaults = new Map<string, string>();

  /** The name by which the file knows what it imports. */
  value(module: string, name: string, as = name): string {
    return this.#add(module, { name, as, type: false });
  }

  type(module: string, name: string, as = name): string {
    return this.#add(module, { name, as, type: true });
  }

  namespace(module: string, as: string): string {
    this.#namespaces.set(module, as);
    return as;
  }

  /** The default export of a module from which nothing else is imported. */
  default(module: string, as: string): string {
    this.#defaults.set(module, as);
    return as;
  }

  #add(module: string, imported: Imported): string {
    const names = this.#modules.get(module) ?? new Map<string, Imported>();
    this.#modules.set(module, names);
    const known = names.get(imported.name);
    if (known === undefined) names.set(imported.name, imported);
    return imported.as;
  }

  /** Names of values that are imported as they are: no variable may hide them. */
  valueNames(): Set<string> {
    const all = [...this.#modules.values()].flatMap((names) => [...names.values()]);
    const values = all.filter(({ type }) => !type).map(({ as }) => as);
    return new Set([...values, ...this.#namespaces.values(), ...this.#defaults.values()]);
  }

  /** The import statements, each on lines of its own, or nothing. */
  text(): string {
    const modules = [...this.#modules].map(([module, names]) => ({
      module,
      text: statement(module, [...names.values()]),
    }));
    const namespaces = [...this.#namespaces].map(([module, as]) => ({
      module,
      text: `import * as ${as} from "${module}";\n`,
    }));
    const defaults = [...this.#defaults].map(([module, as]) => ({
      module,
      text: `import ${as} from ${quote(module)};\n`,
    }));
    const sorted = [...modules, ...namespaces, ...defaults].sort((a, b) => compareModules(a.module, b.module));
    return sorted.map(({ text }) => text).join("");
  }
}

function statement(module: string, imported: readonly Imported[]): string {
  const allTypes = imported.every(({ type }) => type);
  const names = [...imported]
    .sort((a, b) => compareNatural(a.name, b.name))
    .map(({ name, as, type }) => `${type && !allTypes ? "type " : ""}${name}${as === name ? "" : ` as ${as}`}`);
  const flat = `import ${allTypes ? "type " : ""}{ ${names.join(", ")} } from "${module}";`;
  if (flat.length <= WIDTH) return `${flat}\n`;
  const list = group(["{", indent([line, join([",", line], names)]), ifBroken(","), line, "}"]);
  return `${print([`import ${allTypes ? "type " : ""}`, list, ` from "${module}";`], WIDTH)}\n`;
}

/** Packages, then what lies above, then what lies beside. */
function compareModules(a: string, b: string): number {
  return rank(a) - rank(b) || compareNatural(withoutExtension(a), withoutExtension(b));
}

function rank(module: string): number {
  return module.startsWith("../") ? 1 : module.startsWith("./") ? 2 : 0;
}

function withoutExtension(module: string): string {
  return module.replace(/\.[jt]s$/, "");
}
