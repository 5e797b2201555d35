// What a check is asked beside its deals: that only some rules count, how many warnings may pass, and an end without consequence.
import { beforeAll, describe, expect, test } from 'vitest';
import { asAsked } from '../../src/report/asked.ts';
import { renderHtml } from '../../src/report/render/html/index.ts';
import { REVIEW_FORMATS } from '../../src/report/render/index.ts';
import { renderText } from '../../src/report/render/text.ts';
import type { Report } from '../../src/report/report.ts';
import { verdictOf } from '../../src/report/verdict.ts';
import { checkWith, reportOf } from '../report/sample.ts';
import { exampleShop, inProcess } from './run.ts';

const { shop } = exampleShop();
const check = (...args: string[]) => inProcess(['check', '--today', '2026-11-16', ...args], { cwd: shop });
const json = async (...args: string[]): Promise<Report> => JSON.parse((await check('--format', 'json', ...args)).out) as Report;
const view = { detail: 'normal', color: false, columns: null } as const;

/** The example's two deals: acme-041 fails by operations-date alone, which tells three others; norwell-042 passes. */
let report: Report;
beforeAll(async () => {
  report = await reportOf();
});

describe('only some rules', () => {
  test('a yes of some is no yes of the deal, and each format says so', async () => {
    const part = asAsked(report, { rules: { by: 'only', ids: ['comparable-work', 'in-library'] } });
    expect(part).toMatchObject({ exit: 0, part: { by: 'only', rules: ['comparable-work', 'in-library'] } });
    expect(part.deals.map(verdictOf)).toEqual(['✓ YES by 2 of 37 rules', '✓ YES by 2 of 37 rules']);
    const said = 'judged by 2 of 37 rules (--only comparable-work,in-library): not the verdict of the whole deal';
    const formats = (['github', 'sarif', 'markdown', 'junit', 'gitlab'] as const).map(async (name) => REVIEW_FORMATS[name](part));
    const written = [
      ...(await Promise.all(formats)),
      await renderHtml(part, [null, null]),
      (await renderText(part, { ...view, columns: 120 })).replace(/\n {2}/g, ' '),
      (await renderText(part, { ...view, detail: 'quiet', columns: 120 })).replace(/\n {2}/g, ' '),
    ];
    for (const text of written) {
      expect(text).toContain(said);
      expect(text).not.toMatch(/✓ YES(?! by 2 of 37 rules)|it needs nobody else|Nothing is wrong/);
    }
    expect(written[5]).toContain('2 of 2 deals pass by 2 of 37 rules');
  });

  test('dates and what they come from stay those of all rules; a no offers its ways, a yes none', () => {
    const [acme] = asAsked(report, { rules: { by: 'skip', ids: ['two-failures'] } }).deals;
    expect(acme.dates).toEqual(report.deals[0].dates);
    expect(acme).toMatchObject({ verdict: 'fail', part: { rules: 36, of: 37 } });
    expect(acme.options).toEqual(report.deals[0].options);
    const [yes] = asAsked(report, { rules: { by: 'only', ids: ['in-library'] } }).deals;
    expect(yes).toMatchObject({ verdict: 'pass', options: [], counts: { pass: 1, fail: 0 } });
  });

  test('where the rule that tells another does not count, that one tells itself', () => {
    const told = report.deals[0].checks.filter(({ told_by }) => told_by === 'operations-date').map(({ rule }) => rule);
    expect(told).toEqual(['fits-headroom', 'two-failures', 'three-runs']);
    const [acme] = asAsked(report, { rules: { by: 'skip', ids: ['operations-date'] } }).deals;
    expect(acme.checks.filter(({ told_by }) => told_by !== null)).toEqual([]);
    expect(acme.verdict).toBe('fail');
  });

  test('what nothing was judged by is no yes', () => {
    // Nobody has recorded an error budget: unknown.
    const part = asAsked(report, { rules: { by: 'only', ids: ['error-budget'] } });
    expect(part.exit).toBe(1);
    expect(part.deals.map(verdictOf)).toEqual(['✗ NOTHING JUDGED', '✗ NOTHING JUDGED']);
  });

  test('faults and mistakes stay what they are', () => {
    const rules = { by: 'only', ids: ['in-library'] } as const;
    expect(asAsked({ ...report, exit: 3 }, { rules }).exit).toBe(3);
    expect(asAsked({ ...report, deals: [], exit: 2 }, { rules }).exit).toBe(2);
  });

  test('by the command line, more than once and with commas', async () => {
    const one = await json('deals/acme-041.yaml', '--only', 'in-library,fit', '--only', 'in-library');
    expect(one).toMatchObject({ exit: 0, part: { by: 'only', rules: ['in-library', 'fit'] } });
    expect(one.deals[0].checks.map(({ rule }) => rule)).toEqual(['in-library', 'fit']);
    expect((await json('deals/norwell-042.yaml', '--skip', 'operations-date')).part).toEqual({ by: 'skip', rules: ['operations-date'] });
    expect(report.part).toBeUndefined();
  });
});

