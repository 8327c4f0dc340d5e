/** Talks to the server: asks, changes, and follows how the pipeline stands. */
import { type Live, type Problem, TOKEN_HEADER } from "../api.ts";

/** An answer that says what is wrong. */
export class Refused extends Error {
  override readonly name = "Refused";
}

export async function ask<T>(path: string, query: Readonly<Record<string, string | null>> = {}): Promise<T> {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === null || value === "" ? [] : [[name, value]],
  );
  const search = new URLSearchParams(given).toString();
  return answerOf<T>(fetch(`/api/${path}${search === "" ? "" : `?${search}`}`));
}

export async function change<T>(path: string, body: object): Promise<T> {
  const token = document.querySelector('meta[name="da-token"]')?.getAttribute("content") ?? "";
  const headers = { "content-type": "application/json", [TOKEN_HEADER]: token };
  return answerOf<T>(fetch(`/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answerOf<T>(sent: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await sent;
  } catch {
    throw new Refused("The pipeline does not answer: is da-run still running?");
  }
  if (response.ok) return await response.json();
  const problem: Problem = await response.json().catch(() => ({ error: `The server answers ${response.status}.` }));
  throw new Refused(problem.error);
}

/** Tells each second how the pipeline stands, and null when it does not answer; tries again by itself. */
export function follow(listen: (live: Live | null) => void): void {
  const source = new EventSource("/api/live");
  source.addEventListener("message", (event) => listen(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    listen(null);
    // A browser gives up where it was refused.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => follow(listen), 2000);
  });
}
