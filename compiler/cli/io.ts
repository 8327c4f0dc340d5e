/** The streams and surroundings that the program has: the process's own, or a test's. */

export interface Io {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly err: (text: string) => void;
  /** All of stdin. */
  readonly input: () => Promise<Uint8Array>;
  /** The working folder, absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether results may be coloured: stdout is a terminal. */
  readonly outColor?: boolean;
  /** What stderr is: diagnostics for people go there. */
  readonly terminal: { readonly color: boolean; readonly columns: number };
  /** Aborted when the user asks to stop. Listening begins with the first call. */
  readonly interrupted: () => AbortSignal;
}

/** 0: good. 1: the spec (or what was checked) is not. 2: the call is not. */
export type Exit = 0 | 1 | 2;

const DEFAULT_COLUMNS = 120;

/** The process's streams. A reader that went away, such as `head`, ends the program without a word. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    input: readInput,
    cwd: process.cwd(),
    env: process.env,
    outColor: isColorful(process.stdout.isTTY),
    terminal: {
      color: isColorful(process.stderr.isTTY),
      columns: process.stderr.columns ?? DEFAULT_COLUMNS,
    },
    interrupted: untilInterrupted,
  };
}

function isColorful(isTerminal: boolean): boolean {
  return isTerminal === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
  return controller.signal;
}
