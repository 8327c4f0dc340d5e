/** The pipeline: once, in the root file, with its settings. */

import type { PipelineDeclaration, Span } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import type { Pipeline } from "../model.ts";
import { type Context, report } from "../names/context.ts";
import type { At, FileScope } from "../names/files.ts";
import { atLeastOne, duration, openSettings, text, timezone, wireName } from "./settings.ts";

const DAY = 86_400_000;

/** Settings that nothing but a pipeline has. */
export const ONLY_OF_PIPELINES = ["topics", "partitions", "replicas", "retention", "hops", "timezone"] as const;
const NAMES = [...ONLY_OF_PIPELINES, "id", "name", "at"] as const;

/** What stands in where there is no pipeline, so that the rest can be checked. */
function defaults(file: FileScope): Pipeline {
  const place = file.place({ start: 0, end: 0 });
  return {
    name: "",
    doc: null,
    place,
    namePlace: place,
    broken: true,
    topics: "",
    partitions: 1,
    replicas: 1,
    retention: 7 * DAY,
    hops: 8,
    timezone: "UTC",
    envelope: { id: "eventId", name: "eventName", at: "eventTime" },
  };
}

/** `found` is false where a stand-in is given; `mayBeLost` says that a syntax error may have dropped the pipeline. */
export function definePipeline(
  context: Context,
  root: FileScope,
  mayBeLost: boolean,
): { pipeline: Pipeline; found: boolean } {
  const all = context.program.pipelines;
  const own = all.find((at) => at.file.path === root.path);
  const [stray] = all;
  if (own === undefined && stray === undefined) {
    if (!mayBeLost) {
      const said = messages.DA2004.none({ file: root.path });
      context.reporter.report(said, root.place({ start: 0, end: 0 }));
    }
    return { pipeline: defaults(root), found: false };
  }
  for (const other of all) {
    if (own === undefined) {
      const said = messages.DA2004.notInRoot({ name: other.node.name.text, root: root.path });
      report(context, said, other.file, other.node.name);
    } else if (other !== own) {
      const said = messages.DA2004.several({ name: other.node.name.text });
      const places = [related("the other one", own.file.place(own.node.name))];
      report(context, said, other.file, other.node.name, places);
    }
  }
  const chosen = own ?? stray;
  return chosen === undefined
    ? { pipeline: defaults(root), found: false }
    : {
        pipeline: context.remember("pipeline", chosen.node, [], () => pipelineOf(context, chosen)),
        found: own !== undefined,
      };
}

function pipelineOf(context: Context, { node, file }: At<PipelineDeclaration>): Pipeline {
  const settings = openSettings(context, file, node.settings, "The pipeline", NAMES);
  const standard = defaults(file);
  const envelope = {
    id: settings.value("id", wireName) ?? standard.envelope.id,
    name: settings.value("name", wireName) ?? standard.envelope.name,
    at: settings.value("at", wireName) ?? standard.envelope.at,
  };
  checkEnvelope(context, file, node, envelope);
  return {
    name: node.name.text,
    doc: node.doc,
    place: file.place(node),
    namePlace: file.place(node.name),
    broken: false,
    topics: settings.value("topics", text) ?? node.name.text,
    partitions: settings.value("partitions", atLeastOne) ?? standard.partitions,
    replicas: settings.value("replicas", atLeastOne) ?? standard.replicas,
    retention: settings.value("retention", duration) ?? standard.retention,
    hops: settings.value("hops", atLeastOne) ?? standard.hops,
    timezone: settings.value("timezone", timezone) ?? standard.timezone,
    envelope,
  };
}

/** Notes that what stands at a place clashes, or not, with a name that the pipeline's setting gives to the envelope. */
export function usesEnvelope(context: Context, file: FileScope, at: Span, setting: string): void {
  for (const { node, file: own } of context.program.pipelines) {
    const written = node.settings.find(({ name }) => name.text === setting);
    if (written !== undefined) {
      context.reporter.uses(file.place(at), own.place(written));
    }
  }
}

function checkEnvelope(
  context: Context,
  file: FileScope,
  node: PipelineDeclaration,
  names: Pipeline["envelope"],
): void {
  const seen = new Map<string, string>();
  for (const [setting, wire] of Object.entries(names)) {
    const other = seen.get(wire);
    if (other !== undefined) {
      const at = node.settings.find((s) => s.name.text === setting)?.value ?? node.name;
      report(context, messages.DA2002.envelope({ wire, of: `The envelope's ${other}`, setting }), file, at);
    }
    seen.set(wire, setting);
  }
}
