/** `once --report`: what came in, what went out, some rows, what is dead and why, as text for people. */
import type { Json } from "../../api/definition.ts";
import type { ReaderStats } from "../../engine/engine.ts";
import { count, number, summaryOf, totalsOf } from "./summary.ts";
import { aligned, BOLD, DIM, type Paint, paintOf, RED, short } from "./table.ts";
import type { Died, Sent } from "./tally.ts";

export interface ColumnView {
  readonly name: string;
  /** How its numbers read. */
  readonly kind: "duration" | "timestamp" | "other";
}

export interface StoreView {
  readonly name: string;
  readonly columns: readonly ColumnView[];
  readonly total: number;
  /** The first few. */
  readonly rows: readonly Readonly<Record<string, Json>>[];
}

export interface Report {
  readonly pipeline: string;
  readonly stats: readonly ReaderStats[];
  readonly sent: readonly Sent[];
  readonly stores: readonly StoreView[];
  readonly died: readonly Died[];
  readonly seconds: number;
}

const WIDTH = 110;
const CELL = 28;

/** The whole report, with terminal colours or without. */
export function renderReport(report: Report, color = false): string {
  const paint = paintOf(color);
  const parts = [
    incoming(report, paint),
    outgoing(report, paint),
    ...report.stores.map((store) => table(store, paint)),
    deaths(report, paint),
    handlers(report, paint),
    summaryOf(totalsOf(report.stats), report.seconds),
  ];
  return `${parts.join("\n\n")}\n`;
}

function incoming({ stats, pipeline }: Report, paint: Paint): string {
  const sources = stats.filter(({ kind }) => kind === "source");
  const rows = sources.map(({ name, in: records, dead, unknown, unhandled, repeats }) => {
    const notes = [
      dead > 0 ? `${number(dead)} dead` : "",
      repeats > 0 ? `${count(repeats, "repeat")}, dropped` : "",
      unknown > 0 ? `${number(unknown)} of an unknown name, skipped` : "",
      unhandled > 0 ? `${number(unhandled)} that nothing handles` : "",
    ];
    return [name, number(records), notes.filter((note) => note !== "").join(", ")];
  });
  return section(`What came into ${pipeline}`, aligned([["source", "records", ""], ...rows], paint), paint);
}

function outgoing({ sent }: Report, paint: Paint): string {
  if (sent.length === 0) return section("What went out", "  nothing", paint);
  const rows = sent.map(({ topic, event, count: times }, index) => {
    const isSame = sent[index - 1]?.topic === topic;
    return [isSame ? "" : topic, number(times), event ?? "(forwarded as they came)"];
  });
  return section("What went out", aligned([["topic", "count", "event"], ...rows], paint), paint);
}

function table({ name, columns, total, rows }: StoreView, paint: Paint): string {
  const title = `Store ${name}, ${count(total, "row")}`;
  if (total === 0) return section(title, "  empty", paint);
  const cells = [
    columns.map((column) => short(column.name, CELL)),
    ...rows.map((row) => columns.map((each) => cell(row[each.name], each))),
  ];
  const lines = aligned(fitting(cells), paint);
  return section(title, total > rows.length ? `${lines}\n  ${paint(DIM, "…")}` : lines, paint);
}

/** As many columns as fit on a line; what is left out is told by an ellipsis. */
function fitting(cells: readonly (readonly string[])[]): string[][] {
  let width = 2;
  let shown = 0;
  for (const [index] of (cells[0] ?? []).entries()) {
    width += 2 + Math.max(...cells.map((row) => row[index]?.length ?? 0));
    if (width > WIDTH && shown > 0) break;
    shown++;
  }
  return cells.map((row) => (shown < row.length ? [...row.slice(0, shown), "…"] : [...row]));
}

function cell(value: Json | undefined, { kind }: ColumnView): string {
  if (value === undefined || value === null) return "–";
  if (typeof value === "string") return short(value, CELL);
  if (typeof value !== "number") return short(JSON.stringify(value), CELL);
  if (kind === "duration") return durationText(value);
  if (kind === "timestamp" && Math.abs(value) <= LAST_DATE) return new Date(value).toISOString().replace(".000Z", "Z");
  return number(Math.round(value * 100) / 100);
}

const LAST_DATE = 8.64e15;

/** `1h 5m`, `2m 30s`, `0.25s`: the two largest units. */
function durationText(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const text =
    hours > 0 ? `${number(hours)}h ${minutes}m` : minutes > 0 ? `${minutes}m ${Math.floor(rest)}s` : `${number(rest)}s`;
  return ms < 0 ? `-${text}` : text;
}

function deaths({ died }: Report, paint: Paint): string {
  if (died.length === 0) return section("Dead letters", "  none", paint);
  const total = died.reduce((sum, each) => sum + each.count, 0);
  const blocks = died.map(({ code, handler, count: times, event, reason, example }) => {
    const head = `${code}: ${count(times, "letter")} of ${handler}`;
    const what = `    ${event === null ? "" : `${event}: `}${short(reason, WIDTH - 30)}`;
    return `  ${paint(RED, head)}\n${what}\n    ${paint(DIM, short(example, WIDTH - 6))}`;
  });
  return section(`Dead letters, ${number(total)}, with the first of each kind`, blocks.join("\n"), paint);
}

function handlers({ stats }: Report, paint: Paint): string {
  const rows = stats
    .filter(({ kind }) => kind !== "source")
    .map(({ name, kind, in: handled, out, dead }) => [`${kind} ${name}`, number(handled), number(out), number(dead)]);
  return section("Handlers", aligned([["handler", "in", "out", "dead"], ...rows], paint), paint);
}

const section = (title: string, body: string, paint: Paint): string => `${paint(BOLD, title)}\n${body}`;
