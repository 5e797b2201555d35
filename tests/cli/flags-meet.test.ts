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
});
