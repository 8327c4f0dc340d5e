/** What the schema of SARIF 2.1.0 says of a log. */
import { Ajv } from "ajv";
import schema from "../fixtures/sarif-2.1.0.schema.json" with { type: "json" };

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajv.addFormat("uri", (text) => URL.canParse(text));
ajv.addFormat(
  "uri-reference",
  (text) => /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text) && URL.canParse(text, "file:///"),
);
ajv.addFormat("date-time", (text) => !Number.isNaN(Date.parse(text)));

const validate = ajv.compile(schema);

/** Nothing, where the text is a valid log. */
export function sarifProblems(text: string): readonly string[] {
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
