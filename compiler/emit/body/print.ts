/** Lays out the statements of a generated function. */
import type { TypeScriptFile } from "../file.ts";
import { WIDTH } from "../imports.ts";
import type { Code } from "../text/code.ts";
import { type Doc, group, ifBroken, indent, join, line, print, softline } from "../text/doc.ts";
import { assignment, layout } from "../text/layout.ts";
import type { Statement } from "./statements.ts";

/** The text of statements, each on lines of its own. */
export function printStatements(statements: readonly Statement[], file: TypeScriptFile, indentation: number): string {
  return statements.map((one) => printStatement(one, file, indentation)).join("");
}

function printStatement(statement: Statement, file: TypeScriptFile, indentation: number): string {
  switch (statement.kind) {
    case "const": {
      const { binding, annotation, value, instead } = statement;
      if (!binding.used) return instead === null ? "" : printDoc([layout(instead), ";"], indentation);
      const type = annotation === null ? "" : `: ${file.types.text(annotation)}`;
      return printDoc([assignment(`const ${binding.name}${type} =`, value), ";"], indentation);
    }
    case "destructure": {
      const fields = group(["{", indent([line, join([",", line], statement.fields)]), ifBroken(","), line, "}"]);
      return printDoc(["const ", fields, " = ", layout(statement.value), ";"], indentation);
    }
    case "expression":
      return printDoc([layout(statement.value), ";"], indentation);
    case "if":
      return printIf(statement, file, indentation);
    case "for": {
      const { binding, list, body } = statement;
      const name = binding.used ? binding.name : `_${binding.name}`;
      const head = printDoc([`for (const ${name} of `, layout(list), ") {"], indentation);
      return `${head}${printStatements(body, file, indentation + 2)}${margin(indentation)}}\n`;
    }
    case "return":
      return statement.value === null
        ? `${margin(indentation)}return;\n`
        : printDoc(["return ", layout(statement.value, "return"), ";"], indentation);
    case "throw":
      return printDoc(["throw ", layout(statement.value, "return"), ";"], indentation);
  }
}

function printIf(statement: Statement & { kind: "if" }, file: TypeScriptFile, indentation: number): string {
  const { test, body, otherwise } = statement;
  const short = shortIf(test, body, otherwise, indentation);
  if (short !== null) return short;
  const head = print([ifHead(test), " {"], WIDTH, indentation);
  const whole = `${margin(indentation)}${head}\n${printStatements(body, file, indentation + 2)}${margin(indentation)}}`;
  const [only] = otherwise;
  if (only === undefined) return `${whole}\n`;
  if (otherwise.length === 1 && only.kind === "if") {
    return `${whole} else ${printElseIf(only, file, indentation)}`;
  }
  return `${whole} else {\n${printStatements(otherwise, file, indentation + 2)}${margin(indentation)}}\n`;
}

function printElseIf(statement: Statement & { kind: "if" }, file: TypeScriptFile, indentation: number): string {
  const { test, body, otherwise } = statement;
  const before = indentation + "} else ".length;
  const head = print([ifHead(test), " {"], WIDTH, indentation, before);
  const whole = `${head}\n${printStatements(body, file, indentation + 2)}${margin(indentation)}}`;
  const [only] = otherwise;
  if (only === undefined) return `${whole}\n`;
  if (otherwise.length === 1 && only.kind === "if") return `${whole} else ${printElseIf(only, file, indentation)}`;
  return `${whole} else {\n${printStatements(otherwise, file, indentation + 2)}${margin(indentation)}}\n`;
}

function ifHead(test: Code): Doc {
  return ["if (", group([indent([softline, layout(test, "test")]), softline]), ")"];
}

/** `if (…) return;`, where it fits on one line. */
function shortIf(
  test: Code,
  body: readonly Statement[],
  otherwise: readonly Statement[],
  indentation: number,
): string | null {
  const [only] = body;
  if (body.length !== 1 || otherwise.length > 0 || only?.kind !== "return" || only.value !== null) return null;
  const text = print([ifHead(test), " return;"], Number.POSITIVE_INFINITY, indentation);
  return indentation + text.length <= WIDTH && !text.includes("\n") ? `${margin(indentation)}${text}\n` : null;
}

function printDoc(doc: Doc, indentation: number): string {
  return `${margin(indentation)}${print(doc, WIDTH, indentation)}\n`;
}

function margin(indentation: number): string {
  return " ".repeat(indentation);
}
