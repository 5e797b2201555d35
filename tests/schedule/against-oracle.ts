/** Runs a generated workspace through the product's own loader and planner, to compare with the oracle's answer. */
import { factsOf } from '../../src/load/facts.ts';
import type { FileKind } from '../../src/model/place.ts';
import type { Source } from '../../src/load/source.ts';
import { loadDeal, loadWorkspace } from '../../src/load/workspace.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import type { Facts } from '../../src/model/facts.ts';
import { catalogue, plannerSettings, resolveSettings } from '../../src/rules/settings.ts';
import { planDeal } from '../../src/schedule/plan.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import type { PlanSettings } from '../../src/schedule/settings.ts';

/** The four texts of a workspace. */
export interface Texts {
  readonly policy?: string;
  readonly capacity: string;
  readonly deliverables: string;
  readonly deal: string;
}

const source = (kind: FileKind, path: string, text: string): Source => ({ kind, path, bytes: new TextEncoder().encode(text) });

/** Returns the facts and settings of a workspace; throws with every diagnostic when it does not load. */
export function factsFrom(texts: Texts, today: string): { facts: Facts; settings: PlanSettings } {
  const loaded = loadWorkspace(
    {
      policy: texts.policy === undefined ? null : source('policy', 'handoff.yaml', texts.policy),
      capacity: source('capacity', 'capacity.yaml', texts.capacity),
      deliverables: [source('deliverables', 'deliverables.yaml', texts.deliverables)],
      history: null,
    },
    catalogue,
  );
  const { deal, diagnostics } = loadDeal(source('deal', 'deals/deal.yaml', texts.deal));
  const wrong = [...loaded.diagnostics, ...diagnostics].map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const workspace = loaded.workspace!;
  const facts = factsOf({ deal: deal!, path: 'deals/deal.yaml', workspace, today: parseDay(today) as number });
  return { facts, settings: plannerSettings(resolveSettings(workspace.policy, facts.profile), 1) };
}

/** The planner's dates as the oracle gives them. */
export function datesFrom(schedule: Schedule): { nominal: string | null; unlimited: string | null; two_failures: string | null } {
  if (schedule.status === 'unplannable') return { nominal: null, unlimited: null, two_failures: null };
  const text = (day: number | undefined): string | null => (day === undefined ? null : formatDay(day));
  return {
    nominal: text(schedule.nominal.date),
    unlimited: text(schedule.unlimited.date),
    two_failures: text(schedule.twoFailures?.finish.date),
  };
}

/** Returns the planner's dates of a workspace. */
export function plannerDates(texts: Texts, today: string): ReturnType<typeof datesFrom> & { schedule: Schedule } {
  const { facts, settings } = factsFrom(texts, today);
  const schedule = planDeal(facts, settings);
  return { ...datesFrom(schedule), schedule };
}
