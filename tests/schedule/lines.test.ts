// Lines of one deliverable are one order: cutting a line in two makes no date sooner, and what goes wrong with the order goes wrong with all of it.
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { formatDay } from '../../src/model/day.ts';
import { judgeBase, type Judged } from '../rules/workspace.ts';
import { generate } from '../oracle/generate.ts';
import { seedsOr } from '../tries.ts';
import { plannerDates } from './against-oracle.ts';

/** Random workspaces that are looked at. */
const SEEDS = seedsOr(25);

/** The base workspace with work by the piece: cut 2h and 1h each, glue two days, sew 1h each, check 4h and wrap 1h. */
const bags = (items: string, more = ''): Judged =>
  judgeBase({
    deliverables: (text) =>
      text
        .replace('needs: {cutter: 1}, duration: 8h', 'needs: {cutter: 1}, duration: {setup: 2h, each: 1h}')
        .replace('needs: {sewer: 1}, duration: 8h', 'needs: {sewer: 1}, duration: {each: 1h}')
        .replace('hits: cut, costs: 8h', 'hits: cut, repeats: 50%'),
    capacity: (text) => text.replace('role: cutter}', 'role: cutter}\n  - {id: carl, role: cutter}'),
    deal: `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: ${items}\n${more}`,
  });
const dates = ({ schedule }: Judged): string[] =>
  schedule.status === 'planned' ? [schedule.nominal.date, schedule.twoFailures!.finish.date].map(formatDay) : [];
const rows = ({ schedule }: Judged): string[] =>
  schedule.status === 'planned'
    ? schedule.rows.map(({ item, step, start, finish }) => `${item}.${step} ${formatDay(start)} ${formatDay(finish)}`)
    : [];

describe('two lines of one deliverable', () => {
  test('are worked as one, each set up for by itself', () => {
    // Fourteen: cut 2 + 14 = 16h, Tue 17 and Wed 18; glue until Fri 20; sew 14h, Mon 23 and Tue 24; check 4h of Tue (two are left) and Wed 25, wrap then.
    // With half of the cutting again, 8h: Thu 19; glue until Sat 21, sew Mon 23 and Tue 24, wait for thread Wed 25; check Wed or Thu 26.
    const one = bags('[bag:14]');
    expect(rows(one).slice(0, 3)).toEqual([
      'bag.cut 2026-11-17 2026-11-18',
      'bag.glue 2026-11-18 2026-11-20',
      'bag.sew 2026-11-23 2026-11-24',
    ]);
    // Twice seven: 2 × 2 + 14 = 18h of cutting, until Thu 19, though there are two cutters; glue until Sat 21, found on Mon 23; sew Mon 23 and Tue 24, the same two days.
    const two = bags('[{id: a, deliverable: bag, quantity: 7}, {id: b, deliverable: bag, quantity: 7}]');
    expect(rows(two).map((row) => row.split(' ')[0])).toEqual(['a.cut', 'a.glue', 'a.sew', 'a.check', 'a.wrap']);
    expect(rows(two).slice(0, 3)).toEqual(['a.cut 2026-11-17 2026-11-19', 'a.glue 2026-11-19 2026-11-23', 'a.sew 2026-11-23 2026-11-24']);
    expect(dates(two)[0] >= dates(one)[0] && dates(two)[1] >= dates(one)[1]).toBe(true);
  });

  test('of other colours are one order too; of another phase, or customized, they are not', () => {
    const lines = (second: string) =>
      rows(bags(`[{id: a, deliverable: bag, quantity: 7}, {id: b, deliverable: bag, quantity: 7${second}}]`));
    expect(lines(', options: {colour: sand}').some((row) => row.startsWith('b.'))).toBe(false);
    expect(lines(', phase: 2').filter((row) => row.startsWith('b.'))).toHaveLength(5);
    const custom = ', custom: [{id: liner, what: A liner, effort: {sewer: 1h}, price: 90, change: reversible, undo: it is cut out}]';
    expect(lines(custom).filter((row) => row.startsWith('b.'))).toHaveLength(6);
  });

  test('are hit as one by what goes wrong', () => {
    const known = ({ schedule }: Judged) =>
      schedule.status === 'planned' ? schedule.knownFailures.map(({ effect, hits }) => [effect, hits]) : [];
    const two = bags(
      '[{id: a, deliverable: bag, quantity: 7}, {id: b, deliverable: bag, quantity: 7}]',
      'assumptions: [{text: The seams are straight, if_false: {hits: sew, costs: 3bd}}]\n',
    );
    expect(known(two)).toEqual([
      ['repeats 50%', ['a.cut']],
      ['delays 1bd', ['a.sew']],
      ['costs 3bd', ['a.sew']],
    ]);
  });

  test('leave out a step that both leave out; one alone leaves out its own work', () => {
    const wrapped = (first: string, second: string) =>
      rows(bags(`[{id: a, deliverable: bag, quantity: 7${first}}, {id: b, deliverable: bag, quantity: 7${second}}]`)).some((row) =>
        row.startsWith('a.wrap'),
      );
    expect([wrapped('', ', skip: [wrap]'), wrapped(', skip: [wrap]', ''), wrapped(', skip: [wrap]', ', skip: [wrap]')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

test(`cutting a line in two makes no date sooner (${SEEDS} tries)`, () => {
  let later = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { today, texts } = generate(seed, { worst: seed % 3 === 0, custom: false });
    const deal = parse(texts.deal) as { items: { id: string; quantity: number }[] };
    const cut = deal.items.flatMap((item, n) => {
      if (item.quantity < 2) return [item];
      const first = 1 + ((seed * 7 + n) % (item.quantity - 1));
      return [
        { ...item, quantity: first },
        { ...structuredClone(item), id: `${item.id}-too`, quantity: item.quantity - first },
      ];
    });
    const one = plannerDates(texts, today);
    const two = plannerDates({ ...texts, deal: stringify({ ...deal, items: cut }, { aliasDuplicateObjects: false }) }, today);
    for (const key of ['nominal', 'two_failures', 'unlimited'] as const) {
      const [whole, parts] = [one[key], two[key]];
      // Only work that was there before can be done: no date at all is no sooner one.
      if (whole === null) expect(parts, `seed ${seed}: ${key}`).toBeNull();
      else expect(parts === null || parts >= whole, `seed ${seed}: ${key} is ${parts} in two lines, and ${whole} in one`).toBe(true);
      if (parts !== null && whole !== null && parts > whole) later++;
    }
  }
  // Two set-ups take longer than one: else nothing was cut.
  expect(later).toBeGreaterThan(0);
});
