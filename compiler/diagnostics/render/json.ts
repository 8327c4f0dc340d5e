/** Diagnostics for programs: one object on one line. */
import type { Location } from "../diagnostic.ts";
import { Ranges, type Report } from "./report.ts";

export function json(report: Report): string {
  const ranges = new Ranges(report.files);
  const place = (location: Location) => ({ file: report.display(location.file), range: ranges.range(location) });
  const diagnostics = report.diagnostics.map(({ code, severity, message, location, related, suggestion }) => ({
    code,
    severity,
    message,
    ...place(location),
    related: related.map((other) => ({ message: other.message, ...place(other.location) })),
    ...(suggestion === null ? {} : { suggestion }),
  }));
  return `${JSON.stringify({ diagnostics })}\n`;
}
