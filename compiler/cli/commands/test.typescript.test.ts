// Tests of a spec whose handlers are in TypeScript.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Terminal } from "../testing/terminal.ts";

let terminal: Terminal;

beforeEach(() => {
  terminal = new Terminal();
});

afterEach(() => terminal.remove());

const SPEC = `pipeline p {}

param bonus: number = 2

source s {
  topic: "s"
  key:   user
}

event game.won from s {
  user:   string
  points: number
}

event usage.game.points {
  key user
  user: string
  measure points: number
}

demux points on game.won {
  emit usage.game.points { user, points }
}

store players {
  key user: string
  points: sum of number
}

event player.promoted {
  key user
  user:   string
  points: number
}

dep levels on usage.game.points when points > 0 {
  handler "./handlers/levels.ts"
  reads   players
  updates players
  emits   player.promoted
}

`;

const HANDLER = `import { TerminalError } from "da-compile/runtime";
import type { Handler } from "../generated/handlers/levels.ts";
import { isLevel } from "./level.ts";

const levels: Handler = async ({ user, points }, da) => {
  if (points === 13) throw new TerminalError("13 is no number of points");
  if (points === 7 && da.attempt < 3) throw new Error("try again");
  const row = await da.get("players", { user });
  const total = (row?.points ?? 0) + points + da.params.bonus;
  da.update("players", { user }, { points: points + da.params.bonus });
  da.log.info("counted", { total });
  if (isLevel(total)) {
    da.emit("player.promoted", { user, points: total });
  }
};

export default levels;
`;

const LEVEL = "export const isLevel = (points: number): boolean => points >= 10;\n";

function write(tests: string, level = LEVEL): void {
  terminal.write("p.da", SPEC + tests);
  terminal.write("handlers/levels.ts", HANDLER);
  terminal.write("handlers/level.ts", level);
}

const TESTS = `test "counts up to the next level" {
  send game.won { user: "ann", points: 3 }
  expect no player.promoted
  send game.won { user: "ann", points: 7 }
  expect player.promoted { user: "ann", points: 14 }
  expect players(user: "ann") { points: 14 }
}

test "an event is dead where the handler says so" {
  send game.won { user: "ann", points: 13 }
  expect dead usage.game.points { points: 13 }
  expect no players(user: "ann")
}
`;

describe("a handler in TypeScript", () => {
  test("runs as it is, with its retries and what it imports, and nothing is written", async () => {
    write(TESTS);
    const { exit, out, err } = await terminal.run("test", "p.da");
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toMatchInlineSnapshot(`
      "✓ counts up to the next level
      ✓ an event is dead where the handler says so

      2 passed, 0 failed
      "
    `);
  });

  test("shows what it logged where a test fails", async () => {
    write(`test "early" {
  send game.won { user: "ann", points: 7 }
  expect player.promoted
}
`);
    const { exit, out } = await terminal.run("test", "p.da");
    expect(exit).toBe(1);
    expect(out.replaceAll(/in \d+ ms/g, "in … ms")).toMatchInlineSnapshot(`
      "✗ early

      error: No \`player.promoted\` came.
        --> p.da:45:3
         |
      45 |   expect player.promoted
         |   ^^^^^^^^^^^^^^^^^^^^^^
      What came:
        1 time \`usage.game.points\`
      Logged:
        levels warn: try 1 of 5 failed, the next one is in … ms: Error: try again
        levels warn: try 2 of 5 failed, the next one is in … ms: Error: try again
        levels info: counted {"total":9}

      0 passed, 1 failed
      "
    `);
  });

  test("that cannot be loaded is told in a sentence", async () => {
    write(TESTS, "export const isLevl = 1;\n");
    const broken = await terminal.run("test", "p.da");
    expect({ exit: broken.exit, out: broken.out }).toEqual({ exit: 1, out: "" });
    expect(broken.err.replaceAll(terminal.folder, "…")).toMatchInlineSnapshot(`
      "da-compile: the handlers of \`p.da\` cannot be loaded: …/handlers/levels.ts:3: The requested module './level.ts' does not provide an export named 'isLevel'
      "
    `);
    write(TESTS, "export const isLevel = (points: number => points > 1;\n");
    const wrong = await terminal.run("test", "p.da");
    expect(wrong.err.replaceAll(terminal.folder, "…")).toMatchInlineSnapshot(`
      "da-compile: the handlers of \`p.da\` cannot be loaded: …/handlers/level.ts:1: Expected ',', got ';'
      "
    `);
    write(TESTS);
    writeFileSync(terminal.path("handlers/levels.ts"), HANDLER.replace("./level.ts", "./levels/none.ts"));
    const lost = await terminal.run("test", "p.da");
    expect(lost.err.replaceAll(terminal.folder, "…")).toMatchInlineSnapshot(`
      "da-compile: the handlers of \`p.da\` cannot be loaded: Cannot find module '…/handlers/levels/none.ts' imported from …/handlers/levels.ts
      "
    `);
  });

  test("may import a package, and be loaded again when a file that it imports changes", async () => {
    const installed = join(terminal.folder, "node_modules/levels");
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, "package.json"), '{ "name": "levels", "type": "module", "exports": "./index.js" }');
    writeFileSync(join(installed, "index.js"), "export const LEAST = 10;\n");
    const level =
      'import { LEAST } from "levels";\nexport const isLevel = (points: number): boolean => points >= LEAST;\n';
    write(TESTS, level);
    const running = terminal.start("test", "p.da", "--watch");
    await running.said("Watching");
    terminal.write("handlers/level.ts", level.replace("LEAST;", "LEAST * 2;"));
    await running.said("Changed: handlers/level.ts");
    await running.said("Watching");
    const { out } = await running.stop();
    expect(out.match(/\d passed, \d failed/g)).toEqual(["2 passed, 0 failed", "1 passed, 1 failed"]);
  });

  test("is covered line by line, with what it imports", async () => {
    const level = `${LEVEL}export function never(): number {\n  return 1;\n}\n`;
    write('test "few" { send game.won { user: "ann", points: 1 } expect players(user: "ann") }\n', level);
    const { out } = await terminal.run("test", "p.da", "--coverage");
    expect(out).toMatchInlineSnapshot(`
      "✓ few

      1 passed, 0 failed

       100%  demux points
        55%  dep levels
               p.da:36:38  \`when\` always held
               handlers/levels.ts:6:22  never reached
               handlers/levels.ts:7:20  never reached
               handlers/levels.ts:7:39  never reached
               handlers/levels.ts:9:21  never reached
               handlers/levels.ts:12:23  never reached
               handlers/level.ts:2:8  never reached

      59% of all statements and branches were reached (13 of 22)
      "
    `);
  });
});
