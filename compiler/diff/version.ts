/** One of the two versions that are compared: its model by name, and its texts, to tell lines and what stands in them. */

import { LineMap } from "../../dsl/line-map.ts";
import type { Declaration, Setting, SourceFile } from "../../dsl/syntax.ts";
import type { Types } from "../../runtime/codec/types.ts";
import type { Event, Field, Model, Place, Reserved, Signal, TypeDefinition } from "../model.ts";
import { specOf } from "./documents/spec.ts";
import { type TypeTable, tableOf } from "./types/view.ts";

/** What is known of a version: all of a spec, or its events alone, read from their schemas. */
export type Knowledge = "spec" | "events";

/** Events and signals: what lies on topics. */
export type Message = Event | Signal;

/** A line of a version, as it is shown. */
export interface Line {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

export class Version {
  readonly model: Model;
  readonly files: ReadonlyMap<string, Pick<SourceFile, "text" | "declarations" | "comments">>;
  readonly knows: Knowledge;
  readonly types: TypeTable;
  readonly #lines = new Map<string, readonly string[]>();
  #specs: Types | null = null;

  constructor(model: Model, files: Version["files"], knows: Knowledge = "spec") {
    this.model = model;
    this.files = files;
    this.knows = knows;
    this.types = tableOf(model);
  }

  /** Its types as the runtime knows them. */
  get specs(): Types {
    this.#specs ??= Object.fromEntries(this.model.types.map(({ name, type }) => [name, specOf(type)]));
    return this.#specs;
  }

  lineOf({ file, line }: Place): Line {
    let lines = this.#lines.get(file);
    if (lines === undefined) {
      lines = (this.files.get(file)?.text ?? "").split(/\r\n|\n|\r/);
      this.#lines.set(file, lines);
    }
    return { file, line, text: (lines[line - 1] ?? "").trim() };
  }

  /** Where a setting of the pipeline or of a source was written, or the name of what lacks it. */
  settingPlace(of: { readonly place: Place; readonly namePlace: Place }, name: string): Place {
    const declaration = this.#declarationAt(of.place);
    const settings: readonly Setting[] =
      declaration !== undefined && "settings" in declaration ? declaration.settings : [];
    const setting = settings.find((each) => each.name.text === name);
    return setting === undefined ? of.namePlace : this.#placeOf(of.place.file, setting);
  }

  /** Where a member such as `key`, `topic` or `table` of a declaration was written, or the declaration's name. */
  memberPlace(of: { readonly place: Place; readonly namePlace: Place }, kind: string): Place {
    const declaration = this.#declarationAt(of.place);
    const members: readonly { readonly kind: string; readonly start: number; readonly end: number }[] =
      declaration !== undefined && "members" in declaration ? declaration.members : [];
    const member = members.find((each) => each.kind === kind);
    return member === undefined ? of.namePlace : this.#placeOf(of.place.file, member);
  }

  /** Names that a record reserves. */
  reservedOf({ place }: TypeDefinition): readonly Reserved[] {
    const declaration = this.#declarationAt(place);
    if (declaration?.kind !== "record") return [];
    return declaration.members.flatMap((member) =>
      member.kind !== "reserved"
        ? []
        : member.names.map(
            (name): Reserved =>
              name.kind === "name" ? { kind: "name", text: name.text } : { kind: "wire", text: name.value },
          ),
    );
  }

  #declarationAt({ file, start }: Place): Declaration | undefined {
    return this.files.get(file)?.declarations.find((each) => each.start === start);
  }

  #placeOf(file: string, { start, end }: { readonly start: number; readonly end: number }): Place {
    const { line } = new LineMap(this.files.get(file)?.text ?? "").position(start);
    return { file, start, end, line };
  }
}

/** All fields of an event or signal. */
export function fieldsOf(message: Message): readonly Field[] {
  return "allFields" in message ? message.allFields : message.fields;
}

/** Events of a source are written by others. */
export function isOfSource(message: Message): boolean {
  return "source" in message && message.source !== null;
}
