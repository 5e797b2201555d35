// The chart of a plan: whatever the plan, no line is wider than the terminal, and what it draws is what the plan says.
import { describe, expect, test } from 'vitest';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { EXAMPLE } from '../../src/example/index.ts';
import { main } from '../../src/main.ts';
import type { PlanChart, PlannedDeal, PlanReport } from '../../src/report/plan.ts';
import { chartLines } from '../../src/report/render/chart.ts';
import { paintFor, type Paint } from '../../src/report/render/paint.ts';
import { widthOf } from '../../src/report/render/width.ts';

const same = (text: string): string => text;
const PLAIN: Paint = { good: same, bad: same, doubtful: same, quiet: same, strong: same, rule: same };

async function planOf(files: Readonly<Record<string, string>>, ...words: string[]): Promise<PlannedDeal> {
  const world = memoryWorld(files, '2026-11-16');
  await main(['plan', ...words, '--chart', '--format', 'json'], world);
  return (JSON.parse(world.said.out) as PlanReport).deals[0];
}

const acme = await planOf(EXAMPLE, 'deals/acme-041.yaml');

/** A plan of one step that works every open day of so many calendar days from Mon 16 Nov 2026 on, with a window after it. */
function planFor(length: number, name = 'sew'): { deal: PlannedDeal; chart: PlanChart } {
  const first = Date.UTC(2026, 10, 16);
  const days = Array.from({ length }, (_, n) => {
    const date = new Date(first + n * 86_400_000);
    const usual_hours = date.getUTCDay() % 6 === 0 ? 0 : 8;
    return { date: date.toISOString().slice(0, 10), hours: usual_hours, usual_hours };
  });
  const hours = days.map((day) => day.hours);
  const last = days.at(-1)!.date;
  const worked = days.filter((day) => day.hours > 0).at(-1)!.date;
  const chart: PlanChart = {
    days,
    steps: [{ item: 'bag', step: name, hours }],
    roles: [{ role: `${name}-er`, deal_hours: hours, booked_hours: hours, reserve_hours: hours.map(() => 0), free_hours: hours }],
  };
  const step = {
    item: 'bag',
    step: name,
    start: days[0].date,
    finish: worked,
    until: last,
    needs: {},
    waits: 'signature',
    on: '',
  } as const;
  return { deal: { ...acme, asked: { said: 'wanted', complete: worked }, plan: [step], why: null, chart }, chart };
}

describe.each([40, 60, 80, 100, 120, 200])('in %i columns', (width) => {
  test.each([1, 5, 20, 60, 130, 400, 1000, 1826])('a plan of %id fits, and uses the room', (length) => {
    for (const name of ['sew', 'a-step-whose-name-is-longer-than-any-name-ought-to-be']) {
      const { deal, chart } = planFor(length, name);
      const lines = chartLines(deal, chart, PLAIN, width);
      expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
      // Work on every open day leaves no hole in the bar: it is as long as the chart.
      const bar = lines.find((line) => line.includes('█') && !line.includes('work'))!;
      expect(bar).toMatch(/ {2}[█ ]+░*$/);
      expect(bar).not.toMatch(/█ {2,}█/);
    }
  });
});

test('the columns are days while they fit, then weeks, then as few weeks as fit', () => {
  const scaleOf = (length: number): string => {
    const { deal, chart } = planFor(length);
    return /\((.*)\)/.exec(chartLines(deal, chart, PLAIN, 80).find((line) => line.includes('work'))!)![1];
  };
  // Room: 80 less the label (2 + 17 + 2) and the totals (2 + 7 to 10): 47 to 50 columns. Of 20 calendar days 15 are business days in three weeks, which
  // take 15 × 3 + 2 = 47; of 30 days 22 in five, 22 × 2 + 4 = 48; of 45 days 33 in seven, 33 + 6 = 39; 60 days lie in 9 weeks, 130 in 19, 200 in 29,
  // 400 in 58, and 1 826 in 261, six to a column.
  expect([5, 20, 30, 45, 60, 130, 200, 400, 1826].map(scaleOf)).toEqual([
    '3 columns a business day',
    '3 columns a business day',
    '2 columns a business day',
    'a column a business day',
    '3 columns a week',
    '2 columns a week',
    'a column a week',
    'a column is 2 weeks',
    'a column is 6 weeks',
  ]);
});

test('colour repeats what the glyphs say: without it not a character is missing', async () => {
  const paint = await paintFor(true);
  const plain = chartLines(acme, acme.chart!, PLAIN, 80);
  const painted = chartLines(acme, acme.chart!, paint, 80);
  expect(painted.join('\n')).not.toBe(plain.join('\n'));
  expect(painted.map((line) => line.replace(/\u001B\[\d+m/g, '').trimEnd())).toEqual(plain);
});

test('each glyph stands for one thing', () => {
  // Mon 16 to Mon 23 Nov: worked on Mon and Wed, closed on Thu, then a window over the weekend to Mon.
  const { deal, chart } = planFor(8);
  const days = chart.days.map((day, n) => (n === 3 ? { ...day, hours: 0 } : day));
  const hours = [8, 0, 4, 0, 0, 0, 0, 0];
  const none = hours.map(() => 0);
  const role = { role: 'sewer', deal_hours: hours, booked_hours: none, reserve_hours: none, free_hours: [0, 8, 4, 0, 0, 0, 0, 8] };
  const step = { ...deal.plan[0], finish: days[2].date, until: days[7].date };
  const other = { ...deal.plan[0], step: 'glue', start: days[7].date, finish: days[7].date, until: null };
  const glue = { item: 'bag', step: 'glue', hours: [0, 0, 0, 0, 0, 0, 0, 8] };
  const small = { days, steps: [{ ...chart.steps[0], hours }, glue], roles: [role] };
  const lines = chartLines({ ...deal, asked: null, plan: [step, other] }, small, PLAIN, 80);
  expect(lines).toEqual([
    '                    Nov 2026',
    '                    16              23',
    // The window goes on over the closed day and over the weekend.
    '  sew               ███···███░░░░░░░░░░',
    '  glue                       ×××    ███',
    '  █ work, ░ window, · paused, × closed (3 columns a business day)',
    '  closed: 2026-11-19',
    '',
    // All 8h on Mon, none of 8 on Tue, 4 of 8 on Wed, closed, nobody on Fri, none on Mon: 12 of 32.
    '  sewer  this deal  ███···▄▄▄×××--- ···  12h 38%',
    '         free       ···███▄▄▄×××--- ███  20h 63%',
    '',
    '  ▁ to █ eighths of the hours that a role is there, · none, - nobody there',
  ]);
});
