/** Types and expressions as short text for messages: on one line, as the canonical layout would write them. */

import type { Argument, BoundsNode, Entry, Expression, Member, NamedType, SpreadNode, TypeNode } from "./syntax.ts";

export function printType(node: TypeNode): string {
  switch (node.kind) {
    case "named":
      return node.argument === null ? node.name.text : `${node.name.text}(${printArgument(node.argument)})`;
    case "text":
      return quoted(node.value);
    case "null":
      return "null";
    case "union":
      return node.members.map(printType).join(" | ");
    case "list": {
      const element = printType(node.element);
      const bounds = node.bounds === null ? "" : printBounds(node.bounds);
      return `${node.element.kind === "union" ? `(${element})` : element}[${bounds}]`;
    }
    case "map":
      return `map<${printType(node.value)}>`;
    case "record":
      return braced(node.members.map(printMember));
    case "lenient": {
      const inner = printType(node.type);
      return `lenient ${node.type.kind === "union" || node.type.kind === "list" ? `(${inner})` : inner}`;
    }
  }
}

function printArgument(argument: NonNullable<NamedType["argument"]>): string {
  switch (argument.kind) {
    case "bounds":
      return printBounds(argument);
    case "pattern":
      return `/${argument.source.replace(/\\[\s\S]|\//g, (part) => (part === "/" ? "\\/" : part))}/`;
    case "unit":
      return argument.name.text;
  }
}

function printBounds({ min, max }: BoundsNode): string {
  return `${min?.raw ?? ""}..${max?.raw ?? ""}`;
}

function printMember(member: Member): string {
  switch (member.kind) {
    case "field": {
      const name = `${member.measure ? "measure " : ""}${member.name.text}${member.optional ? "?" : ""}`;
      const wire = member.wire === null ? "" : ` as ${quoted(member.wire.value)}`;
      const value = member.defaultValue === null ? "" : ` = ${printExpression(member.defaultValue)}`;
      return `${name}: ${printType(member.type)}${wire}${value}`;
    }
    case "spread":
      return `...${member.name.text}`;
    case "key": {
      const names = member.fields.map((field) => field.text);
      return names.length === 1 ? `key ${names[0]}` : `key (${names.join(", ")})`;
    }
    case "reserved":
      return `reserved ${member.names.map((name) => (name.kind === "name" ? name.text : quoted(name.value))).join(", ")}`;
    case "topic":
      return `topic ${quoted(member.topic.value)}`;
  }
}

export function printExpression(node: Expression): string {
  switch (node.kind) {
    case "number":
    case "duration":
      return node.raw;
    case "timestamp":
      return node.raw;
    case "date":
      return `@${node.value}`;
    case "string":
      return quoted(node.value);
    case "bool":
      return String(node.value);
    case "nullLiteral":
      return "null";
    case "name":
      return node.name;
    case "meta":
      return `$${node.name}`;
    case "list":
      return `[${node.items.map(printItem).join(", ")}]`;
    case "record":
      return braced(node.entries.map(printEntry));
    case "template":
      return `"${node.texts.map((text, index) => escaped(text) + interpolation(node.values[index])).join("")}"`;
    case "member":
      return `${printExpression(node.object)}${node.optional ? "?." : "."}${node.name.text}`;
    case "index":
      return `${printExpression(node.object)}[${printExpression(node.index)}]`;
    case "call":
      return `${node.callee.text}(${node.arguments.map(printNamed).join(", ")})`;
    case "method": {
      const method = `${printExpression(node.object)}${node.optional ? "?." : "."}${node.name.text}`;
      return `${method}(${node.arguments.map(printExpression).join(", ")})`;
    }
    case "unary":
      return `${node.operator}${printExpression(node.operand)}`;
    case "binary":
      return `${printExpression(node.left)} ${node.operator} ${printExpression(node.right)}`;
    case "in":
      return `${printExpression(node.value)} in ${printExpression(node.list)}`;
    case "conditional": {
      const then = printExpression(node.then);
      return `if ${printExpression(node.condition)} then ${then} else ${printExpression(node.otherwise)}`;
    }
    case "match": {
      const arms = node.arms.map(({ cases, value }) => {
        return `${cases === null ? "else" : cases.map(printExpression).join(", ")} => ${printExpression(value)}`;
      });
      return `match ${printExpression(node.subject)} ${braced(arms)}`;
    }
    case "lambda":
      return `${node.parameter.text} => ${printExpression(node.body)}`;
    case "parenthesized":
      return `(${printExpression(node.expression)})`;
  }
}

function printItem(item: Expression | SpreadNode): string {
  return item.kind === "spread" ? `...${printExpression(item.value)}` : printExpression(item);
}

function printEntry(entry: Entry | SpreadNode): string {
  if (entry.kind === "spread") return printItem(entry);
  return entry.value === null ? entry.name.text : `${entry.name.text}: ${printExpression(entry.value)}`;
}

function printNamed({ name, value }: Argument): string {
  return name === null ? printExpression(value) : `${name.text}: ${printExpression(value)}`;
}

function interpolation(value: Expression | undefined): string {
  return value === undefined ? "" : `\${${printExpression(value)}}`;
}

function braced(parts: readonly string[]): string {
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** A string as a literal. */
export function quoted(value: string): string {
  return `"${escaped(value)}"`;
}

/** A string's text as it is written between the quotes. */
function escaped(value: string): string {
  return value.replace(/["\\\n\t]|\$(?=\{)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => {
    if (char === "\n") return "\\n";
    if (char === "\t") return "\\t";
    if (char === '"' || char === "\\" || char === "$") return `\\${char}`;
    return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
