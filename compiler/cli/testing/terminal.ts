/** Calls of the program for tests: in this process, on a folder of its own, with what it prints kept. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Exit, Io } from "../io.ts";
import { run } from "../program.ts";

export interface Answer {
  readonly exit: Exit;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  /** Resolves when stderr has said `text` once more. */
  readonly said: (text: string) => Promise<void>;
  readonly stop: () => Promise<Answer>;
}

/** A working folder. */
export class Terminal {
  readonly folder = mkdtempSync(join(tmpdir(), "da-cli-"));
  env: Io["env"] = {};
  color = false;

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  async run(...args: readonly string[]): Promise<Answer> {
    return this.withInput("", ...args);
  }

  async withInput(input: string | Uint8Array, ...args: readonly string[]): Promise<Answer> {
    const { io, printed } = this.#io(input, new AbortController().signal);
    const exit = await run(args, io);
    return { exit, ...printed() };
  }

  /** Starts what runs until it is stopped. */
  start(...args: readonly string[]): Running {
    const stop = new AbortController();
    const { io, printed, listeners } = this.#io("", stop.signal);
    const end = run(args, io);
    let heard = 0;
    const said = async (text: string) => {
      for (;;) {
        const at = printed().err.indexOf(text, heard);
        if (at >= 0) {
          heard = at + text.length;
          return;
        }
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    };
    return {
      said,
      stop: async () => {
        stop.abort();
        return { exit: await end, ...printed() };
      },
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #io(input: string | Uint8Array, stop: AbortSignal) {
    const printed = { out: "", err: "" };
    const listeners: (() => void)[] = [];
    const io: Io = {
      out: (text) => {
        printed.out += text;
      },
      err: (text) => {
        printed.err += text;
        for (const listener of listeners.splice(0)) listener();
      },
      input: async () => (typeof input === "string" ? new TextEncoder().encode(input) : input),
      cwd: this.folder,
      // What is kept from call to call lies in the folder too.
      env: { XDG_CACHE_HOME: this.path(".cache"), ...this.env },
      outColor: this.color,
      terminal: { color: this.color, columns: 100 },
      interrupted: () => stop,
    };
    return { io, printed: () => ({ ...printed }), listeners };
  }
}

/** A spec without errors and warnings. */
export const GOOD = `pipeline shop {}

source web {
  topic: "shop.web"
  key:   userId
}

event order.placed from web {
  userId: string
  amount: number
}

store totals {
  key userId: string
  amount: sum of number
}

event usage.order.amount {
  key userId
  userId: string
  measure amount: number
}

demux amounts on order.placed {
  emit usage.order.amount { userId, amount }
}

dep totals on usage.order.amount {
  update totals(userId) { amount }
}
`;
