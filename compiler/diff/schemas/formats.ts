/**
 * What is known of formats: texts that have them by any reading, a form that all of them have, and which is part of which.
 * Validators differ in the rest, so that what is told of a text is sure, or open.
 */

interface Format {
  readonly samples: readonly string[];
  /** What has the format has this form as well. */
  readonly form: RegExp;
  /** What has this format has these as well. */
  readonly within?: readonly string[];
}

const DAY = String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`;
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const OFFSET = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)`;
const NO_SPACE = /^\S*$/u;
const NAME = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\.?$/iu;

const FORMATS: Readonly<Record<string, Format>> = {
  date: { samples: ["2026-11-23", "2000-02-29"], form: new RegExp(`^${DAY}$`, "u") },
  "date-time": {
    samples: ["2026-11-23T10:00:00Z", "2026-11-23T10:00:00.250Z", "2026-11-23T10:00:00+01:00"],
    form: new RegExp(`^${DAY}[T\\s]${CLOCK}${OFFSET}$`, "iu"),
  },
  time: { samples: ["10:00:00Z", "10:00:00.250+01:00"], form: new RegExp(`^${CLOCK}${OFFSET}?$`, "iu") },
  duration: { samples: ["P1D", "PT1M", "P2W"], form: /^P[\dA-Z.,]+$/u },
  email: { samples: ["a@example.com"], form: /^[^@\s]+@[^@\s]+$/u, within: ["idn-email"] },
  "idn-email": { samples: ["a@example.com", "\u00e9@example.com"], form: /^[^@\s]+@[^@\s]+$/u },
  hostname: { samples: ["example.com", "a"], form: NAME, within: ["idn-hostname"] },
  "idn-hostname": { samples: ["example.com", "b\u00fccher.example"], form: /^[^\s/:@?#]+$/u },
  ipv4: { samples: ["192.0.2.1"], form: /^(?:\d{1,3}\.){3}\d{1,3}$/u },
  ipv6: { samples: ["2001:db8::1", "::1"], form: /^[0-9a-f:.]*:[0-9a-f:.]*$/iu },
  uri: {
    samples: ["https://example.com/a", "urn:a:b"],
    form: /^[a-z][a-z0-9+.-]*:\S*$/iu,
    within: ["uri-reference", "iri", "iri-reference"],
  },
  "uri-reference": { samples: ["/a", "https://example.com/a", "#a"], form: NO_SPACE, within: ["iri-reference"] },
  iri: {
    samples: ["https://example.com/a", "https://example.com/\u00e9"],
    form: /^[a-z][a-z0-9+.-]*:\S*$/iu,
    within: ["iri-reference"],
  },
  "iri-reference": { samples: ["/a", "/\u00e9"], form: NO_SPACE },
  "uri-template": { samples: ["/a/{b}", "https://example.com/{a}"], form: NO_SPACE },
  uuid: {
    samples: ["6f1c3a52-5b7e-4b0e-9d0e-0d6a5a1f7c11"],
    form: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu,
  },
  regex: { samples: ["a+", "^[a-z]*$"], form: /^[^(]*$|^.*\).*$/su },
  "json-pointer": { samples: ["/a", "/a/0", ""], form: /^(?:\/.*)?$/su },
  "relative-json-pointer": { samples: ["0", "1/a", "0#"], form: /^\d+(?:#|\/.*)?$/su },
};

/** Texts that have the format by any reading. */
export function samplesOf(format: string): readonly string[] {
  return FORMATS[format]?.samples ?? [];
}

/** Whether a text has a format: for sure, for sure not, or null. */
export function hasFormat(text: string, format: string): boolean | null {
  const known = FORMATS[format];
  if (known === undefined) return null;
  if (!known.form.test(text)) return false;
  const isSure = Object.entries(FORMATS).some(
    ([name, { samples }]) => samples.includes(text) && (name === format || isWithin(name, format)),
  );
  return isSure ? true : null;
}

/** Whether all that has one format has the other as well. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || FORMATS[inner]?.within?.includes(outer) === true;
}
