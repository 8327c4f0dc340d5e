/** Specs in which what is to be told is marked: `⟦…⟧` stands around the range of a diagnostic. */
import { type Analysis, analyze } from "../../analyze.ts";
import type { Host } from "../../host.ts";

/** A shop's source with two events, and a discrete event that a demux makes of the first. */
export const SHOP = `
pipeline shop {}

source web { topic: "shop.web", name: kind, at: time, key: userId }
event order.placed from web { userId: string, orderId: string, amount: number, time: timestamp }
event order.sent from web { userId: string, orderId: string, time: timestamp }
demux sent on order.sent { emit order.shipped { userId, orderId } }
event order.shipped { key userId, userId: string, orderId: string }

event usage.order.amount { key userId, userId: string, orderId: string, measure amount: number }
demux amounts on order.placed { emit usage.order.amount { userId, orderId, amount } }
`;

export interface Told {
  readonly code: string;
  readonly text: string;
}

/** What is told of a spec, each with the text that it is told of; and the marked texts. */
export function check(marked: string): { readonly told: readonly Told[]; readonly marked: readonly string[] } {
  const spec = marked.replaceAll(/[⟦⟧]/g, "");
  const places: { readonly start: number; readonly text: string }[] = [];
  for (const match of marked.matchAll(/⟦([^⟧]*)⟧/g)) {
    places.push({ start: match.index - 2 * places.length, text: match[1] ?? "" });
  }
  const { diagnostics } = analysisOf(spec);
  const told = diagnostics.map(({ code, location }) => ({
    code,
    text: `${location.start}: ${spec.slice(location.start, location.end)}`,
  }));
  return { told, marked: places.map(({ start, text }) => `${start}: ${text}`) };
}

/** The analysis of a spec in one file, or of files by name, of which `main.da` is the root. */
export function analysisOf(spec: string | Readonly<Record<string, string>>): Analysis {
  const files = typeof spec === "string" ? { "main.da": spec } : spec;
  const host: Host = {
    read: (path) => files[path] ?? { problem: "there is no such file" },
    exists: (path) => Object.hasOwn(files, path),
  };
  return analyze(host, "main.da");
}
