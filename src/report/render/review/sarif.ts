/** SARIF 2.1.0 (OASIS), for code scanning: every rule with its help, every finding at its region, waivers as suppressions. */
import type { Range } from '../../../model/place.ts';
import { COMMAND_LINE } from '../../../model/place.ts';
import { askedSentences } from '../../asked.ts';
import { RULES } from '../../../rules/index.ts';
import type { Report } from '../../report.ts';
import { fingerprints, noticesOf, sentenceOf, type Level, type Notice } from '../../review.ts';
import { visible } from '../width.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Returns the log of one run. What is wrong with the input has results too, so that it is seen at its line. */
export function renderSarif(report: Report): string {
  const notices = noticesOf(report);
  const printed = fingerprints();
  const asked = askedSentences(report);
  const codes = [...new Set(report.diagnostics.map(({ code }) => code))];
  const ids = [...RULES.map(({ id }) => id), ...codes];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: 'handoff',
        version: report.tool.version,
        semanticVersion: report.tool.version,
        rules: [
          ...RULES.map(({ id, title, why, source, family, date, waivable }) => ({
            id,
            name: id,
            shortDescription: { text: title },
            fullDescription: { text: why },
            help: helpOf(id, title, why, source, waivable),
            defaultConfiguration: { level: 'error' },
            properties: { tags: [family, ...(date ? ['date'] : [])] },
          })),
          ...codes.map((code) => ({
            id: code,
            name: code,
            shortDescription: { text: 'The input is wrong, and nothing was judged.' },
            defaultConfiguration: { level: 'error' },
            properties: { tags: ['input'] },
          })),
        ],
      },
    },
    automationDetails: { id: 'handoff/' },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that handoff ran in.' } } },
    invocations: [
      {
        executionSuccessful: report.exit < 2,
        exitCode: report.exit,
        ...(asked.length > 0 && {
          toolConfigurationNotifications: asked.map((text) => ({ level: 'warning', message: { text } })),
        }),
        toolExecutionNotifications: report.faults.map(({ deal, rule, message }) => ({
          level: 'error',
          message: { text: visible(`a fault of handoff in ${rule} of ${deal}: ${message}`) },
          descriptor: { id: rule },
        })),
      },
    ],
    results: [
      ...report.diagnostics.map((each) => ({
        ruleId: each.code,
        ruleIndex: indexOf.get(each.code)!,
        level: 'error',
        message: { text: textOf(each.help === null ? each.message : `${each.message} → ${each.help}`) },
        locations: locationsOf(each),
        partialFingerprints: { 'handoff/v1': printed([each.file, each.code, each.message]) },
      })),
      ...notices.map((notice) => resultOf(notice, indexOf.get(notice.check.rule) ?? -1)),
    ],
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const LEVELS: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'note' };

function resultOf(notice: Notice, ruleIndex: number) {
  const { deal, check, finding, level, suppressed, fingerprint } = notice;
  return {
    ruleId: check.rule,
    ruleIndex,
    // What is let stand would be an error without that.
    level: LEVELS[suppressed === null ? level : 'error'],
    message: { text: textOf(sentenceOf(notice)) },
    locations: locationsOf(finding.at),
    ...(finding.related.length > 0 && {
      relatedLocations: finding.related.map((each, id) => ({
        id,
        message: { text: textOf(each.message) },
        ...physical(each.at),
      })),
    }),
    partialFingerprints: { 'handoff/v1': fingerprint },
    ...(suppressed !== null && { suppressions: [suppressionOf(notice)] }),
    properties: { deal: deal.deal, verdict: check.verdict, ...(check.reason !== null && { reason: check.reason }) },
  };
}

function suppressionOf({ check: { waiver, known_since } }: Notice) {
  const justification =
    waiver === null
      ? `operations knew of it on ${known_since} (handoff baseline)`
      : `waived by ${waiver.by} on ${waiver.at} until ${waiver.until}: ${waiver.reason}`;
  return { kind: 'external', status: 'accepted', justification: textOf(justification) };
}

function helpOf(id: string, title: string, why: string, source: string, waivable: string | null) {
  const waived = waivable === null ? 'Nobody may waive it.' : `It may be waived by ${waivable}.`;
  return {
    text: `${title}\n\n${why}\n\n${source}\n\n${waived} More: handoff explain ${id}`,
    markdown: `${title}\n\n${why}\n\n*${source}*\n\n${waived} More: \`handoff explain ${id}\``,
  };
}

/** A deal of the command line has no place. */
function locationsOf(at: Range) {
  return at.file === COMMAND_LINE ? [] : [physical(at)];
}

/** Half of a pair has no bytes that an address could hold. */
function uriOf(file: string): string {
  return file
    .replace(/[\uD800-\uDFFF]/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

function physical({ file, line, column, endLine, endColumn }: Range) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: 'SRCROOT' },
      region: { startLine: line, startColumn: column, endLine, endColumn: endLine === line ? Math.max(column, endColumn) : endColumn },
    },
  };
}

/**
 * `[…](…)` in a message would be a link, and `{0}` a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6): what somebody wrote is neither. Other brackets and braces stay as they
 * are: the standard would have them escaped too, and the pages that show messages would then show the escapes.
 */
function textOf(text: string): string {
  return visible(text.replace(/\s+/gu, ' '))
    .replace(/\](?=\()/g, '\\]')
    .replace(/\{(\d+)\}/g, '{{$1}}');
}
