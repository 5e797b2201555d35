/** Why not, as a customer would understand it: the windows and limits of the work with their reasons, and of everything else only what is theirs to know. */
import { beyondLibrary, describeDomain } from '../../model/configuration.ts';
import { formatDay } from '../../model/day.ts';
import { leadTimeOf, isCustomized } from '../../model/lead.ts';
import { listed } from '../../model/words.ts';
import type { Check } from '../../rules/run.ts';
import type { JudgedDeal } from '../build.ts';
import { durationText, givenText, inputsOnce, soldText, spaced, windowsOf } from '../customer/words.ts';

/** A person on a call hears no more. */
const MOST = 4;

/** What is ours to settle is told once, without what it is. */
const OURS = 'There are things on our own side that we have to settle first; nothing of that is yours to do.';

/** Returns why a deal is no yes yet, each reason once: what nothing can change first. */
export function reasonsOf(judged: JudgedDeal): string[] {
  const { facts, judgement } = judged;
  const asked = facts.deal.judgedCompletion;
  const late = judgement.floors.filter(({ binding, date }) => binding && asked !== null && date > asked.day);
  const fixed = late.filter(({ rule }) => rule === 'quality-windows' || rule === 'upstream-reset');
  const dates = [...fixed, ...late.filter((floor) => !fixed.includes(floor))].flatMap(
    ({ rule }) => LATE[rule as keyof typeof LATE]?.(judged) ?? [],
  );
  const told = new Set<string>(late.map(({ rule }) => rule));
  const others = judgement.checks
    .filter(({ blocking, toldBy, rule }) => blocking && toldBy === null && rule !== 'operations-date' && !told.has(rule))
    .flatMap((check) => OPEN[check.rule]?.(judged, check) ?? [OURS]);
  const all = [...new Set([...dates.slice(0, MOST), ...others])];
  // Told last, whatever rule it was of.
  return all.includes(OURS) ? [...all.filter((reason) => reason !== OURS), OURS] : all;
}

/** Returns that a step takes its time: `“Degas” takes 5 days and cannot be shortened: beans sealed sooner swell the tin.` */
export function windowText({ title, window, reason }: ReturnType<typeof windowsOf>[number]): string {
  return `“${title}” takes ${durationText(window)} and cannot be shortened: ${reason.replace(/\.$/, '')}.`;
}

type Saying = (judged: JudgedDeal) => string[];

const HOLDS: Saying = () => ['Some things usually go wrong in work like this; we only name a date that holds when they do.'];
const STANDS: Saying = () => ['Those who will do the work stand behind a later date, and not behind this one.'];

/** Of a date rule whose floor is after the date that was asked for. */
const LATE: Readonly<Partial<Record<Check['rule'], Saying>>> = {
  'quality-windows': ({ facts, schedule }) => {
    if (schedule.status !== 'planned') return [];
    const { chain } = schedule.unlimited;
    const windows = windowsOf(
      facts.deal.items.map((item) => ({
        ...item,
        entry: item.entry && {
          ...item.entry,
          steps: item.entry.steps.filter(({ id }) => chain.some((link) => link.item === item.id && link.step === id)),
        },
      })),
    );
    const input = chain.find(({ waits }) => waits === 'input');
    const waits = input === undefined ? [] : [`The work begins when your ${spaced(input.on)} is here.`];
    if (windows.length > 0) return [...windows.map(windowText), ...waits];
    if (waits.length > 0) return waits;
    return ['The steps of the work follow one another, and more people would not make them faster.'];
  },
  'fits-headroom': ({ schedule }) =>
    schedule.status !== 'planned' || schedule.nominal.date === schedule.unlimited.date
      ? []
      : ['Those who do this work, and what they work with, are taken until then by work that we promised before.'],
  'two-failures': HOLDS,
  'three-runs': () => ['We name a time that we can keep every time, not once.'],
  'comparable-work': () => ['Work of this kind has usually taken longer than that.'],
  'custom-lead-time': ({ facts }) =>
    facts.deal.items.filter(isCustomized).map((item) => {
      const lead = leadTimeOf(item);
      const takes = lead === null ? 'takes longer than what we have ready' : `takes ${durationText(lead)}`;
      return `${soldText(item, item.quantity, facts.library)}, made to your own wishes, ${takes}.`;
    }),
  'expedite-materials': () => ['The material for it is not secured for so early a day.'],
  'upstream-reset': ({ facts }) =>
    inputsOnce(facts).flatMap(({ id, state, library }) =>
      state === 'here' ? [] : [`We count from the day on which ${givenText(id, library.approval)}.`],
    ),
  'on-roadmap': () => ['A part of it does not exist yet, and will not be ready sooner.'],
  'proven-output': () => ['A part of it has to be built and tried first.'],
  'operations-date': STANDS,
  'doer-restated': STANDS,
};

type Opening = (judged: JudgedDeal, check: Check) => string[];

const AGREE: Opening = () => ['We first have to agree in words that can be measured what is in it, and when it is done.'];

