/** DA2003 of types: a record or type that includes itself with no way out, found on the syntax before anything is resolved. */

import type { Member, Name, TypeNode } from "../../dsl/syntax.ts";
import type { Location } from "../diagnostics/diagnostic.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { eachCircle, type Step } from "../names/circles.ts";
import type { At } from "../names/files.ts";
import type { Program, TypeNodeDeclaration } from "../names/program.ts";
import type { Reporter } from "../names/reporter.ts";
import { isBuiltInType } from "./builtin.ts";

type Declared = ReadonlyMap<string, At<TypeNodeDeclaration>>;

/** Tells each circle once, and gives the names of types that stand for nothing because of one. */
export function circularTypes(program: Program, reporter: Reporter): ReadonlySet<string> {
  const aliases = findCircles(program.types, reporter, new Set(), (at) =>
    at.node.kind === "type" ? heads(at.node.type) : [],
  );
  findCircles(program.types, reporter, aliases, (at) => contained(program.types, at.node, aliases));
  return aliases;
}

function findCircles(
  types: Declared,
  reporter: Reporter,
  without: ReadonlySet<string>,
  namesIn: (at: At<TypeNodeDeclaration>) => readonly Name[],
): Set<string> {
  const circular = new Set<string>();
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
  eachCircle(types.keys(), stepsOf, tell, without);
  return circular;
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
function contained(types: Declared, node: TypeNodeDeclaration, circular: ReadonlySet<string>): Name[] {
  return node.kind === "type" ? within(types, node.type, circular) : ofMembers(types, node.members, circular);
}

function ofMembers(types: Declared, members: readonly Member[], circular: ReadonlySet<string>): Name[] {
  return members.flatMap((member) => {
    if (member.kind === "spread") {
      return [member.name];
    }
    return member.kind === "field" && !member.optional ? within(types, member.type, circular) : [];
  });
}

function within(types: Declared, node: TypeNode, circular: ReadonlySet<string>): Name[] {
  switch (node.kind) {
    case "named":
      return [node.name];
    case "lenient":
      return within(types, node.type, circular);
    case "record":
      return ofMembers(types, node.members, circular);
    case "union":
      return node.members.some((member) => mayBeNull(types, member, circular))
        ? []
        : node.members.flatMap((member) => within(types, member, circular));
    default:
      return [];
  }
}

/** True where a type, written so, takes null. `circular` names stand for nothing. */
export function mayBeNull(types: Declared, node: TypeNode, circular: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case "null":
      return true;
    case "union":
      return node.members.some((member) => mayBeNull(types, member, circular));
    case "lenient":
      return mayBeNull(types, node.type, circular);
    case "named": {
      const at = isBuiltInType(node.name.text) || circular.has(node.name.text) ? undefined : types.get(node.name.text);
      return at?.node.kind === "type" && mayBeNull(types, at.node.type, circular);
    }
    default:
      return false;
  }
}
