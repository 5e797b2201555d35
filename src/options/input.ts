/** Something of the customer's that comes sooner than was agreed, by the latest day that is enough. */
import { addBusinessDays, addDuration, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Facts, InputFact } from '../model/facts.ts';
import { capacityUntil, survives, survivesAtBest } from '../schedule/look.ts';
import type { Budget } from '../schedule/order.ts';
import type { PlanSettings } from '../schedule/settings.ts';
import { dayEdit, offerEdits, type Edit } from './edit.ts';
import { businessDaysFrom, latestDay } from './latest.ts';
import type { Desk } from './recheck.ts';
import type { Way } from './way.ts';
import { heldWords } from './words.ts';
import { wholeWay } from './whole.ts';

/** Inputs that are tried, those first that the plan waits for. */
const INPUTS = 2;
/** Days on which it may still come that are looked at. */
const DAYS = 250;
/** Placements that all first looks together may cost. */
const LOOKS = 60_000;

/**
 * Returns the way to say yes with an input sooner; null where nothing is open whose day was agreed on, or that would not be enough. What comes on its usual
 * day already cannot be asked for sooner: nobody has said that it could be.
 */
export function inputWay(desk: Desk, settings: PlanSettings, start: Day | null): Way | null {
  const { facts } = desk.before;
  const { deal, calendar, today } = facts;
  const asked = deal.judgedCompletion;
  if (asked === null || deal.relative !== null) return null;
  const soonest = onOrAfter(calendar, Math.max(deal.begin, today + 1));
  const beyond = addBusinessDays(calendar, asked.day, 1);
  if (soonest === null || beyond === null) return null;
  const budget: Budget = { left: LOOKS };

  for (const input of inputsInTheWay(desk).slice(0, INPUTS)) {
    const line = deal.file.inputs!.findIndex(({ id }) => id === input.id);
    // Overdue: whatever was agreed on is over.
    const until = input.state === 'overdue' ? beyond : Math.min(beyond, input.due!);
    const usual = (input.library.takes && addDuration(calendar, deal.begin, input.library.takes)) ?? deal.begin;
    const days = businessDaysFrom(calendar, Math.max(soonest, usual), until, DAYS);
    const edits = (day: Day): Edit[] => [dayEdit(['inputs', line, 'due'], day), ...offerEdits(facts, { start, complete: null })];
    const profile = capacityUntil(facts, settings, asked.day);
    const latest = latestDay(
      days,
      (day) => survives(withInput(facts, input.id, day), settings, profile, asked.day, budget),
      (day) => (day === input.due ? 'nothing' : desk.tryOut(edits(day))),
      (day) => survivesAtBest(withInput(facts, input.id, day), settings, profile, asked.day),
    );
    if (latest === null) continue;
    const { day, tried, tight } = latest;
    const who = input.from ?? deal.customer.name;
    return wholeWay(facts, tried, {
      kind: 'input',
      words: `${heldWords(desk.before, start)} if ${input.id} is here${input.library.approval ? ' and approved' : ''} by ${formatDay(day)}`,
      edits: edits(day),
      asks: { who, act: 'agree', capacity: [] },
      tight,
    });
  }
  return null;
}

/** Inputs whose day was agreed on and that are not here: the overdue ones first, without which there is no date, then those that the plan waits for. */
function inputsInTheWay({ before: { facts, schedule } }: Desk): InputFact[] {
  const { inputs } = facts.deal;
  const open = inputs.filter(
    ({ id, state, dueFrom }, nth) => state !== 'here' && dueFrom === 'deal' && inputs.findIndex((other) => other.id === id) === nth,
  );
  const overdue = open.filter(({ state }) => state === 'overdue');
  // Of several that are overdue one alone brings no date.
  if (overdue.length > 0) return overdue.length === 1 ? overdue : [];
  const waited = schedule.status === 'planned' ? schedule.chain.filter(({ waits }) => waits === 'input').map(({ on }) => on) : [];
  return open.filter(({ id }) => waited.includes(id));
}

function withInput(facts: Facts, id: string, day: Day): Facts {
  const inputs = facts.deal.inputs.map((input) => (input.id === id ? { ...input, day } : input));
  return { ...facts, deal: { ...facts.deal, inputs } };
}
