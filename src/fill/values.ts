/** What can be computed of a deal, each value with where it comes from. Nothing here looks at what the file says of it already. */
import { addDuration, onOrAfter } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Completion, DealFile } from '../model/deal.ts';
import type { Facts, PromiseFact } from '../model/facts.ts';
import { lastPhase, phaseOf } from '../model/phases.ts';
import type { PathPart } from '../model/place.ts';
import { formatDuration, formatShare, WHOLE } from '../model/units.ts';
import { offerEdits } from '../options/edit.ts';
import type { Checked } from '../options/way.ts';
import { headroomOf, hoursOfPost } from '../schedule/staffing.ts';
import type { Basis } from './record.ts';

/** What belongs together: it is written as a whole, or left out as a whole. */
export type Part = 'dates' | 'phases' | 'price' | 'staffing' | 'promises' | 'inputs';

/** A value as it would be filled in. */
export interface Value {
  readonly part: Part;
  /** Of the value itself. */
  readonly path: readonly PathPart[];
  /** In the notation of the files. */
  readonly written: unknown;
  /** Where the value stands in something that the deal has not got yet: that, with all it needs. */
  readonly within?: { readonly path: readonly PathPart[]; readonly written: unknown };
  readonly from: string;
  readonly basis: Basis;
}

/** Returns a value as a person reads it: `2026-12-18 (in-hands)`, `15bd after artwork`, a promise by its text. */
export function shown(written: unknown): string {
  if (typeof written !== 'object' || written === null) return String(written);
  if (Array.isArray(written)) return written.map(shown).join('; ');
  const { on, event, after, within, needs, from, to, share, text } = written as Readonly<Record<string, unknown>>;
  if (typeof text === 'string') return `'${text}'`;
  if (typeof on === 'string') return `${on} (${String(event)})`;
  if (typeof after === 'string') return `${String(within)} after ${after}`;
  if (typeof needs === 'object' && needs !== null) {
    const who = Object.entries(needs).map(([role, units]) => `${String(units)} ${role}`);
    return `${who.join(', ')} from ${String(from)} to ${String(to)}, ${String(share)}`;
  }
  return JSON.stringify(written);
}

/** What the file says of its own completion. */
export interface Said {
  /** What happens on it; null where it says no day. */
  readonly event: Extract<Completion, { kind: 'on' }>['event'] | null;
  /** The day that somebody typed; null where it is computed. */
  readonly typed: Day | null;
}

/**
 * Returns all that can be computed of a deal, from what it says by hand. `file`: the deal with what was filled in before, whose lists it is written into.
 */
export function valuesOf(file: DealFile, bare: Checked, { event, typed }: Said): Value[] {
  const dates = datesOf(bare, event);
  const complete = dates.find(({ path }) => path.at(-1) === 'complete')?.written;
  const last = typed === null ? null : formatDay(typed);
  // Nothing of a deal is later than the whole of it, and what somebody typed stands: what comes after it is left to them. Dates sort as text.
  const early = ({ path, written }: Value): boolean =>
    last === null || path.join('.') === 'dates.offered.complete' || String(written) <= last;
  return [
    ...[...dates, ...phasesOf(file, bare)].filter(early),
    ...inputsOf(bare),
    ...staffingOf(bare),
    ...promisesOf(bare, last ?? dueText(complete)),
    ...priceOf(bare),
  ];
}

/** The day of a completion as it is written; null where it counts from an input. */
function dueText(complete: unknown): string | null {
  if (typeof complete === 'string') return complete;
  const { on } = (complete ?? {}) as { readonly on?: string };
  return on ?? null;
}

/**
 * Returns the day that is offered, and where it comes from. A day that the customer wants, and that is safe, is not put off for the sales buffer: a yes
 * to it would become a no.
 */
function completionOf({ deal, policy }: Facts, safe: Day, offer: Day): { readonly on: Day; readonly from: string } {
  const wanted = deal.file.dates.wanted?.complete;
  const asked = wanted?.kind === 'on' && wanted.event === 'accepted' && deal.file.dates.offered?.complete === undefined ? wanted.on : null;
  return asked !== null && asked >= safe && asked < offer
    ? {
        on: asked,
        from: `as wanted: safe ${formatDay(safe)}, and less than the ${formatDuration(policy.buffers.sales)} of sales beside it`,
      }
    : { on: offer, from: offerText(safe, { policy }) };
}

