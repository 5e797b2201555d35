import * as z from 'zod/mini';
import { addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { ItemFact } from '../model/facts.ts';
import { standardLead } from '../model/lead.ts';
import type { History } from '../model/history.ts';
import type { Deliverable } from '../model/library.ts';
import { at } from '../model/place.ts';
import { effortsSaid } from '../model/restated.ts';
import { formatDuration, formatNeed, type Need } from '../model/units.ts';
import { listed } from '../model/words.ts';
import { againstFloor, askedText } from './floor.ts';
import { missingText, unknownFor, unknownForUnlisted } from './missing.ts';
import { count, option } from './texts/notation.ts';
import { missedFloors, phaseFloors } from './dates/phases.ts';
import { isWithinLimits, pilotLimits } from './dates/pilot.ts';
import type { DateOutcome, Finding, MissingFact, NonEmpty, OptionalFacts, Outcome, Rule, RuleFacts } from './rule.ts';
import { doersOf, peopleFor, trackRecord } from './dates/track-record.ts';
import { failureOf, type Wrong } from './wrong.ts';

const options = z.strictObject({
  runs: option(count, 3, 'Finished runs of the current version, on time and on spec, that prove it.'),
  doers: option(count, 2, 'By how many people, or all where the role has fewer.'),
  ...pilotLimits,
});

type Options = z.output<typeof options>;

type Known = RuleFacts & Pick<OptionalFacts, 'record'>;

type Reason = 'too-few-runs' | 'too-few-doers' | 'not-recorded' | 'build-undated' | 'build-too-early';

/** What was never done is not sold as if it were. */
export const provenOutput: Rule<Options, 'record', Reason> = {
  id: 'proven-output',
  family: 'scope',
  title: 'Something is sold as delivered that was not delivered often enough to be known.',
  why: 'Once is luck and one person is a hero. What was done three times, on time and as specified, by more than one person, is a process that can be sold; all else is sold as what it is: a pilot, or something to be built first.',
  source: 'Service productization: sell what is proven, pilot what is not, and give what must be built a date of its own.',
  waivable: 'leadership',
  date: true,
  options,
  reasons: {
    'too-few-runs': 'Too few finished runs of this version were on time and on spec; pilots and heroes do not count.',
    'too-few-doers': 'All of these runs were done by too few people.',
    'not-recorded': 'The history does not record of enough runs whether they were on time, on spec, and of this version.',
    'build-undated': 'It is offered as a build, and no day is known on which it will be there.',
    'build-too-early': 'It is offered as a build, and the date is before it will be there and its standard lead time has passed.',
  },
  needs: ['record'],
  check(facts, limits) {
    const { items } = facts.deal;
    const [unlisted, ...others] = items.filter(({ entry }) => entry === null);
    if (unlisted !== undefined) return { ...unknownForUnlisted('the runs', [unlisted, ...others]), earliest: null, dateless: true };
    const judged = items.filter((item) => !isPilot(item, facts, limits));
    if (judged.length === 0) return { kind: 'not-applicable', because: 'it is a pilot', earliest: null };
    const records = judgeRecords(
      judged.filter(({ offer }) => offer === 'deliver'),
      facts,
      limits,
    );
    const builds = judged.filter(({ offer }) => offer === 'build');
    const outcome = records ?? undated(builds, facts);
    const last = lastBuilt(builds, facts);
    // What was never done is proven by no later date.
    if (records !== null || last === null)
      return { ...(outcome ?? passed(judged)), earliest: null, ...(records === null ? {} : { dateless: true }) };

    const phases = phaseFloors(
      facts,
      last.day,
      (some) =>
        lastBuilt(
          builds.filter((item) => some.includes(item)),
          facts,
        )?.day ?? null,
    );
    const held = againstFloor<Reason>(
      facts,
      { earliest: last.day, because: last.words },
      (): Outcome<Reason> => {
        const missed = missedFloors(facts, phases, 'when what is to be built can be delivered');
        if (missed !== null) return { kind: 'fail', reason: 'build-too-early', summary: missed[0].message, findings: missed };
        return undated(builds, facts) ?? { kind: 'pass', note: last.words };
      },
      (asked, floor) => {
        const message = `${askedText(asked)}: ${last.words}, so it can be delivered on ${formatDay(floor)}`;
        const finding: Finding = {
          message,
          at: asked.at,
          help: `offer ${formatDay(floor)} or later`,
          data: { item: last.item.id, ready: formatDay(last.ready), earliest: formatDay(floor) },
        };
        return { kind: 'fail', reason: 'build-too-early', summary: message, findings: [finding] };
      },
    );
    return { ...held, phases } satisfies DateOutcome<Reason>;
  },
};

function passed(items: readonly ItemFact[]): Outcome<Reason> {
  const names = [...new Set(items.map(({ deliverable }) => `'${deliverable}'`))];
  return { kind: 'pass', note: `${listed(names)} ${names.length === 1 ? 'is' : 'are'} proven by finished runs` };
}

/** Whether an item is sold as a pilot: by a promise of its own, or by one of the whole deal, within the limits. */
function isPilot({ id }: ItemFact, { deal, calendar }: RuleFacts, limits: Options): boolean {
  return deal.promises.some(
    ({ items, pilot }) =>
      pilot !== undefined && (items.length === 0 || items.includes(id)) && isWithinLimits(pilot, limits, calendar.longest),
  );
}

/** Judges what is sold as delivered by its record; null where all of it is proven. */
function judgeRecords(items: readonly ItemFact[], facts: Known, limits: Options): Outcome<Reason> | null {
  const { history } = facts.record;
  if (items.length === 0) return null;
  if (history === null) return unknownFor('history', facts);
  const judged = items
    .filter(({ deliverable }, index) => items.findIndex((other) => other.deliverable === deliverable) === index)
    .map((item) => recordOf(item, item.entry!, history, facts, limits));
  const missing = judged.flatMap((found) => (found !== null && 'fact' in found ? [found] : []));
  const failure = failureOf(judged.flatMap((found) => (found !== null && 'finding' in found ? [found] : [])));
  if (failure !== null) return failure;
  const [first, ...rest] = missing;
  if (first === undefined) return null;
  const all: NonEmpty<MissingFact> = [first, ...rest];
  return { kind: 'unknown', reason: 'not-recorded', missing: all, summary: all.map(missingText).join('; ') };
}

/** What is wrong with the record of a deliverable, or what is missing in it; null where it is proven. */
function recordOf(item: ItemFact, entry: Deliverable, history: History, facts: Known, limits: Options): Wrong<Reason> | MissingFact | null {
  const { proven, unrecorded, columns, failed } = trackRecord(history, entry, facts);
  const people = Math.min(limits.doers, peopleFor(entry, facts));
  const doers = doersOf(proven, facts);
  if (proven.length >= limits.runs && doers.length >= people) return null;

  const like = `'${entry.id}' of version ${entry.version}`;
  const both = [...proven, ...unrecorded];
  const nobody = both.filter((project) => project.doers.length === 0).length;
  const open = both.filter((project) => project.doers.length === 0 || unrecorded.includes(project)).length;
  // It would be proven if all that is not recorded were good.
  if (both.length >= limits.runs && doersOf(both, facts).length + nobody >= people) {
    const what = [...columns, ...(nobody > 0 ? ['doers'] : [])];
    return {
      fact: `${listed(what)} of the finished runs of ${like}: ${proven.length} of ${limits.runs} are proven, and ${open} ${open === 1 ? 'is' : 'are'} not wholly recorded`,
      file: 'history',
      key: '',
      owedBy: 'operations',
      at: at('history', 'projects'),
    };
  }
  const data = { deliverable: entry.id, version: entry.version, proven: proven.length, failed, doers, runs: limits.runs, people };
  const instead = 'sell it as a pilot, or as a build (offer: build) with a date of its own';
  if (proven.length < limits.runs) {
    const others = failed === 0 ? '' : `; ${failed} more ${failed === 1 ? 'was' : 'were'} late, off spec or saved by a hero`;
    const message = `${like}: ${proven.length} of ${limits.runs} finished runs on time and on spec${others}`;
    return { reason: 'too-few-runs', finding: { message, at: item.at, help: instead, data } };
  }
  const message = `${like}: all ${proven.length} proven runs were done by ${listed(doers)}, and ${people} people are asked for`;
  return { reason: 'too-few-doers', finding: { message, at: item.at, help: `have somebody else do the next one, or ${instead}`, data } };
}

/** What is wrong with builds of which no day is known; null where each has one. */
function undated(builds: readonly ItemFact[], facts: RuleFacts): Outcome<Reason> | null {
  const missing = builds
    .filter((item) => item.entry!.roadmap?.state !== 'shipped' && readyOf(item, facts) === null)
    .map(({ index, id, deliverable }): MissingFact => ({
      fact: `the day on which '${id}' is built: by the roadmap of '${deliverable}' in the library, or by the effort that its doer restated`,
      file: 'deal',
      key: `items.${index}.offer`,
      owedBy: 'deal',
      at: at('deal', 'items', index, 'offer'),
    }));
  const [first, ...rest] = missing;
  if (first === undefined) return null;
  const all: NonEmpty<MissingFact> = [first, ...rest];
  return { kind: 'unknown', reason: 'build-undated', missing: all, summary: all.map(missingText).join('; ') };
}

/**
 * The day on which a build is there: by the library's roadmap; else by the plan, where its doer restated the effort of all that is built for it. Null where
 * nobody can say.
 */
function readyOf(item: ItemFact, facts: RuleFacts): { day: Day; by: string } | null {
  const ready = item.entry!.roadmap?.ready;
  if (ready !== undefined) return { day: ready, by: 'the roadmap' };
  const said = effortsSaid(facts).filter((each) => each.item === item.id);
  const covered = item.custom.every(({ id, effort = [] }) =>
    effort.every(({ need }) => said.some((each) => each.custom === id && each.role === formatNeed(need))),
  );
  const built = item.custom.filter(({ effort = [] }) => effort.length > 0);
  if (built.length === 0 || !covered || facts.schedule.status === 'unplannable') return null;
  const steps = new Set(built.flatMap(({ id, effort = [] }) => (effort.length === 1 ? [id] : effort.map(({ need }) => stepOf(id, need)))));
  const rows = facts.schedule.rows.filter((row) => row.item === item.id && steps.has(row.step));
  return rows.length === 0 ? null : { day: Math.max(...rows.map(({ finish }) => finish)), by: `the effort that ${said[0].by} restated` };
}

/** As the planner calls the step of one role of a customization that several do. */
function stepOf(custom: string, { role, level }: Need): string {
  return [custom, role, level].filter((part) => part !== null).join('-');
}

/** The build that can be delivered last: ready, and its standard lead time after that. Null where none has a day. */
function lastBuilt(builds: readonly ItemFact[], facts: RuleFacts): { item: ItemFact; ready: Day; day: Day; words: string } | null {
  const { calendar } = facts;
  let last: { item: ItemFact; ready: Day; day: Day; words: string } | null = null;
  for (const item of builds) {
    const found = readyOf(item, facts);
    if (found === null) continue;
    const ready = found.day;
    const lead = standardLead(item);
    const day = lead === null ? ready : (addDuration(calendar, ready, lead) ?? ready);
    if (last !== null && day <= last.day) continue;
    const takes = lead === null ? '' : `, and takes ${formatDuration(lead)} from then`;
    const by = found.by === 'the roadmap' ? '' : `, by ${found.by}`;
    last = { item, ready, day, words: `'${item.id}' is built by ${formatDay(ready)}${by}${takes}` };
  }
  return last;
}
