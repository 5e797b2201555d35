/**
 * The interview about a promise. Its doer sees the text with numbers and dates left out, and says what they know: nothing that is asked can be read off the
 * question, and no answer is held against the deal before all are given. Only how it is said is judged at once: too short, copied, or in words that nobody can
 * observe.
 */
import { formatDay, type Day } from '../../model/day.ts';
import type { Facts } from '../../model/facts.ts';
import type { Failure } from '../../model/library.ts';
import { readDurationIn, readShare, type WrittenUnit } from '../../model/notation.ts';
import { OWN_WORDS, whyNotOwnWords, type NotOwnWords, type OwnWordsLimits } from '../../model/own-words.ts';
import { namesBeside } from '../../model/promise-meaning.ts';
import type { RestatedEffort, RestatedFailure, Restatement } from '../../model/restatement.ts';
import { formatShare, type Duration } from '../../model/units.ts';
import { fold, listed } from '../../model/words.ts';
import { digestOf } from '../digest.ts';
import type { Answers, Choice, Question, Value } from './machine.ts';
import { masked } from './mask.ts';
import { offered, USUAL_EVIDENCE, USUAL_EXCLUSIONS } from './offered.ts';
import { saidOfOthers, type Topic, type TopicItem } from './topic.ts';

/** How many failures of their own somebody is asked for; whoever knows more puts them into the library. */
const OWN_FAILURES = 3;

/** What the questions need to know beside the topic. */
export interface Around {
  readonly facts: Pick<Facts, 'today' | 'library' | 'capacity' | 'deal'>;
  /** How much has to be one's own words, where policy says otherwise. */
  readonly ownWords?: OwnWordsLimits;
}

/**
 * Returns what the doer sees of a topic before they are asked: who promises it to whom, the text with its numbers and dates left out, and what is delivered, by
 * which two promises of one product differ; empty of the library, which names it in the title.
 */
export function introductionOf(topic: Topic): { readonly title: string; readonly text: string; readonly of: string } {
  const { asker, name, text } = topic;
  // Version and band say which entry of the library is meant; nobody is asked for them.
  if (asker === null) return { title: `What the library says of ${name}`, text: masked(text), of: '' };
  const by = asker.seller === null ? '' : ` by ${asker.seller}`;
  return { title: `'${masked(name)}', promised to ${asker.customer}${by}`, text: masked(text), of: topic.items.map(itemText).join('; ') };
}

/** `Custom branded bag: material canvas, colour black; Recycled liner`, without its numbers. */
function itemText({ id, entry, options, custom }: TopicItem): string {
  const chosen = Object.entries(options).map(
    ([option, value]) => `${option} ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`,
  );
  const more = [...chosen, ...custom.map(({ what }) => what)].map(masked);
  return `${masked(entry?.title ?? id)}${more.length === 0 ? '' : ` (${more.join(', ')})`}`;
}

/** How many of what: by the unit of the library, else by the measure of the promise or the title of its only item. */
function howMany({ items, measure }: Topic): { readonly ask: string; readonly help: string } {
  const [item, ...others] = items;
  const only = item === undefined || others.length > 0 ? null : item.entry;
  const counted = measure ?? only?.title ?? null;
  return {
    ask: only?.unit === undefined ? 'How many?' : `How many ${only.unit}?`,
    help: `A whole number, as you know it${counted === null ? '' : `, of: ${masked(counted)}`}.`,
  };
}