/** Returns where a date of operations' comes from: `safe 2027-01-08 + 3bd of sales`. */
function offerText(safe: Day, { policy }: Pick<Facts, 'policy'>): string {
  const { sales } = policy.buffers;
  return `safe ${formatDay(safe)}${sales.n === 0 ? '' : ` + ${formatDuration(sales)} of sales`}`;
}

function datesOf({ facts, schedule, judgement }: Checked, event: Said['event']): Value[] {
  const { deal } = facts;
  const { safe, offer } = judgement;
  if (safe === null || offer === null || schedule.status !== 'planned') return [];
  const { on, from } = completionOf(facts, safe, offer);
  const [edit] = offerEdits(facts, { start: null, complete: on });
  const said = edit.written as { readonly complete?: unknown };
  const own = deal.file.dates.offered === undefined ? said.complete : edit.written;
  const day = dueText(own);
  const complete = day === null ? own : event === null || event === 'accepted' ? day : { on: day, event };
  const asked = deal.file.dates.wanted?.start;
  const first = schedule.start.day;
  const start: Value[] =
    day === null
      ? []
      : [
          {
            part: 'dates',
            path: ['dates', 'offered', 'start'],
            written: formatDay(asked === undefined ? first : Math.max(asked, first)),
            from:
              asked !== undefined && asked > first
                ? 'as wanted: the team could begin sooner'
                : 'the first day from which the work goes on without a break',
            basis: 'plan',
          },
        ];
  return [...start, { part: 'dates', path: ['dates', 'offered', 'complete'], written: complete, from, basis: 'plan' }];
}

/** Returns the dates of earlier phases: in the lines that the deal has for them, else in lines of their own. */
function phasesOf(file: DealFile, { facts, judgement }: Checked): Value[] {
  const { deal, calendar, policy } = facts;
  const last = lastPhase(deal.items);
  const lines = file.dates.phases;
  let added = lines.length;
  return judgement.phases.flatMap(({ phase, safe }): Value[] => {
    const day = safe === null ? null : addDuration(calendar, safe, policy.buffers.sales);
    const open = day === null ? null : onOrAfter(calendar, day);
    if (phase === last || safe === null || open === null) return [];
    const index = lines.findIndex((line) => line.phase === phase);
    const own = { part: 'phases', from: `${offerText(safe, facts)}, for phase ${phase}`, basis: 'plan' } as const;
    const at = index < 0 ? added++ : index;
    const value: Value = { ...own, path: ['dates', 'phases', at, 'complete'], written: formatDay(open) };
    return [index >= 0 ? value : { ...value, within: { path: ['dates', 'phases', at], written: { phase, complete: formatDay(open) } } }];
  });
}

function priceOf({ facts: { deal } }: Checked): Value[] {
  if (deal.listPrice === null) return [];
  const less = (deal.file.pricing?.exceptions ?? []).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const custom = deal.items.some((item) => item.custom.length > 0) ? ' and those of the custom work' : '';
  const from = `the prices of the library${custom}${less === 0 ? '' : ', less the exceptions'}`;
  return [{ part: 'price', path: ['pricing', 'total'], written: (deal.listPrice - less) / 100, from, basis: 'price' }];
}

/** Returns by when the plan needs each input that is still open; the one that an offer counts from has no day. */
function inputsOf({ facts: { deal } }: Checked): Value[] {
  const lines = deal.file.inputs ?? [];
  let added = lines.length;
  const seen = new Set<string>();
  return deal.inputs.flatMap(({ id, state, day, library, line }): Value[] => {
    if (seen.has(id) || state === 'here' || deal.relative?.input === id) return [];
    seen.add(id);
    // Two items may count on it on different days; the first to need it decides.
    const first = Math.min(...deal.inputs.flatMap((each) => (each.id === id ? [each.day] : [day])));
    const takes = library.takes === undefined ? '' : ` + ${formatDuration(library.takes)}`;
    const own = { part: 'inputs', from: `the beginning, ${formatDay(deal.begin)}${takes}`, basis: 'inputs' } as const;
    const index = lines.findIndex((each) => each.id === id);
    const at = line === null ? added++ : index;
    const value: Value = { ...own, path: ['inputs', at, 'due'], written: formatDay(first) };
    return [line !== null ? value : { ...value, within: { path: ['inputs', at], written: { id, due: formatDay(first) } } }];
  });
}

