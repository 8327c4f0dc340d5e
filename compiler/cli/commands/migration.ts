/** `diff --migration`: the SQL that takes the stores of the version that is compared with to those of the spec. */
import manifest from "../../../package.json" with { type: "json" };
import type { DatabaseName } from "../../diff/migration.ts";
import type { Model } from "../../model.ts";
import { loadBaseline } from "../baseline/baseline.ts";
import { type Call, refuse, tell } from "../call.ts";
import type { Exit } from "../io.ts";
import { isRegistry } from "../registry/client.ts";
import { checkSpec, countsOf, print, type Spec } from "../spec.ts";

export async function migration(call: Call, spec: Spec, texts: readonly string[]): Promise<Exit> {
  const database: DatabaseName = call.value("migration") === "postgres" ? "postgres" : "sqlite";
  const [against = "", ...others] = texts;
  if (others.length > 0 || isRegistry(against)) {
    return refuse(call.io, "`--migration` needs one `--against` that is a spec: tables are of one version");
  }
  const { analysis, report } = await checkSpec(call, spec);
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (analysis.model === null || errors.length > 0) {
    await print(call, { ...report, diagnostics: errors });
    tell(call, `${spec.name}: ${countsOf(errors)}, nothing was compared`);
    return 1;
  }
  const loaded = loadBaseline(against, spec, call.io.cwd, analysis.model);
  if (loaded.state === "failed") return refuse(call.io, `\`--against ${against}\` cannot be loaded: ${loaded.why}`);
  if (loaded.state === "new") {
    tell(call, `${loaded.why}: the spec is new, and da-run makes its tables`);
    return 0;
  }
  const { version } = loaded;
  if (version.knows !== "spec") return refuse(call.io, `\`--against ${against}\` holds events alone, and no stores`);
  return printScript(call, spec, { against, database, old: version.model, now: analysis.model });
}

interface Sides {
  readonly against: string;
  readonly database: DatabaseName;
  readonly old: Model;
  readonly now: Model;
}

async function printScript(call: Call, spec: Spec, { against, database, old, now }: Sides): Promise<Exit> {
  const [{ migrationOf }, { contextOf }] = await Promise.all([
    import("../../diff/migration.ts"),
    import("../../emit/context.ts"),
  ]);
  const context = (model: Model) => contextOf(model, { root: spec.root, version: manifest.version });
  const { changes, script } = migrationOf(context(old), context(now), database);
  if (script !== "") {
    const head = `-- From the stores of ${against} to those of ${spec.name}: stop the pipeline before, and start the new one after it.`;
    call.io.out(`${head}\n${script}`);
  }
  const losing = changes.filter(({ losesData }) => losesData).length;
  const loss = losing === 0 ? "" : `, ${losing} of which delete${losing === 1 ? "s" : ""} data`;
  tell(
    call,
    changes.length === 0
      ? `${spec.name} against ${against}: the stores are as they were`
      : `${spec.name} against ${against}: ${changes.length} change${changes.length === 1 ? "" : "s"} of stores${loss}`,
  );
  return losing === 0 ? 0 : 1;
}
