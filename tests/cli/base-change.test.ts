// `handoff check --base REF`: what became of each deal since the base. One press prints one poster a day (posters.ts): signed on Tuesday 2026-11-17, three posters
// are printed on 17, 18 and 19 November, four until Friday the 20th, five until Monday the 23rd.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Report, ReportChange } from '../../src/report/report.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { poster, posters, TODAY } from './posters.ts';
import { commitAll, git, hasGit, makeRepository } from './repository.ts';
import { folderFrom, inProcess } from './run.ts';

const THREE = `deal: acme\n${poster('Acme', '2026-11-20').replace('poster:1', 'poster:3')}`;

describe.skipIf(!hasGit)('a deal since the base', () => {
  const shop = posters({ acme: THREE, norwell: poster('Norwell', '2026-12-18') });
  const { cwd, write } = shop;
  const out = folderFrom();
  const edit = (path: string, from: string, to: string): void => {
    const text = readFileSync(join(cwd, path), 'utf8');
    expect(text).toContain(from);
    write(path, text.replace(from, to));
  };
  /** The report, with its comment and its text. */
  const checked = async (...args: string[]): Promise<Report & { readonly comment: string; readonly text: string }> => {
    const forms = ['markdown', 'text'].flatMap((format) => ['--format', `${format}=${join(out.path, format)}`]);
    const ran = await inProcess(['check', ...args, '--base', 'main', '--today', TODAY, '--format', 'json', ...forms], { cwd });
    expect(ran.err).toBe('');
    const report = z.parse(reportSchema, JSON.parse(ran.out));
    const said = (format: string): string => readFileSync(join(out.path, format), 'utf8');
    return { ...report, comment: said('markdown'), text: said('text').replace(/\s+/g, ' ') };
  };
  const changeOf = ({ deals }: Report, id: string): ReportChange => deals.find(({ deal }) => deal === id)!.change!;

  beforeAll(() => {
    makeRepository(cwd);
  });
  afterEach(() => {
    git(cwd, 'checkout', '-q', '-f', 'offer');
    git(cwd, 'reset', '-q', '--hard', 'main');
    git(cwd, 'clean', '-qfd');
  });
  afterAll(() => {
    shop.remove();
    out.remove();
  });

  // Friday the 20th is as wanted; Monday the 23rd is two business days after Thursday the 19th, and too late.
  test('is later, by what its file says else', async () => {
    edit('deals/acme.yaml', 'poster:3', 'poster:5');
    const report = await checked('deals/acme.yaml');
    expect(report.deals.map(({ verdict, dates: { safe } }) => [verdict, safe])).toEqual([['fail', '2026-11-23']]);
    expect(changeOf(report, 'acme')).toEqual({
      kind: 'changed',
      because: null,
      before: { verdict: 'pass', says: '✓ YES', safe: '2026-11-19' },
      safe_bd: 2,
      inputs: [{ input: 'deal', says: ['items[0] poster:3 → poster:5'] }],
    });
    // This workspace has no buffer of sales.
    expect(report.comment).toContain('## ✗ NOT YET: wanted 2026-11-20, safe 2026-11-23 (+2bd against main), offer 2026-11-23\n');
    expect(report.comment).toContain('| ✗ NOT YET (was ✓ YES) | `deals/acme.yaml` 5 × Poster for Acme | 2026-11-20 | 2026-11-23 (+2bd) |');
    expect(report.comment).toContain(
      '**Against `main`**\n\n- was ✓ YES, safe 2026-11-19 → 2026-11-23 (+2bd); by its deal file: `items[0] poster:3 → poster:5`\n',
    );
    expect(report.text).toContain(
      '· deals/acme.yaml: was ✓ YES, safe 2026-11-19 → 2026-11-23 (+2bd); by its deal file: items[0] poster:3 → poster:5',
    );
  });

  test('is new, or as it was, or has moved', async () => {
    write('deals/tern.yaml', poster('Tern', '2026-12-18'));
    renameSync(join(cwd, 'deals/acme.yaml'), join(cwd, 'deals/acme-v2.yaml'));
    const report = await checked();
    const kinds = report.deals.map(({ deal, change }) => [deal, change!.kind, change!.inputs.map(({ says }) => says)]);
    expect(kinds).toEqual([
      ['acme', 'same', [['moved from deals/acme.yaml to deals/acme-v2.yaml']]],
      ['norwell', 'same', []],
      ['tern', 'new', []],
    ]);
    expect(report.comment).toContain('## ✓ 3 of 3 deals pass');
    expect(report.comment).toContain('| ✓ YES (new) | `deals/tern.yaml`');
    expect(report.comment).toContain('| ✓ YES | `deals/norwell.yaml`');
    expect(report.comment).toContain('- new deal: `main` does not have it');
    expect(report.comment.match(/Against/g)).toHaveLength(1);
    const alone = await checked('deals/tern.yaml');
    expect(alone.comment).toContain('## ✓ YES: wanted 2026-12-18, safe 2026-11-17 (new deal), offer 2026-11-17');
    // What has no file was never in any base.
    expect((await checked('poster:1', '--by', '2026-12-18')).deals[0].change).toBeUndefined();
  });

  // Its own order of one poster, wanted sooner, has the press on the 17th: 18, 19 and 20 for the three.
  test('is later by another deal of its customer, of several changes nothing is said of which', async () => {
    write('deals/acme-2.yaml', poster('Acme', '2026-11-17'));
    const report = await checked();
    expect(changeOf(report, 'acme')).toMatchObject({
      safe_bd: 1,
      inputs: [{ input: 'others', says: ['acme-2 of the same customer added'] }],
    });
    edit('deals/acme.yaml', 'poster:3', 'poster:4');
    const both = await checked();
    expect(changeOf(both, 'acme')).toMatchObject({ safe_bd: 2 });
    expect(both.text).toContain('(+2bd); what changed: deal file: items[0] poster:3 → poster:4; other deals of the customer: acme-2');
    expect(both.text).not.toContain('by its');
  });

  // Without the 18th: 17, 19 and 20, one business day later; which is told, and not used.
  test("by this branch's own files of operations is told beside it", async () => {
    edit('capacity.yaml', 'role: press}]', 'role: press, down: [2026-11-18]}]');
    const report = await checked('deals/acme.yaml');
    expect(changeOf(report, 'acme')).toMatchObject({ kind: 'same', safe_bd: 0, inputs: [] });
    expect(report.base!.branch!.deals).toEqual([
      { deal: 'acme', file: 'deals/acme.yaml', verdict: 'pass', safe: '2026-11-20', safe_bd: 1 },
    ]);
    expect(report.comment).toContain("- by this branch's own files, which are not used: YES, safe 2026-11-20 (+1bd)");
    expect(report.comment).toContain('## ✓ YES: wanted 2026-11-20, safe 2026-11-19, offer 2026-11-19');
  });

  test('that the base cannot judge says why, and passes by itself', async () => {
    const text = readFileSync(join(cwd, 'deals/acme.yaml'), 'utf8');
    git(cwd, 'checkout', '-q', 'main');
    const started = git(cwd, 'rev-parse', 'main');
    try {
      write('deals/acme.yaml', text.replace('wanted: 2026-11-20', 'wanted: soon'));
      commitAll(cwd, 'Broken');
      git(cwd, 'checkout', '-q', '-B', 'offer');
      write('deals/acme.yaml', text);
      const report = await checked('deals/acme.yaml');
      expect(report).toMatchObject({ exit: 0, deals: [{ verdict: 'pass' }] });
      expect(changeOf(report, 'acme')).toMatchObject({ kind: 'unknown', before: null, safe_bd: null, inputs: [] });
      expect(changeOf(report, 'acme').because).toMatch(/^deals\/acme\.yaml:5:9 /);
      expect(report.comment).toContain('## ✓ YES: wanted 2026-11-20, safe 2026-11-19, offer');
      expect(report.comment).toContain('- nothing can be said of `main`: ');
    } finally {
      git(cwd, 'checkout', '-q', '-f', 'main');
      git(cwd, 'reset', '-q', '--hard', started);
      git(cwd, 'checkout', '-q', '-B', 'offer', 'main');
    }
  });

  test('stands by the merge base, whatever came to the branch it is held to since', async () => {
    git(cwd, 'checkout', '-q', 'main');
    const started = git(cwd, 'rev-parse', 'main');
    try {
      rmSync(join(cwd, 'deals/acme.yaml'));
      commitAll(cwd, 'Gone by now');
      git(cwd, 'checkout', '-q', 'offer');
      edit('deals/acme.yaml', 'poster:3', 'poster:4');
      expect(changeOf(await checked('deals/acme.yaml'), 'acme')).toMatchObject({ kind: 'changed', safe_bd: 1 });
    } finally {
      git(cwd, 'checkout', '-q', '-f', 'main');
      git(cwd, 'reset', '-q', '--hard', started);
    }
  });
});