/** Returns the pattern that the steps ask for: of each role and level as many people as one step needs at once, for the share that all of its steps take. */
function staffingOf({ facts, schedule }: Checked): Value[] {
  if (schedule.status !== 'planned') return [];
  const people = new Set(facts.capacity.people.map(({ role }) => role));
  interface Line {
    readonly role: string;
    readonly level: string | null;
    units: number;
    hours: number;
    from: Day;
    to: Day;
  }
  const lines = new Map<string, Line>();
  for (const { needs, minutes, start, finish } of schedule.rows) {
    for (const { role, level, units } of needs) {
      if (!people.has(role) || minutes === 0) continue;
      const key = level === null ? role : `${role}.${level}`;
      const line = lines.get(key) ?? { role, level, units: 0, hours: 0, from: start, to: finish };
      lines.set(key, {
        ...line,
        units: Math.max(line.units, units),
        hours: line.hours + (units * minutes) / 60,
        from: Math.min(line.from, start),
        to: Math.max(line.to, finish),
      });
    }
  }
  const headroom = headroomOf(facts, facts.policy.soft, Math.max(facts.today, ...[...lines.values()].map(({ to }) => to)));
  const written = [...lines].flatMap(([key, { role, level, units, hours, from, to }]) => {
    const whole = units * hoursOfPost(headroom, { role, level, person: null, skills: [], share: WHOLE, from, to });
    const percent = Math.min(100, Math.ceil((100 * hours) / whole - 1e-9));
    return whole === 0 ? [] : [{ needs: { [key]: units }, from: formatDay(from), to: formatDay(to), share: formatShare(percent * 10_000) }];
  });
  if (written.length === 0) return [];
  return [
    {
      part: 'staffing',
      path: ['staffing'],
      written,
      from: 'what the steps of the library ask for, in the days of the plan',
      basis: 'plan',
    },
  ];
}

/** Returns the promises in the words of the library, one for each item; of those that the deal has, the day and what else they do not say. */
function promisesOf({ facts, judgement }: Checked, complete: string | null): Value[] {
  const { deal, policy, calendar } = facts;
  const last = lastPhase(deal.items);
  const dueOf = (promise: PromiseFact): string | null => {
    const phase = phaseOf(promise, deal.items);
    const said = deal.file.dates.phases.find((each) => each.phase === phase)?.complete;
    if (phase === last || complete === null) return complete;
    const safe = judgement.phases.find((each) => each.phase === phase)?.safe ?? null;
    const day = said ?? (safe === null ? null : onOrAfter(calendar, addDuration(calendar, safe, policy.buffers.sales) ?? safe));
    return day === null ? complete : formatDay(day);
  };
  return deal.promises.flatMap((promise, index): Value[] => {
    const { id, text, complete_when, items, quantity, excludes, written } = promise;
    const due = dueOf(promise);
    const [item, ...more] = deal.items.filter((each) => items.includes(each.id));
    const byThen = { part: 'promises', from: 'the completion that is offered', basis: 'plan' } as const;
    const library = `deliverables.yaml → ${item?.deliverable ?? id}`;
    if (!written) {
      const whole = {
        id,
        text,
        ...(complete_when === undefined ? {} : { complete_when }),
        items,
        quantity,
        ...(excludes.length === 0 ? {} : { excludes }),
      };
      return [
        { part: 'promises', path: ['promises', index], written: whole, from: `${library} → complete_when`, basis: 'words' },
        ...(due === null ? [] : [{ ...byThen, path: ['promises', index, 'due'], written: due }]),
      ];
    }
    const own = deal.file.promises![index];
    const at = (...key: string[]): PathPart[] => ['promises', index, ...key];
    const alone = item !== undefined && more.length === 0;
    const when = alone && own.complete_when === undefined ? item.entry?.complete_when : undefined;
    return [
      ...(due === null ? [] : [{ ...byThen, path: at('due'), written: due }]),
      ...(alone && own.quantity !== item.quantity
        ? [
            {
              part: 'promises',
              path: at('quantity'),
              written: item.quantity,
              from: `the quantity of '${item.id}'`,
              basis: 'words',
            } as const,
          ]
        : []),
      ...(when === undefined
        ? []
        : [
            {
              part: 'promises',
              path: at('complete_when'),
              written: Object.fromEntries(
                Object.entries(when).map(([key, said]) => [key, said?.replaceAll('{quantity}', String(item.quantity))]),
              ),
              from: `${library} → complete_when`,
              basis: 'words',
            } as const,
          ]),
    ];
  });
}
