import * as z from 'zod/mini';
import { inclusiveBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Asked, ItemFact } from '../model/facts.ts';
import { leadEnd, leadTimeOf } from '../model/lead.ts';
import { at, type Place } from '../model/place.ts';
import { formatDuration, formatMicro } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { leadBegin } from './dates/clock.ts';
import { againstFloor, askedText } from './floor.ts';
import { needsMaterial, unlockedOf, type Unlocked } from './dates/locks.ts';
import { missingText } from './missing.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import type { DateOutcome, Finding, MissingFact, NonEmpty, Outcome, Rule, RuleFacts } from './rule.ts';
import { nonEmpty } from './wrong.ts';

type Reason = 'not-locked' | 'double-allocated' | 'too-late' | 'no-lead-time';

/** Who works faster than the standard lead must hold the material, not hope for it. */
export const expediteMaterials: Rule<object, 'plan', Reason> = {
  id: 'expedite-materials',
  family: 'dates',
  title: 'The job is expedited, and its materials are not locked.',
  why: 'At the standard lead time a material that slips is ordered again. Expedited there is no time for that: one roll that was only confirmed, or promised to somebody else as well, holds the whole job while everything else waits at full price.',
  source: 'Make-to-order shops: no rush without every material in hand or locked.',
  waivable: null,
  date: true,
  options: z.strictObject({}),
  reasons: {
    'not-locked': 'The date is below the standard lead time, and operations do not hold all of a material for this deal.',
    'double-allocated': 'The same, and what is allocated to this deal is promised to another booking as well.',
    'too-late': 'The same, and what is locked is not there when its step begins.',
    'no-lead-time': 'Something is not locked, and the library has no standard lead time to say whether that is expedited.',
  },
  needs: ['plan'],
  check(facts) {
    if (!needsMaterial(facts)) return { kind: 'not-applicable', because: 'nothing that is sold needs material', earliest: null };
    const unlocked = unlockedOf(facts);
    if (unlocked.length === 0) {
      return { kind: 'pass', note: 'every material is in stock or locked for this deal, so it may be expedited', earliest: null };
    }
    const { items } = facts.deal;
    const missing = owed(items.filter((item) => unlocked.some((each) => isOf(each, item)) && leadTimeOf(item) === null));
    const standard = standardEnd(items, unlocked, facts);
    if (standard === null) return { ...noLead(nonEmpty(missing)), earliest: null };
    const phases = phaseFloors(facts, standard.day, (some) => standardEnd(some, unlocked, facts)?.day ?? null);
    const because = `'${holdingUp(unlocked).material}' is not locked, so nothing is expedited: ${standard.words}`;
    const outcome = againstFloor<Reason>(
      facts,
      { earliest: standard.day, because },
      (_, floor): Outcome<Reason> => {
        const missed = missedFloors(facts, phases, 'the end of its standard lead, and not all of its material is locked');
        if (missed !== null) return { kind: 'fail', reason: 'not-locked', summary: missed[0].message, findings: missed };
        if (missing.length > 0) return noLead(nonEmpty(missing));
        return {
          kind: 'pass',
          note: `not expedited (from ${formatDay(floor)}, ${standard.words}): what is not locked only moves the plan`,
        };
      },
      (asked, floor) => {
        const expedited = unlocked.filter((each) => items.some((item) => isOf(each, item) && isBefore(asked, item, facts)));
        const first = holdingUp(expedited);
        const wrong = [first, ...expedited.filter((each) => each !== first)].map((each) =>
          findingOf(each, asked, floor, standard.words, facts),
        );
        return {
          kind: 'fail',
          reason: first.alsoTo.length > 0 ? 'double-allocated' : first.there !== null ? 'too-late' : 'not-locked',
          summary: wrong[0].message,
          findings: nonEmpty(wrong),
        };
      },
    );
    return { ...outcome, phases } satisfies DateOutcome<Reason>;
  },
};

/** Whether a need is one of an item's; what only the deal's lines ask for is every item's. */
function isOf({ item }: Unlocked, { id }: ItemFact): boolean {
  return item === null || item === id;
}

