// Flags of `check` that meet: what one leaves out is no failure of what the other asks. The workspace is that of posters.ts: one press prints one poster a day.
import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { poster, posters, TODAY } from './posters.ts';
import { commitAll, git, hasGit, makeRepository } from './repository.ts';
import { inProcess } from './run.ts';

const opened: ReturnType<typeof posters>[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));
/** A repository with two deals that pass, on a branch `offer`. */
const repository = (): ReturnType<typeof posters> => {
  const shop = posters({ acme: poster('Acme', '2026-11-20'), baxter: poster('Baxter', '2026-11-20') });
  opened.push(shop);
  makeRepository(shop.cwd);
  return shop;
};
const check = (cwd: string, ...args: string[]) => inProcess(['check', ...args, '--today', TODAY], { cwd });

describe.skipIf(!hasGit)('flags that meet', () => {
  test('nothing has changed: judged by some rules that is an answer, too', async () => {
    const { cwd } = repository();
    for (const args of [['--only', 'fit'], ['--skip', 'fit'], ['--max-warnings', '0'], []]) {
      const { code, out } = await check(cwd, '--changed-since', 'main', ...args);
      expect([args, code, out.split('\n')[0]]).toEqual([args, 0, '✓ NOTHING TO JUDGE: no open deal has changed']);
    }
    // Asked for all, nothing is none: there is no open deal.
    const empty = posters({ lost: `${poster('L')}state: lost\n` });
    opened.push(empty);
    expect((await check(empty.cwd, '--only', 'fit')).code).toBe(1);
  });

  test('a part without a deal is no failure of a newer base either', async () => {
    const { cwd, write } = repository();
    // Main goes on: capacity gets a word more, so that its newest files are asked, too. Both deals pass by either.
    git(cwd, 'checkout', '-q', 'main');
    write('history.csv', 'id,customer,deliverable,version,quantity\n');
    commitAll(cwd, 'A history');
    git(cwd, 'checkout', '-q', 'offer');
    expect((await check(cwd, '--base', 'main')).code).toBe(0);
    const codes: unknown[] = [];
    for (const n of [1, 2, 3]) codes.push((await check(cwd, '--base', 'main', '--shard', `${n}/3`, '--format', `json=${n}.json`)).code);
    expect(codes).toEqual([0, 0, 0]);
    const merged = await inProcess(['merge-reports', '1.json', '2.json', '3.json', '--format', 'json'], { cwd });
    const { base, exit } = JSON.parse(merged.out) as Report;
    expect([merged.code, exit]).toEqual([0, 0]);
    // What the newest files say of the deals of all parts.
    expect(base!.newest!.deals.map(({ deal, verdict }) => [deal, verdict])).toEqual([
      ['acme', 'pass'],
      ['baxter', 'pass'],
    ]);
  });

  test('parts that were asked otherwise, or beside other newest files, are no whole', async () => {
    const { cwd, write } = repository();
    const part = async (n: number, file: string, ...args: string[]) =>
      expect(await check(cwd, '--shard', `${n}/2`, '--format', `json=${file}`, ...args)).toMatchObject({ err: '' });
    const merged = async (...files: string[]) => {
      const { code, err } = await inProcess(['merge-reports', ...files], { cwd });
      return [code, err];
    };
    await part(1, '1.json', '--base', 'main');
    await part(1, 'named.json', '--capacity', 'capacity.yaml');
    await part(2, 'tree.json');
    const tip = git(cwd, 'rev-parse', 'main');
    git(cwd, 'checkout', '-q', 'main');
    write('history.csv', 'id,customer,deliverable,version,quantity\n');
    git(cwd, 'add', 'history.csv');
    git(cwd, 'commit', '-q', '-m', 'A history');
    const newest = git(cwd, 'rev-parse', 'main');
    git(cwd, 'checkout', '-q', 'offer');
    await part(2, 'later.json', '--base', 'main');
    expect(await merged('named.json', 'tree.json')).toEqual([2, expect.stringContaining('are not parts of one run: asked for with')]);
    expect(await merged('1.json', 'tree.json')).toEqual([2, expect.stringContaining('are not parts of one run: asked for with')]);
    // The branch began where it did: only what is beside it is not the same.
    expect(await merged('1.json', 'later.json')).toEqual([
      2,
      expect.stringContaining(`are not parts of one run: beside the newest files of ${tip} and ${newest}; judge all parts again`),
    ]);
  });

  test('a book without any open deal is no yes, in one part or in several', async () => {
    const shop = posters({ lost: `${poster('L')}state: lost\n` });
    opened.push(shop);
    for (const n of [1, 2]) expect((await check(shop.cwd, '--shard', `${n}/2`, '--format', `json=${n}.json`)).code).toBe(1);
    expect((await inProcess(['merge-reports', '1.json', '2.json'], { cwd: shop.cwd })).code).toBe(1);
  });

  test('where operations changed all is asked for, and then no open deal is no answer', async () => {
    const { cwd, write } = repository();
    for (const id of ['acme', 'baxter']) write(`deals/${id}.yaml`, `${poster(id)}state: lost\n`);
    expect((await check(cwd, '--changed-since', 'main')).code).toBe(0);
    write('history.csv', 'id,customer,deliverable,version,quantity\n');
    const { code, out } = await check(cwd, '--changed-since', 'main');
    expect([code, out.includes('NOTHING TO JUDGE')]).toEqual([1, false]);
  });

  test('what has not changed is judged by no other files either, and still wants its hours', async () => {
    const { cwd, write } = repository();
    git(cwd, 'checkout', '-q', 'main');
    // Corvid cannot be by anybody's files, and nobody has changed that.
    write('deals/corvid.yaml', poster('Corvid', '2026-11-16'));
    write('deals/baxter.yaml', poster('Baxter'));
    commitAll(cwd, 'Corvid');
    git(cwd, 'checkout', '-q', '-B', 'offer');
    git(cwd, 'checkout', '-q', 'main');
    write('history.csv', 'id,customer,deliverable,version,quantity\n');
    commitAll(cwd, 'A history');
    git(cwd, 'checkout', '-q', 'offer');
    write('deals/acme.yaml', poster('Acme'));
    const { code, out } = await check(cwd, '--base', 'main', '--changed-since', 'main', '--format', 'json');
    const { deals, base } = JSON.parse(out) as Report;
    expect([code, deals.map(({ deal }) => deal), base!.newest!.deals.map(({ deal }) => deal)]).toEqual([0, ['acme'], ['acme']]);
    // Baxter wants Tuesday, too.
    const told = deals[0].checks.find(({ rule }) => rule === 'existing-customers')!;
    expect(JSON.stringify(told)).toContain('baxter (Baxter)');
  });
});
