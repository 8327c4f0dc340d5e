/**
 * The headers of the pipeline's own events, from the bytes that a batch holds of them to those that a record has. They are
 * those of `headersOf`; to make texts of them, and bytes of those again, would cost more than all else that is done with an
 * event.
 */
import { BytesReader } from "../bytes.ts";
import { constantHeaders } from "../envelope.ts";
import { hashed } from "../hash.ts";
import { hashSpan, spanOf } from "../trace.ts";
import { WireWriter } from "./wire.ts";

const DAY = 86_400_000;
/** Times before 1970, and from the year 10000 on, are left to the clock's own way. */
const LAST_TIME = 253_402_300_800_000;
const DATE_LENGTH = "2026-12-31T".length;
const TIME_LENGTH = 24;
const UUID_LENGTH = 36;
const TRACEPARENT_LENGTH = 55;
const TRACE_BYTES = 16;
const [HYPHEN, ZERO, COLON, DOT, LETTER_Z] = [45, 48, 58, 46, 90];
/** Id, time, trace, hops and cause. */
const OWN = 5;

/** Those that all events of one type have that one handler has made, and how many. */
interface Constant {
  readonly bytes: Buffer;
  readonly count: number;
}

export class EventHeaders {
  readonly #pipeline: string;
  /** By type and handler. */
  readonly #constant = new Map<string, Map<string, Constant>>();
  /** The day that the last time lay in, by its number and as text. */
  #day = Number.NaN;
  #date = "";

  constructor(pipeline: string) {
    this.#pipeline = pipeline;
  }

  /** Writes those of an event as it is stored; gives how many. */
  write(to: WireWriter, from: BytesReader, strings: readonly string[]): number {
    const { bytes, count } = this.#constantOf(strings[from.varint()] ?? "", strings[from.varint()] ?? "");
    const passes = strings[from.varint() - 1] ?? null;
    const hops = from.varint();
    const at = from.float();
    const id = from.position;
    from.skipId();
    const cause = from.position;
    from.skipId();
    to.raw(bytes);
    to.text("ce_id");
    writeId(to, from.buffer, id);
    hashSpanOf(to, from.buffer, id);
    to.text("ce_time");
    this.#time(to, at);
    to.text("traceparent");
    writeTrace(to, from);
    to.text("da-hops");
    to.text(String(hops));
    to.text("da-cause");
    writeId(to, from.buffer, cause);
    if (passes === null) return count + OWN;
    to.text("da-passes");
    to.text(passes);
    return count + OWN + 1;
  }

  #time(to: WireWriter, at: number): void {
    if (!(at >= 0 && at < LAST_TIME)) {
      to.text(new Date(at).toISOString());
      return;
    }
    const day = Math.floor(at / DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = new Date(day * DAY).toISOString().slice(0, DATE_LENGTH);
    }
    const rest = Math.floor(at - day * DAY);
    to.varint(TIME_LENGTH);
    to.characters(this.#date);
    to.digits(Math.floor(rest / 3_600_000), 2);
    to.byte(COLON);
    to.digits(Math.floor(rest / 60_000) % 60, 2);
    to.byte(COLON);
    to.digits(Math.floor(rest / 1000) % 60, 2);
    to.byte(DOT);
    to.digits(rest % 1000, 3);
    to.byte(LETTER_Z);
  }

  #constantOf(type: string, handler: string): Constant {
    let ofType = this.#constant.get(type);
    if (ofType === undefined) {
      ofType = new Map();
      this.#constant.set(type, ofType);
    }
    let constant = ofType.get(handler);
    if (constant === undefined) {
      const headers = constantHeaders(type, handler, this.#pipeline);
      const writer = new WireWriter(256);
      for (const [name, text] of headers) {
        writer.text(name);
        writer.text(text);
      }
      constant = { bytes: Buffer.from(writer.bytes), count: headers.length };
      ofType.set(handler, constant);
    }
    return constant;
  }
}

/** A UUID is stored as its bits, behind a 1; another id as text, behind a 0. */
const isUuid = (bytes: Buffer, at: number): boolean => bytes[at] === 1;

function writeId(to: WireWriter, bytes: Buffer, at: number): void {
  if (isUuid(bytes, at)) {
    to.varint(UUID_LENGTH);
    to.uuid(bytes, at + 1);
  } else to.sized(new BytesReader(bytes, at + 1).bytes());
}

/** Leaves the span of an id that was just written in `hashed`. */
function hashSpanOf(to: WireWriter, bytes: Buffer, at: number): void {
  if (isUuid(bytes, at)) hashSpan(to.under, to.length - UUID_LENGTH, UUID_LENGTH);
  else spanOf(new BytesReader(bytes, at + 1).text());
}

/** By W3C's format; the trace's flags come before its id, and the span stands in `hashed`. */
function writeTrace(to: WireWriter, { buffer, position }: BytesReader): void {
  to.varint(TRACEPARENT_LENGTH);
  to.byte(ZERO);
  to.byte(ZERO);
  to.byte(HYPHEN);
  to.hex(buffer, position + 1, TRACE_BYTES);
  to.byte(HYPHEN);
  to.word(hashed.a);
  to.word(hashed.b);
  to.byte(HYPHEN);
  to.hex(buffer, position, 1);
}
