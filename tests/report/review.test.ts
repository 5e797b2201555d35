// The formats that are read beside a pull request: what a machine reads is what we said, whatever somebody wrote into the deal.
import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { beforeAll, describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { EXAMPLE } from '../../src/example/index.ts';
import { renderGithub } from '../../src/report/render/review/github.ts';
import { renderGitlab } from '../../src/report/render/review/gitlab.ts';
import { renderJunit } from '../../src/report/render/review/junit.ts';
import { renderMarkdown } from '../../src/report/render/review/markdown.ts';
import { renderSarif } from '../../src/report/render/review/sarif.ts';
import { asAsked } from '../../src/report/asked.ts';
import type { Report, ReportChange, ReportCheck } from '../../src/report/report.ts';
import { noticesOf } from '../../src/report/review.ts';
import { CORPORA, HOSTILE, hostile } from './hostile.ts';
import { checkWith, reportOf } from './sample.ts';

const DEAL = 'deals/acme-041.yaml';
const CHANGED: ReportChange = {
  kind: 'changed',
  because: null,
  before: { verdict: 'pass', says: '✓ YES', safe: '2026-12-30' },
  safe_bd: 3,
  inputs: [
    { input: 'deal', says: ['items[bags].quantity 200 → 300', 'title other'] },
    { input: 'sign-offs', says: ['waiver of fit by priya removed'] },
  ],
};
const NEW: ReportChange = { kind: 'new', because: null, before: null, safe_bd: null, inputs: [] };

let example: Report;
/** The example with one check of each kind besides its own, a fault, and a finding that names others. */
let rich: Report;
let wrong: Report;

const at = { file: DEAL, line: 3, column: 2, endLine: 3, endColumn: 9 };
const finding = { message: 'too much has failed', at, related: [{ message: 'there', at }], data: {}, help: 'wait' };
const waiver = {
  by: 'priya',
  at: '2026-11-16',
  reason: 'the customer knows',
  until: '2026-12-01',
  ends_soon: false,
  level: 'typed',
} as const;
const KINDS: readonly Partial<ReportCheck>[] = [
  { rule: 'error-budget', verdict: 'fail', blocking: true, reason: 'error-budget/spent', findings: [finding, finding] },
  { rule: 'fit', verdict: 'needs-approval', blocking: true, approver: 'leadership', findings: [finding] },
  { rule: 'whiteboard', verdict: 'waived', waiver, findings: [finding] },
  { rule: 'queue-holds', verdict: 'fail', severity: 'warn', findings: [finding] },
  { rule: 'margin-floor', verdict: 'unknown', blocking: true, findings: [] },
  { rule: 'safety-ratio', verdict: 'unknown', findings: [finding] },
  { rule: 'open-wording', verdict: 'fail', known_since: '2026-11-01', findings: [finding] },
  { rule: 'reversible', verdict: 'off' },
];

beforeAll(async () => {
  example = await reportOf();
  const [deal, ...others] = example.deals;
  const named = new Set(KINDS.map(({ rule }) => rule));
  const checks = [...deal.checks.filter(({ rule }) => !named.has(rule)), ...KINDS.map((kind) => checkWith(kind))];
  const faults = [
    { deal: deal.deal, rule: 'fits-headroom', message: 'a bound that was passed' },
    { deal: deal.deal, rule: 'fits-headroom', message: 'and another' },
  ];
  const since = {
    ref: 'main',
    commit: '0123456789',
    all: 'capacity.yaml changed',
    unchanged: [],
    gone: [DEAL],
  };
  const other = {
    files: [{ path: 'capacity.yaml', change: 'edited' }],
    // By the id of a deal, which is another word in each place here.
    deals: [],
    because: null,
  } as const;
  const base = {
    ref: 'origin/main',
    commit: '379173bdf0f1',
    tip: '57ca3a0d4a17',
    adopted: [],
    told: [{ file: DEAL, message: 'it moved' }],
    newest: other,
    branch: other,
  };
  rich = {
    ...example,
    base,
    since,
    deals: [{ ...deal, checks, change: CHANGED }, ...others.map((each) => ({ ...each, change: NEW }))],
    faults,
    exit: 3,
  };
  wrong = { ...(await reportOf({ ...EXAMPLE, [DEAL]: `${EXAMPLE[DEAL]}oops: 1\nwhat: 2\n` })) };
  expect(wrong.diagnostics).toHaveLength(2);
});

/**
 * The reports that each format is tried with: as they are, and with everything that a person may write replaced, another string in each place each time. `plain` is
 * the same report with a word wherever there is any.
 */
function* tried(): Generator<{ readonly report: Report; readonly plain: Report }> {
  for (const report of [example, rich, wrong]) yield { report, plain: report };
  const words = (texts: readonly string[]): string[] => texts.map((text) => (text === '' ? '' : 'plain'));
  // About 400 texts are in a report: with each step all of the strings have been in it, and each in other places.
  for (let from = 0; from < HOSTILE.length; from += 97)
    for (const report of [rich, wrong]) yield { report: hostile(report, HOSTILE, from), plain: hostile(report, words(HOSTILE), from) };
  for (const text of HOSTILE.filter((_, index) => index < 36 || index % 25 === 0))
    yield { report: hostile(rich, [text]), plain: hostile(rich, words([text])) };
}

describe('SARIF', () => {
  const path = join(CORPORA, 'schemas', 'sarif-schema-2.1.0.json');
  const isHere = existsSync(path);

  test.skipIf(!isHere)(`is valid by the schema of OASIS${isHere ? '' : ' (skipped: the schema is not here)'}`, () => {
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    // It is of draft 4, of which it uses nothing that means another thing in draft 7 but these two keys.
    const valid = new Ajv({
      strict: false,
      allErrors: true,
      formats: {
        uri: (text: string) => URL.canParse(text),
        'uri-reference': (text: string) => URL.canParse(text, 'file:///x/') && !/[\s<>"\\^`{|}]|%(?![0-9A-F]{2})/i.test(text),
        'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
      },
    }).compile(schema);
    const asked = asAsked(rich, { rules: { by: 'only', ids: ['error-budget'] }, warnings: 0 });
    for (const { report } of [...tried(), { report: asked }])
      expect(valid(JSON.parse(renderSarif(report))) ? [] : valid.errors).toEqual([]);
    const log = JSON.parse(renderSarif(rich)) as { runs: { results: { level: string }[] }[] };
    log.runs[0].results[0].level = 'fatal';
    expect(valid(log)).toBe(false);
  });

  test('has a result for each finding, at its region, with its rule, its waiver and its fingerprint', () => {
    const [run] = sarif(rich);
    expect(run.results).toHaveLength(noticesOf(rich).length);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    const of = (rule: string) => run.results.filter(({ ruleId }) => ruleId === rule);
    // Two findings of one check at one place are told apart.
    expect(new Set(of('error-budget').map(({ partialFingerprints }) => partialFingerprints['handoff/v1'])).size).toBe(2);
    expect(of('error-budget')[0]).toMatchObject({
      level: 'error',
      message: { text: 'too much has failed → wait' },
      locations: [{ physicalLocation: { region: { startLine: 3, startColumn: 2, endLine: 3, endColumn: 9 } } }],
      relatedLocations: [{ id: 0, message: { text: 'there' } }],
    });
    expect(of('whiteboard')[0]).toMatchObject({ level: 'error', suppressions: [{ kind: 'external', status: 'accepted' }] });
    expect(of('whiteboard')[0].suppressions![0].justification).toContain('waived by priya');
    expect(of('open-wording')[0].suppressions![0].justification).toContain('2026-11-01');
    expect(of('queue-holds')[0]).toMatchObject({ level: 'warning' });
    expect(of('queue-holds')[0].suppressions).toBeUndefined();
    expect(of('reversible')).toEqual([]);
  });

  test('knows a finding again after lines have moved, and another date is the same finding', async () => {
    const prints = (report: Report): string[] =>
      sarif(report)[0].results.map(({ partialFingerprints }) => partialFingerprints['handoff/v1']);
    const moved = await reportOf({ ...EXAMPLE, [DEAL]: `# a line above\n\n${EXAMPLE[DEAL]}` });
    const places = (report: Report): number[] => report.deals[0].checks.flatMap(({ findings }) => findings.map((each) => each.at.line));
    expect(places(moved)).toEqual(places(example).map((line) => line + 2));
    expect(prints(moved)).toEqual(prints(example));
    const later = await reportOf({ ...EXAMPLE, [DEAL]: EXAMPLE[DEAL].replaceAll('2026-12-18', '2026-12-17') });
    expect(prints(later)[0]).toBe(prints(example)[0]);
    expect(new Set(prints(rich)).size).toBe(prints(rich).length);
  });

  test('what somebody wrote is no link, no placeholder and no address elsewhere', () => {
    const link = { ...finding, message: 'see [here](https://evil.example) {0}', at: { ...at, file: '../a b%/é\uD800.yaml' } };
    const [run] = sarif({ ...rich, deals: [{ ...rich.deals[0], checks: [checkWith({ verdict: 'fail', findings: [link] })] }] });
    expect(run.results[0].message.text).toBe('see [here\\](https://evil.example) {{0}} → wait');
    expect(run.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('../a%20b%25/%C3%A9%EF%BF%BD.yaml');
  });
});

interface Run {
  tool: { driver: { rules: { id: string }[] } };
  results: {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
    partialFingerprints: Record<string, string>;
    suppressions?: { justification: string }[];
  }[];
}

function sarif(report: Report): Run[] {
  return (JSON.parse(renderSarif(report)) as { runs: Run[] }).runs;
}

describe('GitHub', () => {
  /**
   * What the runner takes out of a line: the newer form at its beginning (after white space), else the older one anywhere in it. After its source, Runner.Common's
   * ActionCommand: TryParseV2 and TryParse.
   */
  const commandOf = (line: string): { name: string; properties: Record<string, string>; data: string } | null => {
    const message = line.trimStart();
    if (message.startsWith('::') && message.indexOf('::', 2) >= 0) {
      const end = message.indexOf('::', 2);
      const [name, ...rest] = message.slice(2, end).split(' ');
      const pairs = rest
        .join(' ')
        .trim()
        .split(',')
        .filter((part) => part !== '')
        .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
      const unescaped = (text: string): string =>
        text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
      return {
        name,
        properties: Object.fromEntries(pairs.map(([key, text]) => [key, unescaped(text)])),
        data: unescaped(message.slice(end + 2)),
      };
    }
    const from = message.indexOf('##[');
    return from < 0 || message.indexOf(']', from) < 0
      ? null
      : { name: message.slice(from + 3, message.indexOf(']', from)), properties: {}, data: '' };
  };
  const linesOf = (text: string): string[] => text.split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/);

  test('the parser of this test finds what a forger would write', () => {
    expect(commandOf('  ::error file=a,line=1::forged')).toEqual({ name: 'error', properties: { file: 'a', line: '1' }, data: 'forged' });
    expect(commandOf('innocent ##[add-mask]x')).toMatchObject({ name: 'add-mask' });
    expect(commandOf('innocent ::error::x')).toBeNull();
  });

  test('holds our commands and no other', () => {
    for (const { report } of tried()) {
      // Not even where the runner would not look: the pages that show logs do.
      expect(renderGithub(report)).not.toContain('##[');
      const lines = linesOf(renderGithub(report));
      const ours = report.diagnostics.length + report.faults.length + noticesOf(report).length;
      const commands = lines.map(commandOf).filter((command) => command !== null);
      expect(commands).toHaveLength(ours);
      for (const { name, properties } of commands) {
        expect(['error', 'warning', 'notice']).toContain(name);
        expect(Object.keys(properties).filter((key) => !['file', 'line', 'endLine', 'col', 'endColumn', 'title'].includes(key))).toEqual(
          [],
        );
      }
      // And one line that says how it went.
      expect(lines.filter((line) => commandOf(line) === null && line !== '')).toEqual([expect.stringMatching(/^handoff: .*\(exit \d\)$/)]);
    }
  });

  test('two thousand hostile titles, messages and paths are two thousand annotations, each as it was', () => {
    const texts = Array.from(
      { length: 2000 },
      (_, n) => `${HOSTILE[n % HOSTILE.length].slice(0, 300)} ${HOSTILE[(n * 7) % HOSTILE.length].slice(0, 300)}`,
    );
    const other = (n: number): string => texts[(n * 13 + 5) % texts.length];
    const deals = texts.map((message, n) => {
      const findings = [{ ...finding, message, help: '', at: { ...at, file: other(n + 1) } }];
      return { ...rich.deals[0], deal: other(n), title: other(n), checks: [checkWith({ verdict: 'fail', blocking: true, findings })] };
    });
    const commands = linesOf(renderGithub({ ...rich, faults: [], deals }))
      .map(commandOf)
      .filter((command) => command !== null);
    expect(commands).toHaveLength(2000);
    let same = 0;
    for (const [n, { name, data, properties }] of commands.entries()) {
      expect({ name, keys: Object.keys(properties) }).toEqual({
        name: 'error',
        keys: ['file', 'line', 'endLine', 'col', 'endColumn', 'title'],
      });
      // Nothing is lost: white space is one space and none at an end, what is hidden is shown by its number, and the older form has a space in it.
      for (const [read, text] of [
        [data, texts[n]],
        [properties['title'], `error-budget · ${other(n)}`],
        [properties['file'], other(n + 1)],
      ]) {
        if (!/^[\x20-\x7E·]*$/.test(text)) continue;
        expect(read.replaceAll('## [', '##[').trim()).toBe(text.replace(/\s+/g, ' ').trim());
        same++;
      }
    }
    expect(same).toBeGreaterThan(2000);
  });

  test('says where and how much', () => {
    const lines = linesOf(renderGithub(rich));
    const kinds = lines.flatMap((line) => /^::(\w+)/.exec(line)?.[1] ?? []);
    const worst = ['error', 'warning', 'notice'];
    expect(kinds).toEqual(kinds.toSorted((one, other) => worst.indexOf(one) - worst.indexOf(other)));
    expect(new Set(kinds).size).toBe(3);
    expect(lines).toContain(
      `::error file=${DEAL},line=3,endLine=3,col=2,endColumn=8,title=error-budget · acme-041::too much has failed → wait`,
    );
    expect(lines).toContain(
      `::notice file=${DEAL},line=3,endLine=3,col=2,endColumn=8,title=whiteboard · acme-041 (waived)::too much has failed → wait`,
    );
    expect(lines.at(-2)).toBe('handoff: 1 × ✗ NOT YET, 1 × ✓ YES (exit 3)');
  });
});

describe('GitLab', () => {
  interface Issue {
    description: string;
    check_name: string;
    fingerprint: string;
    severity: string;
    location: { path: string; lines: { begin: number } };
  }
  const issuesOf = (report: Report) => JSON.parse(renderGitlab(report)) as Issue[];

  test('is a list of issues, each with what GitLab needs, and no fingerprint comes twice', () => {
    for (const { report } of tried()) {
      const issues = issuesOf(report);
      expect(issues).toHaveLength(report.diagnostics.length + report.faults.length + noticesOf(report).length);
      for (const { description, check_name, fingerprint, severity, location } of issues) {
        expect([typeof description, typeof check_name, typeof location.path]).toEqual(['string', 'string', 'string']);
        expect(fingerprint).toMatch(/^[0-9a-f]{32,64}$/);
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
        expect(Number.isInteger(location.lines.begin) && location.lines.begin >= 1).toBe(true);
      }
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    }
  });

  test('what keeps the deal from passing is critical, what is let stand is info', () => {
    const of = (rule: string) => issuesOf(rich).filter(({ check_name }) => check_name === rule);
    expect(of('error-budget').map(({ severity }) => severity)).toEqual(['critical', 'critical']);
    expect(of('whiteboard').map(({ severity }) => severity)).toEqual(['info']);
    expect(of('queue-holds').map(({ severity }) => severity)).toEqual(['minor']);
    expect(of('fits-headroom').map(({ severity }) => severity)).toEqual(['blocker', 'blocker']);
  });
});

describe('JUnit', () => {
  const ALL = process.env['HANDOFF_ALL'] === '1';
  test('is valid by its schema', async () => {
    const contents = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');
    /** The documents that are not valid, by number. */
    const wrongsOf = async (documents: readonly string[]): Promise<{ nths: number[]; messages: string[] }> => {
      const xml = documents.map((each, nth) => ({ fileName: `${nth}.xml`, contents: each }));
      const pages = { initialMemoryPages: 1024, maxMemoryPages: 16_384 };
      const { errors } = await validateXML({ xml, schema: [{ fileName: 'junit.xsd', contents }], ...pages });
      const nths = errors.flatMap(({ loc }) => (loc === null ? [] : [Number.parseInt(loc.fileName, 10)]));
      return { nths: [...new Set(nths)].sort((a, b) => a - b), messages: errors.map(({ rawMessage }) => rawMessage) };
    };
    const documents = [...tried()].map(({ report }) => renderJunit(report)).filter((_, nth) => ALL || nth < 3 || nth % 9 === 0);
    expect(await wrongsOf(documents)).toEqual({ nths: [], messages: [] });
    // And the schema sees what is wrong: a case twice failed, a count that is none, a time with a zone, a list that is empty, an element of somebody's own, an id twice.
    const usual = renderJunit(rich);
    const broken = [
      usual.replace('</failure>', '</failure><failure type="x"/>'),
      usual.replace(/tests="\d+" failures/, 'tests="many" failures'),
      usual.replace('T00:00:00"', 'T00:00:00Z"'),
      usual.replace(/<property .*\n/, ''),
      usual.replace('<system-out/>', '<forged/>'),
      usual.replace('<testsuite id="1"', '<testsuite id="0"'),
    ];
    expect(broken).not.toContain(usual);
    expect((await wrongsOf([usual, ...broken])).nths).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('is well-formed XML of suites and cases, and its counts are those of its cases', () => {
    for (const { report } of tried()) {
      const root = parseXml(renderJunit(report));
      expect(root.name).toBe('testsuites');
      const cases = root.children.flatMap((suite) => {
        const own = suite.children.filter(({ name }) => name === 'testcase');
        const count = (tag: string): string => String(own.filter(({ children }) => children.some(({ name }) => name === tag)).length);
        expect(suite.attributes).toMatchObject({
          tests: String(own.length),
          failures: count('failure'),
          errors: count('error'),
          skipped: count('skipped'),
        });
        expect(suite.children.map(({ name }) => name)).toEqual(['properties', ...own.map(() => 'testcase'), 'system-out', 'system-err']);
        return own;
      });
      const outcomes = cases.map(({ children }) => children[0]?.name ?? 'passed');
      expect(new Set(cases.flatMap(({ children }) => children.map(({ name }) => name)))).toSatisfy((names: Set<string>) =>
        [...names].every((name) => ['failure', 'error', 'skipped'].includes(name)),
      );
      const failures = report.deals.flatMap(({ checks }) =>
        checks.filter(({ blocking, verdict }) => blocking && verdict !== 'pass'),
      ).length;
      expect(root.attributes).toMatchObject({
        tests: String(cases.length),
        failures: String(outcomes.filter((outcome) => outcome === 'failure').length),
        errors: String(outcomes.filter((outcome) => outcome === 'error').length),
      });
      expect(outcomes.filter((outcome) => outcome === 'failure')).toHaveLength(failures);
    }
  });

  test('a case a rule: failed, skipped with why, or passed', () => {
    const cases = parseXml(renderJunit(rich)).children[0].children;
    const of = (rule: string) => cases.find(({ attributes }) => attributes['name'] === rule)!;
    expect(of('error-budget').children).toMatchObject([{ name: 'failure', attributes: { type: 'fail' } }]);
    expect(of('error-budget').children[0].text).toBe(`${DEAL}:3:2 too much has failed\nwait\n${DEAL}:3:2 too much has failed\nwait`);
    expect(of('whiteboard').children[0]).toMatchObject({
      name: 'skipped',
      attributes: { message: 'waived by priya until 2026-12-01: the customer knows' },
    });
    expect(of('reversible').children[0].attributes['message']).toBe('nothing to tell');
    expect(of('in-library').children).toEqual([]);
  });

  test('the parser of this test refuses what is not well-formed', () => {
    for (const text of ['<a>', '<a></b>', '<a b=c/>', '<a>&x;</a>', '<a>\u0001</a>', '<a b="<"/>', '<a/><b/>'])
      expect(() => parseXml(text)).toThrow();
    expect(parseXml('<a b="1 &lt; 2"><c>x &amp; y</c></a>')).toMatchObject({
      name: 'a',
      attributes: { b: '1 < 2' },
      children: [{ name: 'c', text: 'x & y' }],
    });
  });
});

interface Element {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Element[];
  text: string;
}

/** A reader of XML as small as what we write: elements, attributes, the five entities. Throws where the text is anything else. */
function parseXml(xml: string): Element {
  // XML 1.0, 2.2: the characters that a document may hold.
  if (/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(xml)) throw new Error('a character that XML has no place for');
  const decoded = (text: string): string =>
    text.replace(/&([^;]*;?)|</g, (whole, entity: string | undefined) => {
      const found = { 'amp;': '&', 'lt;': '<', 'gt;': '>', 'quot;': '"', 'apos;': "'" }[entity ?? ''];
      if (found === undefined) throw new Error(`'${whole}' is no text`);
      return found;
    });
  const stack: Element[] = [{ name: '', attributes: {}, children: [], text: '' }];
  const rest = xml.replace(/^<\?xml [^?]*\?>/, '');
  let done = 0;
  for (const match of rest.matchAll(/<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g)) {
    const top = stack.at(-1)!;
    top.text += decoded(rest.slice(done, match.index));
    done = match.index + match[0].length;
    const [, closes, name, attributes, isEmpty] = match;
    if (closes !== '') {
      if (top.name !== name) throw new Error(`</${name}> closes <${top.name}>`);
      stack.pop();
      continue;
    }
    const element: Element = {
      name,
      attributes: Object.fromEntries([...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, text]) => [key, decoded(text)])),
      children: [],
      text: '',
    };
    top.children.push(element);
    if (isEmpty === '') stack.push(element);
  }
  const [document] = stack;
  if (stack.length !== 1 || document.children.length !== 1 || decoded(rest.slice(done)).trim() !== '' || document.text.trim() !== '')
    throw new Error('not one element');
  return document.children[0];
}

describe('Markdown', () => {
  const read = (text: string): string => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  /** What a comment of ours may be made of. */
  const TAGS = ['h2', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'code', 'ul', 'li', 'strong', 'br'];
  const tagsOf = (html: string): string[] => [...html.matchAll(/<(\/?[a-z0-9!-]+)[^>]*>/gi)].map(([, name]) => name.toLowerCase());

  test('nobody makes a node of it but we', () => {
    for (const { report, plain } of tried()) {
      const written = renderMarkdown(report);
      expect(written.length).toBeLessThan(65_536);
      const html = read(written);
      expect(tagsOf(html).filter((tag) => !TAGS.includes(tag.replace('/', '')) && tag !== '!--')).toEqual([]);
      expect(html.match(/<!--/g)).toHaveLength(1);
      expect(html).not.toMatch(/<[a-z]+ (?!align|open)[a-z]+=|<a\b|<img\b/i);
      // The shape is that of the same report in plain words.
      if (written.includes('more that a comment has no room for')) continue;
      const shape = (text: string): string =>
        tagsOf(read(text))
          .filter((tag) => !tag.endsWith('code'))
          .join(' ');
      expect(shape(written)).toBe(shape(renderMarkdown(plain)));
    }
  });

  test('three hundred failing deals fit, those that fail first, and what is left out is counted', () => {
    const [failing] = rich.deals;
    const passing = { ...failing, verdict: 'pass' as const, checks: [], file: 'deals/passes.yaml' };
    const long = { ...failing, title: 'A very long title '.repeat(20) };
    for (const deals of [
      Array.from({ length: 300 }, () => failing),
      Array.from({ length: 300 }, () => long),
      [...Array.from({ length: 299 }, () => passing), failing],
    ]) {
      const written = renderMarkdown({ ...rich, faults: [], deals });
      expect(written.length).toBeLessThan(65_536);
      const opened = written.match(/^<details/gm)?.length ?? 0;
      expect(opened).toBeGreaterThan(0);
      expect(written.match(/^<\/details>/gm)).toHaveLength(opened);
      const left = /… and (\d+) more/.exec(written.slice(-200))?.[1] ?? '0';
      expect(opened + Number(left)).toBe(300);
      expect(written).toContain('| ✗ NOT YET (was ✓ YES) |');
      expect(written).toContain('<details open>');
    }
  });
});
