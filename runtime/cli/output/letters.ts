/** Dead letters as JSON lines and as text. */
import { isUtf8 } from "node:buffer";
import { liveHeaders } from "../../engine/dead.ts";
import { type Letter, letterName } from "../../operate/letters.ts";
import { anyJson } from "./print.ts";
import { aligned, DIM, paintOf, RED } from "./table.ts";

/** All there is of a letter, on one line. */
export function letterLine(letter: Letter): string {
  const { place, event, handler, code, reason, topic, partition, offset, element, id, at, key, died, value } = letter;
  const head = JSON.stringify({
    letter: letterName(place),
    dead: event,
    handler,
    code,
    reason,
    topic,
    partition,
    offset,
    ...(element < 0 ? {} : { element }),
    id,
    at,
    key,
    died,
    headers: headersJson(letter),
  });
  // Bytes that are no text do not survive as JSON.
  const bytes = isUtf8(value) ? "" : `,"base64":${JSON.stringify(Buffer.from(value).toString("base64"))}`;
  return `${head.slice(0, -1)},"value":${anyJson(value)}${bytes}}\n`;
}

/** Headers that the record had, as texts. */
export function headersJson({ headers }: Letter): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    liveHeaders(headers).map(([name, value]) => [name, value === null ? null : Buffer.from(value).toString("utf8")]),
  );
}

/** A letter for people. */
export function letterText(letter: Letter, color: boolean): string {
  const paint = paintOf(color);
  const { place, event, handler, code, reason, topic, partition, offset, element, id, at, key, died } = letter;
  const item = element < 0 ? "" : `, item ${element} of its list`;
  const facts = [
    ["letter", letterName(place)],
    ["event", event ?? "none that the pipeline knows"],
    ["of", handler],
    ["code", paint(RED, code)],
    ["reason", reason],
    [
      "from",
      offset < 0 ? `${topic}, in the step that gave it` : `${topic}, partition ${partition}, offset ${offset}${item}`,
    ],
    ["id", id ?? "–"],
    ["key", key ?? "–"],
    ["time", new Date(at).toISOString()],
    ["died", new Date(died).toISOString()],
  ];
  const headers = Object.entries(headersJson(letter)).map(([name, value]) => [name, value ?? "null"]);
  const width = Math.max(...facts.map(([name = ""]) => name.length));
  return [
    ...facts.map(([name = "", text = ""]) => `${paint(DIM, name.padEnd(width))}  ${text}`),
    ...(headers.length === 0 ? [] : ["", aligned([["header", "value"], ...headers], paint)]),
    "",
    bodyText(letter.value),
    "",
  ].join("\n");
}

/** JSON on several lines; text as it is; bytes as a dump. */
export function bodyText(value: Uint8Array): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  if (!isUtf8(bytes)) return dump(bytes);
  const text = bytes.toString("utf8");
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => (character === "\n" ? character : visible(character)));
  }
}

const visible = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`;

function dump(bytes: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = [...part].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = part.toString("latin1").replaceAll(/[^ -~]/g, ".");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex.padEnd(47)}  ${text}`);
  }
  return lines.join("\n");
}