/** Of a check that blocks for another reason than a date that is too early. One that is not here is ours to settle. */
const OPEN: Readonly<Partial<Record<Check['rule'], Opening>>> = {
  'start-from-capacity': ({ facts, schedule }) => {
    const asked = facts.deal.judgedStart;
    if (asked === null || schedule.status !== 'planned') return [];
    return [
      `The work can start on ${formatDay(schedule.start.day)} and then go on without a break; begun on ${formatDay(asked.day)} it would stand still.`,
    ];
  },
  'upstream-reset': ({ facts }) =>
    inputsOnce(facts).flatMap(({ id, state, due, dueFrom, library }) => {
      if (state === 'here') return [];
      if (state === 'overdue' && due !== null)
        return [`Your ${spaced(id)} was due on ${formatDay(due)} and is not here: we can give a date when it is.`];
      const by = dueFrom === 'deal' && due !== null ? `, which is agreed for ${formatDay(due)}` : '';
      return [`We count from the day on which ${givenText(id, library.approval)}${by}.`];
    }),
  'fits-headroom': () => ['We have not got all that this work needs, and cannot say yet when we will.'],
  'existing-customers': () => ['It would take away time that we have promised to others, and we keep what we promised.'],
  'two-failures': HOLDS,
  'comparable-work': () => ['Work of this kind has nearly always taken longer than that.'],
  'error-budget': () => ['What it would change has to run without trouble for a while first.'],
  'expedite-materials': LATE['expedite-materials']!,
  'safety-ratio': () => ['At some hour of it we could not look after everybody as safely as we have to.'],
  'staffing-pattern': () => ['We promise people by what they can do and not by name; those who were asked for are not free for all of it.'],
  'mandatory-steps': ({ facts }) => {
    const left = facts.deal.items.flatMap(({ skip, entry }) =>
      skip.flatMap((step) => {
        const found = entry?.steps.find(({ id }) => id === step);
        return found === undefined || found.optional ? [] : [found.title ?? spaced(found.id)];
      }),
    );
    return left.length === 0
      ? [OURS]
      : [`${listed(left)} ${left.length === 1 ? 'is a part' : 'are parts'} of the work that we do not leave out.`];
  },
  'in-library': ({ facts }) => facts.deal.items.flatMap((item) => notOffered(item, facts)),
  'on-roadmap': () => ['A part of it does not exist yet, and we cannot promise when it will.'],
  'configured-or-priced': (judged, check) => beyondOf(judged, check),
  'pricing-exceptions': (judged, check) => beyondOf(judged, check),
  'proven-output': () => ['A part of it we have not done often enough to promise it: it would have to be built and tried first.'],
  reversible: () => ['What cannot be undone begins with a trial, or with a decision that we have to take first.'],
  whiteboard: () => ['It is more involved than what we can promise as it stands; somebody has to look over each step of it.'],
  'open-wording': AGREE,
  'observable-outcome': AGREE,
  'proposal-matches': () => ['What was sent to you in writing does not say the same in all places; we put that right first.'],
  'discovery-done': ({ facts }) => {
    const answered = new Set(facts.deal.file.discovery.flatMap(({ question, answer }) => (answer === undefined ? [] : [question])));
    const open = facts.deal.items.flatMap(({ id, entry }) =>
      (entry?.questions ?? []).flatMap((each) =>
        answered.has(each.id) || answered.has(each.ask) || answered.has(`${id}.${each.id}`) ? [] : [each.ask],
      ),
    );
    return open.length === 0 ? [OURS] : [...new Set(open)].map((ask) => `We need your answer first: “${ask}”`);
  },
  'scoping-template': () => ['We first have to write down what it takes for granted, what we need from you, and what is not included.'],
  'handoff-context': () => ['We would like to understand first what it is for, and who decides about it.'],
  'before-signature': () => ['It is signed: what does not hold has to be agreed anew.'],
};

type Item = JudgedDeal['facts']['deal']['items'][number];

function notOffered(item: Item, { library, deal }: JudgedDeal['facts']): string[] {
  const { entry, deliverable } = item;
  if (entry === null)
    return [`“${spaced(deliverable)}” is not something that we offer as it stands: it has to be described and priced first.`];
  if (entry.status === 'declined') {
    const instead = entry.instead.map((id) => (Object.hasOwn(library, id) ? (library[id].title ?? id) : id));
    const say = entry.say === undefined ? `${entry.title ?? spaced(entry.id)} is not something that we offer.` : entry.say;
    return [`${say.replace(/\.$/, '')}.${instead.length === 0 ? '' : ` Instead we offer ${listed(instead, 'or')}.`}`];
  }
  const lacks = entry.requires.filter((id) => !deal.items.some((other) => other.deliverable === id));
  return lacks.length === 0
    ? []
    : [
        `${entry.title ?? entry.id} needs ${listed(lacks.map((id) => (Object.hasOwn(library, id) ? (library[id].title ?? id) : id)))} with it.`,
      ];
}

/** What is asked for beyond what is included: its options with what there is, and what has no price of its own. */
function beyondOf({ facts }: JudgedDeal, { findings }: Check): string[] {
  const found = facts.deal.items.flatMap((item) => [
    ...(item.entry === null ? [] : beyondLibrary(item, item.entry)).map(({ option, value, domain }) =>
      domain === null
        ? `“${spaced(option)}: ${value}” is beyond what is included, and needs a price of its own.`
        : `“${spaced(option)}: ${value}” is beyond what is included, which is ${describeDomain(domain)}; it needs a price of its own.`,
    ),
    ...item.custom.flatMap(({ what, price }) =>
      price === undefined || price === 0 ? [`“${what}” is beyond what is included, and needs a price of its own.`] : [],
    ),
  ]);
  return found.length > 0 ? found : findings.length > 0 ? ['We first have to agree on the price.'] : [OURS];
}
