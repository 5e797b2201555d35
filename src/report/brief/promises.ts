/** What was promised, beside what whoever keeps it says of it; and what was said besides. */
import { formatDay } from '../../model/day.ts';
import type { Facts, PromiseFact } from '../../model/facts.ts';
import { isOnePerson } from '../../model/people.ts';
import { bandOf, LIBRARY_DEAL, promiseMeaning, promiseSubject, standingMeaning, standingSubject } from '../../model/promise-meaning.ts';
import type { Restatement } from '../../model/restatement.ts';
import { changesBetween, standing, standOf, whyLapsed, type Change, type SignOff } from '../../model/signoff.ts';
import { formatDuration } from '../../model/units.ts';
import { approvalText, changesText } from '../../rules/approvals.ts';
import { code, entry, joined, missing, name, quote, say, told, type Block, type Entry, type Section, type Words } from './document.ts';
import { effectText, hitsWords, personWords, type Known } from './known.ts';

/** What a doer said of a promise: it stands, it is of the promise as it was, or there is none that counts. */
type Restated =
  | { readonly state: 'standing'; readonly signoff: SignOff; readonly restatement: Restatement }
  | { readonly state: 'stale'; readonly signoff: SignOff; readonly restatement: Restatement; readonly changed: readonly Change[] }
  | { readonly state: 'none'; readonly unsuitable: string | null };

const TYPE = 'handoff/restatement@1';

function restatedOf(facts: Facts, promise: PromiseFact): Restated {
  if (promise.doer === undefined) return { state: 'none', unsuitable: null };
  const subject = promiseSubject(promise);
  const meaning = promiseMeaning(facts, promise);
  const stand = standOf(facts, TYPE, { subject, meaning, who: { person: promise.doer } }, () => null);
  if (stand.state === 'none') return (promise.written ? null : restatedOfLibrary(facts, promise)) ?? stand;
  const signoff =
    stand.state === 'approved'
      ? stand.signoff
      : facts.signoffs.find((each) => each.type === TYPE && each.subject === subject && each.by === stand.by && each.at === stand.at);
  // The schema asks for one in each sign-off of this type.
  if (signoff?.restatement === undefined) return { state: 'none', unsuitable: null };
  return restated(signoff, signoff.restatement, stand.state === 'approved' ? [] : stand.changed);
}

function restated(signoff: SignOff, restatement: Restatement, changed: readonly Change[]): Restated {
  return changed.length === 0 ? { state: 'standing', signoff, restatement } : { state: 'stale', signoff, restatement, changed };
}

/** A promise in the words of the library rests on what its doer said of that version and so many; null where they said nothing that counts. */
function restatedOfLibrary(facts: Facts, promise: PromiseFact): Restated | null {
  const item = facts.deal.items.find(({ id }) => promise.items.includes(id));
  const doer = item?.entry?.doer;
  if (item === undefined || item.entry === null || doer === undefined) return null;
  const band = bandOf(item.entry, item.lot);
  const subject = standingSubject(item.entry, band);
  const given = facts.standing.filter(
    (each) => each.type === TYPE && each.subject === subject && isOnePerson(facts.capacity, each.by, doer),
  );
  const [signoff] = standing(given.filter((each) => whyLapsed(facts, each) === null));
  if (signoff?.restatement === undefined) return null;
  return restated(signoff, signoff.restatement, changesBetween(signoff.meaning, standingMeaning(item.entry, band)));
}

/** Returns each promise beside its doer's words; a restatement that is missing, or of an earlier promise, is said to be. */
export function promisesSection({ facts }: Known): Section {
  const { promises } = facts.deal;
  const blocks: Block[] = promises.flatMap((promise) => promiseBlocks(promise, facts));
  if (promises.length === 0) blocks.push({ kind: 'entries', entries: [missing('Promises', ['not said: nothing is promised'])] });
  return { id: 'promises', title: 'Promises beside the words of their doers', blocks };
}