/** The end of the longest standard lead among items that lack something; null where none has one. */
function standardEnd(items: readonly ItemFact[], unlocked: readonly Unlocked[], facts: RuleFacts): { day: Day; words: string } | null {
  let last: { day: Day; words: string } | null = null;
  for (const item of items) {
    const lead = leadTimeOf(item);
    const day = lead && leadEnd(facts.calendar, leadBegin(facts), lead);
    if (lead === null || day === null || !unlocked.some((each) => isOf(each, item))) continue;
    if (last === null || day > last.day) last = { day, words: `${formatDuration(lead)} are standard for '${item.id}'` };
  }
  return last;
}

function isBefore(asked: Asked, item: ItemFact, facts: RuleFacts): boolean {
  const lead = leadTimeOf(item);
  return lead !== null && asked.day < (leadEnd(facts.calendar, leadBegin(facts), lead) ?? 0);
}

/** The one line that holds the job: what is missing before what is late, and of these the furthest from what is needed. */
function holdingUp(unlocked: readonly Unlocked[]): Unlocked {
  const waits = ({ there, by }: Unlocked): number => (there === null ? Infinity : there - by);
  const lacks = ({ held, needed }: Unlocked): number => held / needed;
  return unlocked.toSorted((a, b) => (waits(a) === waits(b) ? lacks(a) - lacks(b) : waits(b) - waits(a)))[0];
}

function findingOf(lack: Unlocked, asked: Asked, floor: Day, words: string, facts: RuleFacts): Finding {
  const { material, index, needed, held, by, there, alsoTo } = lack;
  const { capacity, deal, calendar } = facts;
  const unit = index === null ? '' : (capacity.materials![index].unit ?? '');
  const amount = (micro: number): string => [formatMicro(micro), unit].filter(Boolean).join(' ');
  const line = (deal.file.materials ?? []).findIndex((each) => each.material === material);
  const said = line < 0 ? '' : ` (the deal's own line says ${deal.file.materials![line].state}, which locks nothing)`;
  const short =
    there === null
      ? `'${material}' is not locked: ${amount(needed)} are needed on ${formatDay(by)}, and operations hold ${amount(held)}${said}`
      : `'${material}' is locked for ${formatDay(there)}, and its step begins on ${formatDay(by)}`;
  const twice = alsoTo.length === 0 ? '' : `; what is allocated to ${deal.id} is allocated to ${listed(alsoTo)} as well`;
  const lead = inclusiveBusinessDays(calendar, leadBegin(facts), asked.day);
  const place: Place = line >= 0 ? at('deal', 'materials', line) : index === null ? asked.at : at('capacity', 'materials', index);
  const lock =
    there === null
      ? `operations lock it (allocated: [{to: ${deal.id}, quantity: ${formatMicro(needed)}}], or incoming with for: ${deal.id} and locked: true)`
      : 'operations get it sooner';
  return {
    message: `${askedText(asked)} is a lead of ${lead}bd where ${words}, and ${short}${twice}`,
    at: place,
    help: `${lock}; or offer ${formatDay(floor)} or later`,
    related: [{ message: 'the date that is asked for', at: asked.at }],
    data: {
      material,
      needed: amount(needed),
      held: amount(held),
      needed_on: formatDay(by),
      there: there === null ? null : formatDay(there),
      also_allocated_to: alsoTo,
      lead: `${lead}bd`,
      standard: formatDay(floor),
    },
  };
}

function owed(items: readonly ItemFact[]): MissingFact[] {
  return items.map(({ deliverable }) => ({
    fact: `the standard lead time of '${deliverable}', to tell whether it is expedited`,
    file: 'deliverables',
    key: `${deliverable}.lead_time`,
    owedBy: 'operations',
    at: at('deliverables', 'deliverables', deliverable, 'lead_time'),
  }));
}

function noLead(missing: NonEmpty<MissingFact>): Outcome<Reason> {
  return { kind: 'unknown', reason: 'no-lead-time', summary: missing.map(missingText).join('; '), missing };
}
