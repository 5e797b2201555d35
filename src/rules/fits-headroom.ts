import * as z from 'zod/mini';
import { formatDay } from '../model/day.ts';
import { at } from '../model/place.ts';
import { listed, listedFew } from '../model/words.ts';
import type { Planned, Unplannable } from '../schedule/schedule.ts';
import { unknownFor } from './missing.ts';
import { againstFloor, askedText, floorAt, gapText } from './floor.ts';
import { unknownOfCapacity } from './texts/named.ts';
import { missedPhases } from './dates/phases.ts';
import type { DateOutcome, Outcome, Rule, RuleFacts } from './rule.ts';

type Reason =
  | 'no-headroom'
  | 'phase-no-headroom'
  | 'after-confirmed'
  | 'verified-reserve'
  | 'no-such-name'
  | 'no-people'
  | 'no-capacity'
  | 'material-never-comes'
  | 'beyond-horizon'
  | 'planner-fault';

/** The work fits into the capacity that others have left. */
export const fitsHeadroom: Rule<object, never, Reason> = {
  id: 'fits-headroom',
  family: 'dates',
  title: 'The work does not fit into free capacity by the judged date.',
  why: 'Every hour that is already promised to somebody else, or kept in reserve, is not there to be sold again. A total of free hours hides the one Tuesday on which the one machine is taken.',
  source: 'Capable-to-promise: finite capacity and material, checked together, before the order is taken.',
  waivable: 'delivery-lead',
  date: true,
  options: z.strictObject({}),
  final: [
    'no-headroom',
    'phase-no-headroom',
    'no-such-name',
    'no-people',
    'no-capacity',
    'material-never-comes',
    'beyond-horizon',
    'planner-fault',
  ],
  reasons: {
    'no-headroom': 'Even if nothing goes wrong, the plan in free capacity is finished later than the judged date.',
    'phase-no-headroom': 'The deal as a whole fits; the items of an earlier phase do not fit by the date of that phase.',
    'after-confirmed': 'Some of the work lies after the window that operations have confirmed; a delivery lead must stand behind it.',
    'no-such-name': 'The deal counts on a material or a role that capacity does not have.',
    'no-people': 'A role that the work needs has nobody in capacity.',
    'no-capacity': 'A role never has so many people at once, or its queue, its reserve and time off leave it no room.',
    'material-never-comes': 'A material is short, none is coming, and it cannot be ordered.',
    'beyond-horizon': 'The work does not end within five years.',
    'planner-fault': 'The planner failed: a fault of handoff.',
    'verified-reserve': 'The date holds only with reserve that operations verified for use; a delivery lead must release it.',
  },
  needs: [],
  check(facts) {
    const planned = judgePlan(facts);
    const [first, ...others] = unknownOfCapacity(facts);
    if (first === undefined) return planned;
    const findings = [first, ...others, ...(planned.kind === 'fail' ? planned.findings : [])] as const;
    return { kind: 'fail', reason: 'no-such-name', summary: first.message, findings, earliest: null };
  },
};

function judgePlan(facts: RuleFacts): DateOutcome<Reason> {
  const { schedule: plan } = facts;
  if (plan.status === 'unplannable') return unplannable(plan.because, facts);
  // Where unlimited people would be no sooner, no role holds it up, however full it is.
  const waits = plan.nominal.date > plan.unlimited.date ? bottleneckText(plan) : null;
  const because = `${waits ?? 'nobody waits for a role: the steps, windows and inputs alone take as long'}${unplacedText(plan)}`;
  return againstFloor<Reason>(
    facts,
    floorAt(plan.nominal, because),
    () =>
      missedPhase(plan, facts) ??
      unconfirmed(plan, facts) ?? { kind: 'pass', note: `done on ${formatDay(plan.nominal.date)} if nothing goes wrong` },
    (asked, floor) => {
      const reserve = plan.withBuffers !== null && plan.withBuffers.date <= asked.day ? plan.withBuffers : null;
      const message = `${askedText(asked)} is ${gapText(facts, asked.day, floor)} before the plan is done, ${formatDay(floor)}: ${because}`;
      return {
        kind: 'fail',
        reason: reserve === null ? 'no-headroom' : 'verified-reserve',
        summary:
          reserve === null
            ? message
            : `${askedText(asked)} holds only with the verified reserve; without it the plan is done on ${formatDay(floor)}`,
        findings: [
          {
            message: reserve === null ? message : `${message}; with the verified reserve it is done on ${formatDay(reserve.date)}`,
            at: asked.at,
            help: reserve === null ? `offer ${formatDay(floor)} or later` : 'a delivery lead may release the reserve',
            related: [
              ...(reserve?.buffers.map((index) => ({ message: 'the verified reserve', at: at('capacity', 'buffers', index) })) ?? []),
              ...plan.unplaced.map(({ booking, at: place }) => ({ message: `'${booking}' does not end within five years`, at: place })),
            ],
            data: {
              asked: formatDay(asked.day),
              nominal: formatDay(floor),
              role: plan.bottleneck?.role ?? null,
              used_hours: plan.bottleneck?.used ?? null,
              free_hours: plan.bottleneck?.free ?? null,
            },
          },
        ],
      };
    },
  );
}

