import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { at } from '../model/place.ts';
import { listed } from '../model/words.ts';
import type { FailureFact, TwoFailures } from '../schedule/schedule.ts';
import { againstFloor, askedText, floorAt, gapText } from './floor.ts';
import { failure, flag, listById, option, wholeNumber } from './texts/notation.ts';
import { missedPhases } from './dates/phases.ts';
import type { DateOutcome, Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  failures: option(wholeNumber(0, 1, 2, 3), 2, 'How many of the normal failures the date must survive at once.'),
  everyday: option(
    listById(failure),
    [
      { id: 'sick', what: 'Someone is off sick', hits: 'any', costs: '2bd' },
      { id: 'overrun', what: 'A step takes half as long again', hits: 'any', repeats: '50%' },
    ],
    "What goes wrong on any job, whatever its library says; [] leaves the deal's own failures only.",
  ),
  worst: option(flag, false, 'Whether each three-point step may also take its worst estimate.'),
});

/** What policy may set. */
export type TwoFailuresOptions = z.output<typeof options>;

/** So many failures are always known of a job that somebody has thought about, however many of them its date must survive. */
const FEWEST_KNOWN = 2;

type Reason = 'breaks' | 'never-ends' | 'phase-breaks' | 'too-few-known' | 'not-asked';

/** Any two of the things that normally go wrong do. */
export const twoFailures: Rule<TwoFailuresOptions, 'plan', Reason> = {
  id: 'two-failures',
  family: 'dates',
  title: 'The judged date breaks when two normal things go wrong.',
  why: 'One thing always goes wrong, and two often do. A date that holds only if nothing does is a hope, and everybody in delivery knows it on the day of the signature.',
  source: 'Robust scheduling with a budget of uncertainty: the worst set of so many failures, not their average.',
  waivable: null,
  date: true,
  options,
  reasons: {
    breaks: 'The judged date is before the finish under the worst set of failures.',
    'never-ends': 'Under some set of failures the work never ends: the people it then needs are not there.',
    'phase-breaks': 'The deal as a whole survives; the date of an earlier phase does not.',
    'too-few-known': 'Fewer than two failures are known: nobody has said what goes wrong here.',
    'not-asked': 'Policy asks the date to survive no failure.',
  },
  needs: ['plan'],
  check({ plan, ...facts }, { failures }) {
    if (failures === 0) return { kind: 'not-applicable', because: 'policy asks the date to survive no failure', reason: 'not-asked' };
    if (plan.neverEnds !== null && plan.knownFailures.length >= FEWEST_KNOWN) return neverEnds(plan.neverEnds, facts);
    if (plan.twoFailures === null || plan.knownFailures.length < FEWEST_KNOWN) return tooFewKnown(plan.knownFailures.length, facts);
    const { finish } = plan.twoFailures;
    // Failures that fall into slack move nothing, and it would be wrong to blame the date on them.
    const moved = plan.twoFailures.byCount.at(-1)! > plan.twoFailures.byCount[0];
    const worst = moved
      ? `if ${worstText(plan.twoFailures.worst)}`
      : `whichever ${Math.min(failures, plan.knownFailures.length)} of the known failures happen`;
    return againstFloor<Reason>(
      facts,
      floorAt(finish, worst),
      () => {
        const missed = missedPhases(facts, plan, 'twoFailures', `its items survive ${failures} failures`);
        if (missed !== null) return { kind: 'fail', reason: 'phase-breaks', summary: missed[0].message, findings: missed };
        return { kind: 'pass', note: `holds ${worst}`, notes: [countsText(plan.twoFailures!)] };
      },
      (asked, floor) => ({
        kind: 'fail',
        reason: 'breaks',
        summary: `${askedText(asked)} is ${gapText(facts, asked.day, floor)} too early ${worst}`,
        findings: [
          {
            message: `${askedText(asked)} does not hold ${worst}: the work is then done on ${formatDay(floor)} (${countsText(plan.twoFailures!)})`,
            at: asked.at,
            help: `offer ${formatDay(floor)} or later`,
            data: {
              asked: formatDay(asked.day),
              survives: formatDay(floor),
              worst: plan.twoFailures!.worst.map(({ failure }) => failure.id),
              by_count: plan.twoFailures!.byCount.map(formatDay),
            },
          },
        ],
      }),
    );
  },
};

/** `'Thread colour out of stock' and 'Someone is off sick' (at bags.sew) both happen`. */
function worstText(worst: TwoFailures['worst']): string {
  // Where a failure may strike in many places, or another has its name, the place is worth a word.
  const isAmbiguous = ({ what, hits }: FailureFact): boolean =>
    hits.length > 1 || worst.filter(({ failure }) => failure.what === what).length > 1;
  const names = worst.map(({ failure, hits }) => `'${failure.what}'${isAmbiguous(failure) ? ` (at ${hits})` : ''}`);
  return `${listed(names)} ${names.length === 1 ? 'happens' : names.length === 2 ? 'both happen' : 'all happen'}`;
}

function neverEnds(worst: TwoFailures['worst'], { deal }: RuleFacts): DateOutcome<Reason> {
  const message = `if ${worstText(worst)}, the work does not end within five years: the people it then needs are gone`;
  return {
    kind: 'fail',
    reason: 'never-ends',
    summary: message,
    findings: [
      {
        message,
        at: deal.judgedCompletion?.at ?? deal.items[0].at,
        help: "operations: look at who leaves and when (people's `until`) among the roles of these steps",
        data: { worst: worst.map(({ failure }) => failure.id) },
      },
    ],
    earliest: null,
    because: message,
  };
}

function countsText({ byCount }: TwoFailures): string {
  return byCount
    .map((day, count) => `${count === 0 ? 'no failure' : count === 1 ? 'one' : count === 2 ? 'two' : count}: ${formatDay(day)}`)
    .join(', ');
}

function tooFewKnown(known: number, { deal }: RuleFacts): DateOutcome<Reason> {
  const entry = deal.items.find((item) => item.entry !== null)!.entry!;
  return {
    kind: 'unknown',
    reason: 'too-few-known',
    summary: `operations owes: what normally goes wrong (${known} failure${known === 1 ? '' : 's'} known, at least ${FEWEST_KNOWN} needed; deliverables.yaml → ${entry.id} → failures)`,
    missing: [
      {
        fact: 'what normally goes wrong',
        file: 'deliverables',
        key: `deliverables.${entry.id}.failures`,
        owedBy: 'operations',
        at: at('deliverables', 'deliverables', entry.id, 'failures'),
      },
    ],
    earliest: null,
  };
}
