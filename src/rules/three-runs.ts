import * as z from 'zod/mini';
import { inclusiveBusinessDays } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import { at } from '../model/place.ts';
import { itemsOfPromise } from '../model/promise-meaning.ts';
import { wordsOf } from '../model/restated.ts';
import { listed } from '../model/words.ts';
import type { Planned, Run, ThreeRuns } from '../schedule/schedule.ts';
import { againstFloor, askedText } from './floor.ts';
import { missingText } from './missing.ts';
import { findingsOf, phaseRuns } from './dates/phases.ts';
import type { DateOutcome, Finding, MissingFact, NonEmpty, Rule, RuleFacts } from './rule.ts';

type Reason = 'run-breaks' | 'phase-breaks' | 'never-ends' | 'no-lead-time' | 'not-held';

const ORDINALS = ['first', 'second', 'third'];

/** What can be done once is luck; what can be sold again next week is a process. */
export const threeRuns: Rule<object, 'plan', Reason> = {
  id: 'three-runs',
  family: 'dates',
  title: 'The promised lead would not hold three times in a row.',
  why: 'A lead that is kept once becomes the lead that everybody asks for. If the second or third order like this one would break it, the first is sold on luck: on an empty week, or on stock that is there only once.',
  source: 'Process capability: a lead time is what can be repeated under the usual load, not the best run on record.',
  waivable: 'delivery-lead',
  date: true,
  options: z.strictObject({}),
  reasons: {
    'run-breaks': 'Of three copies of the deal, back to back under the usual load, one is done later than its share of leads allows.',
    'phase-breaks': 'Three copies hold as wholes; of an earlier phase one is done later than its share of the lead of that phase allows.',
    'never-ends':
      'The copies do not end within the horizon: the usual load of a role leaves them no room, or the people they need leave before.',
    'not-held':
      'Its doer would not do it three times in a row and hold everything else, or hesitates. An error in every profile, unless the deal is standard.',
    'no-lead-time': 'The later copies must order a material, and nobody has said how long that takes.',
  },
  always: ['not-held'],
  needs: ['plan'],
  check({ plan, ...facts }) {
    const computed = computedOf(plan, facts);
    const [hesitates, ...others] = hesitationsOf(facts);
    if (hesitates === undefined) return computed;
    const findings = [hesitates, ...others, ...(computed.kind === 'fail' ? computed.findings : [])] as const;
    // The floor stays the computed one: no day makes a doer say yes.
    const { earliest, because, lowerBound } = computed;
    // Whoever waives it waives the doer's word, and not the floor that holds without it.
    const dateless = computed.kind === 'pass' ? { dateless: true as const, unwaivable: earliest! } : {};
    return { kind: 'fail', reason: 'not-held', summary: hesitates.message, findings, earliest, because, lowerBound, ...dateless };
  },
};

function computedOf(plan: Planned, facts: RuleFacts): DateOutcome<Reason> {
  const { threeRuns: found } = plan;
  switch (found.status) {
    case 'no-lead-time':
      return noLeadTime(found.materials, facts);
    case 'never-ends':
      return neverEnds(found, facts);
    case 'planned':
      return judge(found, plan, facts);
  }
}

/** What doers answered to `would you do it three times in a row and hold everything else?`, where it was no yes. */
function hesitationsOf(facts: RuleFacts): Finding[] {
  return wordsOf(facts).flatMap(({ promise, word }): Finding[] => {
    const { can_hold_standard: holds } = word.said;
    // What was said of the library, once for all deals, is for operations to mend there; a standard deal rests on the computed part.
    if (holds === 'yes' || (word.standing && facts.notStandard.length === 0)) return [];
    const says = holds === 'no' ? 'would not do it' : 'hesitates to do it';
    return [
      {
        message: `${word.by} ${says} three times in a row and hold everything else ('${promise.id}', ${formatDay(word.at)})`,
        at: promise.written ? promise.at : (itemsOfPromise(facts, promise)[0]?.at ?? promise.at),
        help: `ask ${word.by} what it would take, or a delivery lead may approve it as a single run`,
        data: { promise: promise.id, by: word.by, can_hold_standard: holds },
      },
    ];
  });
}

function judge(found: Extract<ThreeRuns, { status: 'planned' }>, plan: Planned, facts: RuleFacts): DateOutcome<Reason> {
  const { runs, lead, date, lowerBound, loadUnknown } = found;
  const leads = runs.map(({ businessDays }) => businessDays);
  const decisive = leads.findIndex((businessDays, k) => Math.ceil(businessDays / (k + 1)) === lead);
  // Where the deal alone takes as long, `fits-headroom` has said what it waits for.
  const takes = decisive === 0 && runs[0].finish === plan.nominal.date ? 'the first takes as long, as planned' : takesText(runs, decisive);
  const because = `three runs hold from a lead of ${lead}bd: ${takes}`;
  return againstFloor<Reason>(
    facts,
    { earliest: date, lowerBound, because },
    (asked) => {
      const missed = missedPhases(plan, facts);
      if (missed !== null) return { kind: 'fail', reason: 'phase-breaks', summary: missed[0].message, findings: missed };
      const promised = leadOf(facts, asked.day);
      const allowed = leads.map((_, k) => (k + 1) * promised);
      return {
        kind: 'pass',
        note: `three runs hold a lead of ${promised}bd: done after ${listed(leads.map(String))}bd of ${listed(allowed.map(String))}bd`,
        notes: loadUnknown.length === 0 ? [] : [`the usual load of ${listed(loadUnknown)} is not known: only what is booked counts`],
      };
    },
    (asked, floor) => {
      const { words, data } = breaksOf(runs, lead, asked.day, facts);
      const message = `${askedText(asked)} ${words}`;
      return {
        kind: 'fail',
        reason: 'run-breaks',
        summary: message,
        findings: [
          {
            message,
            at: asked.at,
            help: `offer ${formatDay(floor)} or later, a lead of ${lead}bd, which three runs hold`,
            data: { asked: formatDay(asked.day), ...data },
          },
        ],
      };
    },
  );
}