/** Returns the questions about a topic, in their order. */
export function questionsAbout(topic: Topic, { facts, ownWords }: Around): Question[] {
  const { library, today } = facts;
  const seed = digestOf(topic.meaning);
  const others = saidOfOthers(topic, library);
  const names = namesBeside(facts);
  const steps = topic.items.flatMap(({ entry }) => entry?.steps ?? []);
  // What else is left out is no wrong answer, and no right one: it is not offered.
  const besides = topic.excludedBesides.map(fold);
  const unsaid = (text: string): boolean => !besides.includes(fold(text));
  const past = (day: Day): string | null => (day < today ? `${formatDay(day)} is over: today is ${formatDay(today)}` : null);
  const marked =
    topic.commitment === 'reversible' || topic.items.some(({ custom }) => custom.some(({ change }) => change === 'reversible'));

  return [
    {
      kind: 'text',
      id: 'words',
      ask: 'What will be true when this is complete, in your own words?',
      help: `What anybody could see, count or hold in their hands, with at least ${(ownWords ?? OWN_WORDS).least} words that carry meaning ('the', 'is' and 'by' carry none).`,
      whyNot: (text) => ownWordsText(whyNotOwnWords(text, topic.texts, names, ownWords)),
    },
    ...when<Question>(!topic.standing, {
      kind: 'date',
      id: 'by-when',
      ask: 'By when did you agree to have it done?',
      help: 'The day as you know it, as YYYY-MM-DD; whether you can is asked further on.',
      whyNot: past,
    }),
    ...when<Question>(topic.quantity !== null, {
      kind: 'number',
      id: 'how-many',
      ...howMany(topic),
    }),
    ...when<Question>(topic.evidence.length > 0, {
      kind: 'pick several',
      id: 'evidence',
      ask: 'What did we agree will show it?',
      help: 'Some of these are wrong.',
      choices: offered(
        topic.evidence,
        [
          { from: others.evidence, taking: 2 },
          { from: USUAL_EVIDENCE, taking: 8 },
        ],
        seed,
      ),
    }),
    {
      kind: 'pick several',
      id: 'not-included',
      ask: 'Which of these did we say is not included?',
      help: 'Some of these are included, and others were never spoken of. Pick none where none of them was excluded.',
      choices: offered(
        topic.excludes,
        [
          { from: steps.flatMap(({ title }) => title ?? []).filter(unsaid), taking: 1 },
          { from: others.excludes.filter(unsaid), taking: 1 },
          { from: USUAL_EXCLUSIONS.filter(unsaid), taking: 8 },
        ],
        seed,
      ),
      optional: true,
    },
    {
      kind: 'pick one',
      id: 'deliver',
      ask: 'Can you deliver it?',
      choices: topic.standing ? DELIVER.filter(({ value }) => value !== 'later') : DELIVER,
    },
    ...when<Question>(!topic.standing, {
      kind: 'date',
      id: 'deliver-by',
      ask: 'By which later date can you?',
      help: 'As YYYY-MM-DD.',
      when: { question: 'deliver', is: ['later'] },
      whyNot: (day, { 'by-when': agreed }) =>
        past(day) ??
        (typeof agreed === 'number' && day <= agreed
          ? `${formatDay(day)} is not after ${formatDay(agreed)}, by when you say it was agreed: name a later day, or answer 'Yes' where you can by then`
          : null),
    }),
    {
      kind: 'pick one',
      id: 'three-times',
      ask: 'Would you do it three times in a row, and hold everything else?',
      help: 'Back to back, with all that is already promised to others.',
      choices: THREE_TIMES,
      // Who cannot do it once cannot do it three times.
      when: { question: 'deliver', is: ['yes', 'later', 'unsure'] },
    },
    { kind: 'pick one', id: 'reversible', ask: 'Can it be undone once it is there?', choices: REVERSIBLE },
    {
      kind: 'text',
      id: 'undo',
      ask: 'How is it undone?',
      help: marked ? 'In a few words.' : 'In a few words; or leave it empty.',
      when: { question: 'reversible', is: ['reversible'] },
      ...(!marked && { optional: true }),
    },
    ...failureQuestions(topic.items),
    ...topic.items.flatMap((item) => item.custom.map((custom): Question => effortQuestion(item, custom, facts.capacity))),
    ...when<Question>(
      topic.items.some(({ entry, custom }) => entry?.flow !== undefined || custom.some(({ flow }) => flow !== undefined)),
      {
        kind: 'number',
        id: 'drawn',
        ask: 'Draw the flow on a whiteboard. How many minutes did it take?',
        help: 'Leave it empty where nobody has drawn it.',
        optional: true,
      },
    ),
  ];
}

const DELIVER: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'later', label: 'Yes, by a later date' },
  { value: 'no', label: 'No' },
  { value: 'unsure', label: 'I am not sure' },
];
const THREE_TIMES: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
  { value: 'hesitate', label: 'I hesitate' },
];
const REVERSIBLE: readonly Choice[] = [
  { value: 'reversible', label: 'Yes, it can be undone' },
  { value: 'permanent', label: 'No, it stays' },
];
const EFFECTS: readonly Choice[] = [
  { value: 'delays', label: 'It delays: all wait' },
  { value: 'costs', label: 'It costs work: people are held' },
  { value: 'repeats', label: 'A part of the step is done again' },
];

function when<T>(condition: boolean, ...questions: readonly T[]): readonly T[] {
  return condition ? questions : [];
}

function ownWordsText(not: NotOwnWords | null): string | null {
  if (not === null) return null;
  switch (not.reason) {
    case 'too-short':
      return `that has ${not.words} ${not.words === 1 ? 'word that carries' : 'words that carry'} meaning, and ${not.least} are needed: say what anybody could see, count or hold when it is done`;
    case 'copied':
      return `${not.share}% of that is as the promise has it ('${not.piece}'), and at most ${not.most}% may be: say it as you would to a colleague`;
    case 'vague':
      return `nobody can observe '${not.word}': say what is seen, counted or held instead`;
  }
}