describe('warnings', () => {
  const finding = { message: 'too much', at: { file: 'a', line: 1, column: 1, endLine: 1, endColumn: 2 }, related: [], data: {}, help: '' };
  const withWarnings = (): Report => {
    const warn = { severity: 'warn', verdict: 'fail', findings: [finding, finding] } as const;
    const known = { verdict: 'fail', known_since: '2026-11-01', findings: [finding] } as const;
    const waived = { verdict: 'waived', findings: [finding] } as const;
    const norwell = report.deals[1];
    return { ...report, deals: [{ ...norwell, checks: [checkWith(warn), checkWith(known), checkWith(waived)] }], exit: 0 };
  };

  test('are findings that do not block; what is known or waived is none', async () => {
    // Two of one rule.
    expect(asAsked(withWarnings(), { warnings: 2 })).toMatchObject({ exit: 0, warnings: { found: 2, allowed: 2 } });
    const over = asAsked(withWarnings(), { warnings: 1 });
    expect(over).toMatchObject({ exit: 1, warnings: { found: 2, allowed: 1 } });
    expect(over.deals[0].verdict).toBe('pass');
    expect(await renderText(over, view)).toContain('! 2 warnings: --max-warnings 1 lets only 1 pass');
    expect(await REVIEW_FORMATS.github(over)).toContain('handoff: 2 warnings: --max-warnings 1 lets only 1 pass');
    expect(await renderText(asAsked(withWarnings(), { warnings: 2 }), view)).not.toContain('max-warnings');
    expect(asAsked({ ...withWarnings(), exit: 3 }, { warnings: 0 }).exit).toBe(3);
  });

  test('by the command line', async () => {
    expect(await json('deals/norwell-042.yaml', '--fail-on', 'warning')).toMatchObject({ exit: 0, warnings: { found: 0, allowed: 0 } });
    expect(await json('deals/norwell-042.yaml', '--max-warnings', '3')).toMatchObject({ warnings: { found: 0, allowed: 3 } });
    expect((await json('deals/norwell-042.yaml', '--fail-on', 'error')).warnings).toBeUndefined();
  });
});

test('--exit-zero says the same and ends with 0, but not after a mistake', async () => {
  const usual = await check('deals/acme-041.yaml');
  expect(usual.code).toBe(1);
  expect(await check('--exit-zero', 'deals/acme-041.yaml')).toEqual({ ...usual, code: 0 });
  expect((await check('--exit-zero', 'nothing.yaml')).code).toBe(2);
});

test.each([
  [['--only', 'fit', '--skip', 'fit'], '--only and --skip both say which rules count: leave one out'],
  [['--only', 'fits'], /^--only 'fits' is none of .*: did you mean fit\?$/],
  [['--skip', 'fit,'], "--skip 'fit,' has a rule without a name: write --skip fit,margin-floor"],
  [['--max-warnings', '-1'], "--max-warnings '-1' is not a whole number from 0"],
  [['--fail-on', 'warn'], "--fail-on 'warn' is none of error, warning"],
  [['--fail-on', 'warning', '--max-warnings', '3'], /^--fail-on warning lets no warning pass, and --max-warnings 3 lets some/],
])('%j is told', async (args, said) => {
  const { code, out, err } = await check(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.replace(/^handoff: |\n$/g, '')).toEqual(typeof said === 'string' ? said : expect.stringMatching(said));
});

// What judges a pull request may be made stricter by its command line, and never laxer.
test('a verdict that a merge may rest on is made laxer by no flag', async () => {
  for (const flags of [['--only', 'fit'], ['--skip', 'fit'], ['--exit-zero']]) {
    const { code, out, err } = await check('--base', 'origin/main', ...flags);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(`handoff: ${flags[0]} makes the answer laxer, and a merge may rest on what --base says: leave out one of them\n`);
  }
});
