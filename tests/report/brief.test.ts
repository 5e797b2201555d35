// `handoff brief`: what it says byte for byte, that nothing is left out silently, and that no text of anybody's becomes anything but text.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { memoryWorld, type MemoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { loadDeal } from '../../src/load/workspace.ts';
import { main } from '../../src/main.ts';
import { parseDay, type Day } from '../../src/model/day.ts';
import { bandOf, LIBRARY_DEAL, promiseMeaning, promiseSubject, standingMeaning, standingSubject } from '../../src/model/promise-meaning.ts';
import type { Restatement } from '../../src/model/restatement.ts';
import { documentHtml } from '../../src/report/render/brief-html.ts';
import { documentMarkdown } from '../../src/report/render/brief-markdown.ts';
import { briefOf, type BriefData } from '../../src/report/brief/index.ts';
import type { Document } from '../../src/report/brief/document.ts';
import { buildReport } from '../../src/report/build.ts';
import type { Meeting } from '../../src/model/meeting.ts';
import { sealedMeeting } from '../../src/signoff/recording.ts';
import { seal } from '../../src/signoff/seal.ts';
import { ROOT } from '../cli/run.ts';
import { judgeTexts, type Judged } from '../rules/workspace.ts';

const FOLDER = join(ROOT, 'fixtures', 'briefs');
const update = process.env.UPDATE === '1';
const text = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');
const on = (day: string): Day => parseDay(day) as Day;
const TODAY = '2026-11-17';

/** Marta of the totes; Jun of the spare bags when they were still twelve. */
const MARTA: Restatement = {
  words: 'Before the theatre opens its doors again, the house manager has signed for a hundred and twenty sewn totes',
  due: on('2027-01-20'),
  quantity: 120,
  evidence: ['delivery note signed by the house manager'],
  excludes: ['gift wrapping'],
  delivers: 'later',
  later: on('2027-01-20'),
  can_hold_standard: 'hesitate',
  commitment: 'reversible',
  undo: 'We take back what is not sold',
  failures: [{ id: 'pocket', what: 'The pocket is sewn on the wrong side', hits: ['sew'], costs: { unit: 'min', n: 240 } }],
  efforts: [{ custom: 'totes.pocket', work: [{ role: 'sewer', time: { unit: 'min', n: 720 } }] }],
  drawn: 3,
};
const JUN: Restatement = {
  words: 'The box office holds a dozen more of the same',
  due: on('2027-01-22'),
  quantity: 12,
  evidence: ['delivery note'],
  excludes: [],
  delivers: 'yes',
  can_hold_standard: 'yes',
  commitment: 'reversible',
  failures: [],
  efforts: [],
};

function judged(deal: string, workspace: Readonly<Record<string, string>> = EXAMPLE): Judged {
  const [policy, capacity, deliverables, history] = ['handoff.yaml', 'capacity.yaml', 'deliverables.yaml', 'history.csv'].map(
    (name) => workspace[name],
  );
  return judgeTexts({ policy, capacity, deliverables, history, deal, today: TODAY, documents: { 'proposal.md': text('proposal.md') } });
}

/** Here every deal of 500 is significant: its transfer meeting is asked for. */
const STRICT: Readonly<Record<string, string>> = {
  ...EXAMPLE,
  'handoff.yaml': EXAMPLE['handoff.yaml'].replace('amount: 50000', 'amount: 500'),
};

const MEETING: Meeting = {
  held: on('2026-11-17'),
  seller: 'sam@larkfield.example',
  project_manager: 'ines',
  lead_consultant: 'marta',
  customer: null,
  driver: 'risk',
  why: 'The council fines every plastic bag from February on',
  champion: 'Robin Hale, whose shop it is',
  sceptic: 'Kit Moreau, for the price',
  friction: 'The box office loses a shelf',
  soft_promises: [
    { said: 'A photo of the first bag', answer: 'Marta sends it' },
    { said: 'We can store them over the summer', answer: 'Sam has told Robin that we do not' },
    { said: 'They may change the colour until *the last minute*', answer: 'Until the artwork is approved, and no later' },
  ],
  unwritten: null,
};

