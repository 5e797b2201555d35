/**
 * Whether an input of the customer's has come. The deal's line is its author's word; where policy wants more than typed names (`signatures.minimum`), it
 * counts once somebody who has to work with it has signed it, and until then the input is planned as one that is still to come.
 */
import type { DealInput } from './deal.ts';
import { formatDay } from './day.ts';
import type { ItemFact } from './facts.ts';
import type { LibraryInput } from './library.ts';
import { personId } from './people.ts';
import { approvalOf, type Approvable, type Approval, type SigningFacts } from './signoff.ts';
import type { Moment } from './units.ts';

/** What the deal says of an input's coming, as somebody else may say it too, and whether they have. */
export interface Claim {
  readonly approvable: Approvable;
  readonly approval: Approval;
}

/** What claims are judged by. */
export type ClaimFacts = SigningFacts & { readonly items: readonly ItemFact[] };

/**
 * Returns how it stands with what the deal says of an input that is here: null where it says nothing of a day up to today, and where policy believes it.
 * Whoever works on the steps that wait for it may say so, whoever answers for the deal, and a delivery lead; the seller never.
 */
export function claimOf(line: DealInput | undefined, library: LibraryInput, facts: ClaimFacts): Claim | null {
  const came = line === undefined ? undefined : cameOf(line, library);
  if (came === undefined || came.day > facts.today || facts.policy.signatures.minimum === 'typed') return null;
  const { id, from, received, approved, evidence } = line!;
  const approvable: Approvable = {
    subject: `input/${id}`,
    what: `that '${id}' was ${library.approval ? 'approved' : 'received'} on ${formatDay(came.day)}`,
    meaning: {
      input: id,
      ...(from !== undefined && { from }),
      ...(received !== undefined && { received: momentText(received) }),
      ...(approved !== undefined && { approved: momentText(approved) }),
      ...(evidence !== undefined && { evidence }),
    },
    who: { oneOf: whoSees(id, facts), or: 'delivery-lead' },
  };
  return { approvable, approval: approvalOf(facts, approvable) };
}

/** Whether what the deal says of an input's coming counts. */
export function isBelieved(claim: Claim | null): boolean {
  return claim === null || claim.approval.state === 'approved';
}

/** Returns when an input came, as the deal says: where it needs approval, the day of that. */
export function cameOf({ received, approved }: DealInput, { approval }: LibraryInput): Moment | undefined {
  return approval ? approved : received;
}

function momentText({ day, minute }: Moment): string {
  if (minute === null) return formatDay(day);
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0'));
  return `${formatDay(day)}T${hours}:${minutes}`;
}

/** Whoever answers for the deal, and then everybody whose role works on a step that the input holds up; all of capacity. */
function whoSees(input: string, { items, deal, capacity }: ClaimFacts): string[] {
  const waiting = items.filter(({ entry }) => entry?.inputs.some(({ id }) => id === input) === true);
  const { delivery, promises = [] } = deal.file;
  const named = [
    delivery.owner,
    delivery.project_manager,
    ...promises.map(({ doer }) => doer),
    ...waiting.flatMap(({ entry }) => [entry?.doer, entry?.owner]),
  ].flatMap((name) => (name === undefined ? [] : [personId(capacity, name)]));
  const roles = new Set(
    waiting.flatMap(({ entry }) => {
      const { blocks } = entry!.inputs.find(({ id }) => id === input)!;
      const steps = entry!.steps.filter(({ id, after }) => (blocks.length > 0 ? blocks.includes(id) : after.length === 0));
      return steps.flatMap(({ needs }) => needs.map(({ role }) => role));
    }),
  );
  const atWork = capacity.people.filter(({ role }) => roles.has(role)).map(({ id }) => id);
  // A name that capacity does not have could be anybody whom the deal's author knows.
  return [...new Set([...named, ...atWork])].filter((name) => capacity.people.some(({ id }) => id === name));
}