/** A role without people and the like are findings of this rule; what else keeps the deal from being planned is another rule's to say. */
function unplannable(because: readonly Unplannable[], facts: RuleFacts): DateOutcome<Reason> {
  const [first, ...rest] = because
    // Steps that nobody wrote down are a missing fact, not a lack of room.
    .filter(({ rule, reason }) => rule === 'fits-headroom' && reason !== 'no-steps')
    .map(({ reason, message, at: place, help }) => ({ reason, finding: { message, at: place, help, data: { reason } } }));
  if (first === undefined) return unknownFor('plan', facts) as DateOutcome<Reason>;
  return {
    kind: 'fail',
    reason: first.reason as Reason,
    summary: first.finding.message,
    findings: [first.finding, ...rest.map(({ finding }) => finding)],
    earliest: null,
  };
}

/**
 * The binding role and interval: `press: 61 of 64 free hours used 2026-12-01 to 2026-12-14; Corvid Books (so-077) holds it`. Where most of what is free
 * is not used, it is not the hours that are too few but their days: then the step that waits for them.
 */
function bottleneckText({ bottleneck }: Planned): string | null {
  if (bottleneck === null) return null;
  const { role, from, to, used, free, heldBy, waits } = bottleneck;
  const held = (by: typeof heldBy): string => {
    const holders = by.map(({ booking, customer, hours, until }) =>
      until === null
        ? `${customer === null ? booking : `${customer} (${booking})`} holds ${hours}h`
        : `${hours}h are held for ${customer ?? booking} until ${formatDay(until)}${customer === null ? '' : ` (${booking})`}`,
    );
    return holders.length > 0 ? `; ${listedFew(holders)}` : '';
  };
  if (waits !== null && used < MOST * free) {
    return `${waits.step} waits for ${role} from ${formatDay(waits.from)} to ${formatDay(waits.until)}${held(waits.heldBy)}`;
  }
  return `${role}: ${used} of ${free} free hours used ${formatDay(from)} to ${formatDay(to)}${held(heldBy)}`;
}

/** The share of the free hours from which on they are what is too few. */
const MOST = 0.8;

/** What of the queue could not be planned, so that nobody takes the rest of it for all there is. */
function unplacedText({ unplaced }: Planned): string {
  if (unplaced.length === 0) return '';
  const [verb, them] = unplaced.length === 1 ? ['does', 'it'] : ['do', 'them'];
  const names = listedFew(unplaced.map(({ booking }) => `'${booking}'`));
  return `; of the queue ${names} ${verb} not end within five years, and only what fits of ${them} is counted`;
}

function missedPhase(plan: Planned, facts: RuleFacts): Outcome<Reason> | null {
  const findings = missedPhases(facts, plan, 'nominal', 'its items are done if nothing goes wrong');
  if (findings === null) return null;
  return { kind: 'fail', reason: 'phase-no-headroom', summary: findings[0].message, findings };
}

function unconfirmed(plan: Planned, { capacity }: RuleFacts): Outcome<Reason> | null {
  if (plan.afterConfirmed.length === 0) return null;
  const until = formatDay(capacity.confirmed_until!);
  const steps = plan.afterConfirmed.map(({ item, step }) => `${item}.${step}`);
  const message = `${listed(steps)} ${steps.length === 1 ? 'is' : 'are'} planned after ${until}, up to which operations confirmed the schedule`;
  return {
    kind: 'fail',
    reason: 'after-confirmed',
    summary: message,
    findings: [
      {
        message,
        at: at('capacity', 'confirmed_until'),
        help: 'a delivery lead may approve it, or operations confirm a later day',
        data: { steps, confirmed_until: until },
      },
    ],
  };
}
