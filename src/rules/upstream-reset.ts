import * as z from 'zod/mini';
import { addDuration, businessDaysBetween } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { InputFact } from '../model/facts.ts';
import { formatDuration } from '../model/units.ts';
import type { Planned } from '../schedule/schedule.ts';
import { approvalText, approveHelp } from './approvals.ts';
import { againstFloor, gapText } from './floor.ts';
import { unknownFor } from './missing.ts';
import { option } from './texts/notation.ts';
import type { DateOutcome, Finding, Outcome, Rule, RuleFacts } from './rule.ts';

const options = z.strictObject({
  open_inputs: option(
    z.enum(['due', 'relative'], { error: "is neither 'due' nor 'relative'" }),
    'due',
    "What an input that is not here yet allows: `due`, a date that counts on its due day; `relative`, only 'within n bd after it came'.",
  ),
});

type UpstreamResetOptions = z.output<typeof options>;

type Reason = 'only-said' | 'overdue' | 'open' | 'within-too-short' | 'no-such-input' | 'not-on-every-day';

/** What comes late from upstream moves every date after it. */
export const upstreamReset: Rule<UpstreamResetOptions, never, Reason> = {
  id: 'upstream-reset',
  family: 'dates',
  title: 'The date counts on something of the customer’s that is not here.',
  why: 'Work begins when its input is here, not when it was due. A date that is kept although the artwork came late is paid for with the night shift of somebody who was not asked.',
  source: 'Print and production houses: the clock starts at the approved input, and a late one is planned again from its real day.',
  waivable: 'delivery-lead',
  date: true,
  options,
  final: ['open', 'within-too-short', 'no-such-input'],
  reasons: {
    overdue: 'An input was due before today and is not here: no date can be given until it comes.',
    open: 'An input is not here, and this shop gives dates only relative to it.',
    'only-said':
      'The deal says that an input is here, and nobody who works with it has signed that: it is planned as one that is still to come.',
    'within-too-short': 'The offer is relative to an input, and shorter than what the plan needs from the day it comes.',
    'no-such-input': 'The offer is relative to an input that nothing in the deal needs.',
    'not-on-every-day': 'It holds for the day that the input is planned with, and would not for a later one, when others have the team.',
  },
  needs: [],
  approvals: ({ deal }) => firstOfEach(deal.inputs).flatMap(({ claim }) => (claim === null ? [] : [claim.approvable])),
  check(facts, { open_inputs }) {
    const { deal, schedule } = facts;
    const { relative } = deal;
    const inputs = firstOfEach(deal.inputs);
    if (relative !== null && !inputs.some(({ id }) => id === relative.input)) {
      const known = inputs.map(({ id }) => id).join(', ') || 'none';
      const message = `'${relative.input}' is no input of what is sold (inputs: ${known})`;
      return {
        kind: 'fail',
        reason: 'no-such-input',
        earliest: null,
        summary: message,
        findings: [{ message, at: relative.at, help: 'name an input of the items, or give a date' }],
      };
    }
    const open = inputs.filter(({ id, state }) => state !== 'here' && id !== relative?.input);
    const overdue = open.filter(({ state }) => state === 'overdue');
    const wrong = (overdue.length > 0 ? overdue : open_inputs === 'relative' ? open : []).map((input) => openFinding(input, facts));
    const [first, ...rest] = wrong;
    if (first !== undefined) {
      // Where dates are planned with the due day, a delivery lead may go on counting on it; where they are not, nobody may.
      return {
        kind: 'fail',
        reason: overdue.length > 0 ? 'overdue' : 'open',
        final: open_inputs === 'relative',
        earliest: null,
        summary: first.message,
        findings: [first, ...rest],
      };
    }
    if (inputs.length === 0) return { kind: 'not-applicable', because: 'nothing is needed from the customer' };
    if (schedule.status === 'unplannable') return { ...unknownFor('plan', facts), earliest: null };
    if (relative !== null) return relativeOutcome(relative, schedule, facts);
    return { ...standing(inputs, open, schedule, facts), earliest: null };
  },
};

/** The same input of two items is one fact for the customer. */
function firstOfEach(inputs: readonly InputFact[]): InputFact[] {
  return inputs.filter((input, index) => inputs.findIndex(({ id }) => id === input.id) === index);
}

/** What the deal alone says of an input's coming, and who may say so too; null where it is believed, or says nothing. */
function unsaid({ claim }: InputFact, facts: RuleFacts): { text: string; help: string } | null {
  if (claim === null || claim.approval.state === 'approved') return null;
  return {
    text: `the deal says ${claim.approvable.what}, and that is ${approvalText(claim.approval)}`,
    help: approveHelp(facts, 'upstream-reset', claim.approvable),
  };
}

