/** Test results as JUnit writes them: a suite a deal, a case a rule. No clock is in it: the same deal gives the same bytes. */
import { askedSentences } from '../../asked.ts';
import type { Report, ReportCheck, ReportDeal } from '../../report.ts';
import { visible } from '../width.ts';

/** Returns the results. Bad input is one suite with an error a mistake. */
export function renderJunit(report: Report): string {
  const suites =
    report.diagnostics.length > 0
      ? [
          suite(
            'input',
            report,
            report.diagnostics.map(({ file, line, column, code, message, help }) =>
              testCase(code, file, [
                element('error', { message, type: code }, `${file}:${line}:${column} ${message}${help === null ? '' : `\n${help}`}`),
              ]),
            ),
          ),
        ]
      : report.deals.map((deal, nth) =>
          suite(
            deal.file,
            report,
            [
              ...deal.checks.map((check) => caseOf(deal, check)),
              ...report.faults
                .filter((fault) => fault.deal === deal.deal)
                .map(({ rule, message }) =>
                  testCase(`${rule} (fault)`, deal.file, [element('error', { message, type: 'fault' }, message)]),
                ),
            ],
            nth,
          ),
        );
  const all = suites.map(({ counts }) => counts);
  const total = (key: keyof Counts): string => String(all.reduce((sum, each) => sum + each[key], 0));
  const head = attributes({ name: 'handoff', tests: total('tests'), failures: total('failures'), errors: total('errors'), time: '0' });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Case {
  readonly xml: string;
  readonly outcome: 'failures' | 'errors' | 'skipped' | null;
}

function suite(name: string, report: Report, cases: readonly Case[], id = 0): { xml: string; counts: Counts } {
  const count = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  const counts = { tests: cases.length, failures: count('failures'), errors: count('errors'), skipped: count('skipped') };
  const written = Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, String(value)]));
  const head = attributes({
    id: String(id),
    name,
    package: 'handoff',
    hostname: 'handoff',
    timestamp: `${report.today}T00:00:00`,
    ...written,
    time: '0',
  });
  return {
    counts,
    xml: `  <testsuite${head}>\n${propertiesOf(report)}${cases.map(({ xml }) => xml).join('')}    <system-out/>\n    <system-err/>\n  </testsuite>\n`,
  };
}

/** What wrote it, and what the command line asked for, where it decides. Some readers take no empty list. */
function propertiesOf(report: Report): string {
  const about = [`version ${report.tool.version}`, ...askedSentences(report)];
  const each = about.map((value) => `      <property${attributes({ name: 'handoff', value })}/>\n`);
  return `    <properties>\n${each.join('')}    </properties>\n`;
}

/** A rule as a case: what keeps the deal from passing has failed, what could not be judged or is let stand was skipped, and says why. */
function caseOf({ file }: ReportDeal, check: ReportCheck): Case {
  const { rule, verdict, blocking, summary, waiver, known_since, told_by } = check;
  if (verdict === 'pass') return testCase(rule, file, []);
  if (blocking) return testCase(rule, file, [element('failure', { message: summary, type: verdict }, detailOf(check))]);
  const why =
    waiver !== null
      ? `waived by ${waiver.by} until ${waiver.until}: ${waiver.reason}`
      : known_since !== null
        ? `known since ${known_since}: ${summary}`
        : told_by !== null
          ? `told by ${told_by}: ${summary}`
          : verdict === 'off'
            ? summary
            : `${verdict}: ${summary}`;
  return testCase(rule, file, [element('skipped', { message: why })]);
}

function detailOf({ findings, summary }: ReportCheck): string {
  if (findings.length === 0) return summary;
  return findings
    .map(({ message, at, help }) => `${at.file}:${at.line}:${at.column} ${message}${help === '' ? '' : `\n${help}`}`)
    .join('\n');
}

function testCase(name: string, className: string, children: readonly Child[]): Case {
  const head = attributes({ name, classname: className, time: '0' });
  const outcome = children.length === 0 ? null : OUTCOMES[children[0].tag];
  const xml =
    children.length === 0
      ? `    <testcase${head}/>\n`
      : `    <testcase${head}>\n${children.map((child) => child.xml).join('')}    </testcase>\n`;
  return { xml, outcome };
}

interface Child {
  readonly tag: keyof typeof OUTCOMES;
  readonly xml: string;
}

const OUTCOMES = { failure: 'failures', error: 'errors', skipped: 'skipped' } as const;

function element(tag: Child['tag'], said: Readonly<Record<string, string>>, text?: string): Child {
  const head = attributes(said);
  return { tag, xml: `      <${tag}${head}${text === undefined ? '/>' : `>${escaped(text)}</${tag}>`}\n` };
}

function attributes(said: Readonly<Record<string, string>>): string {
  return Object.entries(said)
    .map(([key, value]) => ` ${key}="${escaped(value).replace(/\n/g, ' ')}"`)
    .join('');
}

/** XML has no place for most controls, escaped or not: they are shown by their number, as in a terminal. */
function escaped(text: string): string {
  return text
    .split('\n')
    .map(visible)
    .join('\n')
    .replace(/[\uFFFE\uFFFF]/g, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