/** What the date of an earlier phase promises, held against the copies of that phase. */
function missedPhases(plan: Planned, facts: RuleFacts): NonEmpty<Finding> | null {
  return findingsOf(
    facts,
    (phase) => phaseRuns(plan, phase)?.date ?? null,
    ({ phase, complete, said }) => {
      const { runs, lead } = phaseRuns(plan, phase)!;
      const { words, data } = breaksOf(runs, lead, complete.day, facts);
      return { message: `${said} ${words}`, data };
    },
  );
}

/** Which copy is the first to break the lead that a day promises, in words and as data. */
function breaksOf(runs: readonly Run[], lead: number, day: Day, facts: RuleFacts): { words: string; data: NonNullable<Finding['data']> } {
  const promised = leadOf(facts, day);
  const broken = runs.findIndex(({ businessDays }, k) => businessDays > (k + 1) * promised);
  const { finish, bottleneck, awaits } = runs[broken];
  const holds = broken === 0 ? 'not even one run holds it' : broken === 1 ? 'one run holds it' : 'two runs hold it';
  return {
    words: `is a lead of ${promised}bd; ${holds}: ${takesText(runs, broken)}, and it has ${(broken + 1) * promised}bd`,
    data: {
      lead: `${promised}bd`,
      runs_hold: broken,
      breaks: broken + 1,
      on: bottleneck?.role ?? awaits,
      done: formatDay(finish),
      business_days: runs.map(({ businessDays }) => businessDays),
      shortest_lead: `${lead}bd`,
    },
  };
}

/** The lead that a completion promises: business days from the plan's beginning, first and last counted. */
function leadOf({ calendar, deal }: RuleFacts, day: Day): number {
  return inclusiveBusinessDays(calendar, deal.begin, day);
}

/** `the third is done after 17bd, on 2026-12-09 (press: it uses 16h of the 16h that the queue, … leave 2026-11-17 to 2026-12-08)`. */
function takesText(runs: readonly Run[], k: number): string {
  const { businessDays, finish, bottleneck, awaits } = runs[k];
  const takes = `the ${ORDINALS[k]} is done after ${businessDays}bd, on ${formatDay(finish)}`;
  if (bottleneck !== null) {
    const { role, from, to, used, free } = bottleneck;
    const others = k === 0 ? 'the queue and its usual load' : 'the queue, its usual load and the runs before';
    return `${takes} (${role}: it uses ${used}h of the ${free}h that ${others} leave ${formatDay(from)} to ${formatDay(to)})`;
  }
  return awaits === null ? takes : `${takes} (it waits for ${awaits})`;
}

function noLeadTime(materials: readonly number[], { capacity }: RuleFacts): DateOutcome<Reason> {
  const missing = materials.map((index): MissingFact => ({
    fact: `how long an order of '${capacity.materials![index].id}' takes`,
    file: 'capacity',
    key: `materials.${capacity.materials![index].id}.lead_time`,
    owedBy: 'operations',
    at: at('capacity', 'materials', index),
  }));
  return {
    kind: 'unknown',
    reason: 'no-lead-time',
    summary: missing.map(missingText).join('; '),
    missing: missing as unknown as NonEmpty<MissingFact>,
    earliest: null,
  };
}

function neverEnds({ run, loaded }: Extract<ThreeRuns, { status: 'never-ends' }>, { deal }: RuleFacts): DateOutcome<Reason> {
  const ends = `no lead holds three times: the ${ORDINALS[run - 1]} run never ends`;
  const load = `the usual load of ${listed(loaded)}`;
  const message = loaded.length > 0 ? `${ends} beside ${load}` : `${ends}, the people it needs are gone by then`;
  const leaving = "who leaves and when (people's `until`)";
  // The first run is the deal itself, which does end without a usual load; behind the others may be either.
  const lookAt = loaded.length === 0 ? leaving : run === 1 ? load : `${load}, and at ${leaving}`;
  return {
    kind: 'fail',
    reason: 'never-ends',
    summary: message,
    findings: [
      {
        message,
        at: deal.judgedCompletion?.at ?? deal.items[0].at,
        help: `operations: look at ${lookAt}, or a delivery lead may approve it as a single run`,
        data: { breaks: run },
      },
    ],
    earliest: null,
    because: message,
  };
}
