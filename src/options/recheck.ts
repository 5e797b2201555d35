/**
 * Whether a changed deal may be called a yes: it is judged by the whole check, from its file on, and nothing of its dates may block any more. What
 * blocked before and has nothing to do with dates may go on blocking, and is told; what did not block before may not begin to, unless somebody can
 * approve it, and then it is told who.
 */
import type { PathPart } from '../model/place.ts';
import type { Principal } from '../model/policy.ts';
import type { SignOff } from '../model/signoff.ts';
import { ruleOf } from '../rules/settings.ts';
import type { Check as RuleCheck } from '../rules/run.ts';
import { edited, type Edit } from './edit.ts';
import type { Check, Checked, Otherwise } from './way.ts';

/** What the whole check says of a change; of one that does not pass, nobody asks who would approve it. */
export interface Tried {
  readonly passes: boolean;
  readonly approvers: readonly Principal[];
  readonly remain: readonly string[];
  readonly after: Checked;
}

/** What others would change: the lines of capacity.yaml, and what would be signed. */
interface Others {
  readonly capacity?: readonly Edit[];
  readonly signoffs?: readonly SignOff[];
}

/** A deal that fails, and a budget to find out what would not. */
export interface Desk {
  readonly before: Checked;
  /** Returns what the check says of the deal with changes, its own and those of others; null when the budget is spent. */
  readonly tryOut: (edits: readonly Edit[], others?: Others) => Tried | null;
  readonly isSpent: () => boolean;
}

/** Parts of a deal that say what is worked, or from when on. */
const MOVES_WORK: ReadonlySet<PathPart> = new Set(['items', 'inputs', 'materials']);

/**
 * Returns a desk with so many checks to spend, and so many deals of other work: to plan those is what costs, and the same work by another date is not
 * planned twice.
 */
export function deskOf(before: Checked, check: Check, checks: number, works: number): Desk {
  let left = checks;
  const planned = new Set<string>();
  let spent = false;
  return {
    before,
    isSpent: () => spent,
    tryOut: (edits, { capacity = [], signoffs = [] } = {}) => {
      const work = JSON.stringify(
        [...edits.filter(({ path }) => MOVES_WORK.has(path[0])), ...capacity].map(({ path, written }) => [path, written]),
      );
      const isNew = (work !== '[]' || signoffs.length > 0) && !planned.has(work);
      if (left === 0 || (isNew && planned.size === works)) {
        spent = true;
        return null;
      }
      left--;
      if (isNew) planned.add(work);
      const otherwise: Otherwise = {
        ...(capacity.length === 0 ? {} : { capacity: edited(before.facts.capacity, capacity) }),
        ...(signoffs.length === 0 ? {} : { signoffs }),
      };
      const after = check(edited(before.facts.deal.file, edits), otherwise);
      const { checks: was } = before.judgement;
      // Half of what is tried is tried to see it fail: mostly the plan alone says so.
      if (after.isRefusedSoon?.((each) => standing(was, each) === 'refused')) return { passes: false, approvers: [], remain: [], after };
      return { ...compared(before.judgement.checks, after), after };
    },
  };
}

/** Whether a check is about when: leaving out a mandatory step is told among the dates, and no date mends it; nor does one bring a doer's word. */
export function isAboutDates({ rule, family, dateless }: Pick<RuleCheck, 'rule' | 'family' | 'dateless'>): boolean {
  if (rule === 'doer-restated') return !dateless;
  return (family === 'dates' && rule !== 'mandatory-steps') || ruleOf(rule)?.date === true;
}

/** Returns whether a changed deal may be called a yes; `before` are the checks of the deal as it was. */
export function compared(before: readonly RuleCheck[], { judgement }: Checked): Omit<Tried, 'after'> {
  const approvers = new Set<Principal>();
  const remain: string[] = [];
  let passes = judgement.faults.length === 0;
  for (const check of judgement.checks) {
    const stands = standing(before, check);
    if (stands === 'remains') remain.push(check.rule);
    else if (stands === 'refused') passes = false;
    else if (stands !== null) approvers.add(stands);
  }
  return { passes, approvers: [...approvers], remain };
}

/** How a check of a changed deal stands to those before: it may go on blocking, somebody may approve it, or it is no yes; null: it does not block. */
function standing(before: readonly RuleCheck[], check: RuleCheck): Principal | 'remains' | 'refused' | null {
  if (!check.blocking) return null;
  const was = before.find(({ rule, blocking }) => rule === check.rule && blocking);
  // What a promise means has changed: its doer is asked again, whoever else says yes.
  if ((was !== undefined || check.rule === 'doer-restated') && !isAboutDates(check)) return 'remains';
  // The reason that it blocked for before is not mended by somebody who may approve it: that could be had without any change.
  return check.approver !== null && was?.reason !== check.reason ? check.approver : 'refused';
}