/** The workspace with the deal, what two doers said of it, two approvals and a waiver. */
async function theatre(deal = text('tern-050.yaml')): Promise<MemoryWorld> {
  const { facts } = judged(deal, STRICT);
  const common = { type: 'handoff/restatement@1', deal: facts.deal.id, at: on('2026-11-12'), level: 'typed', supersedes: [] } as const;
  const [totes, spare] = facts.deal.promises;
  const sealed = [
    seal({ ...common, subject: promiseSubject(totes), meaning: promiseMeaning(facts, totes), by: 'marta', restatement: MARTA }),
    seal({
      ...common,
      subject: promiseSubject(spare),
      meaning: promiseMeaning(facts, { ...spare, quantity: 12 }),
      by: 'jun',
      restatement: JUN,
    }),
    sealedMeeting(MEETING, 'ines', facts),
  ];
  const world = memoryWorld(
    {
      ...STRICT,
      'deals/tern-050.yaml': deal,
      'deals/proposal.md': text('proposal.md'),
      ...Object.fromEntries(sealed.map((each) => [`signoffs/tern-050/${each.name}`, each.text])),
    },
    TODAY,
  );
  const sign = async (...args: string[]): Promise<void> => {
    expect({ code: await main(['approve', 'deals/tern-050.yaml', ...args], world), err: world.said.err }).toEqual({ code: 0, err: '' });
  };
  await sign('pricing-exceptions', '--as', 'priya', '--reason', 'They buy every year');
  await sign('discovery-done', '--as', 'ana', '--reason', 'Robin will say who counts on Friday', '--until', '2026-11-27');
  world.said.out = '';
  return world;
}

async function brief(world: MemoryWorld, ...args: string[]): Promise<string> {
  world.said.out = '';
  expect({ code: await main(['brief', ...args], world), err: world.said.err }).toEqual({ code: 0, err: '' });
  return world.said.out;
}

describe('what it says, byte for byte', () => {
  const BRIEFS: Readonly<Record<string, readonly string[]>> = {
    'tern-050.md': ['deals/tern-050.yaml'],
    'tern-050.html': ['deals/tern-050.yaml', '--html'],
    'tern-050.json': ['deals/tern-050.yaml', '--format', 'json'],
    'bare.md': ['deals/norwell-042.yaml'],
  };

  test.each(Object.entries(BRIEFS))('%s', async (name, args) => {
    const now = await brief(await theatre(), ...args);
    const path = join(FOLDER, name);
    if (update) writeFileSync(path, now);
    expect(existsSync(path), `${path} is not recorded: UPDATE=1 npx vitest run tests/report/brief.test.ts`).toBe(true);
    expect(now).toBe(readFileSync(path, 'utf8'));
  });

  test('every recorded brief has its question', () => {
    const recorded = readdirSync(FOLDER).filter((name) => /^(?!README|proposal).*\.(md|html|json)$/.test(name));
    if (!update) expect(recorded.sort()).toEqual(Object.keys(BRIEFS).sort());
  });
});

/** A brief without the program: of a deal's text, changed. */
function documentOf({ facts, schedule, judgement, at }: Judged): { document: Document; data: BriefData } {
  const one = {
    facts,
    schedule,
    judgement,
    ways: { ways: [], spent: false, fault: null },
    recheck: () => ({ facts, schedule, judgement }),
    without: () => judgement,
    locate: at,
    file: null,
    hasRecord: false,
  };
  const report = buildReport({ version: '0', today: facts.today, files: [], judged: [one], listed: [], diagnostics: [] });
  const { document, data } = briefOf(report, [one]);
  return { document: document!, data };
}

const linesOf = (data: BriefData, section: string) => data.brief!.sections.find(({ id }) => id === section)!.lines;
const lineOf = (data: BriefData, section: string, label: string) => linesOf(data, section).filter((line) => line.label === label);
/** The fixture's deal with some of its lines written otherwise. */
function changed(...changes: readonly (readonly [from: string | RegExp, to: string])[]): BriefData {
  const deal = changes.reduce((now, [from, to]) => {
    expect(now).toMatch(from);
    return now.replace(from, to);
  }, text('tern-050.yaml'));
  return documentOf(judged(deal)).data;
}

