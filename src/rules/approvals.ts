/** Approvals in the words of findings: how it stands with one, and who can give it. */
import type { Principal } from '../model/policy.ts';
import { COMMAND_LINE } from '../model/place.ts';
import {
  approvalOf,
  signCommand,
  type Approvable,
  type Approval,
  type Approver,
  type Change,
  type SignOff,
  type SigningFacts,
} from '../model/signoff.ts';
import { formatDay } from '../model/day.ts';
import { listed } from '../model/words.ts';
import type { RuleFacts } from './rule.ts';

/** So many changes are told in a sentence. */
const TOLD = 3;

/** Returns how it stands with an approval: `approved by ana on 2026-11-16`, `not approved`, what changed since, or why the one there is does not count. */
export function approvalText(approval: Approval): string {
  switch (approval.state) {
    case 'approved':
      return `approved by ${approval.by} on ${formatDay(approval.at)}`;
    case 'stale':
      return `approved by ${approval.by} on ${formatDay(approval.at)}, and since then ${changesText(approval.changed)}`;
    case 'none':
      return approval.unsuitable === null ? 'not approved' : `not approved: ${approval.unsuitable}`;
  }
}

/**
 * Returns what changed, in words: `items.bags.quantity became 500 (was 300)`. The smallest parts come first, and one change is told once: not again by the
 * texts in which only the same numbers became others.
 */
export function changesText(changes: readonly Change[]): string {
  const text = ({ path, from, to }: Change): string => {
    if (from === null) return `${path} was added (${to})`;
    return to === null ? `${path} was removed (was ${from})` : `${path} became ${to} (was ${from})`;
  };
  const once = toldOnce(changes);
  const rest = once.length - TOLD;
  return listed([...once.slice(0, TOLD).map(text), ...(rest > 0 ? [`${rest} more`] : [])]);
}

/** The changes without those that say no more than a smaller one; as many words as their texts have, the fewest first. */
function toldOnce(changes: readonly Change[]): Change[] {
  const size = ({ from, to }: Change): number => Math.max(wordsIn(from), wordsIn(to));
  // Of equals those of items come first: what was sold is what the deal's author wrote.
  const ofItem = ({ path }: Change): number => (path.startsWith('items.') ? 0 : 1);
  const sorted = [...changes].sort((a, b) => size(a) - size(b) || ofItem(a) - ofItem(b));
  const told = new Set<string>();
  return sorted.filter((change) => {
    const numbers = numbersChanged(change);
    const again = numbers !== null && numbers.every((each) => told.has(each));
    // Two plain numbers are two facts, but where a promise says how many its item is.
    if (again && (size(change) > 1 || SAID_AGAIN.has(change.path))) return false;
    numbers?.forEach((each) => told.add(each));
    return true;
  });
}

/** Where a promise says again how many are sold. */
const SAID_AGAIN: ReadonlySet<string> = new Set(['quantity', 'complete_when.threshold']);

function wordsIn(text: string | null): number {
  return text === null ? 0 : text.split(/\s+/).length;
}

const NUMBER = /\d+(?:[-.,]\d+)*/g;

/** The numbers and days of a text that became others, as `300 → 400`; null where something else of it changed, too. */
function numbersChanged({ from, to }: Change): string[] | null {
  if (from === null || to === null || from.replace(NUMBER, '#') !== to.replace(NUMBER, '#')) return null;
  const [before, after] = [from.match(NUMBER) ?? [], to.match(NUMBER) ?? []];
  return before.flatMap((each, index) => (each === after[index] ? [] : [`${each} → ${after[index]}`]));
}

/** Returns how something gets approved: `ask dora (leadership): handoff approve deals/acme.yaml pricing-exceptions --subject exception/free-set-up`. */
export function approveHelp(facts: SigningFacts & Pick<RuleFacts, 'deal'>, rule: string, approvable: Approvable, only = false): string {
  const { deal, policy } = facts;
  const { who, subject } = approvable;
  // A deal that was typed on the command line cannot be signed: nobody could find it again.
  if (deal.path === COMMAND_LINE) return `write the deal to a file, for ${whoText(policy, who)} to approve`;
  const approval = approvalOf(facts, approvable);
  if (approval.state === 'none' && approval.unsigned !== undefined) return signHelp(approval.unsigned, deal.path);
  return `ask ${whoText(policy, who)}: handoff approve ${deal.path} ${rule}${only ? '' : ` --subject ${subject}`}`;
}

/** Returns how a sign-off that is there comes to count: `ask ana to sign it: handoff sign deals/acme.yaml 861c7f1d3cde`. */
export function signHelp(unsigned: Pick<SignOff, 'id' | 'by'>, path: string): string {
  return `ask ${unsigned.by} to sign it: ${signCommand(path, [unsigned])}`;
}

/** Returns who may approve, by name: `ana or ben (delivery lead)`; where policy names nobody, says that it does not. */
export function whoText({ principals }: Pick<RuleFacts['policy'], 'principals'>, who: Approver): string {
  if (typeof who === 'object' && 'oneOf' in who) {
    const others = who.oneOf.filter((each) => !(principals[who.or] ?? []).includes(each));
    const rest = others.length - TOLD;
    const people = [...others.slice(0, TOLD), ...(rest > 0 ? [`${rest} more who work on it`] : [])];
    return listed([...people, whoText({ principals }, who.or)], 'or');
  }
  if (typeof who === 'object') return who.person;
  const people = principals[who] ?? [];
  return people.length === 0 ? `${CALLED[who]} (handoff.yaml → principals names nobody yet)` : `${listed(people, 'or')} (${CALLED[who]})`;
}

const CALLED: Readonly<Record<Principal, string>> = { 'delivery-lead': 'delivery lead', leadership: 'leadership' };