function failureQuestions(items: readonly TopicItem[]): Question[] {
  const known = knownFailures(items);
  const steps = items.flatMap(({ id, entry }) =>
    (entry?.steps ?? []).map((step) => ({
      value: step.id,
      label: `${step.title ?? titled(step.id)}${items.length > 1 ? ` (${id})` : ''}`,
    })),
  );
  const choices = [
    { value: 'any', label: 'Any of them' },
    ...steps.filter(({ value }, i) => steps.findIndex((each) => each.value === value) === i),
  ];
  return [
    ...when<Question>(known.length > 0, {
      kind: 'pick several',
      id: 'goes-wrong',
      ask: 'What of this normally goes wrong?',
      help: 'What the library knows of; pick none where none of it does.',
      choices: known.map(({ id, what }) => ({ value: id, label: what })),
      optional: true,
    }),
    ...Array.from({ length: OWN_FAILURES }, (_, index): Question[] => {
      const id = `goes-wrong-${index + 1}`;
      const if_said = { question: id, is: 'anything' } as const;
      return [
        {
          kind: 'text',
          id,
          ask: index === 0 && known.length === 0 ? 'What normally goes wrong?' : 'What else normally goes wrong?',
          help: 'In words that a customer understands; leave it empty where nothing does.',
          optional: true,
          ...(index > 0 && { when: { question: `goes-wrong-${index}`, is: 'anything' } as const }),
        },
        { kind: 'pick one', id: `${id}-step`, ask: 'Which step does it happen to?', choices, when: if_said },
        { kind: 'pick one', id: `${id}-effect`, ask: 'What does it do?', choices: EFFECTS, when: if_said },
        {
          kind: 'text',
          id: `${id}-much`,
          ask: 'How much?',
          help: 'A delay as 2bd (business days) or 2d (calendar days), work as 6h or 2bd, a share of the step as 30%.',
          when: if_said,
          whyNot: (text, answers) => whyNotEffect(text, answers[`${id}-effect`]),
        },
      ];
    }).flat(),
  ];
}

/** An id as a title: `cure` → `Cure`. */
function titled(id: string): string {
  return id[0].toUpperCase() + id.slice(1).replaceAll('-', ' ');
}

function knownFailures(items: readonly TopicItem[]): readonly Failure[] {
  const all = items.flatMap(({ entry }) => entry?.failures ?? []);
  return all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
}

const UNITS: Readonly<Record<'delays' | 'costs', readonly WrittenUnit[]>> = { delays: ['bd', 'd', 'w'], costs: ['m', 'h', 'bd'] };
/** As long as a file may name: beyond it a date cannot be told. */
const LONGEST_MINUTES = 60 * 100_000;
const LONGEST_DAYS = 36_500;

/** What a text says of one effect, or why it says nothing. */
function effectOf(text: string, effect: unknown): Pick<RestatedFailure, 'costs' | 'delays' | 'repeats'> | string {
  if (effect === 'repeats') {
    const share = readShare(text);
    if (typeof share === 'string') return `'${text}' ${share}`;
    return share > 0 && share <= 1_000_000 ? { repeats: share } : `${formatShare(share)} is not between 0% and 100%`;
  }
  const kind = effect === 'costs' ? 'costs' : 'delays';
  const duration = durationIn(
    text,
    UNITS[kind],
    kind === 'costs' ? 'work is in h or bd, as 6h or 2bd' : 'a delay is in bd or d, as 2bd or 2d',
  );
  return typeof duration === 'string' ? duration : { [kind]: duration };
}

function whyNotEffect(text: string, effect: unknown): string | null {
  const read = effectOf(text, effect);
  return typeof read === 'string' ? read : null;
}

function durationIn(text: string, units: readonly WrittenUnit[], otherwise: string): Duration | string {
  const read = readDurationIn(text, units);
  // Only what can be taken here is told, and not all that a file may say.
  if (typeof read === 'string') return `'${text}' ${read.startsWith('is not a duration') ? `is not a time: ${otherwise}` : read}`;
  if (!units.includes(read.written)) return `'${text}' is in another unit: ${otherwise}`;
  const { duration } = read;
  if (duration.n === 0) return `'${text}' is nothing: leave it out`;
  return duration.n > (duration.unit === 'min' ? LONGEST_MINUTES : LONGEST_DAYS) ? `'${text}' is longer than a hundred years` : duration;
}

