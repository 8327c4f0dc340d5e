/** One call of a command: its options and operands, and how it answers. */
import type { Exit, Io } from "./io.ts";
import type { Answers } from "./recall/answers.ts";

export const FORMATS = ["pretty", "json", "sarif", "github"] as const;
export type Format = (typeof FORMATS)[number];

export interface Call {
  readonly io: Io;
  /** The command with its operands and options: the same text for the same call. */
  readonly asked: string;
  /** What stands beside the options: a spec's path, files, a code. */
  readonly operands: readonly string[];
  readonly format: Format;
  /** Warnings fail. */
  readonly strict: boolean;
  /** Nothing but results, diagnostics and errors. */
  readonly quiet: boolean;
  /** Whether a flag such as `--check` was given. */
  readonly flag: (name: string) => boolean;
  /** The value of an option such as `--out DIR`. */
  readonly value: (name: string) => string | null;
  /** The values of an option that may be given more than once, such as `--against REF`. */
  readonly values: (name: string) => readonly string[];
  /** Told by a command that knows all files which its answer rests on; see recall/. */
  readonly restsOn: (answers: () => Answers | null) => void;
}

/** What da-compile says about the call itself: one sentence, and the status of a call that is not good. */
export function refuse(io: Io, sentence: string): Exit {
  io.err(`da-compile: ${sentence}\n`);
  return 2;
}

/** What is good to know, but no result. */
export function tell(call: Call, sentence: string): void {
  if (!call.quiet) call.io.err(`${sentence}\n`);
}