describe('the verdict comes first, whatever it is', () => {
  test.each([
    [
      'a deal that does not pass',
      'deals/acme-041.yaml',
      '**✗ NOT YET: 1 check keeps it from passing; 3 more fail for the same cause**\n\n- `operations-date`: offered',
    ],
    ['one that does', 'deals/norwell-042.yaml', '**✓ YES: no check keeps it from passing**\n'],
  ])('%s', async (_, file, begins) => {
    const world = memoryWorld(EXAMPLE, '2026-11-16');
    expect((await brief(world, file)).split('\n').slice(2).join('\n')).toMatch(new RegExp(`^${begins.replace(/[*.+?]/g, '\\$&')}`));
  });

  test('a signed deal that nobody checked before is told to be an autopsy', () => {
    const { blocking, verdict } = changed().brief!;
    expect(verdict).toBe('fail');
    expect(blocking).toContainEqual({
      rule: 'before-signature',
      says: 'signed on 2026-11-16 without a passing report confirmed before: this is an autopsy',
    });
  });

  test('what the firm earns on it stays in handoff check', () => {
    // Ten bags less than a bag's work: a toxic yes, of which the check tells every number.
    const { brief: found } = changed(['total: 6710', 'total: 10']);
    expect(found!.blocking.find(({ rule }) => rule === 'margin-floor')).toEqual({
      rule: 'margin-floor',
      says: 'its numbers stay in handoff check',
    });
    const { judgement } = judged(text('tern-050.yaml').replace('total: 6710', 'total: 10'));
    const { summary } = judgement.checks.find(({ rule }) => rule === 'margin-floor')!;
    expect(JSON.stringify(found)).not.toContain(summary);
  });
});

test.each<[string, 'brief' | 'gate', string[]]>([
  ['a brief', 'brief', ['brief', 'deals/tern-050.yaml']],
  ['a brief of what is wrong', 'brief', ['brief', 'deals/wrong.yaml']],
  ['a gate', 'gate', ['gate', 'deals/tern-050.yaml']],
])('JSON is as its schema says: %s', async (_, name, args) => {
  const world = await theatre();
  world.files.set('/w/deals/wrong.yaml', 'handoff: 1\n');
  await main([...args, '--format', 'json'], world);
  const schema = JSON.parse(readFileSync(join(ROOT, 'schemas', `${name}.schema.json`), 'utf8')) as object;
  const valid = new Ajv2020({ strict: true }).compile(schema);
  expect(valid(JSON.parse(world.said.out)), JSON.stringify(valid.errors)).toBe(true);
});

describe('nothing is left out silently', () => {
  let whole: BriefData | null = null;
  test.each<[string, string | RegExp, string, string]>([
    ['the business problem', /business_problem: .*\n {2}/, 'why: Business problem', 'not said (what hurts, and how much)'],
    ['why now', /why_now: .*\n {4}/, 'why: Why now', 'not said'],
    ['why not nothing', /why_not_nothing: .*\n {4}/, 'why: Why not nothing', 'not said (what happens if they do nothing)'],
    ['the objections', /objections: .*\n {4}/, 'why: Objections', 'not said (what spoke against it)'],
    ['the executive concern', /executive_concern: .*\n {4}/, 'why: Executive concern', 'not said (what the executive worries about)'],
    ['the politics', / {4}politics: .*\n/, 'why: Politics', 'not said (who gains and who loses)'],
    ['the project manager', ', project_manager: ines', 'people: Project manager', 'not said (delivery.project_manager)'],
    ['the stakeholders', / {2}stakeholders:\n( {4}-.*\n)+/, 'people: Stakeholders', 'not said: nobody of the customer is written down'],
    ['the risks', / {2}risks:\n( {4}-.*\n)+/, 'risks: Risks', 'not said: none is written'],
    ['the first milestone', / {2}first_milestone: .*\n/, 'plan: First milestone', 'not said'],
    ['support', /support: .*\n/, 'scope: Support afterwards', 'not said: how much, and until when'],
    [
      'the asking',
      /soft_promises_asked: .*\n/,
      'soft-promises: Asked',
      'not said: nobody has asked the seller what else was said or implied',
    ],
    ['the documents', /documents: .*\n/, 'documents: Documents', 'not said: the deal names none'],
  ])('%s', (_, line, lack, says) => {
    const [section, label] = lack.split(': ');
    whole ??= changed();
    expect(whole.brief!.not_said).not.toContain(lack);
    const data = changed([line, '']);
    expect(data.brief!.not_said).toContain(lack);
    expect(lineOf(data, section, label)).toMatchObject([{ text: says, missing: true }]);
  });

  test('a placeholder says nothing, and is told as it stands', () => {
    expect(lineOf(changed(), 'why', 'Deciding trade-off')).toMatchObject([
      { text: 'not said: it says only “TBD” (what they gave up to get it)', missing: true },
    ]);
  });

  test('each section is there in every brief', () => {
    const bare = documentOf(judged('handoff: 1\ncustomer: Acme\nwanted: 2027-01-15\nitems: [branded-bag:200]\n')).data;
    const none = documentOf(judged('handoff: 1\ncustomer: Acme\nitems: [branded-beg:200]\n')).data;
    for (const data of [changed(), bare, none]) {
      const { sections } = data.brief!;
      expect(sections.map(({ id }) => id)).toEqual(
        'why people promises scope assumptions inputs soft-promises risks plan money approvals documents open'.split(' '),
      );
      for (const section of sections) expect(section.lines, section.id).not.toEqual([]);
    }
    expect(lineOf(none, 'inputs', '')).toMatchObject([
      { text: 'The library asks for nothing of the customer.' },
      { text: 'What branded-beg needs is not known: it is not in the library.', missing: true },
    ]);
    expect(linesOf(none, 'plan').some(({ text: says }) => says.startsWith('No plan (in-library): '))).toBe(true);
  });
});

