// The pipelines of this repository on their recorded events: the examples give what lies beside them, and Gooru's week comes
// out the same whether the catalogue comes before the pupils or after them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 120_000 });

const ROOT = fileURLToPath(new URL("..", import.meta.url));

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "da-pipelines-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: "da-compile" | "da-run", ...args: readonly string[]): string {
  const child = spawnSync(process.execPath, [join(ROOT, `bin/${program}.js`), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  expect(child.status, child.stderr).toBe(0);
  return child.stdout;
}

const sorted = (text: string): string[] => text.trimEnd().split("\n").sort();

/** Recorded files named after their source; those in `without` are something else. */
function inputsIn(path: string, without: readonly string[] = []): string[] {
  const files = readdirSync(join(ROOT, path)).filter((file) => file.endsWith(".jsonl") && !without.includes(file));
  return files.sort().flatMap((file) => ["--input", `${basename(file, ".jsonl")}=${path}/${file}`]);
}

/** What an example gives lies beside it; `DA_UPDATE=1` writes it anew. */
describe.each(["shop", "sensors", "payments"])("examples/%s", (name) => {
  const spec = `examples/${name}/${name}.da`;

  it("passes its own tests", () => {
    expect(run("da-compile", "test", spec)).toMatch(/\d+ passed, 0 failed/);
  });

  it("gives the rows, dead letters and waiting events that lie beside it", () => {
    const out = join(folder, name);
    run("da-compile", "compile", "--strict", spec, "--out", out);
    const inputs = inputsIn(`examples/${name}/samples`, ["fast-card.jsonl"]);
    const text = `${sorted(run("da-run", "once", "--pipeline", out, "--print", "stores,dead,waiting", ...inputs)).join("\n")}\n`;
    const expected = join(ROOT, `examples/${name}/expected.jsonl`);
    if (process.env.DA_UPDATE === "1") writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, "utf8"));
  });
});

describe("pipelines.da", () => {
  it("passes its own tests, which reach every statement and branch but three", () => {
    const { tests, coverage } = JSON.parse(run("da-compile", "test", "--coverage", "--format", "json"));
    expect(tests.length).toBeGreaterThan(50);
    const missed = coverage.handlers.flatMap((one: { name: string; missed: { what: string }[] }) =>
      one.missed.map(({ what }) => `${one.name}: ${what}`),
    );
    // None can ever be: a day of the month is a number, a `when` lets no null pass, and a pupil who is looked at has a day
    // with a score. Types cannot know that.
    expect(missed.sort()).toEqual([
      "nextMonth: never needed: what stands before `??` was never null",
      "struggling: never reached",
      "struggling: never reached",
    ]);
  });

  const core = ["--input", "core=samples/core.jsonl"];
  const pupils = inputsIn("samples", ["core.jsonl", "late.jsonl"]);
  const late = ["--input", "samples/late.jsonl"];

  /** Events of all steps, then rows and what still waits. */
  function week(name: string, steps: readonly (readonly string[])[]): readonly string[] {
    const data = ["--data", join(folder, name)];
    const events = steps.map((step) => run("da-run", "once", ...data, "--print", "events", ...step));
    return sorted(events.join("") + run("da-run", "once", ...data, "--print", "events,stores,waiting", ...late));
  }

  it("gives the same events and rows when the catalogue comes after the pupils", () => {
    const before = week("before", [core, pupils]);
    const known = new Set(before);
    const after = week("after", [pupils, core]);
    expect(after.filter((line) => !known.has(line)).slice(0, 5)).toEqual([]);
    expect(after.length).toBe(before.length);
  });

  it("loses nothing while it waits: the events are told, and the rows come later", () => {
    const data = ["--data", join(folder, "waits")];
    const waiting = sorted(run("da-run", "once", ...data, "--print", "waiting", ...pupils));
    expect(waiting.length).toBeGreaterThan(300);
    expect(waiting).toContain(
      '{"waiting":"usage.assessment.score","handler":"competency_scores","for":"contents","key":{"contentId":"SC7-assessment-4"}}',
    );
    expect(run("da-run", "once", ...data, "--print", "waiting", ...core, ...late)).toBe("");
  });
});
