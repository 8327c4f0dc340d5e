/** Compares the fields of a record as it is written with those that are read: matched by JSON names, as documents are. */
import type { Field, Json } from "../../model.ts";
import type { Comparison, Standing } from "./compare.ts";
import type { Misfit, Step } from "./misfit.ts";
import { mayBeNull, mayLack, originOf, peel } from "./view.ts";

export function compareFields(
  comparison: Comparison,
  written: readonly Field[],
  read: readonly Field[],
  at: Standing,
): readonly Misfit[] {
  const writers = new Map(written.map((field) => [field.wire, field]));
  const readers = new Set(read.map(({ wire }) => wire));
  return read.flatMap((reader) => {
    const writer = writers.get(reader.wire);
    const swapped = written.find(({ name, wire }) => name === reader.name && wire !== reader.wire && readers.has(wire));
    if (writer !== undefined && swapped !== undefined) return [moved(comparison, swapped, reader, at)];
    const found =
      writer === undefined ? strange(comparison, reader, written, readers, at) : common(comparison, writer, reader, at);
    const origin = originOf(reader, comparison.reader);
    const isCommon = writer === undefined || originOf(writer, comparison.writer) === origin;
    const from = isCommon && origin !== null && comparison.writer.has(origin) ? origin : null;
    return from === null ? found : found.map((misfit) => owned(misfit, from, at.steps.length));
  });
}

function owned(misfit: Misfit, name: string, depth: number): Misfit {
  return misfit.owner === null ? { ...misfit, owner: { name, steps: misfit.steps.slice(depth) } } : misfit;
}

/** A field that the writer does not know, or knows under another JSON name. */
function strange(
  comparison: Comparison,
  reader: Field,
  written: readonly Field[],
  readers: ReadonlySet<string>,
  at: Standing,
): readonly Misfit[] {
  const elsewhere = written.find(({ name, wire }) => name === reader.name && !readers.has(wire));
  if (elsewhere !== undefined) {
    return [moved(comparison, elsewhere, reader, at)];
  }
  if (mayLack(reader, "accepted")) return [];
  const steps: readonly Step[] = [...at.steps, { kind: "field", name: reader.name, wire: reader.wire }];
  const record = comparison.writer.get(originOf(reader, comparison.reader) ?? "");
  const writer = record?.namePlace ?? at.writer;
  const standing = { ...at, steps, writer, reader: reader.place, readerField: reader };
  return [comparison.misfit("missing", standing, [null, reader.type], { tries: [{ json: undefined }] })];
}

/** A field whose JSON name is another one: what stands under the old one is no longer its value. */
function moved(comparison: Comparison, writer: Field, reader: Field, at: Standing): Misfit {
  const tries = comparison.samples(writer.type).filter(({ json }) => json !== writer.defaultValue);
  return comparison.misfit("wire", beside(at, writer, reader), [writer.type, reader.type], { tries });
}

function common(comparison: Comparison, writer: Field, reader: Field, at: Standing): readonly Misfit[] {
  const { role } = comparison;
  const standing = beside(at, writer, reader);
  const optional = mayLack(reader, "accepted");
  const lacks = mayLack(writer, role);
  const absent: Misfit[] = [];
  if (lacks && !optional) {
    const kind = peel(reader.type, comparison.reader).nullable ? "swapped" : "absent";
    absent.push(comparison.misfit(kind, standing, [writer.type, reader.type], { tries: [{ json: undefined }] }));
  } else if (role === "accepted" && lacks && !isSame(writer.defaultValue ?? null, reader.defaultValue ?? null)) {
    absent.push(comparison.misfit("default", standing, [writer.type, reader.type], { tries: [{ json: undefined }] }));
  }
  // What may be left out may be null as well, and is told once.
  const nullTold = absent.length > 0 || (lacks && optional) || !mayBeNull(writer, role, comparison.writer);
  return [...absent, ...comparison.types([writer.type, reader.type], standing, optional || nullTold)];
}

function beside(at: Standing, writer: Field, reader: Field): Standing {
  const step: Step = { kind: "field", name: writer.name, wire: writer.wire };
  const steps = [...at.steps, step];
  return { steps, writer: writer.place, reader: reader.place, writerField: writer, readerField: reader };
}

function isSame(a: Json, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