describe('a promise stands beside what its doer says of it', () => {
  let said: BriefData;
  beforeAll(async () => {
    said = JSON.parse(await brief(await theatre(), 'deals/tern-050.yaml', '--format', 'json')) as BriefData;
  });

  test('line by line, where the words still speak of it', () => {
    expect(lineOf(said, 'promises', 'What')[0].text).toBe(
      `promised: “120 tote bags stand counted at the stage door before the season opens”; in the words of its doer: “${MARTA.words}”`,
    );
    expect(lineOf(said, 'promises', 'By when')[0].text).toBe('promised: 2027-01-22; in the words of its doer: 2027-01-20');
    expect(lineOf(said, 'promises', 'Restated')[0]).toMatchObject({ text: 'by marta on 2026-11-12 (typed)', missing: false });
    expect(lineOf(said, 'promises', 'Can they deliver it')[0].text).toBe('yes, by a later date: 2027-01-20');
  });

  test('with what changed, where they do not', () => {
    expect(lineOf(said, 'promises', 'Restated')[1]).toMatchObject({
      text: 'by jun on 2026-11-12, of a promise that has changed since: quantity became 10 (was 12)',
      missing: true,
    });
    expect(said.brief!.not_said).toContain('promises: Restated');
  });

  test('and where there are none, that is said, and why those that are there do not count', () => {
    const { facts } = judged(text('tern-050.yaml'));
    expect(lineOf(changed(), 'promises', 'Restated').map((line) => line.text)).toEqual([
      'not said: nobody who keeps it has said it in their own words',
      'not said: nobody who keeps it has said it in their own words',
    ]);
    const [totes] = facts.deal.promises;
    const meaning = promiseMeaning(facts, totes);
    const common = { type: 'handoff/restatement@1', deal: 'tern-050', at: on('2026-11-12'), level: 'typed', supersedes: [] } as const;
    const { signoff } = seal({ ...common, subject: promiseSubject(totes), meaning, by: 'jun', restatement: MARTA });
    const data = documentOf(judgedWith(text('tern-050.yaml'), [signoff])).data;
    expect(lineOf(data, 'promises', 'Restated')[0].text).toBe(
      'not said: nobody who keeps it has said it in their own words: jun is not marta',
    );
    expect(JSON.stringify(data)).not.toContain(MARTA.words);
  });

  test('a standard promise stands beside what was said of the library', () => {
    const deal = 'handoff: 1\ncustomer: Norwell\nwanted: 2027-01-15\nitems: [branded-bag:200]\n';
    const { facts } = judged(deal);
    const entry = facts.library['branded-bag'];
    const band = bandOf(entry, 200);
    const common = { type: 'handoff/restatement@1', deal: LIBRARY_DEAL, at: on('2026-11-12'), level: 'typed', supersedes: [] } as const;
    const subject = standingSubject(entry, band);
    const restatement: Restatement = { ...JUN, due: null, quantity: null };
    const dataOf = (by: string, version: number): BriefData => {
      const { signoff } = seal({ ...common, subject, meaning: standingMeaning({ ...entry, version }, band), by, restatement });
      const again = judged(deal);
      return documentOf({ ...again, facts: { ...again.facts, standing: [signoff] } }).data;
    };
    expect(lineOf(dataOf('ana', 3), 'promises', 'Restated')).toMatchObject([
      { text: 'by ana on 2026-11-12 (typed), of the library and so many, for every deal', missing: false },
    ]);
    expect(lineOf(dataOf('ana', 2), 'promises', 'Restated')).toMatchObject([
      { text: 'by ana on 2026-11-12, of a promise that has changed since: version became 3 (was 2)', missing: true },
    ]);
    expect(lineOf(dataOf('jun', 3), 'promises', 'Restated')).toMatchObject([{ missing: true }]);
  });
});

