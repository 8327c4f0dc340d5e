/** DA2003 of types: a record or type that includes itself with no way out, found on the syntax before anything is resolved. */

import type { Member, Name, TypeNode } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { eachCircle, inOrderOfNeed, type Step } from "../names/circles.ts";
import type { At } from "../names/files.ts";
import type { Program, TypeNodeDeclaration } from "../names/program.ts";
import type { Reporter } from "../names/reporter.ts";
import { once } from "../once.ts";
import { isBuiltInType } from "./builtin.ts";

type Declared = ReadonlyMap<string, At<TypeNodeDeclaration>>;

/** What is known of types before they are resolved. */
export interface Outline {
  /** The names of types that stand for nothing, because of a circle. */
  readonly circular: ReadonlySet<string>;
  /** The names of types that take null. */
  readonly nullable: ReadonlySet<string>;
  /** All names, each behind those that must be resolved for it. */
  readonly order: readonly string[];
}

/** Tells each circle once. */
export function outlineOf(program: Program, reporter: Reporter): Outline {
  const { types } = program;
  const circular = new Set<string>();
  const headsOf = ({ node }: At<TypeNodeDeclaration>) => (node.kind === "type" ? heads(node.type) : []);
  const aliases = findCircles(types, reporter, circular, new Set(), headsOf);
  const nullable = new Set<string>();
  for (const name of aliases) {
    const node = types.get(name)?.node;
    if (node?.kind === "type" && !circular.has(name) && !isBuiltInType(name) && mayBeNull(node.type, nullable)) {
      nullable.add(name);
    }
  }
  findCircles(types, reporter, new Set(), circular, ({ node }) => contained(node, nullable));
  const order = inOrderOfNeed(types.keys(), (name) => {
    const node = types.get(name)?.node;
    return node === undefined ? [] : needed(node).filter((other) => types.has(other));
  });
  return { circular, nullable, order };
}

/** Tells circles and adds their names to `circular`; gives all names, each behind those that it leads to. */
function findCircles(
  types: Declared,
  reporter: Reporter,
  circular: Set<string>,
  without: ReadonlySet<string>,
  namesIn: (at: At<TypeNodeDeclaration>) => readonly Name[],
): readonly string[] {
  const stepsOf = (name: string): Step<Location>[] => {
    const at = types.get(name);
    const names = at === undefined ? [] : namesIn(at);
    return names.flatMap((next) =>
      at !== undefined && types.has(next.text) && !isBuiltInType(next.text)
        ? [{ to: next.text, edge: at.file.place(next) }]
        : [],
    );
  };
  const tell = (circle: readonly string[], { to, edge }: Step<Location>): void => {
    for (const name of circle) {
      circular.add(name);
    }
    reporter.report(messages.DA2003.record({ steps: [...circle, to] }), edge);
  };
  return eachCircle(types.keys(), stepsOf, tell, without);
}

/** The names that a type is another name of. */
function heads(node: TypeNode): Name[] {
  switch (node.kind) {
    case "named":
      return [node.name];
    case "union":
      return node.members.flatMap(heads);
    case "lenient":
      return heads(node.type);
    default:
      return [];
  }
}

/** The names of which every value of the declaration holds a value. */
function contained(node: TypeNodeDeclaration, nullable: ReadonlySet<string>): Name[] {
  return node.kind === "type" ? within(node.type, nullable) : ofMembers(node.members, nullable);
}

function ofMembers(members: readonly Member[], nullable: ReadonlySet<string>): Name[] {
  return members.flatMap((member) => {
    if (member.kind === "spread") {
      return [member.name];
    }
    return member.kind === "field" && !member.optional ? within(member.type, nullable) : [];
  });
}

function within(node: TypeNode, nullable: ReadonlySet<string>): Name[] {
  switch (node.kind) {
    case "named":
      return [node.name];
    case "lenient":
      return within(node.type, nullable);
    case "record":
      return ofMembers(node.members, nullable);
    case "union":
      return node.members.some((member) => mayBeNull(member, nullable))
        ? []
        : node.members.flatMap((member) => within(member, nullable));
    default:
      return [];
  }
}

/** True where a type, written so, takes null, if the names in `nullable` do. */
function mayBeNull(node: TypeNode, nullable: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case "null":
      return true;
    case "union":
      return node.members.some((member) => mayBeNull(member, nullable));
    case "lenient":
      return mayBeNull(node.type, nullable);
    case "named":
      return nullable.has(node.name.text);
    default:
      return false;
  }
}

/** The names that are looked up while a declaration is resolved. */
const needed = once((node: TypeNodeDeclaration): readonly string[] =>
  node.kind === "type" ? neededFor(node.type) : neededForMembers(node.members),
);

function neededForMembers(members: readonly Member[]): string[] {
  return members.flatMap((member) => {
    if (member.kind === "spread") {
      return [member.name.text];
    }
    return member.kind === "field" ? neededFor(member.type) : [];
  });
}

function neededFor(node: TypeNode): string[] {
  switch (node.kind) {
    case "named":
      return [node.name.text];
    case "union":
      return node.members.flatMap(neededFor);
    case "lenient":
      return neededFor(node.type);
    case "list":
      return neededFor(node.element);
    case "map":
      return neededFor(node.value);
    case "record":
      return neededForMembers(node.members);
    default:
      return [];
  }
}
