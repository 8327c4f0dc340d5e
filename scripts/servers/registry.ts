// A schema registry for tests: Apicurio Registry out of Maven's repository, with its data in memory and Confluent's HTTP
// interface.
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Child, freePorts, programNamed, run, until } from "./process.ts";

/** Of Java 17 and later; newer ones need Java 21. */
const VERSION = process.env.APICURIO_VERSION ?? "3.0.9";
const ARTIFACT = `io.apicurio:apicurio-registry-app:${VERSION}:tar.gz:all`;
const START_SECONDS = 240;

export interface RegistryServer {
  /** Address of its Confluent-compatible interface. */
  readonly url: string;
  remove(): Promise<void>;
}

/** Why this machine cannot start a registry, or null. */
export function registryProblem(): string | null {
  if (programNamed("java") === null) return "there is no java";
  if (programNamed("tar") === null) return "there is no tar";
  return programNamed("mvn") === null ? "there is no mvn" : null;
}

export async function startRegistry(): Promise<RegistryServer> {
  const folder = mkdtempSync(join(tmpdir(), "da-registry-"));
  run("tar", ["-xzf", archive(), "-C", folder]);
  const jar = readdirSync(folder).find((name) => name.endsWith("-runner.jar"));
  if (jar === undefined) throw new Error(`${ARTIFACT} holds no program.`);
  const [port = 0] = await freePorts(1);
  const path = join(folder, "registry.log");
  const log = openSync(path, "w");
  const options = [`-Dquarkus.http.port=${port}`, "-Dquarkus.http.host=127.0.0.1", "-Xmx512m", "-XX:+UseSerialGC"];
  const child = new Child("java", [...options, "-jar", join(folder, jar)], log, null);
  closeSync(log);
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const ended = () => `The registry does not answer:\n${readFileSync(path, "utf8").split("\n").slice(-20).join("\n")}`;
  await until(
    async () => {
      if (!child.isRunning) throw new Error(ended());
      return answers(`${url}/subjects`);
    },
    START_SECONDS,
    ended,
  );
  return {
    url,
    async remove() {
      await child.end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** Asked of Maven where it is not there yet. */
function archive(): string {
  const folder = join(homedir(), ".m2/repository/io/apicurio/apicurio-registry-app", VERSION);
  const path = join(folder, `apicurio-registry-app-${VERSION}-all.tar.gz`);
  if (!existsSync(path)) run("mvn", ["-q", "-B", "dependency:get", `-Dartifact=${ARTIFACT}`, "-Dtransitive=false"]);
  return path;
}
