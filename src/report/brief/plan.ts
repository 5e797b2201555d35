/** What may go wrong, and how the work is planned. */
import { formatDay } from '../../model/day.ts';
import { isBlank } from '../../rules/texts/placeholder.ts';
import { waitName } from '../reasons.ts';
import { code, entry, joined, missing, name, quote, say, told, type Block, type Entry, type Section, type Words } from './document.ts';
import { writtenEntry, type Known } from './known.ts';

/** Returns the risks that were written, the normal failures, and the pair of them that costs most. */
export function risksSection({ facts, schedule, deal: { worst } }: Known): Section {
  const risks = facts.deal.file.context?.risks ?? [];
  const plan = schedule.status === 'planned' ? schedule : null;
  const known = plan?.twoFailures?.known ?? plan?.knownFailures ?? [];
  const written = risks.map(({ text, becomes }): Entry =>
    becomes === undefined
      ? { ...entry('Risk', [quote(text)], [['no normal failure stands for it, so no plan survives it']]), missing: true }
      : entry('Risk', [quote(text)], [say`the plan counts it as ${code(becomes)}`]),
  );
  const failures = known.map(({ id, what, hits, effect, origin }) =>
    entry([code(id)], [quote(what)], [say`${effect} at ${few(hits)}; ${ORIGINS[origin]}`]),
  );
  const blocks: Block[] = [
    { kind: 'entries', entries: written.length === 0 ? [missing('Risks', ['not said: none is written'])] : written },
    { kind: 'heading', words: ['What normally goes wrong'] },
    {
      kind: 'entries',
      entries:
        plan === null
          ? [missing('Failures', ['not known: there is no plan for them to hit'])]
          : failures.length === 0
            ? [missing('Failures', ['not said: no normal failure is known'])]
            : failures,
    },
    { kind: 'heading', words: ['The worst that the date survives'] },
    { kind: 'entries', entries: worstEntries(worst) },
  ];
  return { id: 'risks', title: 'Risks and failures', blocks };
}

const ORIGINS = {
  library: 'from the library',
  everyday: 'goes wrong on any job',
  assumption: 'if an assumption is false',
  input: 'if an input is late',
  material: 'if a material is late',
  worst: 'from the library',
  restated: 'says its doer',
} as const;

/** So many places are named. */
const FEW = 4;

function few(hits: readonly string[]): Words {
  const named = joined(hits.slice(0, FEW).map((hit) => [code(hit)]));
  return hits.length <= FEW ? named : say`${named} or ${hits.length - FEW} more`;
}

function worstEntries(worst: Known['deal']['worst']): Entry[] {
  if (worst === null) return [missing('Together', ['not known: too few failures are known, or there is no plan'])];
  const counts = worst.by_count.map((date, count) => `${date} with ${count === 0 ? 'none' : count}`).join(', ');
  return [
    entry(
      'Together',
      worst.failures.length === 0
        ? ['nothing']
        : joined(
            worst.failures.map(({ what, hits }) => say`${quote(what)} (at ${code(hits)})`),
            ' and ',
          ),
    ),
    entry('Then it is done', [worst.finish], [[counts]]),
  ];
}

/** Returns the plan: the first milestone, the dates, each step. */
export function planSection({ facts, deal }: Known): Section {
  const { dates, plan, no_date, why } = deal;
  const several = facts.deal.items.length > 1;
  const called = (item: string, step: string): string => (several ? `${item}.${step}` : step);
  const titles = new Map(
    facts.deal.items.flatMap(({ id, entry: library }) => (library?.steps ?? []).map((step) => [`${id}.${step.id}`, step.title] as const)),
  );
  const rows = plan.map(({ item, step, start, finish, until, needs, waits, on }): Words[] => {
    const title = titles.get(`${item}.${step}`);
    const roles = Object.entries(needs).map(([role, units]): Words => (units === 1 ? [code(role)] : say`${units} ${code(role)}`));
    return [
      title === undefined ? [code(called(item, step))] : say`${code(called(item, step))} ${name(title)}`,
      [start],
      [until === null || until === finish ? finish : `${finish}, then waits to ${until}`],
      roles.length === 0 ? ['elapsed time'] : joined(roles),
      [told(waitName(waits, several ? on : on.slice(on.indexOf('.') + 1)))],
    ];
  });
  const bottleneck = why?.bottleneck ?? null;
  const blocks: Block[] = [
    { kind: 'entries', entries: [...milestoneEntries(facts), ...dateEntries(deal)] },
    ...(rows.length > 0 ? [{ kind: 'table', head: ['step', 'start', 'finish', 'needs', 'waits for'], rows } as const] : []),
    ...(bottleneck === null
      ? []
      : [
          {
            kind: 'note',
            words: say`${code(bottleneck.role)} holds it up: ${bottleneck.used_hours} of ${bottleneck.free_hours} free hours used ${bottleneck.from} to ${bottleneck.to}.`,
          } as const,
        ]),
    ...no_date.map(({ rule, message }): Block => ({ kind: 'note', words: say`No plan (${code(rule)}): ${told(message)}`, missing: true })),
    {
      kind: 'note',
      words: [
        `Planned anew from ${formatDay(facts.deal.begin)} on, as of ${formatDay(facts.today)}, out of what operations stood behind on ${formatDay(facts.capacity.as_of)}. The rows are the plan if nothing goes wrong${dates.safe === null ? '' : '; the safe date is for when two things do'}.`,
      ],
    },
  ];
  return { id: 'plan', title: 'Plan', blocks };
}

function milestoneEntries({ deal }: Known['facts']): Entry[] {
  const milestone = deal.file.context?.first_milestone;
  if (milestone === undefined) return [missing('First milestone', ['not said'])];
  const what = writtenEntry('First milestone', milestone.what, 'what the customer will see');
  if (what.missing || isBlank(milestone.what)) return [what];
  return milestone.on === undefined
    ? [{ ...what, under: [['no day is said']], missing: true }]
    : [{ ...what, under: [[`on ${formatDay(milestone.on)}`]] }];
}

function dateEntries({ dates }: Known['deal']): Entry[] {
  const range = ({ start, complete }: { readonly start: string | null; readonly complete: string | null }): string =>
    start === null ? (complete ?? 'no day') : `${start} to ${complete ?? 'no day'}`;
  const said = (which: 'wanted' | 'offered'): boolean => dates[which].start !== null || dates[which].complete !== null;
  return [
    ...(said('wanted') ? [entry('Wanted', [range(dates.wanted)])] : []),
    ...(said('offered') ? [entry('Offered', [range(dates.offered)])] : []),
    ...(dates.relative === null ? [] : [entry('Counts from', say`${code(dates.relative.after)}, ${dates.relative.within} after it`)]),
    ...(dates.judged === null ? [missing('Asked for', ['not said: no completion was offered or wanted'])] : []),
    entry('Can begin', [dates.start ?? 'no day is known']),
    entry('Done if nothing goes wrong', [dates.nominal ?? 'no day is known']),
    dates.safe === null ? missing('Safe', say`no date: ${told(dates.because ?? 'it cannot be computed')}`) : entry('Safe', [dates.safe]),
    ...dates.phases.map(({ phase, judged, safe }) => entry(`Phase ${phase}`, [`asked ${judged ?? 'no day'}, safe ${safe ?? 'no day'}`])),
  ];
}
