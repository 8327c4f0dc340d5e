/** Functions and parameters: their types first, so that bodies may call each other; then the bodies, and no circle of calls. */

import type { FnDeclaration, ParamDeclaration } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { builtInNames } from "../expressions/builtins.ts";
import { emptyEnv } from "../expressions/constants.ts";
import { declare } from "../expressions/env.ts";
import type { Fn, Param, Place, Type } from "../model.ts";
import { eachCircle, type Step } from "../names/circles.ts";
import { report } from "../names/context.ts";
import { type At, locationOf } from "../names/files.ts";
import { once } from "../once.ts";
import { NO_MEMBERS } from "../types/members.ts";
import { resolveType } from "../types/resolve.ts";
import { valueForm } from "../types/table.ts";
import { ERROR } from "../types/types.ts";
import { visitExpr } from "../walk.ts";
import type { Defined, FnInfo } from "./definitions.ts";

export function defineFn(context: Defined, { node, file }: At<FnDeclaration>): FnInfo {
  const name = node.name.text;
  if (builtInNames.has(name)) {
    report(context, messages.DA2002.builtIn({ what: "function", name }), file, node.name);
  }
  const names = node.parameters.map((parameter) => parameter.name.text);
  const isTwice = (parameter: string): boolean => names.indexOf(parameter) !== names.lastIndexOf(parameter);
  return {
    name,
    parameters: node.parameters.map((parameter) => {
      const type = valueForm(context.types, resolveType(context, parameter.type, file, NO_MEMBERS));
      // Which of two is meant is not known.
      return { name: parameter.name.text, type: isTwice(parameter.name.text) ? ERROR : type };
    }),
    result: valueForm(context.types, resolveType(context, node.result, file, NO_MEMBERS)),
    open: node.incomplete || names.some(isTwice),
  };
}

/** The body, typed; `info` is what `defineFn` made of the same declaration. */
export function checkFn(context: Defined, { node, file }: At<FnDeclaration>, info: FnInfo): Fn {
  const env = emptyEnv(context, file);
  for (const [index, parameter] of node.parameters.entries()) {
    const name = parameter.name.text;
    const before = env.scope.names.get(name);
    if (before === undefined) {
      const { place } = declare(
        env,
        name,
        info.parameters[index]?.type ?? { kind: "error" },
        file.place(parameter.name),
      );
      context.reporter.rests(place, locationOf(file, parameter));
    } else {
      const places = [related("declared here", before.place)];
      report(context, messages.DA2002.twice({ what: "parameter", name }), file, parameter.name, places);
    }
  }
  context.reporter.uses(locationOf(file, node.body), locationOf(file, node.result));
  const to = { type: info.result, to: `The result of \`${info.name}\``, fn: null, bounded: true };
  return {
    name: info.name,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    parameters: info.parameters,
    result: info.result,
    body: env.check.given(node.body, to, env),
  };
}

export function paramType(context: Defined, { node, file }: At<ParamDeclaration>): Type {
  return valueForm(context.types, resolveType(context, node.type, file, NO_MEMBERS));
}

export function defineParam(context: Defined, { node, file }: At<ParamDeclaration>, type: Type): Param {
  return {
    name: node.name.text,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    type,
    value: context.constant(node.value, type, `\`${node.name.text}\``, file) ?? null,
  };
}

const callsIn = once(({ body }: Fn): readonly Step<Place>[] => {
  const calls: Step<Place>[] = [];
  visitExpr(body, (expr) => {
    if (expr.kind === "call") {
      calls.push({ to: expr.fn, edge: expr.place });
    }
  });
  return calls;
});

/** DA2003 of functions: at the call that closes the circle. */
export function tellCircles(context: Defined, functions: readonly Fn[]): void {
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  const callsOf = (name: string): Step<Place>[] => {
    const fn = byName.get(name);
    return fn === undefined ? [] : callsIn(fn).filter(({ to }) => byName.has(to));
  };
  const told = new Set<string>();
  eachCircle(byName.keys(), callsOf, (circle, { to, edge: { file, start } }) => {
    const call = `${circle.at(-1)} ${to}`;
    if (!told.has(call)) {
      told.add(call);
      const said = messages.DA2003.functions({ steps: [...circle, to] });
      context.reporter.report(said, { file, start, end: start + to.length });
    }
  });
}
