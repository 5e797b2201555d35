/**
 * The other open deals of the workspace → what they want of the queue, so that two deals that want the same hours name each other although only one of them is
 * checked. Those of the same customer are not among them: they are versions of one offer, or parts of one order. It names and never blocks: a deal that cannot be
 * read, or that there was no time to look at, is a note.
 */
import type { Source } from './load/source.ts';
import { factsOf } from './load/facts.ts';
import type { Loaded } from './load/sources.ts';
import { loadDeal } from './load/workspace.ts';
import type { Facts } from './model/facts.ts';
import { fold } from './model/words.ts';
import { plannerSettings, resolveSettings } from './rules/settings.ts';
import { openDeal, type OpenDeal } from './schedule/rivals.ts';
import type { Schedule } from './schedule/schedule.ts';
import { wantingOf } from './schedule/wants.ts';

/** A deal file beside those of the run. */
export interface FoundAround {
  readonly source: Source;
  readonly pathFromPolicy: string;
}

/** What else is open. */
export interface Around {
  readonly open: readonly OpenDeal[];
  /** What was not compared, and why. */
  readonly notes: readonly string[];
}

/** Steps of other deals that are planned for one check: some dozens of deals, in hundredths of a second. */
const STEPS = 600;

/** Returns what other open deals want at the times, and of the roles, of the deals that were planned. */
export function dealsAround<Text>(
  found: { readonly deals: readonly FoundAround[]; readonly left: number },
  { deals, today }: Pick<Loaded<Text>, 'deals' | 'today'>,
  planned: readonly { readonly facts: Facts; readonly schedule: Schedule }[],
): Around {
  const [first] = deals;
  if (first === undefined) return { open: [], notes: [] };
  const plans = planned.flatMap(({ schedule }) => (schedule.status === 'planned' ? [schedule] : []));
  const roles = new Set(plans.flatMap(({ rows }) => rows.flatMap(({ needs }) => needs.map(({ role }) => role))));
  const end = Math.max(0, ...plans.map(({ nominal }) => nominal.date));
  const known = new Set(planned.map(({ facts }) => facts.deal.id));
  const customers = new Set(planned.map(({ facts }) => fold(facts.deal.customer.name)));
  const open: OpenDeal[] = [];
  const broken: string[] = [];
  let left = found.left;
  let steps = STEPS;
  for (const { source, pathFromPolicy } of found.deals) {
    const { deal, diagnostics } = loadDeal(source);
    if (deal === null || diagnostics.length > 0) {
      broken.push(source.path);
      continue;
    }
    const facts = factsOf({ deal, path: source.path, pathFromPolicy, workspace: first.workspace, today });
    const { id, state } = facts.deal;
    // Another version of what one customer is offered takes nothing from anybody: they sign one of them.
    if (customers.has(fold(facts.deal.customer.name))) continue;
    // What is signed stands in the queue or nowhere, and so does what is held.
    if (known.has(id) || (state !== 'draft' && state !== 'proposed') || facts.own.hold?.live === true || facts.own.booking !== null)
      continue;
    const wanting = wantingOf(facts, plannerSettings(resolveSettings(facts.policy, facts.profile), 1));
    const groups = openDeal(facts, null);
    const apart = wanting === null || facts.deal.begin > end || ![...wanting.roles].some((role) => roles.has(role));
    if (apart) open.push(groups);
    else if (wanting.steps > steps) left++;
    else {
      steps -= wanting.steps;
      open.push(openDeal(facts, wanting.plan()));
    }
  }
  const notes = [
    ...(broken.length === 0
      ? []
      : [
          `not compared with ${broken.slice(0, 3).join(', ')}${broken.length > 3 ? ` and ${broken.length - 3} more` : ''}: not in order (handoff check says why)`,
        ]),
    ...(left === 0
      ? []
      : [
          `not compared with ${left} more open ${left === 1 ? 'deal' : 'deals'}: there are too many to look at in one check (handoff check deals compares all)`,
        ]),
  ];
  return { open, notes };
}