function effortQuestion(item: TopicItem, custom: TopicItem['custom'][number], capacity: Facts['capacity']): Question {
  return {
    kind: 'text',
    id: effortId(item, custom),
    ask: `How much work is '${masked(custom.what)}', and whose?`,
    help: 'Role and time, as: designer 6h, sewer 40h',
    whyNot: (text) => {
      const read = effortOf(text, capacity);
      return typeof read === 'string' ? read : null;
    },
  };
}

function effortId(item: Pick<TopicItem, 'id'>, custom: { readonly id: string }): string {
  // Ids have no dots: no two customizations are one question.
  return `work.${item.id}.${custom.id}`;
}

/** Reads `designer 6h, sewer 40h`; or says what is wrong with it. */
function effortOf(text: string, { roles }: Pick<Facts['capacity'], 'roles'>): RestatedEffort['work'] | string {
  const work: { role: string; time: Duration }[] = [];
  for (const part of text.split(/[,;]|\band\b/u)) {
    const [, role, time] = /^([a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)?)\s*[:=]?\s+(\S.*)$/u.exec(part.trim()) ?? [];
    if (role === undefined) return `'${part.trim()}' is not a role and its time: write it as designer 6h`;
    const [name, level] = role.split('.');
    const known = Object.hasOwn(roles, name) ? roles[name] : undefined;
    if (known === undefined) return `'${name}' is no role of capacity (${listed(Object.keys(roles))})`;
    if (level !== undefined && !known.levels.includes(level))
      return `'${level}' is no level of ${name} (${listed(known.levels) || 'it has none'})`;
    if (work.some((each) => each.role === role)) return `'${role}' is there twice: say it once, with all of its time`;
    const duration = durationIn(time, UNITS.costs, 'work is in h or bd, as 6h or 2bd');
    if (typeof duration === 'string') return duration;
    work.push({ role, time: duration });
  }
  return work;
}

/** Returns what was said, as it is kept. All questions must have been answered: an answer that is missing is a fault of the caller, and throws. */
export function restatementOf(topic: Topic, answers: Answers, capacity: Pick<Facts['capacity'], 'roles'>): Restatement {
  const said = (id: string): Value => (Object.hasOwn(answers, id) ? answers[id] : null);
  const missing = (id: string): Error => new Error(`the interview about ${topic.subject} has no answer to '${id}'`);
  const number = (id: string): number => {
    const value = said(id);
    if (typeof value !== 'number') throw missing(id);
    return value;
  };
  const text = (id: string): string => {
    const value = said(id);
    if (typeof value !== 'string') throw missing(id);
    return value;
  };
  const list = (id: string): readonly string[] => (said(id) ?? []) as readonly string[];
  const picked = list('goes-wrong');
  const known = knownFailures(topic.items).filter(({ id }) => picked.includes(id));
  const own = Array.from({ length: OWN_FAILURES }, (_, index): RestatedFailure[] => {
    const id = `goes-wrong-${index + 1}`;
    const what = said(id);
    if (what === null) return [];
    const effect = effectOf(text(`${id}-much`), text(`${id}-effect`));
    if (typeof effect === 'string') throw new Error(effect);
    const step = text(`${id}-step`);
    // Never the id of a failure that is there: one replaces the other.
    return [{ id: `restated-${promiseIdOf(topic)}-${index + 1}`, what: text(id), hits: step === 'any' ? 'any' : [step], ...effect }];
  }).flat();
  const efforts = topic.items.flatMap((item) =>
    item.custom.map((custom): RestatedEffort => {
      const work = effortOf(text(effortId(item, custom)), capacity);
      if (typeof work === 'string') throw new Error(work);
      return { custom: `${item.id}.${custom.id}`, work };
    }),
  );
  return {
    words: text('words'),
    due: topic.standing ? null : number('by-when'),
    quantity: topic.quantity === null ? null : number('how-many'),
    evidence: list('evidence'),
    excludes: list('not-included'),
    delivers: text('deliver') as Restatement['delivers'],
    ...(said('deliver-by') !== null && { later: number('deliver-by') }),
    can_hold_standard: (text('deliver') === 'no' ? 'no' : text('three-times')) as Restatement['can_hold_standard'],
    commitment: text('reversible') as Restatement['commitment'],
    ...(said('undo') !== null && { undo: text('undo') }),
    failures: [...known.map(asRestated), ...own],
    efforts,
    ...(said('drawn') !== null && { drawn: number('drawn') }),
  };
}

/** A failure of the library that its doer knows, too. */
function asRestated({ id, what, hits, costs, delays, repeats }: Failure): RestatedFailure {
  return { id, what, hits, ...(costs && { costs }), ...(delays && { delays }), ...(repeats !== undefined && { repeats }) };
}

function promiseIdOf({ subject }: Topic): string {
  return subject.split('/')[1].replace(/[^a-z0-9-]+/g, '-');
}
