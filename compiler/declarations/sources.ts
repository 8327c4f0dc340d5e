/** Sources: topics that others write, and where in their JSON the name, the id, the time and the key stand. */

import type { SourceDeclaration, Span } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import type { Type } from "../model.ts";
import { type Context, report } from "../names/context.ts";
import type { At } from "../names/files.ts";
import { core, isNullable, shapeOf } from "../types/table.ts";
import { isScalar } from "../types/types.ts";
import type { EventInfo, SourceInfo } from "./definitions.ts";
import { ONLY_OF_PIPELINES } from "./pipeline.ts";
import { duration, flag, oneOf, openSettings, path, text, type Written } from "./settings.ts";

const NAMES = ["topic", "from", "name", "id", "at", "key", "array", "unique"] as const;

export interface OpenSource extends SourceInfo {
  readonly written: Written;
}

/** Without a pipeline, its settings in a source say that another word was meant: that there is none is told already. */
const toldOnce = ({ program }: Context): readonly string[] => (program.pipelines.length === 0 ? ONLY_OF_PIPELINES : []);

export function defineSource(context: Context, { node, file }: At<SourceDeclaration>): OpenSource {
  const of = `The source \`${node.name.text}\``;
  const settings = openSettings(context, file, node.settings, of, NAMES, toldOnce(context));
  const missing = (name: string, why: string): void => {
    if (!node.incomplete) {
      report(context, messages.DA2005.missing({ name, of, why }), file, node.name);
    }
  };
  if (settings.written.lacks("topic")) {
    missing("topic", ", the topic that others write");
  }
  const unique = settings.value("unique", duration) ?? null;
  if (settings.has("unique") && settings.written.lacks("id")) {
    missing("id", ", by which `unique` tells events apart");
  }
  const at = settings.value("at", path);
  const key = settings.value("key", path);
  const source: OpenSource["source"] = {
    name: node.name.text,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    topic: settings.value("topic", text) ?? "",
    from: settings.value("from", oneOf(["user", "internal", "partner"])) ?? "internal",
    nameAt: settings.value("name", path) ?? null,
    idAt: settings.value("id", path) ?? null,
    at: at?.join(".") ?? null,
    key: key?.join(".") ?? null,
    array: settings.value("array", flag) ?? false,
    unique,
    topicPlace: file.place(settings.written.valueSpan("topic", node.name)),
  };
  return { node, file, source, written: settings.written };
}

/** What a source requires of its events. */
export function checkSource(context: Context, info: OpenSource, events: readonly EventInfo[]): void {
  const { node, file, source, written } = info;
  if (events.length > 1 && written.lacks("name") && !node.incomplete) {
    const why = `, the path that tells its ${events.length} events apart`;
    report(
      context,
      messages.DA2005.missing({ name: "name", of: `The source \`${source.name}\``, why }),
      file,
      node.name,
    );
  }
  const check = (setting: "at" | "key", field: string | null, wanted: string, holds: (type: Type) => boolean): void => {
    if (field !== null) {
      checkField(context, info, { setting, field, wanted, holds, span: written.valueSpan(setting, node.name) }, events);
    }
  };
  check("at", source.at, "a required field of type timestamp", (type) => type.kind === "timestamp");
  check("key", source.key, "a required field of a scalar type", isScalar);
}

interface Requirement {
  readonly setting: "at" | "key";
  readonly field: string;
  readonly wanted: string;
  readonly span: Span;
  holds(type: Type): boolean;
}

function checkField(context: Context, info: SourceInfo, r: Requirement, events: readonly EventInfo[]): void {
  const { types } = context;
  const problems = new Map<string, string[]>();
  for (const event of events) {
    const shape = shapeOf(types, event.record);
    const field = shape.byName.get(r.field);
    const problem =
      field === undefined
        ? shape.open
          ? null
          : "it is missing in"
        : core(types, field.type).kind === "error"
          ? null
          : field.optional || isNullable(types, field.type)
            ? "it may be absent or null in"
            : r.holds(core(types, field.type))
              ? null
              : "it has another type in";
    if (problem !== null) {
      problems.set(problem, [...(problems.get(problem) ?? []), event.name]);
    }
  }
  const [first] = problems;
  if (first !== undefined) {
    const { setting, field, wanted } = r;
    report(
      context,
      messages.DA4006.field({ setting, field, wanted, events: first[1], problem: first[0] }),
      info.file,
      r.span,
    );
  }
}