function judgedWith(deal: string, signoffs: Parameters<typeof judgeTexts>[1]): Judged {
  const { 'handoff.yaml': policy, 'capacity.yaml': capacity, 'deliverables.yaml': deliverables, 'history.csv': history } = EXAMPLE;
  return judgeTexts(
    { policy, capacity, deliverables, history, deal, today: TODAY, documents: { 'proposal.md': text('proposal.md') } },
    signoffs,
  );
}

test('the transfer meeting is told as the gate tells it', () => {
  const deal = text('tern-050.yaml');
  const of = (asked: string, workspace: Readonly<Record<string, string>> = STRICT): string =>
    lineOf(documentOf(judged(asked, workspace)).data, 'approvals', 'Transfer meeting')[0].text;
  expect(of(deal, EXAMPLE)).toBe('none is asked: the deal is not significant (handoff.yaml → significant)');
  expect(of(deal)).toBe('no transfer meeting is on record; the project may not start (handoff gate)');
  expect(of(deal.replace('state: signed', 'state: proposed'))).toBe('after the signature (handoff gate)');
});

describe('what others wrote', () => {
  /** Every text of a file that may hold anything, with a mark behind it; ids, dates and closed words stay. */
  function marked(file: string, loads: (file: string) => boolean): string {
    const data: unknown = parse(file);
    const leaves: { readonly hold: Record<string, unknown>; readonly key: string }[] = [];
    const visit = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, part] of Object.entries(value)) {
        if (typeof part === 'string') leaves.push({ hold: value as Record<string, unknown>, key });
        else visit(part);
      }
    };
    visit(data);
    for (const { hold, key } of leaves) {
      const before = hold[key];
      hold[key] = `${before as string} ${MARK}`;
      if (!loads(stringify(data))) hold[key] = before;
    }
    return stringify(data);
  }
  const MARK = '<Ω>';

  const dealLoads = (deal: string): boolean => {
    const { deal: read, diagnostics } = loadDeal({ kind: 'deal', path: 'deal.yaml', bytes: new TextEncoder().encode(deal) });
    return read !== null && diagnostics.length === 0;
  };
  const libraryLoads = (deliverables: string): boolean => {
    try {
      judged('handoff: 1\ncustomer: A\nitems: [branded-bag:1]\n', { ...EXAMPLE, 'deliverables.yaml': deliverables });
      return true;
    } catch {
      return false;
    }
  };

  let marks: Document;
  beforeAll(() => {
    const deal = marked(text('tern-050.yaml'), dealLoads);
    const deliverables = marked(EXAMPLE['deliverables.yaml'], libraryLoads);
    expect(deal.split(MARK).length).toBeGreaterThan(50);
    expect(deliverables.split(MARK).length).toBeGreaterThan(10);
    marks = documentOf(judged(deal, { ...EXAMPLE, 'deliverables.yaml': deliverables })).document;
  });

  const wordsOf = (value: unknown): (string | { readonly said: string })[] => {
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? [value] : [];
    if ('said' in value) return [value as { readonly said: string }];
    return Object.values(value).flatMap(wordsOf);
  };

  test('is told apart from what is ours, in every field', () => {
    const ours = wordsOf(marks).filter((part) => typeof part === 'string');
    const theirs = wordsOf(marks).filter((part) => typeof part !== 'string');
    expect(ours.filter((part) => part.includes(MARK))).toEqual([]);
    expect(theirs.filter(({ said }) => said.includes(MARK)).length).toBeGreaterThan(50);
  });

  const corpus = join(ROOT, '..', 'shared', 'data', 'corpora', 'blns', 'blns.json');
  const naughty = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, 'utf8')) as string[]) : [];
  const STRINGS = [
    '</title></code></dd><script>alert(1)</script>',
    '| a | b |\n---',
    '`|``|```',
    '# x\n- y',
    '"><img src=x onerror=alert(1)>',
    ...naughty,
  ];

  /** The document with other texts in place of those that are not ours: another one in each place. */
  function refilled(document: Document, from: number): Document {
    let next = from;
    const fill = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if ('said' in value) return { ...value, said: STRINGS[next++ % STRINGS.length] };
      if (Array.isArray(value)) return value.map(fill);
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fill(part)]));
    };
    return fill(document) as Document;
  }

  const tagsOf = (page: string): string[] => page.slice(page.indexOf('<body>')).match(/<[^>]*>/g)!;
  const shapeOf = (markdown: string): string[] =>
    markdown.split('\n').map((line) => /^(?:#{1,3} |- \*\*(?:\? )?|- |\| | {2}- |\*\*(?:\? )?)?/.exec(line)![0]);

  test('changes no element of the page and no line of the Markdown', () => {
    const page = tagsOf(documentHtml(marks));
    const lines = shapeOf(documentMarkdown(marks));
    // Only whether a table's row is a row can be told by its bars; what else a line holds is held by tests/report/escaping.test.ts.
    const bars = (markdown: string): number[] =>
      markdown.split('\n').map((line) => (line.startsWith('| ') ? line.replace(/\\\|/g, '').split('|').length : 0));
    for (let from = 0; from < STRINGS.length; from += 7) {
      const other = refilled(marks, from);
      expect(tagsOf(documentHtml(other))).toEqual(page);
      const markdown = documentMarkdown(other);
      expect(shapeOf(markdown).length).toBe(lines.length);
      expect(bars(markdown)).toEqual(bars(documentMarkdown(marks)));
    }
  });

  test('is in JSON as it was written', () => {
    const { data } = documentOf(judged(text('tern-050.yaml')));
    expect(lineOf(data, 'people', 'Lou [the printer](https://evil.example)')).toHaveLength(1);
  });
});

