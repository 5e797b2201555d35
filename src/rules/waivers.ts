/** Waivers: what one is bound to, and how it stands with that of a failure (formats.md, "signoffs/DEAL/*.json"). */
import { addDuration } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import { pathText, type PathPart, type Place } from '../model/place.ts';
import type { Waiver } from '../model/policy.ts';
import { standOf, type Approvable, type Change, type Meaning, type SignOff } from '../model/signoff.ts';
import { formatDuration } from '../model/units.ts';
import { changesText } from './approvals.ts';
import type { Outcome, Rule, RuleFacts } from './rule.ts';

/** A rule's failure. */
type Failure = Extract<Outcome, { kind: 'fail' }>;

/** How it stands with the waiver of a failure. */
export interface WaiverStand {
  /** The waiver that lets it stand; null where there is none that does. */
  readonly waiver: Waiver | null;
  /** Why one that is there does not count; null where none is, or it does. */
  readonly lapsed: string | null;
  /** The one that lacks only the signature that policy wants; null where it is not that. */
  readonly unsigned: SignOff | null;
}

const NONE: WaiverStand = { waiver: null, lapsed: null, unsigned: null };

/** Returns what a waiver of a failure would be; null where it may not be waived. `approvals` are what the rule asks for in its place. */
export function waivableOf(rule: Rule, outcome: Outcome, approvals: readonly Approvable[], facts: RuleFacts): Approvable | null {
  if (outcome.kind !== 'fail' || rule.waivable === null || outcome.final === true) return null;
  return {
    subject: rule.id,
    what: `the failure of ${rule.id}`,
    meaning: meaningOf(rule, outcome, approvals, facts),
    who: outcome.approver ?? rule.waivable,
  };
}

/** Returns who may waive the failures of a rule, in a word; with a star where some of them are waived by nobody. */
export function waivableText({ waivable, final = [] }: Pick<Rule, 'waivable' | 'final'>): string {
  return waivable === null ? 'nobody' : final.length === 0 ? waivable : `${waivable}*`;
}

/** What the star says. */
export const NOT_ALL = '* some failures of the rule are waived by nobody: handoff explain RULE';

/** Returns how it stands with the waiver of a failure that may be waived; with none of one that may not. */
export function waiverOf(rule: Pick<Rule, 'id'>, asked: Approvable | null, facts: RuleFacts): WaiverStand {
  if (asked === null) return NONE;
  const stand = standOf(facts, 'handoff/waiver@1', asked, ({ by, at, until }) => whyTooLong(facts, at, until!, `the waiver of ${by}`));
  switch (stand.state) {
    case 'approved': {
      const { id, by, at, reason, until, level } = stand.signoff;
      return { waiver: { id, rule: rule.id, by, at, reason: reason!, until: until!, level }, lapsed: null, unsigned: null };
    }
    case 'stale':
      return { ...NONE, lapsed: `the waiver of ${stand.by} no longer counts: ${sinceText(stand.changed)}` };
    case 'none':
      return { waiver: null, lapsed: stand.unsuitable === null ? null : waiverText(stand.unsuitable), unsigned: stand.unsigned ?? null };
  }
}

/** What is not as it was waived: what is found now is told by the check, so only the sentence that was waived is, or what changed beside it. */
function sinceText(changed: readonly Change[]): string {
  const found = changed.find(({ path, from }) => path.startsWith('findings.') && path.endsWith('.message') && from !== null);
  return found === undefined ? changesText(changed) : `it let stand '${found.from}'`;
}

/** What does not speak of the waiver by itself says who gave it. */
function waiverText(unsuitable: string): string {
  return unsuitable.startsWith('the waiver') ? unsuitable : `a waiver does not count: ${unsuitable}`;
}

/** Returns why a waiver lasts longer than policy allows, in words; null when it does not. */
export function whyTooLong({ policy, calendar }: Pick<RuleFacts, 'policy' | 'calendar'>, at: Day, until: Day, what: string): string | null {
  const { longest } = policy.waivers;
  const last = addDuration(calendar, at, longest);
  if (last === null || until <= last) return null;
  return `${what} lasts until ${formatDay(until)}, and policy allows ${formatDuration(longest)}: until ${formatDay(last)} at most`;
}

/** Returns the waivers that let nothing stand, and are not told with a failure: whoever counts on one would be mistaken. */
export function unusedWaivers(
  facts: Pick<RuleFacts, 'signoffs' | 'today'>,
  checks: readonly { readonly rule: string; readonly verdict: string; readonly waiver: Waiver | null; readonly lapsed: string | null }[],
): UnusedWaiver[] {
  const live = facts.signoffs.filter(({ type, until }) => type === 'handoff/waiver@1' && until! >= facts.today);
  const replaced = new Set(live.flatMap(({ supersedes }) => supersedes));
  return live
    .filter(({ id }) => !replaced.has(id))
    .flatMap((signoff): UnusedWaiver[] => {
      const check = checks.find(({ rule }) => rule === signoff.subject);
      if (check !== undefined && (check.waiver !== null || check.lapsed !== null)) return [];
      return [
        { signoff, because: check === undefined ? 'no rule of this name is judged' : (UNUSED[check.verdict] ?? 'it may not be waived') },
      ];
    })
    .sort((a, b) => (a.signoff.subject < b.signoff.subject ? -1 : a.signoff.subject > b.signoff.subject ? 1 : a.signoff.at - b.signoff.at));
}

/** A waiver that lets nothing stand, and why. */
export interface UnusedWaiver {
  readonly signoff: SignOff;
  readonly because: string;
}

const UNUSED: Readonly<Record<string, string>> = {
  pass: 'the check passes',
  unknown: 'the check could not be judged, and that is never waived',
  'not-applicable': 'the check does not apply',
  off: 'the rule is off',
  fail: 'this failure may not be waived',
};

/**
 * What whoever waives it has read: each finding by its place, with its sentence and its numbers; of a date rule the day that is asked for; and what the
 * rule wants approved, since the waiver stands in for that. When any of it changes, somebody has to look again.
 */
function meaningOf({ date }: Rule, { reason, findings }: Failure, approvals: readonly Approvable[], facts: RuleFacts): Meaning {
  const asked = date ? facts.deal.judgedCompletion : null;
  const found: Record<string, Meaning> = {};
  for (const { at, message, data, waives } of findings) {
    const place = placeText(at, facts);
    let key = place;
    for (let nth = 2; Object.hasOwn(found, key); nth++) key = `${place} (${nth})`;
    found[key] = waives ?? { message, ...data };
  }
  return {
    reason,
    findings: found,
    ...(asked !== null && { asked: formatDay(asked.day) }),
    ...(approvals.length > 0 && { asks: Object.fromEntries(approvals.map(({ subject, meaning }) => [subject, meaning])) }),
  };
}

/** A place by the ids of the lists that it is in, so that another order of the lines is the same place: `deal: items.bags.quantity`. */
function placeText({ file, path }: Place, { deal, capacity, policy, library }: RuleFacts): string {
  const files: Readonly<Partial<Record<Place['file'], unknown>>> = {
    deal: deal.file,
    capacity,
    policy,
    deliverables: { deliverables: library },
  };
  let value = files[file];
  const parts = path.map((part): PathPart => {
    value = typeof value === 'object' && value !== null ? (value as Record<PathPart, unknown>)[part] : undefined;
    const id = typeof part === 'number' && typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
    return typeof id === 'string' ? id : part;
  });
  return `${file}: ${pathText(parts)}`;
}
