/** What a rule lacks, in sentences: the same one wherever the same fact is missing. */
import type { ItemFact } from '../model/facts.ts';
import { at, COMMAND_LINE, type FileKind } from '../model/place.ts';
import type { CommonReason, MissingFact, NonEmpty, OptionalFacts, Outcome, RuleFacts } from './rule.ts';

/** How the files are called in sentences. */
const FILE_NAMES: Readonly<Record<FileKind, string>> = {
  policy: 'handoff.yaml',
  capacity: 'capacity.yaml',
  deliverables: 'deliverables.yaml',
  history: 'history.csv',
  deal: 'deal',
  signoff: 'signoffs',
  document: 'the document',
  baseline: 'baseline.yaml',
  signature: 'signoffs',
  signers: 'allowed_signers',
  revoked: 'revoked_keys',
  form: 'the form',
  hold: 'holds',
  booking: 'confirmed',
  confirmed: 'confirmed',
};

/** What a deal without a completion date lacks; a deal that was typed has no keys to write it under. */
export function noCompletion({ deal }: Pick<RuleFacts, 'deal'>): MissingFact {
  return deal.path === COMMAND_LINE ? { ...NO_COMPLETION, typed: 'add --by DATE' } : NO_COMPLETION;
}

const NO_COMPLETION: MissingFact = {
  fact: 'a completion date',
  file: 'deal',
  key: 'dates.wanted.complete',
  owedBy: 'deal',
  at: at('deal', 'dates', 'wanted', 'complete'),
};

/** The standard answer for each fact that may be missing. */
const LACKING: {
  readonly [K in Exclude<keyof OptionalFacts, 'record'>]: (facts: RuleFacts) => { reason: CommonReason; missing: NonEmpty<MissingFact> };
} = {
  plan: ({ schedule }) => {
    const all = schedule.status === 'unplannable' ? schedule.because : [];
    const ownerOf = ({ at: { file } }: (typeof all)[number]) =>
      file === 'deal' ? 'deal' : file === 'capacity' ? 'capacity' : 'library-step';
    // Their rule tells each of them; here one for each who owes something is enough.
    const [first, ...rest] = all.filter((each, index) => all.findIndex((other) => ownerOf(other) === ownerOf(each)) === index);
    const more = (of: NonNullable<typeof first>): string => {
      const others = all.filter((each) => ownerOf(each) === ownerOf(of)).length - 1;
      return others === 0 ? '' : `; and ${others} more`;
    };
    const missing = (because: NonNullable<typeof first>): MissingFact => ({
      fact: `a plan (${because.rule}: ${because.message}${more(because)})`,
      file: because.at.file,
      key: because.at.path.join('.'),
      owedBy: ownerOf(because),
      at: because.at,
    });
    return { reason: 'no-plan', missing: [missing(first), ...rest.map(missing)] };
  },
  completion: (facts) => ({ reason: 'no-completion', missing: [noCompletion(facts)] }),
  history: () => ({
    reason: 'no-history',
    missing: [
      {
        fact: 'a history of finished work',
        file: 'policy',
        key: 'files.history',
        owedBy: 'operations',
        at: { file: 'policy', path: ['files', 'history'], on: 'key' },
      },
    ],
  }),
  floors: () => ({ reason: 'no-safe-date', missing: [{ ...NO_COMPLETION, fact: 'a safe date' }] }),
};

/** Returns the answer of a rule for want of an optional fact. */
export function unknownFor(fact: keyof OptionalFacts, facts: RuleFacts): Outcome<never> {
  const { reason, missing } = LACKING[fact === 'record' ? 'history' : fact](facts);
  return { kind: 'unknown', reason, missing, summary: missing.map(missingText).join('; ') };
}

/** Returns the answer of a rule for want of some facts, at least one; `known` is what it can say without them. */
export function unknownWithout<Reason extends string>(reason: Reason, facts: readonly MissingFact[], known?: string): Outcome<Reason> {
  const [first, ...rest] = facts;
  const missing = facts.map(missingText).join('; ');
  return { kind: 'unknown', reason, missing: [first, ...rest], summary: known === undefined ? missing : `${known}; ${missing}` };
}

/** Returns the answer of a rule for want of what the library would say of some items: `the steps of 'bagg', which is not in the library`. */
export function unknownForUnlisted(what: string, items: NonEmpty<ItemFact>): Outcome<never> {
  const missing = ({ deliverable, at: place }: ItemFact): MissingFact => ({
    fact: `${what} of '${deliverable}', which is not in the library`,
    file: 'deal',
    key: 'items',
    owedBy: 'deal',
    at: place,
  });
  const [first, ...rest] = items;
  const all: NonEmpty<MissingFact> = [missing(first), ...rest.map(missing)];
  return { kind: 'unknown', reason: 'unlisted', missing: all, summary: all.map(missingText).join('; ') };
}

/** Returns the sentence that says what is missing, where it belongs, and who owes it. */
export function missingText({ fact, file, key, owedBy, typed }: MissingFact): string {
  if (typed !== undefined) return `cannot be judged without ${fact}: ${typed}`;
  // Which entry of a list it is, the fact says by name.
  const keys = key.split('.').filter((part) => part !== '' && !/^\d+$/.test(part));
  const where = [FILE_NAMES[file], ...keys].join(' → ');
  return owedBy === 'deal' ? `cannot be judged without ${fact} (${where})` : `operations owes: ${fact} (${where})`;
}