function promiseBlocks(promise: PromiseFact, facts: Facts): Block[] {
  const restated = restatedOf(facts, promise);
  const heading: Block = { kind: 'heading', words: say`${code(promise.id)}${promise.written ? '' : ', in the words of the library'}` };
  const stands = standEntries(promise, restated, facts);
  const rows = rowsOf(promise, facts);
  if (restated.state === 'none') {
    const entries = rows.map(({ label, promised, lack }) => (promised === null ? missing(label, [lack]) : entry(label, promised)));
    return [heading, { kind: 'entries', entries: [...entries, ...stands] }];
  }
  const said = saidOf(restated.restatement);
  const table: Block = {
    kind: 'table',
    head: ['', 'promised', restated.state === 'standing' ? 'in the words of its doer' : 'its doer, of the promise as it was'],
    rows: rows.map(({ label, promised, lack, key }) => [[label], promised ?? [lack], said[key] ?? ['']]),
  };
  return [heading, table, { kind: 'entries', entries: [...stands, ...moreEntries(restated.restatement)] }];
}

type Key = 'what' | 'shown' | 'many' | 'when' | 'not' | 'undo' | 'other';

/** What is promised, line by line; null where it is not said. */
function rowsOf(promise: PromiseFact, { deal }: Facts): { key: Key; label: string; promised: Words | null; lack: string }[] {
  const { text, complete_when: when, quantity, due, excludes, commitment, choice, undo, pilot } = promise;
  const texts = (list: readonly string[]): Words =>
    joined(
      list.map((each) => [quote(each)]),
      '; ',
    );
  const measured = joined(
    [when?.measure, when?.threshold].flatMap((each) => (each === undefined ? [] : [[quote(each)]])),
    ': ',
  );
  const seen = [when?.observable === undefined ? [] : [quote(when.observable)], measured].filter((words) => words.length > 0);
  const all = deal.judgedCompletion;
  return [
    { key: 'what', label: 'What', promised: [quote(text)], lack: '' },
    { key: 'other', label: 'Complete when', promised: seen.length === 0 ? null : joined(seen, '; '), lack: 'not said' },
    { key: 'shown', label: 'Shown by', promised: when?.evidence === undefined ? null : [quote(when.evidence)], lack: 'not said' },
    { key: 'many', label: 'How many', promised: quantity === undefined ? ['no number'] : [String(quantity)], lack: '' },
    {
      key: 'when',
      label: 'By when',
      promised: due !== undefined ? [formatDay(due)] : all === null ? null : [`${formatDay(all.day)}, with the deal`],
      lack: 'not said',
    },
    { key: 'not', label: 'Not included', promised: excludes.length === 0 ? ['nothing of its own'] : texts(excludes), lack: '' },
    {
      key: 'undo',
      label: 'Can be undone',
      promised: commitment === undefined ? null : undo === undefined ? [commitment] : say`${commitment}: ${quote(undo)}`,
      lack: 'not said',
    },
    ...(choice === undefined ? [] : [{ key: 'other' as const, label: 'Build or buy', promised: [choice], lack: '' }]),
    ...(pilot === undefined
      ? []
      : [
          {
            key: 'other' as const,
            label: 'Pilot',
            promised: [`${formatDuration(pilot.length)}, ${pilot.customers === 1 ? '1 customer' : `${pilot.customers} customers`}`],
            lack: '',
          },
        ]),
  ];
}

function saidOf({ words, due, quantity, evidence, excludes, commitment, undo }: Restatement): Readonly<Partial<Record<Key, Words>>> {
  const texts = (list: readonly string[]): Words =>
    list.length === 0
      ? ['nothing']
      : joined(
          list.map((each) => [quote(each)]),
          '; ',
        );
  return {
    what: [quote(words)],
    shown: texts(evidence),
    many: [quantity === null ? 'no number' : String(quantity)],
    when: [due === null ? 'no day' : formatDay(due)],
    not: texts(excludes),
    undo: undo === undefined ? [commitment] : say`${commitment}: ${quote(undo)}`,
  };
}

