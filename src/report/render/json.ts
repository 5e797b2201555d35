/** `handoff/report@1` as JSON: what other programs read. */
import type { Report } from '../report.ts';

/** Returns the report as JSON text, in the order of the type, ending with a line break. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
