/**
 * A flow that can be drawn: with fewer decisions in what is customized, which a seller may offer; or with a person who looks at it in the middle, which
 * operations would put into their library. The hours of that person enter the plan before anybody says yes.
 */
import type { ItemFact } from '../model/facts.ts';
import type { Deliverable, Flow, Library } from '../model/library.ts';
import { formatDuration } from '../model/units.ts';
import { plainEdit, within, type Edit } from './edit.ts';
import { blockedFor, blockingCheck, proven, settingsOf, type Bench, type Draft, type Family, type Mend } from './mend.ts';

const RULE = 'whiteboard';

/** Cuts a flow that is too long. */
export const review: Family = {
  about: (base) => blockedFor(base, ['whiteboard/too-long', 'whiteboard/review-too-little']),
  mends: (bench) => {
    const shorter = fewerDecisions(bench);
    const mend = shorter && proven(bench, shorter);
    const looked = lookedAt(bench);
    return [...(mend === null ? [] : [mend]), ...(looked === null ? [] : [looked])];
  },
};

/** What the rule says of an item whose flow is too long. */
interface Long {
  readonly item: ItemFact;
  /** How much longer it may not be, in seconds. */
  readonly excess: number;
}

function longOnes({ base }: Bench): Long[] {
  const { findings } = blockingCheck(base, RULE)!;
  return findings.flatMap(({ data }): Long[] => {
    const item = base.facts.deal.items.find(({ id }) => id === data?.['item']);
    if (item === undefined) return [];
    const allowed = Number(data!['allowed']) * (item.entry?.review === undefined ? 1 : 2);
    return [{ item, excess: Number(data!['seconds']) - allowed }];
  });
}

/** Fewer decisions in what is customized: as few go as are enough, from the customization that has most of them. Null where these are not enough. */
function fewerDecisions(bench: Bench): Draft | null {
  const { seconds } = settingsOf(bench.base.facts, RULE).options as { seconds: { decision: number } };
  const cuts: { item: ItemFact; c: number; from: number; to: number }[] = [];
  for (const { item, excess } of longOnes(bench)) {
    if (seconds.decision === 0) return null;
    let left = Math.ceil(excess / seconds.decision);
    const customs = item.custom
      .map(({ flow }, c) => ({ c, from: timed(flow) ? 0 : (flow?.decisions ?? 0) }))
      .sort((a, b) => b.from - a.from);
    for (const { c, from } of customs) {
      const gone = Math.min(from, left);
      left -= gone;
      if (gone > 0) cuts.push({ item, c, from, to: from - gone });
    }
    if (left > 0) return null;
  }
  if (cuts.length === 0) return null;
  const edit = ({ item, c, to }: (typeof cuts)[number]): Edit => plainEdit(['items', item.index, 'custom', c, 'flow', 'decisions'], to);
  return {
    kind: 'review',
    rules: [RULE],
    words: () => cuts.map(({ item, c, from, to }) => `with ${decisionsText(to)} instead of ${from} in '${item.custom[c].id}'`).join(', '),
    edits: cuts.map(edit),
    notches: cuts.map((cut) => cuts.map((other) => edit(other === cut ? { ...cut, to: cut.to + 1 } : other))),
    rewrite: [],
  };
}

function timed(flow: Flow | undefined): boolean {
  return flow?.minutes !== undefined;
}

function decisionsText(n: number): string {
  return n === 0 ? 'no decisions' : n === 1 ? 'one decision' : `${n} decisions`;
}

/** How much of a week a look takes, where nobody has said: the least that a person begins for. */
const LOOK = { hours: { unit: 'min', n: 60 }, per: 'week' } as const;

/** A look by somebody of a role that the flow itself ends with, an hour a week; null where it would not be enough, or nobody has the hours. */
function lookedAt(bench: Bench): Mend | null {
  const { facts } = bench.base;
  const looks = longOnes(bench).flatMap(({ item }) =>
    item.entry === null || item.entry.review !== undefined ? [] : [{ item, by: lastPeople(item.entry, facts.capacity) }],
  );
  if (looks.length === 0 || looks.some(({ by }) => by === null)) return null;
  const edits = looks.map(({ item, by }): Edit => {
    const path = ['deliverables', item.entry!.id, 'review'];
    return { path, value: { by: by!, ...LOOK }, written: { by: by!, hours: formatDuration(LOOK.hours), per: LOOK.per } };
  });
  const { deliverables: library } = edits.reduce<unknown>((file, { path, value }) => within(file, path, value), {
    deliverables: facts.library,
  }) as {
    deliverables: Library;
  };
  return proven(bench, {
    kind: 'review',
    rules: [RULE],
    words: () => looks.map(({ by }) => `with a review by one ${by}, ${formatDuration(LOOK.hours)} a ${LOOK.per}`).join(', '),
    edits: [],
    asks: {
      of: {
        who: 'operations',
        act: looks.length === 1 ? 'put that review into the library' : 'put these reviews into the library',
        capacity: [],
        library: edits,
      },
      otherwise: { library },
    },
    notches: [],
    rewrite: [],
  });
}

/** The role of people that the last of the steps need; null where none needs any. */
function lastPeople({ steps }: Deliverable, { people }: Bench['base']['facts']['capacity']): string | null {
  const roles = steps.flatMap(({ needs }) => needs.map(({ role }) => role)).filter((role) => people.some((person) => person.role === role));
  return roles.at(-1) ?? null;
}