describe('the command', () => {
  const here = (): MemoryWorld => memoryWorld(EXAMPLE, '2026-11-16');
  const run = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const world = here();
    return { code: await main(['brief', ...args], world), ...world.said };
  };

  test.each([
    [['branded-bag:300'], "handoff: 'branded-bag:300' is no file: handoff brief is of a deal that others can read\n"],
    [['-'], "handoff: '-' is no file: handoff brief is of a deal that others can read\n"],
    [['deals'], 'handoff: deals is a folder: handoff brief is of one deal, by its file\n'],
    [
      ['deals/acme-041.yaml', '--html', '--format', 'json'],
      'handoff: --html is another form of --format text, and --format json has none: leave out one of them\n',
    ],
  ])('%j is refused', async (args, err) => {
    expect(await run(...args)).toEqual({ code: 2, out: '', err });
  });

  test('a wrong file is told like everywhere, and nothing is written', async () => {
    const world = memoryWorld({ ...EXAMPLE, 'deals/x.yaml': 'handoff: 1\ncustomer: A\nitems: 3\n' }, '2026-11-16');
    expect(await main(['brief', 'deals/x.yaml', '--html'], world)).toBe(2);
    expect(world.said.out).toBe('');
    expect(world.said.err).toContain('deals/x.yaml:3:8');
  });

  test('a page goes to a file as a whole', async () => {
    const world = here();
    expect(await main(['brief', 'deals/acme-041.yaml', '--html', '--format', 'text=out.html', '--format', 'json'], world)).toBe(0);
    expect(world.files.get('/w/out.html')).toMatch(/^<!doctype html>\n[^]*<\/html>\n$/);
    expect((JSON.parse(world.said.out) as BriefData).schema).toBe('handoff/brief@1');
  });
});
