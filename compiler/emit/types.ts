/** The spec's types as TypeScript's: what a value is inside the pipeline. */
import type { Field, Type } from "../model.ts";
import type { EmitContext } from "./context.ts";
import { fieldValue } from "./shapes.ts";
import { type Doc, group, ifBroken, indent, join, line, print, softline } from "./text/doc.ts";
import { propertyKey, quote } from "./text/strings.ts";

/** Tells the file that is written which names it has to import. */
export interface TypeImports {
  /** A type of the runtime. */
  runtime(name: string): string;
  /** A type of events.ts. */
  events(name: string): string;
  /** A type of stores.ts. */
  stores(name: string): string;
}

/** How a type is written: the layout, the members if it is a union, and whether a list has to put it into parentheses. */
interface Written {
  readonly doc: Doc;
  readonly members: readonly Doc[] | null;
  readonly compound: boolean;
}

export class TypeWriter {
  readonly #context: EmitContext;
  readonly #imports: TypeImports;

  constructor(context: EmitContext, imports: TypeImports) {
    this.#context = context;
    this.#imports = imports;
  }

  /** On one line. */
  text(type: Type): string {
    return print(this.doc(type), Number.POSITIVE_INFINITY);
  }

  doc(type: Type): Doc {
    const { doc, members } = this.#write(type);
    return members === null ? doc : unionDoc(members);
  }

  /** The members of a union, or the one type. */
  members(type: Type): readonly Doc[] {
    const { doc, members } = this.#write(type);
    return members ?? [doc];
  }

  /** A field's type: also null where the field may be absent. */
  fieldType(field: Field): Type {
    return fieldValue(this.#context, field);
  }

  #write(type: Type): Written {
    switch (type.kind) {
      case "string":
      case "uuid":
      case "date":
        return one("string");
      case "int":
      case "number":
      case "timestamp":
      case "duration":
        return one("number");
      case "bool":
        return one(type.value === null ? "boolean" : String(type.value));
      case "json":
        return one(this.#imports.runtime("Json"));
      case "null":
        return one("null");
      case "union":
        return this.#union(type.values, type.open);
      case "nullable":
        return this.#nullable(type.of);
      case "lenient":
        return this.#write(type.of);
      case "list":
        return one(this.#list(type.of));
      case "map":
        return one(typeArguments("Record", ["string", this.doc(type.of)]));
      case "record":
        return one(this.#record(type.fields));
      case "reference":
        return one(this.#imports.events(this.#context.typeNames.get(type.name) ?? type.name));
      case "row":
        return one(this.#imports.stores(`${this.#context.storeNames.get(type.store) ?? type.store}Row`));
      case "change":
        return one(this.#imports.stores(`${this.#context.storeNames.get(type.store) ?? type.store}Change`));
      case "error":
        return one("unknown");
    }
  }

  /** `{ … } | null` stays in one piece. */
  #nullable(of: Type): Written {
    if (of.kind === "json") return this.#write(of);
    if (of.kind === "record") return { doc: [this.doc(of), " | null"], members: null, compound: true };
    return union([...this.members(of), "null"]);
  }

  #list(of: Type): Doc {
    const { doc, members, compound } = this.#write(of);
    if (members !== null) return [group(["(", indent([softline, unionLines(members)]), softline, ")"]), "[]"];
    return compound ? ["(", doc, ")[]"] : [doc, "[]"];
  }

  #union(values: readonly string[], open: boolean): Written {
    const literals = values.map(quote);
    return open ? one(typeArguments(this.#imports.runtime("Open"), [unionDoc(literals)])) : union(literals);
  }

  #record(fields: readonly Field[]): Doc {
    if (fields.length === 0) return typeArguments("Record", ["string", "never"]);
    const parts = fields.map((field) => ["readonly ", typedProperty(field.name, this.members(this.fieldType(field)))]);
    return group(["{", indent([line, join([";", line], parts)]), ifBroken(";"), line, "}"]);
  }
}

function one(doc: Doc): Written {
  return { doc, members: null, compound: false };
}

function union(members: readonly Doc[]): Written {
  const [first] = members;
  return members.length === 1 && first !== undefined ? one(first) : { doc: "", members, compound: true };
}

/** `readonly name: type;` in an interface. */
export function memberOfInterface(name: string, members: readonly Doc[], optional = false): Doc {
  return ["readonly ", typedProperty(name, members, optional), ";"];
}

/** `name: type`, with each member of a long union on a line of its own. */
export function typedProperty(name: string, members: readonly Doc[], optional = false): Doc {
  const key = `${propertyKey(name)}${optional ? "?" : ""}:`;
  return members.length === 1 ? [key, " ", members] : [key, " ", group(indent([softline, unionLines(members)]))];
}

function unionDoc(members: readonly Doc[]): Doc {
  return group(unionLines(members));
}

function unionLines(members: readonly Doc[]): Doc {
  return [ifBroken("| "), join([line, "| "], members)];
}

/** `Name<A, B>` */
export function typeArguments(name: string, args: readonly Doc[]): Doc {
  return group([name, "<", indent([softline, join([",", line], args)]), softline, ">"]);
}

/** `"a" | "b"` as an argument of a type. */
export function unionOf(names: readonly string[]): Doc {
  return unionDoc(names.map(quote));
}
