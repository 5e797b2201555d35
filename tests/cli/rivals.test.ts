// Other open deals that want the same slots are named although only one deal is checked, and whatever is wrong with them.
import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { poster, posters, TODAY } from './posters.ts';
import { inProcess } from './run.ts';

const opened: ReturnType<typeof posters>[] = [];
const open = (deals: Readonly<Record<string, string>>): ReturnType<typeof posters> => {
  const shop = posters(deals);
  opened.push(shop);
  return shop;
};
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));

const check = async (cwd: string, ...args: string[]) => {
  const { code, out } = await inProcess(['check', ...args, '--today', TODAY, '--format', 'json'], { cwd });
  const { deals } = JSON.parse(out) as Report;
  const { summary, notes, verdict } = deals[0].checks.find(({ rule }) => rule === 'existing-customers')!;
  return { code, summary, notes, verdict };
};

describe('one deal is checked', () => {
  const ALONE = 'wanted 2026-11-17 needs no booking moved';

  test('who wants the same day is named, with how likely that is and who signs first', async () => {
    const { cwd } = open({
      acme: poster('Acme'),
      // Signed on Monday: its plan begins on Monday, and both want the whole of Tuesday only where it is signed then.
      baxter: `${poster('Baxter')}ratings: {probability: 60%}\n`,
      corvid: poster('Corvid').replace('wanted: 2026-11-17', 'dates: {wanted: 2026-11-18, signature: 2026-11-18}'),
      dunn: poster('Dunn').replace('items:', 'state: lost\nitems:'),
      // Another version of the same offer.
      'acme-b': poster('ACME'),
    });
    expect(await check(cwd, 'deals/acme.yaml')).toEqual({
      code: 0,
      verdict: 'pass',
      summary: `${ALONE}; baxter (Baxter, 60% likely) wants press on 2026-11-17 too, 8h more than there are`,
      notes: [],
    });
  });

  test('who signs before is named first', async () => {
    const later = (customer: string) =>
      poster(customer).replace('wanted: 2026-11-17', 'dates: {wanted: 2026-11-18, signature: 2026-11-18}');
    const { cwd } = open({
      acme: later('Acme'),
      corvid: later('Corvid'),
      dunn: poster('Dunn', '2026-11-30').replace('poster:1', 'poster:2'),
    });
    // Dunn's two posters take Tuesday and Wednesday.
    expect((await check(cwd, 'deals/acme.yaml')).summary).toBe(
      'wanted 2026-11-18 needs no booking moved; ' +
        'dunn (Dunn, signs on 2026-11-17, before this one) wants press on 2026-11-18 too, 8h more than there are; ' +
        'corvid (Corvid) wants press on 2026-11-18 too, 8h more than there are',
    );
  });

  test('a deal without a file is told the same', async () => {
    const { cwd } = open({ acme: poster('Acme') });
    expect((await check(cwd, 'poster:1', '--by', '2026-11-17')).summary).toContain('acme (Acme) wants press on 2026-11-17 too');
  });

  test('what is held is in the queue, and no rival besides', async () => {
    const { cwd } = open({ acme: poster('Acme', '2026-11-18'), baxter: poster('Baxter') });
    expect((await inProcess(['hold', 'deals/baxter.yaml', '--today', TODAY], { cwd })).code).toBe(0);
    // Tuesday is Baxter's, so Acme is printed on Wednesday.
    expect(await check(cwd, 'deals/acme.yaml')).toMatchObject({ verdict: 'pass', summary: 'wanted 2026-11-18 needs no booking moved' });
    // And whoever is held is asked by nobody: the others are planned around it.
    expect(await check(cwd, 'deals/baxter.yaml')).toMatchObject({ verdict: 'pass', summary: ALONE });
  });

  test('a deal that is not in order is a note', async () => {
    const { cwd, write } = open({ acme: poster('Acme') });
    write('deals/broken.yaml', 'handoff: 1\nitems: [\n');
    write('deals/strange.yaml', poster('Strange').replace('poster:1', 'placard:1'));
    expect(await check(cwd, 'deals/acme.yaml')).toMatchObject({
      code: 0,
      summary: ALONE,
      notes: ['not compared with deals/broken.yaml: not in order (handoff check says why)'],
    });
  });

  test('of very many only some are looked at, and it says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`d-${String(n).padStart(2, '0')}`, poster(`Customer ${n}`)]));
    const { cwd } = open(many);
    const { summary, notes } = await check(cwd, 'deals/d-00.yaml');
    // 60 of the 69 others are read.
    expect(summary).toContain('and 55 more deals do');
    expect(notes).toEqual([
      'not compared with 9 more open deals: there are too many to look at in one check (handoff check deals compares all)',
    ]);
  });
});
