/** What the program has around it: streams, environment, signals; the process's own, or a test's. */
import type { PipelineDefinition } from "../api/definition.ts";

/** 0: good. 1: something failed in running. 2: the call is not good. Above: stopped by a signal. */
export type Exit = number;

/** A compiled pipeline: its definition and the tables of its stores. */
export interface Loaded {
  readonly definition: PipelineDefinition;
  /** The texts of `stores.sqlite.sql` and `stores.postgres.sql`. */
  readonly ddl: string;
  readonly postgresDdl: string;
}

export interface Surroundings {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** The working folder, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout and stderr may be coloured. */
  readonly color: { readonly out: boolean; readonly err: boolean };
  /** Whether stdout and stderr are terminals, and how wide stderr is. */
  readonly terminal: { readonly out: boolean; readonly err: boolean; readonly width: number };
  /** Aborted when the user asks to stop. Listening begins with the first call. */
  readonly interrupted: () => Interrupted;
  /** Loads a folder of generated code; throws a CallError where it cannot. */
  readonly load: (folder: string) => Promise<Loaded>;
  /** From now on a rejected promise that nobody waits for is told, and does not end the program. */
  readonly onStray: (tell: (error: unknown) => void) => void;
  /** Ends the program soon, though something in it goes on. */
  readonly leave: () => void;
  /** The folder of the page that \`start --ui\` serves, as it was built. */
  readonly page: URL;
}

export interface Interrupted {
  readonly signal: AbortSignal;
  /** The exit status of a program that this signal ended, 0 where none came. */
  readonly status: () => Exit;
}

/** What is wrong with a call, one sentence each. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly problems: readonly string[];

  constructor(...problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** The process's own. A reader that went away, such as `head`, ends the program without a word. */
export function processSurroundings(load: Surroundings["load"], page: URL): Surroundings {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
  const plain = Boolean(process.env.NO_COLOR) || process.env.TERM === "dumb";
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    // Not a stream of the bare file: a pipe that another process made non-blocking would fail.
    stdin: () => process.stdin,
    cwd: process.cwd(),
    env: process.env,
    color: { out: process.stdout.isTTY === true && !plain, err: process.stderr.isTTY === true && !plain },
    terminal: {
      out: process.stdout.isTTY === true,
      err: process.stderr.isTTY === true && process.env.TERM !== "dumb",
      width: process.stderr.columns ?? 80,
    },
    interrupted: onceListening(listen),
    load,
    onStray: (tell) => void process.on("unhandledRejection", tell),
    leave: () => void setTimeout(() => process.exit(), LEAVE_MS).unref(),
    page,
  };
}

/** What was printed is to reach its reader. */
const LEAVE_MS = 1000;

function onceListening(start: () => Interrupted): () => Interrupted {
  let listening: Interrupted | null = null;
  return () => {
    listening ??= start();
    return listening;
  };
}

/** The first signal asks; the second one ends at once, which is as safe as a crash. */
function listen(): Interrupted {
  const controller = new AbortController();
  let status = 0;
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      status = code;
      controller.abort();
    });
  }
  return { signal: controller.signal, status: () => status };
}
