// `check --jointly`: which deals can be in each other's way. Those that cannot are never tried beside each other, so that one too many of them would be signed.
import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { FILES, poster, posters, TODAY } from '../cli/posters.ts';
import { inProcess } from '../cli/run.ts';

const opened: ReturnType<typeof posters>[] = [];
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));

/** A thing that is made by one role in a day each. */
const thing = (id: string, needs: string, more = ''): string =>
  FILES['deliverables.yaml']
    .slice(FILES['deliverables.yaml'].indexOf('  poster:'))
    .replace('poster:', `${id}:`)
    .replace('{press: 1}', `{${needs}: 1}`) + more;
/** Nobody has to be asked first: Baxter is likeliest and takes two days or pieces, Acme and Corvid want one each. */
const deals = (baxter: string, acme: string, corvid: string) => ({
  acme: `${poster('Acme')}ratings: {probability: 50%}\n`.replace('poster:1', acme),
  baxter: `${poster('Baxter', '2026-11-18')}ratings: {probability: 90%}\n`.replace('poster:1', baxter),
  corvid: `${poster('Corvid', '2026-11-18')}ratings: {probability: 40%}\n`.replace('poster:1', corvid),
});
const together = async (capacity: string, things: string, open: Readonly<Record<string, string>>) => {
  const { cwd, write, remove } = posters(open);
  opened.push({ cwd, write, remove });
  write('capacity.yaml', capacity);
  write('deliverables.yaml', `handoff: 1\ndeliverables:\n${things}`);
  const { out, err } = await inProcess(['check', '--jointly', '--format', 'json', '--today', TODAY], { cwd });
  expect(err).toBe('');
  return (JSON.parse(out) as Report).book!.together!;
};

describe('in each other’s way are', () => {
  test('whoever needs anybody of a role, and whoever needs its seniors', async () => {
    // Tess, a senior, is all there is. Two gowns take her Tuesday and Wednesday; without them a suit has Tuesday and another Wednesday.
    const capacity = FILES['capacity.yaml']
      .replace('lead: {rate: 10}', 'lead: {rate: 10}, tailor: {levels: [junior, senior], rate: {junior: 10, senior: 10}}')
      .replace('equipment:', '  - {id: tess, name: Tess Day, role: tailor, level: senior}\nequipment:');
    const found = await together(capacity, thing('gown', 'tailor') + thing('suit', 'tailor.senior'), deals('gown:2', 'suit:1', 'suit:1'));
    expect(found).toMatchObject({ combination: ['acme', 'corvid'], largest: 'proven' });
    expect(found.deals.map(({ deal, fits }) => [deal, fits])).toEqual([
      ['baxter', false],
      ['acme', true],
      ['corvid', true],
    ]);
  });

  test('whoever needs the same material, whoever makes it', async () => {
    // Two metres of canvas, and no more to be had. Two flags take both; without them there is one for a poster and one for a banner.
    const capacity = FILES['capacity.yaml']
      .replace('lead: {rate: 10}', 'lead: {rate: 10}, tailor: {rate: 10}, painter: {rate: 10}')
      .replace('equipment:', '  - {id: tess, name: Tess Day, role: tailor}\n  - {id: pia, name: Pia Day, role: painter}\nequipment:')
      .concat('materials: [{id: canvas, unit: m, cost: 1, on_hand: 2}]\n');
    const canvas = '    materials: [{material: canvas, each: 1}]\n';
    const things = thing('flag', 'painter', canvas) + thing('sign', 'press', canvas) + thing('banner', 'tailor', canvas);
    const found = await together(capacity, things, deals('flag:2', 'sign:1', 'banner:1'));
    expect(found).toMatchObject({ combination: ['acme', 'corvid'], largest: 'proven' });
    expect(found.deals[0]).toMatchObject({ deal: 'baxter', fits: false });
  });
});
