/** Who restates what of a deal, or why not; and what they said, as it is kept. Plain data: nobody is asked here and nothing is written. */
import type { Facts, PromiseFact } from '../model/facts.ts';
import { isOnePerson, isSeller, personId } from '../model/people.ts';
import type { Restatement } from '../model/restatement.ts';
import { formatDay, type Day } from '../model/day.ts';
import { standing, type SignOff } from '../model/signoff.ts';
import { OWN_WORDS, type OwnWordsLimits } from '../model/own-words.ts';
import { nearest } from '../model/suggest.ts';
import { listed } from '../model/words.ts';
import { resolveSettings } from '../rules/settings.ts';
import { canonical, digestOf } from './digest.ts';
import type { Question } from './interview/machine.ts';
import { changedSince, stampOf, type FormHead, type FormPart } from './interview/form.ts';
import { introductionOf, questionsAbout } from './interview/restate.ts';
import { topicOfLibrary, topicOfPromise, type Topic } from './interview/topic.ts';
import { seal, type Sealed } from './seal.ts';

/** What `handoff restate` is asked for. */
export interface RestateQuestion {
  readonly command: 'restate';
  /** As it was typed; null: who git says is working here. */
  readonly as: string | null;
  /** Only this promise; null: all of which they are the doer. */
  readonly promise: string | null;
  /** A deliverable of the library and a quantity of its band, instead of a deal. */
  readonly library: { readonly id: string; readonly quantity: number } | null;
  /** Whether what is restated already, and has not changed, is asked again. */
  readonly again: boolean;
  /** Where a form is written to (null: standard output), where one is asked for. */
  readonly form: { readonly to: string | null } | null;
  /** A form that was filled in. */
  readonly answers: string | null;
}

/** What is to be restated by whom; `done` says what is not asked again, and `standing` is what was said of it. */
export interface Restating {
  readonly by: string;
  readonly topics: readonly Topic[];
  readonly done: readonly string[];
  readonly standing: readonly SignOff[];
}

/** Returns what somebody may restate, or why they may not, with what to do; `signer` is who git says is working here. */
export function restatingOf(question: RestateQuestion, facts: Facts, signer: string | null): Restating | { readonly refused: string } {
  const typed = question.as ?? signer;
  const { capacity, library } = facts;
  if (typed === null)
    return { refused: 'git does not say who you are: restate with --as PERSON, an id or e-mail address of capacity.yaml → people' };
  const by = personId(capacity, typed);
  if (!capacity.people.some(({ id }) => id === by)) {
    const near = nearest(
      by,
      capacity.people.map(({ id }) => id),
    );
    const help =
      near === null ? `it knows ${listed(capacity.people.map(({ id }) => id).slice(0, 8)) || 'nobody yet'}` : `did you mean ${near}?`;
    return { refused: `'${by}' is nobody of capacity.yaml → people, and a promise is restated by who will keep it: ${help}` };
  }
  if (question.library !== null) {
    const { id, quantity } = question.library;
    const entry = Object.hasOwn(library, id) ? library[id] : undefined;
    if (entry === undefined) {
      const near = nearest(id, Object.keys(library));
      return { refused: `'${id}' is not in the library${near === null ? '' : `: did you mean ${near}?`}` };
    }
    const topic = topicOfLibrary(entry, quantity);
    const not = whyNotTheDoer(topic, by, facts, `deliverables.yaml → ${id} → doer`);
    return not === null ? withoutDone(question, by, [topic], facts.standing) : { refused: not };
  }

  const { promises, id: deal, path, file } = facts.deal;
  // Who sells is taken from the deal alone: git would name whoever runs this, the doer too.
  if (file.seller === undefined)
    return {
      refused: `the deal does not say who sells it, and nobody restates what they sell: add seller: {name: …, email: …} to ${path}`,
    };
  if (isSeller(facts, by)) return { refused: `${by} sells this deal, and nobody restates what they sell: ${doersText(promises)}` };
  if (promises.length === 0) return { refused: `${deal} promises nothing that could be restated: its items are not in the library` };
  if (question.promise !== null) {
    const promise = promises.find(({ id }) => id === question.promise);
    if (promise === undefined) {
      const near = nearest(
        question.promise,
        promises.map(({ id }) => id),
      );
      const there = near === null ? `it has ${listed(promises.map(({ id }) => `'${id}'`))}` : `did you mean '${near}'?`;
      return { refused: `${deal} has no promise '${question.promise}': ${there}` };
    }
    const topic = topicOfPromise(facts, promise);
    const not = whyNotTheDoer(topic, by, facts, `doer: of the promise in ${path}`);
    return not === null ? withoutDone(question, by, [topic], facts.signoffs) : { refused: not };
  }
  const own = promises.filter(({ doer }) => doer !== undefined && isOnePerson(capacity, doer, by));
  if (own.length === 0) return { refused: `${by} is the doer of no promise of ${deal}: ${doersText(promises)}` };
  return withoutDone(
    question,
    by,
    own.map((promise) => topicOfPromise(facts, promise)),
    facts.signoffs,
  );
}

function whyNotTheDoer({ doer, name }: Topic, by: string, { capacity }: Facts, key: string): string | null {
  if (doer === null) return `nobody is named who will deliver '${name}': write ${key}`;
  return isOnePerson(capacity, doer, by)
    ? null
    : `'${name}' is restated by ${doer}, who will deliver it, and not by ${by} (--as ${doer}, if that is you)`;
}

