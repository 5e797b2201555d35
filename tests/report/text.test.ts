// The report as a person reads it.
import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/report/render/text.ts';
import { flow, hang, visible, widthOf, wrap } from '../../src/report/render/width.ts';
import { proofWords } from '../../src/report/reasons.ts';
import type { Report, ReportDeal } from '../../src/report/report.ts';
import { checkWith, reportOf, reportWith } from './sample.ts';

const view = { detail: 'normal', color: false, columns: null } as const;
const at = { file: 'deals/a.yaml', line: 3, column: 5, endLine: 3, endColumn: 9 };

describe('what is shown is what is there', () => {
  test.each([
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['C0, DEL, C1', '\u0000\u001B[2K\u007F\u009B', '\\u{0}\\u{1b}[2K\\u{7f}\\u{9b}'],
    ['right to left', 'a\u202Eb\u2066c\u061C', 'a\\u{202e}b\\u{2066}c\\u{61c}'],
    ['no width', 'a\u200Bb\uFEFFc\u00ADd', 'a\\u{200b}b\\u{feff}c\\u{ad}d'],
    ['line separators', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['tags', 'a\u{E0041}', 'a\\u{e0041}'],
    ['half a pair', 'a\uD800b', 'a\\u{d800}b'],
    ['a joiner that joins nothing', 'a\u200Db', 'a\\u{200d}b'],
    ['an emoji of several', '👩‍🏭', '👩‍🏭'],
    ['words of any script', 'Żółć 株式会社 مرحبا नमस्ते', 'Żółć 株式会社 مرحبا नमस्ते'],
  ])('%s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('lines', () => {
  test('break at spaces, and hang', () => {
    expect(hang('  → ', 'one two three four five six', 20)).toEqual(['  → one two three', '    four five six']);
  });

  test('a path is never broken: it could not be copied', () => {
    const path = 'deals/a-very-long-name-of-a-deal.yaml';
    expect(wrap(`see ${path} now`, 20)).toEqual(['see', path, 'now']);
  });

  test('what is written without spaces breaks where it must, two columns a character', () => {
    const lines = wrap('株式会社の印刷物を三百部ください', 16);
    expect(lines).toEqual(['株式会社の印刷物', 'を三百部ください']);
    expect(lines.map(widthOf)).toEqual([16, 16]);
  });

  test('dates break only between dates', () => {
    expect(flow('  ', ['offered 2026-12-18', 'safe 2027-01-07', 'offer 2027-01-12 (3bd of sales buffer)'], 50)).toEqual([
      '  offered 2026-12-18 · safe 2027-01-07',
      '  offer 2027-01-12 (3bd of sales buffer)',
    ]);
  });
});

describe('how sure the dates are', () => {
  const chances = async (judged: number, safe: number | null, more: object = {}): Promise<string[]> => {
    const report = await reportOf();
    const [deal] = report.deals;
    const { dates } = deal;
    const confidence = {
      ...dates.confidence!,
      judged: { date: dates.offered.complete!, chance: judged },
      safe: safe === null ? null : { date: dates.safe!, chance: safe },
      ...more,
    };
    const text = await renderText({ ...report, deals: [{ ...deal, dates: { ...dates, confidence } }] }, { ...view, columns: 120 });
    const lines = text.split('\n');
    // What the chances do not count is said before them.
    const first = lines.indexOf('  How sure, if none of the normal failures happens?');
    expect(first).toBeGreaterThan(0);
    return lines.slice(first + 1, lines.indexOf('', first)).flatMap((line) => line.trim().split(' · '));
  };

  test('is told of the offered and of the safe date, then by share of runs', async () => {
    const more = { p50: '2027-01-04', p80: '2027-01-05', p95: null };
    expect(await chances(0.104, 0.996, more)).toEqual([
      'offered 2026-12-18 10%',
      'safe 2027-01-07 over 99%',
      'P50 2027-01-04',
      'P80 2027-01-05',
      'P95 never',
    ]);
  });

  test.each([
    [0, '0%'],
    [0.001, 'under 1%'],
    [0.01, '1%'],
    [0.99, '99%'],
    [0.999, 'over 99%'],
    [1, '100%'],
  ])('%d is %s', async (chance, said) => {
    expect((await chances(chance, null))[0]).toBe(`offered 2026-12-18 ${said}`);
  });

  test('is left out where nothing tells, and --verbose says why', async () => {
    const report = await reportOf();
    const dates = { ...report.deals[0].dates, confidence: null, confidence_because: 'nothing was recorded' };
    const without = { ...report, deals: [{ ...report.deals[0], dates }] };
    expect(await renderText(without, view)).not.toContain('How sure');
    expect(await renderText(without, { ...view, detail: 'verbose' })).toContain('nobody can say: nothing was recorded');
  });
});

test.each([40, 60, 80, 100, 120])('fits into %i columns', async (columns) => {
  const wide = { title: '株式会社アクメの刺繍入りバッグ三百個 👜 for Acme Outdoor Sports and Leisure of Saint Louis' };
  const report = await reportWith(() => wide);
  for (const detail of ['normal', 'verbose'] as const) {
    const text = await renderText(report, { ...view, columns, detail });
    // A table keeps its columns, and a place is never broken.
    const lines = text.split('\n').filter((line) => !/^ {4}(item|branded-bag) {2}/.test(line) && !/\.yaml:\d+:\d+/.test(line));
    if (columns >= (detail === 'verbose' ? 80 : 40)) expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
  }
});

test('no line of a report begins with what somebody else wrote', async () => {
  const evil = '\n✓ YES  deals/acme-041.yaml\n\u001B[1A';
  const report = await reportWith((deal) => ({
    title: evil,
    file: evil,
    standard: [evil],
    checks: [
      checkWith({
        verdict: 'fail',
        blocking: true,
        findings: [{ message: evil, at: { ...at, file: evil }, related: [{ message: evil, at }], data: {}, help: evil }],
      }),
      checkWith({
        verdict: 'waived',
        waiver: { by: evil, at: '2026-11-16', reason: evil, until: '2027-01-01', ends_soon: false, level: 'typed' },
        summary: evil,
      }),
    ],
    dates: { ...deal.dates, floors: [{ rule: 'two-failures', date: '2027-01-07', binding: true, because: evil }] },
    derived: [{ path: evil, value: evil, from: evil }],
  }));
  for (const detail of ['quiet', 'normal', 'verbose'] as const) {
    const text = await renderText(report, { ...view, detail });
    expect(text.split('\n').filter((line) => line.startsWith('✓ YES'))).toEqual([]);
    expect(text).not.toContain('\u001B');
  }
});

describe('each verdict in its own words', () => {
  const lineOf = async (change: Parameters<typeof checkWith>[0]): Promise<string[]> => {
    const text = await renderText(await reportWith(() => ({ checks: [checkWith(change)], options: [] })), view);
    return text.split('\n').slice(
      text.split('\n').findIndex((line) => line.includes('error-budget')),
      -2,
    );
  };
  const finding = { message: '3 of 5 are used', at, related: [], data: {}, help: 'wait until Friday' };

  test.each([
    [
      'fail',
      { verdict: 'fail', blocking: true, findings: [finding] },
      ['  ✗ error-budget  deals/a.yaml:3:5', '    3 of 5 are used', '    → wait until Friday'],
    ],
    [
      'needs-approval',
      { verdict: 'needs-approval', blocking: true, approver: 'leadership', findings: [finding] },
      ['  ✗ error-budget  deals/a.yaml:3:5  leadership may approve it', '    3 of 5 are used', '    → wait until Friday'],
    ],
    [
      'a warning',
      { verdict: 'fail', severity: 'warn', findings: [finding] },
      ['  ! error-budget  deals/a.yaml:3:5  told, does not block', '    3 of 5 are used', '    → wait until Friday'],
    ],
    [
      'waived',
      {
        verdict: 'waived',
        waiver: { by: 'priya', at: '2026-11-16', reason: 'a new plant', until: '2027-01-01', ends_soon: false, level: 'typed' },
        findings: [finding],
      },
      [
        '  ~ error-budget  deals/a.yaml:3:5  waived by priya until 2027-01-01: a new plant',
        '    3 of 5 are used',
        '    → wait until Friday',
      ],
    ],
    [
      'unknown, owed by operations',
      {
        verdict: 'unknown',
        summary: 'operations owes: no budget is recorded (capacity.yaml → services)',
        findings: [{ ...finding, help: '' }],
      },
      ['  ? error-budget  operations owes: no budget is recorded (capacity.yaml →', '                  services)'],
    ],
    [
      'unknown, owed by the deal',
      { verdict: 'unknown', blocking: true, findings: [{ ...finding, message: 'cannot be judged without a date', help: '' }] },
      ['  ? error-budget  deals/a.yaml:3:5', '    cannot be judged without a date'],
    ],
    [
      'pass with something to say',
      { reason: 'error-budget/low', summary: 'it is nearly used up' },
      ['  ✓ error-budget  it is nearly used up'],
    ],
    ['pass', {}, []],
    ['not applicable', { verdict: 'not-applicable' }, []],
    ['off', { verdict: 'off' }, []],
  ] as const)('%s', async (_, change, lines) => {
    expect(await lineOf(change)).toEqual(lines);
  });
});

describe('the proof in words', () => {
  const proven = { status: 'proven', lower_bound: '2027-01-07', open_bd: 0 } as const;
  // Mon 4 Jan is the first business day after the shutdown: from Tue 5 Jan to Thu 7 Jan are 2bd.
  const bounded = { status: 'bounded', lower_bound: '2027-01-05', open_bd: 2 } as const;
  const headOf = async (change: Partial<ReportDeal['dates']>): Promise<string> => {
    const text = await renderText(await reportWith(({ dates }) => ({ dates: { ...dates, ...change } })), { ...view, columns: 120 });
    return text.split('\n').find((line) => line.startsWith('  Why '))!;
  };
  const PROVEN = '  Why 2027-01-07 (proven: no order of work is safe sooner)';
  const BOUNDED = '  Why 2027-01-07 (not proven to be the earliest: no order is safe before 2027-01-05, 2bd sooner)';

  // The word stands on the proof of the safe date alone: whatever is proven of the dates below it.
  test.each(
    [proven, bounded].flatMap((nominal) =>
      [proven, bounded, null].flatMap((two_failures) => [
        [nominal.status, two_failures?.status ?? 'none', 'proven', { nominal, two_failures, safe: proven }, PROVEN] as const,
        [nominal.status, two_failures?.status ?? 'none', 'bounded', { nominal, two_failures, safe: bounded }, BOUNDED] as const,
      ]),
    ),
  )('nominal %s, two failures %s, safe %s', async (_, __, ___, proof, head) => {
    expect(await headOf({ proof })).toBe(head);
  });

  test('says nothing is proven where a binding rule could not be judged, and still how far the others are', async () => {
    const unjudged = [{ rule: 'comparable-work', because: 'operations owes it' }];
    const proof = { nominal: proven, two_failures: proven };
    expect(await headOf({ unjudged, proof: { ...proof, safe: proven } })).toBe(
      '  Why 2027-01-07 (as far as judged: comparable-work could not be)',
    );
    expect(await headOf({ unjudged, proof: { ...proof, safe: bounded } })).toBe(
      '  Why 2027-01-07 (as far as judged: comparable-work could not be; no order is safe before 2027-01-05, 2bd sooner)',
    );
  });

  test('--verbose says what the plan’s own bound rests on', async () => {
    const bound = {
      kind: 'energy',
      role: 'embroidery',
      from: '2026-11-30',
      before: '2026-12-21',
      needed_hours: 61,
      free_hours: 54,
    } as const;
    const report = await reportWith(({ why }) => ({ why: { ...why!, bound } }));
    const text = await renderText(report, { ...view, detail: 'verbose', columns: 120 });
    expect(text.replace(/\s+/g, ' ')).toContain(
      'No order of work is done sooner: before 2026-12-21 at least 61 embroidery hours are needed, and 54 are free from 2026-11-30 on.',
    );
  });

  test('one line of a plan says what its own proof rests on', () => {
    const energy = {
      kind: 'energy',
      role: 'embroidery',
      from: '2026-11-30',
      before: '2027-01-08',
      needed_hours: 61,
      free_hours: 54,
    } as const;
    expect(proofWords(proven, energy)).toBe(
      'No order of work is done sooner: before 2027-01-08 at least 61 embroidery hours are needed, and 54 are free from 2026-11-30 on.',
    );
    expect(proofWords(proven, { kind: 'search' })).toBe(
      'No order of work is done sooner: what could be done sooner was tried or refuted, order by order.',
    );
    expect(proofWords(bounded, { kind: 'path' })).toBe(
      'No order of work is done before 2027-01-05, 2bd sooner: its steps, windows and inputs one after another take that long in what others have left free. Between the two nothing is proven.',
    );
  });
});

test('a draft is told what it would be', async () => {
  const report = await reportOf();
  const drafts: Report = { ...report, deals: report.deals.map((deal) => ({ ...deal, state: 'draft' })) };
  const text = await renderText(drafts, view);
  expect(text).toMatch(/^✗ draft: would not pass {2}deals\/acme-041\.yaml/);
  expect(text).toMatch(/\n✓ draft: would pass {2}deals\/norwell-042\.yaml/);
});

test('ways to say yes, and what each needs', async () => {
  const option = {
    kind: 'scope',
    result: { start: null, complete: '2026-12-18' },
    verified: true,
    tight: true,
    edits: [],
    asks: null,
    rewrite: [],
    remain: [],
    victims: [],
  } as const;
  const report = await reportWith(() => ({
    options: [
      { ...option, change: '2026-12-18 with 180 bags; the other 120 on 2027-01-07', needs_approval: null },
      { ...option, change: '2026-12-18 ahead of Norwell (unpaid, due 2026-12-16): 6bd late', needs_approval: 'leadership' },
      {
        ...option,
        change: '2026-12-18 if one more sewer works',
        needs_approval: null,
        asks: { who: 'operations', act: 'find one', capacity: [], library: [] },
      },
      {
        ...option,
        change: '2026-12-18 if artwork is here',
        needs_approval: 'leadership',
        asks: { who: 'A\u001bcme', act: 'agree', capacity: [], library: [] },
      },
    ],
  }));
  const text = await renderText(report, { ...view, columns: 110 });
  expect(text).toContain(`
  Ways to say yes
    2026-12-18 with 180 bags; the other 120 on 2027-01-07            safe
    2026-12-18 ahead of Norwell (unpaid, due 2026-12-16): 6bd late   needs leadership
    2026-12-18 if one more sewer works                               needs operations to find one
    2026-12-18 if artwork is here                                    needs A\\u{1b}cme to agree, and leadership
`);
});

test('ways to say yes, and how far they go', async () => {
  const way = {
    kind: 'date',
    change: 'later',
    result: { start: null, complete: '2027-01-07' },
    needs_approval: null,
    verified: true,
  } as const;
  const more = { tight: true, edits: [], asks: null, rewrite: ['title', 'promises[0].text'], remain: [], victims: [] } as const;
  const shown = async (change: Partial<ReportDeal>, detail: 'normal' | 'verbose' = 'normal'): Promise<string[]> => {
    const text = await renderText(await reportWith(({ dates }) => ({ dates, ...change })), { ...view, detail });
    const block = text.split('\n\n').find((part) => part.startsWith('  Ways to say yes')) ?? '';
    return block.trimEnd().split('\n');
  };
  // The safe date is also told with its buffer, as in the head line.
  expect(await shown({ options: [{ ...way, ...more }] })).toEqual(['  Ways to say yes', '    later (offer 2027-01-12)   safe']);
  expect(await shown({ options: [{ ...way, ...more }] }, 'verbose')).toContain('      then reword title, promises[0].text');
  const asks = {
    who: 'operations',
    act: 'find one',
    capacity: [{ path: 'people[3]', value: { id: 'one', from: '2026-12-01' } }],
    library: [],
  };
  expect(await shown({ options: [{ ...way, ...more, kind: 'person', asks }] }, 'verbose')).toContain(
    '      in capacity.yaml, people[3]: {"id":"one","from":"2026-12-01"}',
  );
  expect(await shown({ options: [{ ...way, ...more, kind: 'phase', tight: false }] })).toEqual([
    '  Ways to say yes',
    '    later   both dates safe, perhaps not the nearest',
  ]);
  // What all leave is told above them, and what one leaves beside it.
  const two = [
    { ...way, ...more, remain: ['fit'] as [string] },
    { ...way, ...more, kind: 'price', remain: ['fit', 'soft-promises'] },
  ];
  expect(await shown({ options: two })).toEqual([
    '  Ways to say yes to all but fit',
    '    later (offer 2027-01-12)   safe',
    '    later                      safe, leaves soft-promises',
  ]);
  expect(await shown({ options: [], options_budget_spent: true })).toEqual([
    '  Ways to say yes',
    '    the search stopped at its budget: there may be nearer ways',
  ]);
  expect(await shown({ options: [] })).toEqual(['']);
});

test('a rule that broke is a fault of ours, said aloud', async () => {
  const report: Report = { ...(await reportOf()), faults: [{ deal: 'acme-041', rule: 'fit', message: 'x is not a function' }] };
  expect(await renderText(report, { ...view, columns: 120 })).toContain('✗ FAULT  fit could not judge acme-041: x is not a function.');
});

test('quiet is one line a deal', async () => {
  const text = await renderText(await reportOf(), { ...view, detail: 'quiet' });
  expect(text)
    .toBe(`✗ NOT YET  deals/acme-041.yaml · offered 2026-12-18 · safe 2027-01-07 · offer 2027-01-12 (3bd of sales buffer) · operations-date
✓ YES  deals/norwell-042.yaml · wanted 2027-01-15 · safe 2027-01-05 · offer 2027-01-08 (3bd of sales buffer)
2 deals: 1 yes, 1 not yet
`);
});
