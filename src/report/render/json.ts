/** An answer as JSON: what other programs read. */
import type { BriefData } from '../brief/index.ts';
import type { PlanReport } from '../plan.ts';
import type { HoldingReport } from '../../holding/report.ts';
import type { Report } from '../report.ts';
import type { WaitingReport } from '../waiting.ts';
import type { WhenReport } from '../when.ts';

/** Returns an answer as JSON text, in the order of its type, ending with a line break. */
export function renderJson(answer: Report | PlanReport | WhenReport | WaitingReport | BriefData | HoldingReport): string {
  return `${JSON.stringify(answer, null, 2)}\n`;
}