function doersText(promises: readonly PromiseFact[]): string {
  return listed(promises.map(({ id, doer }) => `'${id}' is restated by ${doer ?? 'nobody yet (name a doer)'}`));
}

function withoutDone({ again, answers }: RestateQuestion, by: string, topics: readonly Topic[], signoffs: readonly SignOff[]): Restating {
  const done = topics.flatMap((topic) => {
    // Who hands in a form says it anew: what differs from last time is kept, and only what is the same is not.
    const signoff = again || answers !== null ? null : standingOf(topic, by, signoffs);
    return signoff === null
      ? []
      : [{ topic, signoff, says: `'${topic.name}' was restated by ${by} on ${formatDay(signoff.at)}, and has not changed since` }];
  });
  return {
    by,
    topics: topics.filter((topic) => !done.some((each) => each.topic === topic)),
    done: done.map(({ says }) => says),
    standing: done.map(({ signoff }) => signoff),
  };
}

/** What somebody said of a topic as it is now, and nothing has taken the place of; null where they said nothing, or of another one. */
function standingOf(topic: Topic, by: string, signoffs: readonly SignOff[]): SignOff | null {
  return before(topic, signoffs).find((each) => each.by === by && each.digest === digestOf(topic.meaning)) ?? null;
}

/** Returns the day on which somebody said the same of a topic; null where they said something else, or nothing that still stands. */
export function saidBefore(topic: Topic, by: string, restatement: Restatement, facts: Facts): Day | null {
  const signoff = standingOf(topic, by, topic.standing ? facts.standing : facts.signoffs);
  if (signoff?.restatement === undefined) return null;
  // What was said first and taken back is said no more.
  const final = (said: Restatement): string => canonical({ ...said, first: undefined });
  return final(signoff.restatement) === final(restatement) ? signoff.at : null;
}

/** The restatements of a topic that nothing takes the place of. */
function before({ subject }: Topic, signoffs: readonly SignOff[]): SignOff[] {
  return standing(signoffs.filter((each) => each.type === 'handoff/restatement@1' && each.subject === subject));
}

/** Returns the questions about a topic, under the policy of its workspace. */
export function questionsOf(topic: Topic, facts: Facts): Question[] {
  return questionsAbout(topic, { facts, ownWords: ownWordsOf(facts) });
}

/** How much has to be one's own words: as the rule will judge it. */
function ownWordsOf({ policy, profile }: Pick<Facts, 'policy' | 'profile'>): OwnWordsLimits {
  const { words, copied } = resolveSettings(policy, profile).rules.find(({ rule }) => rule.id === 'doer-restated')?.options ?? {};
  return {
    ...OWN_WORDS,
    ...(typeof words === 'number' && { least: words }),
    ...(typeof copied === 'number' && { most: copied / 10_000 }),
  };
}

/** Returns a restatement as it is kept. */
export function sealedRestatement(topic: Topic, by: string, restatement: Restatement, facts: Facts): Sealed {
  const signoffs = topic.standing ? facts.standing : facts.signoffs;
  return seal({
    type: 'handoff/restatement@1',
    deal: topic.deal,
    subject: topic.subject,
    meaning: topic.meaning,
    by,
    at: facts.today,
    level: 'typed',
    restatement,
    supersedes: before(topic, signoffs).map(({ id }) => id),
  });
}

/** The kind of form that restatements are. */
export const RESTATEMENT_FORM = 'restatement';

/** Returns the form that asks somebody about some topics; `command` is how it is handed back. */
export function formAbout({ by, topics }: Restating, facts: Facts, command: string): { head: FormHead; parts: FormPart[] } {
  const [{ asker, deal }] = topics;
  const of = asker === null ? 'the library says' : `is promised to ${asker.customer}`;
  return {
    head: {
      form: RESTATEMENT_FORM,
      deal,
      by,
      says: [
        `What ${of}, in the words of ${by}, who will deliver it.`,
        'Numbers and dates are left out on purpose: say what you know, not what you read.',
        `Fill in what stands after each colon, save, and hand it back: ${command}`,
        'Put words in quotes where they have a colon or a number sign in them. Nothing is kept before every answer can be taken.',
        '',
      ],
    },
    parts: topics.map((topic) => {
      const { title, text, of: delivered } = introductionOf(topic);
      return {
        id: partOf(topic),
        says: [`${title}: ${text}`, ...(delivered === '' ? [] : [`What is delivered: ${delivered}`])],
        asked: stampOf(topic.meaning),
        questions: questionsOf(topic, facts),
      };
    }),
  };
}

/** Returns the name of a topic's part of a form. */
export function partOf({ subject }: Pick<Topic, 'subject'>): string {
  return subject.replace(/^promise\//, '');
}

/** Returns what of a topic is not what a form asked about, in words; null when it is the same. */
export function whyOutdated(topic: Topic, stamp: Readonly<Record<string, string>>): string | null {
  const changed = changedSince(stamp, topic.meaning);
  if (changed.length === 0) return null;
  return changed[0] === 'digest'
    ? `'${topic.name}' is not what this form asked about`
    : `the ${listed(changed.map((key) => `\`${key}\``))} of '${topic.name}' changed since this form was written`;
}
