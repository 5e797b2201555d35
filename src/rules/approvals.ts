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

/** Returns what changed, in words: `items.bags.quantity became 500 (was 300)`. */
export function changesText(changes: readonly Change[]): string {
  const text = ({ path, from, to }: Change): string => {
    if (from === null) return `${path} was added (${to})`;
    return to === null ? `${path} was removed (was ${from})` : `${path} became ${to} (was ${from})`;
  };
  const rest = changes.length - TOLD;
  return listed([...changes.slice(0, TOLD).map(text), ...(rest > 0 ? [`${rest} more`] : [])]);
}

/** Returns how something gets approved: `ask dora (leadership): handoff approve deals/acme.yaml pricing-exceptions --subject exception/free-set-up`. */
export function approveHelp(facts: SigningFacts, rule: string, approvable: Approvable, only = false): string {
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
export function whoText({ principals }: RuleFacts['policy'], who: Approver): string {
  if (typeof who === 'object') return who.person;
  const people = principals[who] ?? [];
  return people.length === 0 ? `${CALLED[who]} (handoff.yaml → principals names nobody yet)` : `${listed(people, 'or')} (${CALLED[who]})`;
}

const CALLED: Readonly<Record<Principal, string>> = { 'delivery-lead': 'delivery lead', leadership: 'leadership' };
