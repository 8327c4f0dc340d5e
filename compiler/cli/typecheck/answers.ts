/**
 * What was asked of the file system, and what it answered: what was concluded from the answers holds as long as they stay the
 * same, also those about files that were not there.
 */
import { hash } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";

/** `text` is a file's content, `file` and `folder` whether there is one, `real` where links lead, `names` what a folder holds. */
const QUESTIONS = ["text", "file", "folder", "real", "names"] as const;
type Question = (typeof QUESTIONS)[number];

/** Answers, as short texts, by path. */
export type Answers = { readonly [question in Question]: Readonly<Record<string, string>> };

const NOTHING = "";

const ANSWERS: Readonly<Record<Question, (path: string) => string>> = {
  text: (path) => hash("sha256", readFileSync(path)),
  file: (path) => (statSync(path).isFile() ? "yes" : NOTHING),
  folder: (path) => (statSync(path).isDirectory() ? "yes" : NOTHING),
  real: (path) => realpathSync.native(path),
  names: (path) => hash("sha256", readdirSync(path).sort().join("\n")),
};

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

/** What rests on either rests on both. */
export function together(some: Answers, others: Answers): Answers {
  const both = (question: Question) => ({ ...some[question], ...others[question] });
  return { text: both("text"), file: both("file"), folder: both("folder"), real: both("real"), names: both("names") };
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
    const of = (question: Question) => Object.fromEntries(this.#answers.get(question) ?? []);
    return { text: of("text"), file: of("file"), folder: of("folder"), real: of("real"), names: of("names") };
  }
}

/** Null where a value, such as one read from a file, is none. */
export function answersOf(value: unknown): Answers | null {
  if (typeof value !== "object" || value === null) return null;
  const all = new Map(
    Object.entries(value).flatMap(([name, table]) => (isTable(table) ? [[name, table] as const] : [])),
  );
  const [text, file, folder, real, names] = QUESTIONS.map((question) => all.get(question));
  return text && file && folder && real && names ? { text, file, folder, real, names } : null;
}

function isTable(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
}
