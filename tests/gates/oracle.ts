/** The planner against an exhaustive second reading of the definitions. */
import { generate } from '../oracle/generate.ts';
import { solve } from '../oracle/oracle.ts';
import { plannerDates } from '../schedule/against-oracle.ts';
import { filesOf, type Gate, type Tried } from './gate.ts';

/** Features that are off in a plain random workspace; each is turned on in its turn. */
const EXTRA = [
  {},
  { weather: true },
  { worst: true },
  { closedDates: true, overdue: true },
  { customBeforeAfter: true },
  { twoAssumptions: true, softWhole: true },
  { twoLines: true },
];

/** Returns what the planner and the oracle say differently of one workspace. */
export function compare(seed: number, knobs: object): Tried {
  const { today, texts } = generate(seed, knobs);
  const theirs = solve(texts, today);
  const { schedule, ...ours } = plannerDates(texts, today);
  const pairs: [string, string | null, string | null][] = [['nominal', theirs.nominal, ours.nominal]];
  // The oracle dates the failures it finds, the planner only when two are known; without a nominal date it gives none.
  const survives = theirs.failures_known >= 2;
  if (survives) pairs.push(['two failures', theirs.two_failures, ours.two_failures]);
  if (theirs.nominal !== null) pairs.push(['unlimited', theirs.unlimited, ours.unlimited]);
  const wrong = pairs.filter(([, a, b]) => a !== b).map(([name, expected, got]) => `seed ${seed}: ${name} is ${got}, not ${expected}`);
  if (schedule.status === 'planned') {
    const { nominal, twoFailures } = schedule;
    // These problems are small enough to try every order, so nothing may be left unproven.
    if (nominal.status !== 'proven') wrong.push(`seed ${seed}: nominal is not proven`);
    if (twoFailures !== null && twoFailures.finish.status !== 'proven') wrong.push(`seed ${seed}: two failures are not proven`);
  }
  const dated = theirs.nominal === null ? 0 : 1;
  return { compared: dated, wrong, seen: { 'with two failures': survives ? dated : 0 }, files: filesOf(texts), today };
}

/** Nominal, two-failure and unlimited dates equal brute force over all orders of work. */
export const oracle: Gate = {
  name: 'oracle',
  claim: 'nominal, two-failure and unlimited dates equal brute force over every order of work',
  unit: 'problems with a date',
  few: 49,
  all: 5700,
  atLeast: 5000,
  try: (n) => compare(10_000 * (n % EXTRA.length) + Math.floor(n / EXTRA.length) + 1, EXTRA[n % EXTRA.length]),
};
