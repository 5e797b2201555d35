// Reports of the real program, to be changed where a test wants something that no example has.
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE, EXAMPLE_TODAY } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import type { Report, ReportCheck, ReportDeal } from '../../src/report/report.ts';

/** Returns the report of the example's two deals, or of other files. */
export async function reportOf(files: Record<string, string> = EXAMPLE, args: readonly string[] = ['deals']): Promise<Report> {
  const world = memoryWorld(files, EXAMPLE_TODAY);
  await main(['check', ...args, '--format', 'json'], world);
  return JSON.parse(world.said.out) as Report;
}

/** Returns a report of one deal, changed. */
export async function reportWith(change: (deal: ReportDeal) => Partial<ReportDeal>): Promise<Report> {
  const report = await reportOf();
  const [deal] = report.deals;
  return { ...report, deals: [{ ...deal, ...change(deal) }] };
}

/** Returns a check in which nothing is wrong, changed. */
export function checkWith(change: Partial<ReportCheck>): ReportCheck {
  return {
    rule: 'error-budget',
    family: 'dates',
    severity: 'error',
    verdict: 'pass',
    title: 'Too much has failed lately.',
    summary: 'nothing to tell',
    notes: [],
    earliest: null,
    blocking: false,
    findings: [],
    waiver: null,
    waiver_lapsed: null,
    reason: null,
    approver: null,
    docs: 'docs/rules/error-budget.md',
    known_since: null,
    told_by: null,
    ...change,
  };
}
