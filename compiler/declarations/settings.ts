/** Settings in braces: each is read by what it must be, once, and unknown ones are told. */

import type { Literal, PathValue, Setting, Span } from "../../dsl/syntax.ts";
import { messages } from "../diagnostics/messages/index.ts";
import { related } from "../diagnostics/report.ts";
import { type Context, report } from "../names/context.ts";
import type { FileScope } from "../names/files.ts";
import { nearest } from "../names/near.ts";
import { isExact, tooLarge } from "../types/integers.ts";

type Value = Literal | PathValue;

/** What a setting must be, and its value where it is that. */
export interface Reader<T> {
  readonly wanted: string;
  read(value: Value): T | undefined;
  /** Words that may have been meant. */
  readonly words?: readonly string[];
}

export const text: Reader<string> = {
  wanted: "a string that is not empty",
  read: (value) => (value.kind === "string" && value.value !== "" ? value.value : undefined),
};

export const flag: Reader<boolean> = {
  wanted: "`true` or `false`",
  read: (value) => (value.kind === "bool" ? value.value : undefined),
};

export const atLeastOne: Reader<number> = {
  wanted: "an int of 1 or more",
  read: (value) => (value.kind === "number" && value.integer && value.value >= 1 ? value.value : undefined),
};

export const duration: Reader<number> = {
  wanted: "a duration above zero, such as `7d`",
  read: (value) => (value.kind === "duration" && value.value > 0 ? value.value : undefined),
};

export const timezone: Reader<string> = {
  wanted: 'the name of a timezone, such as `"Europe/Berlin"`',
  read: (value) => (value.kind === "string" && isTimezone(value.value) ? value.value : undefined),
};

/** The segments of `header.kind`. */
export const path: Reader<readonly string[]> = {
  wanted: "a path into the JSON, such as `header.kind`",
  read: (value) => (value.kind === "path" ? value.segments.map((segment) => segment.text) : undefined),
};

/** A name on the wire: a word, or a string for what is no word. */
export const wireName: Reader<string> = {
  wanted: "the name of a JSON field",
  read: (value) =>
    value.kind === "path" && value.segments.length === 1
      ? value.segments[0]?.text
      : value.kind === "string" && value.value !== ""
        ? value.value
        : undefined,
};

export function oneOf<Word extends string>(words: readonly Word[]): Reader<Word> {
  return {
    wanted: words
      .map((word) => `\`${word}\``)
      .join(", ")
      .replace(/, ([^,]*)$/, " or $1"),
    words,
    read: (value) => {
      const word = value.kind === "path" && value.segments.length === 1 ? value.segments[0]?.text : undefined;
      return words.find((known) => known === word);
    },
  };
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export interface Settings {
  /** Undefined where it is not there, or not what it must be, which is told. */
  value<T>(name: string, reader: Reader<T>): T | undefined;
  has(name: string): boolean;
  readonly written: Written;
}

/** How settings are written. It may be kept: it holds nothing of the context that they were read in. */
export interface Written {
  /** True where it is not there, and no unknown setting may be meant for it. */
  lacks(name: string): boolean;
  /** Where the value stands; where there is none, the fallback. */
  valueSpan(name: string, fallback: Span): Span;
}

/** `of` is how to call what has the settings: "The source `web`". Of unknown ones, those in `known` are told elsewhere. */
export function openSettings(
  context: Pick<Context, "reporter">,
  file: FileScope,
  settings: readonly Setting[],
  of: string,
  names: readonly string[],
  known: readonly string[] = [],
): Settings {
  const byName = new Map<string, Setting>();
  let unknown = false;
  for (const setting of settings) {
    const name = setting.name.text;
    const before = byName.get(name);
    if (before !== undefined) {
      const places = [related("set here", file.place(before.name))];
      report(context, messages.DA2002.setting({ name }), file, setting.name, places);
    } else if (names.includes(name)) {
      byName.set(name, setting);
    } else {
      unknown = true;
      if (!known.includes(name))
        report(context, messages.DA2005.unknown({ name, of, near: nearest(name, names) }), file, setting.name);
    }
  }
  return {
    has: (name) => byName.has(name),
    written: writtenOf(byName, unknown),
    value: (name, reader) => {
      const setting = byName.get(name);
      if (setting === undefined) {
        return undefined;
      }
      if (setting.value.kind === "number" && !isExact(setting.value)) {
        report(context, tooLarge(setting.value), file, setting.value);
        return undefined;
      }
      const value = reader.read(setting.value);
      if (value === undefined) {
        const word = setting.value.kind === "path" ? setting.value.segments.map((s) => s.text).join(".") : "";
        const near = word === "" ? [] : nearest(word, reader.words ?? []);
        report(context, messages.DA2005.type({ name, wanted: reader.wanted, near }), file, setting.value);
      }
      return value;
    },
  };
}

/** Apart from `openSettings`, as a function keeps alive all that is in scope where it was made. */
function writtenOf(byName: ReadonlyMap<string, Setting>, unknown: boolean): Written {
  return {
    lacks: (name) => !byName.has(name) && !unknown,
    valueSpan: (name, fallback) => byName.get(name)?.value ?? fallback,
  };
}
