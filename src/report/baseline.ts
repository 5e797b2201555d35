/** What `handoff baseline` writes: what blocks the deals of a live book today, so that from now on only new findings do. */
import { fingerprintOf, type RecordedFinding } from '../model/baseline.ts';
import { formatDay, type Day } from '../model/day.ts';
import { blockingFindings } from '../rules/known.ts';
import type { JudgedDeal } from './build.ts';

/** What is asked of the baseline. */
export interface BaselineQuestion {
  readonly command: 'baseline';
  /** Whether findings that came since it was begun are taken in. */
  readonly add: boolean;
}

/** The file as it is to be written, and what is said of it. */
export interface BaselineAnswer {
  readonly text: string;
  readonly says: readonly string[];
}

/** Returns the baseline of the deals that were judged; what it says of other deals stays as it is. */
export function baselineOf({ add }: BaselineQuestion, judged: readonly JudgedDeal[], today: Day): BaselineAnswer {
  const before = judged[0]?.facts.baseline ?? null;
  const looked = new Set(judged.map(({ facts }) => facts.deal.id));
  const known = new Set((before?.findings ?? []).map(fingerprintOf));
  const now = judged.flatMap(({ facts, judgement }) => blockingFindings(judgement.checks, facts));
  const elsewhere = (before?.findings ?? []).filter(({ deal }) => !looked.has(deal));
  const still = now.filter((finding) => known.has(fingerprintOf(finding)));
  const fresh = now.filter((finding) => !known.has(fingerprintOf(finding)));
  const gone = known.size - elsewhere.length - still.length;
  const taken = before === null || add ? fresh : [];
  const findings = [...elsewhere, ...still, ...taken].sort(byDeal);
  const recorded = before?.recorded ?? today;
  const left = fresh.length - taken.length;
  return {
    text: textOf(recorded, findings),
    says: [
      before === null
        ? `${countOf(findings.length)} of ${looked.size} ${looked.size === 1 ? 'deal is' : 'deals are'} known from today on; only new ones keep a deal from passing`
        : `of the baseline of ${formatDay(recorded)}, ${countOf(findings.length - taken.length)} ${findings.length - taken.length === 1 ? 'is' : 'are'} left: ${gone} gone${taken.length > 0 ? `, and ${taken.length} taken in` : ''}`,
      ...(left > 0
        ? [
            `${countOf(left)} came since and ${left === 1 ? 'is' : 'are'} not taken in: mend ${left === 1 ? 'it' : 'them'}, or handoff baseline --add`,
          ]
        : []),
    ],
  };
}

function countOf(count: number): string {
  return `${count} ${count === 1 ? 'finding' : 'findings'}`;
}

function byDeal(a: RecordedFinding, b: RecordedFinding): number {
  const key = ({ deal, rule, at }: RecordedFinding): string => JSON.stringify([deal, rule, at]);
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

/** One line a finding, so that a pull request shows what is gone. JSON's strings are YAML's too. */
function textOf(recorded: Day, findings: readonly RecordedFinding[]): string {
  const lines = findings.map(({ deal, of, rule, reason, at, is, says }) => {
    const said = Object.entries({ deal, of, rule, reason, at, is, says }).filter(([, value]) => value !== undefined);
    return `  - {${said.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')}}`;
  });
  return [
    '# What kept deals from passing when operations began to check. It is told and counts down; only new findings block.',
    '# Written by `handoff baseline`, never by hand.',
    'handoff: 1',
    `recorded: ${formatDay(recorded)}`,
    lines.length === 0 ? 'findings: []' : 'findings:',
    ...lines,
    '',
  ].join('\n');
}