/** Who keeps it, and how it stands with their words. */
function standEntries({ doer }: PromiseFact, restated: Restated, facts: Facts): Entry[] {
  const keeps =
    doer === undefined ? missing('Kept by', ['not said: nobody is named as its doer']) : entry('Kept by', personWords(facts, doer));
  switch (restated.state) {
    case 'standing': {
      const { by, at, level, deal } = restated.signoff;
      const of = deal === LIBRARY_DEAL ? ', of the library and so many, for every deal' : '';
      return [keeps, entry('Restated', say`by ${code(by)} on ${formatDay(at)} (${level})${of}`)];
    }
    case 'stale': {
      const { by, at } = restated.signoff;
      return [
        keeps,
        missing(
          'Restated',
          say`by ${code(by)} on ${formatDay(at)}, of a promise that has changed since: ${told(changesText(restated.changed))}`,
        ),
      ];
    }
    case 'none': {
      const because = restated.unsuitable === null ? [] : say`: ${told(restated.unsuitable)}`;
      return [keeps, missing('Restated', say`not said: nobody who keeps it has said it in their own words${because}`)];
    }
  }
}

const DELIVERS: Readonly<Record<Restatement['delivers'], string>> = {
  yes: 'yes',
  later: 'yes, by a later date',
  no: 'no',
  unsure: 'not sure',
};

/** What its doer said that the promise has no line for. */
function moreEntries({ delivers, later, can_hold_standard, failures, efforts, drawn, first = [] }: Restatement): Entry[] {
  return [
    entry('Can they deliver it', [`${DELIVERS[delivers]}${later === undefined ? '' : `: ${formatDay(later)}`}`]),
    entry('Three times in a row', [can_hold_standard]),
    ...(failures.length === 0
      ? [entry('Goes wrong with it', ['nothing, as they see it'])]
      : failures.map((failure) =>
          entry('Goes wrong with it', [quote(failure.what)], [say`${effectText(failure)} at ${hitsWords(failure.hits)}`]),
        )),
    ...efforts.map(({ custom, work }) =>
      entry(
        say`Work of ${code(custom)}`,
        work.length === 0 ? ['none'] : joined(work.map(({ role, time }) => say`${code(role)} ${formatDuration(time)}`)),
      ),
    ),
    ...(drawn === undefined ? [] : [entry('Drawn in', [`${drawn}m`])]),
    ...first.map(({ asked, said }) => entry('Said first', say`${quote(said)} to ${quote(asked)}, and changed beside the promise`)),
  ];
}

/** Returns what was said besides, and how each of it ended; or that nobody asked. */
export function softSection({ facts, judgement }: Known): Section {
  const { soft_promises: soft = [], soft_promises_asked: asked } = facts.deal.file;
  const check = judgement.checks.find(({ rule }) => rule === 'soft-promises');
  const approval = asked === undefined ? undefined : check?.approvals.find(({ subject }) => subject === 'soft-promises');
  const stand = approval === undefined ? null : standOf(facts, 'handoff/approval@1', approval, () => null);
  const askedEntry =
    asked === undefined
      ? missing('Asked', ['not said: nobody has asked the seller what else was said or implied'])
      : entry(
          'Asked',
          say`by ${personWords(facts, asked.by)} on ${formatDay(asked.on)}`,
          stand === null ? [] : [[told(`what was answered is ${approvalText(stand)}`)]],
        );
  const said = soft.map((each): Entry => {
    const words = say`${quote(each.said)}${each.by === undefined ? '' : ', by '}${each.by === undefined ? '' : name(each.by)}`;
    return each.resolution === undefined
      ? { ...entry('Said', words, [['OPEN: it does not say how it ended']]), missing: true }
      : entry('Said', words, [endOf(each)]);
  });
  const none = soft.length === 0 && asked !== undefined ? [entry('Said', ['nothing besides what is written'])] : [];
  return {
    id: 'soft-promises',
    title: 'Soft promises and how each ended',
    blocks: [{ kind: 'entries', entries: [askedEntry, ...said, ...none] }],
  };
}

type Soft = NonNullable<Facts['deal']['file']['soft_promises']>[number];

function endOf({ resolution, ref, told_customer, owner, due }: Soft): Words {
  const as: Words = ref === undefined ? [] : say` (${quote(ref)})`;
  switch (resolution) {
    case 'item':
      return say`sold as an item${as}`;
    case 'excluded':
      return say`excluded${as}; ${told_customer === undefined ? 'the customer was NOT told' : `the customer was told on ${formatDay(told_customer)}`}`;
    case 'owned':
      return say`owned by ${owner === undefined ? 'nobody of its own' : code(owner)}${as}, due ${due === undefined ? 'with its promise' : formatDay(due)}`;
    case undefined:
      return [];
  }
}
