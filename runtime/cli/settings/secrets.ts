/** Keeps passwords out of what is printed: those of settings, wherever they turn up, and those of any URL. */

const MASK = "***";

/** Shorter ones would be found in words that have nothing to do with them. */
const SHORTEST = 4;

/** A URL's user and password end at its last @: a password may hold one. */
const PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`]*):[^\s"'`]*@/gi;

export class Mask {
  readonly #secrets = new Set<string>();

  /** From now on this text is not printed any more, nor in the form that it has within a URL or JSON. */
  add(secret: string): void {
    const password = passwordIn(secret);
    for (const text of password === null ? [secret] : [secret, password, decoded(password)]) {
      if (text.length < SHORTEST) continue;
      const forms = [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
      for (const form of forms) this.#secrets.add(form);
    }
  }

  /** The text without what is secret. */
  apply(text: string): string {
    let masked = withoutPasswords(text);
    const longestFirst = [...this.#secrets].sort((a, b) => b.length - a.length);
    for (const secret of longestFirst) masked = masked.replaceAll(secret, MASK);
    return masked;
  }
}

/** A text in which URLs have no passwords. */
export const withoutPasswords = (text: string): string => text.replaceAll(PASSWORD, `$1:${MASK}@`);

/** A text that is, or may be taken for, a URL with a password. */
export const isUrlWithPassword = (text: string): boolean => passwordIn(text) !== null;

/** The password of a URL as it is written there, or null where there is none. */
function passwordIn(text: string): string | null {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/:@]*:(.*)@/i.exec(text)?.[1] ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
