/**
 * What was asked of the file system, and what it answered: what was concluded from the answers holds as long as they stay the
 * same, also those about files that were not there.
 */
import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";

/**
 * `text` is a file's content, `file` and `folder` whether there is one, `any` whether there is either, `real` where links lead,
 * `names` what a folder holds.
 */
const QUESTIONS = ["text", "file", "folder", "any", "real", "names"] as const;
type Question = (typeof QUESTIONS)[number];

/** Answers, as short texts, by path. */
export type Answers = { readonly [question in Question]: Readonly<Record<string, string>> };

/** Of what is not there, or not to be read. */
export const NOTHING = "";

export const yesOrNothing = (isThere: boolean): string => (isThere ? "yes" : NOTHING);

const ANSWERS: Readonly<Record<Question, (path: string) => string>> = {
  text: (path) => textAnswer(readFileSync(path)),
  file: (path) => yesOrNothing(statSync(path).isFile()),
  folder: (path) => yesOrNothing(statSync(path).isDirectory()),
  any: (path) => yesOrNothing(existsSync(path)),
  real: (path) => realpathSync.native(path),
  names: (path) => hash("sha256", readdirSync(path).sort().join("\n")),
};

/** What is said of a file that holds this. */
export function textAnswer(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** What is said of files now. */
export function textAnswersOf(paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path, answer("text", path)]));
}

function answer(question: Question, path: string): string {
  try {
    return ANSWERS[question](path);
  } catch {
    return NOTHING;
  }
}

/** The paths of which something is not as it was. */
export function changes(answers: Answers): readonly string[] {
  return QUESTIONS.flatMap((question) =>
    Object.entries(answers[question]).flatMap(([path, before]) => (answer(question, path) === before ? [] : [path])),
  );
}

/** What rests on any of them rests on all. */
export function together(...all: readonly Partial<Answers>[]): Answers {
  return tables((question) => Object.assign({}, ...all.map((answers) => answers[question])));
}

function tables(of: (question: Question) => Readonly<Record<string, string>>): Answers {
  const [text, file, folder, any, real, names] = [
    of("text"),
    of("file"),
    of("folder"),
    of("any"),
    of("real"),
    of("names"),
  ];
  return { text, file, folder, any, real, names };
}

/** Collects questions; they are answered by the file system as it is when they are asked first. */
export class Questions {
  readonly #answers = new Map(QUESTIONS.map((question) => [question, new Map<string, string>()]));

  ask(question: Question, path: string): void {
    const known = this.#answers.get(question);
    if (known?.has(path) === false) known.set(path, answer(question, path));
  }

  /** Asks everything anew, before what has changed is looked at again. */
  renew(): void {
    for (const [question, known] of this.#answers) {
      for (const path of known.keys()) known.set(path, answer(question, path));
    }
  }

  answers(): Answers {
    return tables((question) => Object.fromEntries(this.#answers.get(question) ?? []));
  }
}

/** Null where a value, such as one read from a file, is none. */
export function answersOf(value: unknown): Answers | null {
  if (typeof value !== "object" || value === null) return null;
  const all = new Map(
    Object.entries(value).flatMap(([name, table]) => (isTable(table) ? [[name, table] as const] : [])),
  );
  return QUESTIONS.every((question) => all.has(question)) ? tables((question) => all.get(question) ?? {}) : null;
}

function isTable(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
}