function openFinding(input: InputFact, facts: RuleFacts): Finding {
  const { id, library, line, due, state, at } = input;
  const { calendar, today, schedule, policy } = facts;
  const verb = library.approval ? 'approved' : 'received';
  const came = line?.[verb];
  const claimed = unsaid(input, facts);
  const where =
    claimed !== null
      ? `is not here: ${claimed.text}`
      : came === undefined
        ? library.approval && line?.received
          ? 'is here but not approved'
          : 'is not here'
        : `is recorded as ${verb} on ${formatDay(came.day)}, which is still to come`;
  const missed =
    state === 'overdue'
      ? ` and was due on ${formatDay(due!)}, ${gapText(facts, due!, today)} ago: no date can be given`
      : ': a date can only be given relative to it';
  const { sales } = policy.buffers;
  const safe = schedule.status === 'planned' ? safeFinish(schedule) : null;
  const bd = (day: Day): string => `${businessDaysBetween(calendar, input.day, day)}bd`;
  const within = safe === null ? '…' : bd(addDuration(calendar, safe, sales) ?? safe);
  const slack = safe === null || sales.n === 0 ? '' : ` (safe ${bd(safe)} and the sales buffer)`;
  return {
    message: `'${id}' ${where}${missed}`,
    at: state === 'overdue' && line !== null ? { ...at, path: [...at.path, 'due'] } : at,
    help: `${claimed === null ? 'get it' : claimed.help}, or offer it relative: complete: {after: ${id}, within: ${within}}${slack}`,
    data: { input: id, due: due === null ? null : formatDay(due), state, within },
  };
}

/** The safe date as far as the plan knows it, so that an offer written as suggested holds. */
function safeFinish({ nominal, twoFailures }: Planned): Day {
  return Math.max(nominal.date, twoFailures?.finish.date ?? nominal.date);
}

/** An offer that is relative to an input is held against what the plan needs from that day on. */
function relativeOutcome(relative: NonNullable<RuleFacts['deal']['relative']>, plan: Planned, facts: RuleFacts): DateOutcome<Reason> {
  const { input, within, from, at } = relative;
  const needed = `${businessDaysBetween(facts.calendar, from, plan.nominal.date)}bd`;
  const holds = `${businessDaysBetween(facts.calendar, from, safeFinish(plan))}bd`;
  const days = plan.byApproval.map(({ approved, complete }) => {
    const kept = complete <= (addDuration(facts.calendar, approved, within) ?? complete);
    return {
      approved,
      kept,
      text: `${input} on ${formatDay(approved)}: complete on ${formatDay(complete)}${kept ? '' : ', later than offered'}`,
    };
  });
  const notes = days.map(({ text }) => text);
  const broken = days.find(({ approved, kept }) => !kept && approved > from);
  const said = `within ${formatDuration(within)} after '${input}'`;
  return againstFloor<Reason>(
    facts,
    {
      earliest: plan.nominal.date,
      lowerBound: plan.nominal.lowerBound,
      because: `${needed} from the day '${input}' comes, planned for ${formatDay(from)}`,
    },
    () =>
      broken === undefined
        ? { kind: 'pass', note: `${said}: the plan needs ${needed}`, notes }
        : {
            kind: 'pass',
            reason: 'not-on-every-day',
            note: `${said}: the plan needs ${needed} from ${formatDay(from)}, and more if it comes on ${formatDay(broken.approved)}: say until when it has to come`,
            notes,
          },
    (_, floor) => {
      const message = `${said}, and the plan needs ${needed}: '${input}' on ${formatDay(from)} is complete on ${formatDay(floor)}`;
      return {
        kind: 'fail',
        reason: 'within-too-short',
        summary: message,
        findings: [{ message, at, help: `offer within: ${holds} or more`, data: { input, needed, holds, by_approval: notes } }],
      };
    },
  );
}

/** What is here passes on any day: the plan has begun at the real day already, and the other floors carry it. */
function standing(inputs: readonly InputFact[], open: readonly InputFact[], plan: Planned, facts: RuleFacts): Outcome<Reason> {
  const late = inputs.flatMap(({ id, came, day, due, dueFrom, afterCutoff }) => {
    const counts = afterCutoff ? [`'${id}' came after its cut-off and counts from ${formatDay(day)}; nothing is compressed`] : [];
    if (came === null || due === null || dueFrom !== 'deal' || day <= due) return counts;
    const moved =
      plan.ifInputsOnTime === null || plan.ifInputsOnTime === plan.nominal.date
        ? ''
        : `: ${formatDay(plan.ifInputsOnTime)} becomes ${formatDay(plan.nominal.date)}`;
    return [...counts, `'${id}' came ${gapText(facts, due, day)} late${moved}`];
  });
  const planned = open.map((input) => {
    const claimed = unsaid(input, facts);
    const why = claimed === null ? '' : `: ${claimed.text} (${claimed.help})`;
    return `'${input.id}' is planned for ${formatDay(input.day)}${why}`;
  });
  const [first = 'every input is here', ...notes] = [...late, ...planned];
  const only = open.some((input) => unsaid(input, facts) !== null);
  return { kind: 'pass', ...(only && { reason: 'only-said' as const }), note: first, notes };
}
