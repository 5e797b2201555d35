// Outdoors a slot of work does only the month's workable share of a slot's work (planning.md §7), wherever the step is planned.
import { expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import type { Planned } from '../../src/schedule/schedule.ts';
import { judgeBase, type Judged } from '../rules/workspace.ts';

/** A roof of one outdoor step of 24h by ben, the one cutter; half of each day of November is workable, all of December. */
const roof = (more = '', steps = `- {id: lay, needs: {cutter: 1}, duration: 24h, weather: true}`): Judged =>
  judgeBase({
    capacity: (text) => `${text}weather: {cutter: {nov: 50%}, sewer: {nov: 25%}}\n${more}`,
    deliverables: (text) => `${text}  roof:\n    version: 1\n    status: offered\n    steps:\n      ${steps}\n${FAILURES}`,
    deal: `handoff: 1\ncustomer: Acme\ndates: {signature: 2026-11-27, wanted: 2026-12-18}\nitems: [roof:1]\n`,
  });
const FAILURES = `    failures:
      - {id: rain, what: A day is rained off and done again, hits: lay, costs: 8h}
      - {id: felt, what: The felt is torn, hits: lay, repeats: 50%}
`;
const planned = ({ schedule }: Judged): Planned => {
  if (schedule.status !== 'planned') throw new Error(schedule.because[0].message);
  return schedule;
};
const done = (judged: Judged): string => formatDay(planned(judged).nominal.date);

test('a month’s share counts slot by slot of the month that it is in', () => {
  // Fri 27 November: 8 slots, 4h of work. Mon 30: 4h. Tue 1 December: 8h, Wed 2: 8h. 4 + 4 + 8 + 8 = 24h.
  expect(done(roof())).toBe('2026-12-02');
  // The same work indoors: Fri 27, Mon 30, Tue 1.
  expect(done(roof('', '- {id: lay, needs: {cutter: 1}, duration: 24h}'))).toBe('2026-12-01');
});

test('it holds its people in every slot that it works, and is rounded up at its end', () => {
  // 1h of work at 25 % takes 4 slots of Friday; the 5h that follow have 4 left and end on Monday.
  const steps = `- {id: lay, needs: {sewer: 1}, duration: 1h, weather: true}
      - {id: next, needs: {cutter: 1}, duration: 5h, after: [lay]}`;
  expect(done(roof('', steps))).toBe('2026-11-30');
  expect(done(roof('', steps.replace('5h', '4h')))).toBe('2026-11-27');
});

test('of several roles the worst month counts', () => {
  // 2h by both at 25 %: 8 slots, all of Friday; 3h: 12 slots.
  const both = (hours: number) => `- {id: lay, needs: {cutter: 1, sewer: 1}, duration: ${hours}h, weather: true}`;
  expect(done(roof('', both(2)))).toBe('2026-11-27');
  expect(done(roof('', both(3)))).toBe('2026-11-30');
});

test('what goes wrong outdoors is worked at the same share', () => {
  // 24h + 8h + 12h = 44h: 8h in November, then 36h of December: 1, 2, 3, 4 and half of Mon 7.
  expect(formatDay(planned(roof()).twoFailures!.finish.date)).toBe('2026-12-07');
});

test('with unlimited people the weather stays', () => {
  expect(formatDay(planned(roof()).unlimited.date)).toBe('2026-12-02');
});

test('a booking that handoff plans has it too', () => {
  // Today is Mon 16 November. Half of a roof, 12h, at 50 %: 24 slots, Mon 16 to Wed 18; a whole one would take 48 slots, to Mon 23.
  const queued = (remaining: string): string => {
    const judged = roof(
      `bookings: [{id: so-7, promised: 2026-11-17, deliverables: [{deliverable: roof, quantity: 1, remaining: ${remaining}}]}]`,
    );
    return judged.of('queue-holds').summary;
  };
  expect(queued('50%')).toContain('done on 2026-11-18');
  expect(queued('100%')).toContain('done on 2026-11-23');
});
