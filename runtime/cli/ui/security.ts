/**
 * Who may talk to the page's server. It has no users: it listens on this machine only, unless told otherwise, answers to no
 * name but its own (so that no other site's name can be made to lead here), and changes nothing without the token that
 * its page carries.
 */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { TOKEN_HEADER } from "./api.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

export const isLoopback = (host: string): boolean => LOOPBACK.has(host);

export const newToken = (): string => randomBytes(24).toString("base64url");

/** Sent with everything: nothing from elsewhere is loaded, and nobody frames the page. */
export const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** Why a request is not answered, or null. `host` is what the server listens on. */
export function refusal(request: IncomingMessage, host: string, token: string): string | null {
  const { headers, method } = request;
  if (!isOwnName(headers.host ?? "", host)) return "This server does not answer to that name.";
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return "This comes from another site.";
  if (method === "GET" || method === "HEAD") return null;
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`)
    return "This comes from another site.";
  const given = headers[TOKEN_HEADER];
  return typeof given === "string" && isEqual(given, token) ? null : "The page is out of date: load it again.";
}

/** An address is always its own; names may be made to lead anywhere, so that only those which are known count. */
function isOwnName(given: string, host: string): boolean {
  const name = given
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
  return LOOPBACK.has(name) || name === host.toLowerCase() || (!isLoopback(host) && isIP(name) !== 0);
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
