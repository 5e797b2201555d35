// What is held, and a branch: an author frees no hours by what they do to the holds of others, and acquits no signed deal by a report of their own.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { poster, posters, TODAY } from './posters.ts';
import { commitAll, git, hasGit, makeRepository } from './repository.ts';
import { inProcess } from './run.ts';

const SIGNED = poster('Hollis', '2026-12-31').replace(
  'wanted: 2026-12-31',
  'state: signed\ndates: {wanted: 2026-12-31, signed: 2026-11-13}',
);

describe.skipIf(!hasGit)('a branch', () => {
  const shop = posters({ acme: poster('Acme'), norwell: poster('Norwell'), hollis: SIGNED });
  const { cwd, write } = shop;
  const path = (name: string): string => join(cwd, name);
  const run = async (...args: string[]) => inProcess([...args, '--today', TODAY], { cwd });
  const judged = async (...args: string[]): Promise<Report> =>
    JSON.parse((await run('check', ...args, '--base', 'main', '--format', 'json')).out) as Report;
  const verdicts = ({ deals }: Report) => Object.fromEntries(deals.map(({ deal, verdict }) => [deal, verdict]));
  let theirs = '';

  beforeAll(async () => {
    expect((await run('hold', 'deals/acme.yaml')).code).toBe(0);
    theirs = readFileSync(path('holds/acme.yaml'), 'utf8');
    makeRepository(cwd);
  });
  beforeEach(() => {
    git(cwd, 'reset', '-q', '--hard', 'main');
    git(cwd, 'clean', '-qfd');
  });
  afterAll(shop.remove);

  test('commits what is held, and not whose turn it was', () => {
    expect(git(cwd, 'ls-files', 'holds')).toBe('holds/acme.yaml');
    expect(existsSync(path('holds/.turns/1.json'))).toBe(true);
  });

  test.each([
    ['takes the hold of another away', () => rmSync(path('holds/acme.yaml'))],
    ['lets it go', () => write('holds/acme.yaml', theirs.replace('expires', 'released: 2026-11-16\nexpires'))],
    ['has it end sooner', () => write('holds/acme.yaml', theirs.replace('expires: 2026-11-30', 'expires: 2026-11-13'))],
  ])('%s, and frees nothing', async (_, change) => {
    change();
    commitAll(cwd, 'Make room');
    expect((await run('check', 'deals/norwell.yaml')).code).toBe(0);
    const report = await judged('deals/norwell.yaml');
    expect(verdicts(report)).toEqual({ norwell: 'fail' });
    // And what it would be once it is merged is told beside it.
    expect(report.base!.branch).toMatchObject({ files: [{ path: 'holds/acme.yaml' }], deals: [{ deal: 'norwell', verdict: 'pass' }] });
  });

  test('adds a hold of its own deal, which counts for the others of the run; one of a deal that is not judged does not', async () => {
    const own = theirs.replaceAll('acme', 'norwell').replaceAll('Acme', 'Norwell');
    write('holds/norwell.yaml', own);
    write('holds/ghost.yaml', theirs.replaceAll('acme', 'ghost').replaceAll('2026-11-17', '2026-11-18'));
    commitAll(cwd, 'Hold it');
    expect(verdicts(await judged('deals/acme.yaml'))).toEqual({ acme: 'pass' });
    expect(verdicts(await judged('deals/acme.yaml', 'deals/norwell.yaml'))).toEqual({ acme: 'fail', norwell: 'fail' });
    // Wednesday is ghost's, which nobody judges: with it the plan would end on Thursday.
    const [norwell] = (await judged('deals/norwell.yaml')).deals;
    expect(norwell.dates.nominal).toBe('2026-11-18');
  });

  test('confirms by hand what was signed without a report, and it is an autopsy all the same', async () => {
    write('deals/twin.yaml', poster('Hollis', '2026-12-31'));
    expect((await run('confirm', 'deals/twin.yaml', '--signed', '2026-11-13')).code).toBe(0);
    const forged = readFileSync(path('confirmed/twin.json'), 'utf8').replaceAll('"deal": "twin"', '"deal": "hollis"');
    write('confirmed/hollis.json', forged.replace('"confirmed": "2026-11-16"', '"confirmed": "2026-11-13"'));
    for (const name of ['deals/twin.yaml', 'confirmed/twin.json', 'confirmed/twin.yaml']) rmSync(path(name));
    commitAll(cwd, 'Say that it was checked');
    const of = ({ deals: [deal] }: Report) => deal.checks.find(({ rule }) => rule === 'before-signature')!;
    expect(of(await judged('deals/hollis.yaml'))).toMatchObject({ verdict: 'fail', reason: 'before-signature/autopsy' });
  });
});
