/**
 * Random workspaces with what the date rules read beside the plan: lead times by quantity and for custom work, customizations, materials that operations
 * lock, a history, a roadmap, builds. The oracle knows none of it, so it is put upon a workspace of the oracle's and not into it.
 */
import { parse, stringify } from 'yaml';
import { Dice, toDay, toIso, type Generated } from '../oracle/generate.ts';

type Values = Record<string, unknown>;

/** The texts of a workspace, with a history where it has one. */
export type Adorned = Generated['texts'] & { readonly history?: string };

/** Returns a workspace with more that a date depends on; the same seed adorns it alike. */
export function adorn({ seed, today, texts }: Generated): Adorned {
  const dice = new Dice(seed + 0.5);
  const now = toDay(today);
  const library = parse(texts.deliverables) as { deliverables: Record<string, Values> };
  const capacity = parse(texts.capacity) as Values & { people: { id: string; role: string }[]; materials?: Values[] };
  const deal = parse(texts.deal) as Values & { items: Values[]; materials?: Values[] };
  const rows: string[] = [];

  for (const [name, entry] of Object.entries(library.deliverables)) {
    entry['lead_time'] = dice.of(`${name}-lead`, [
      '6bd',
      '20bd',
      '25bd',
      '30d',
      '40h',
      { standard: '8bd', custom: '14bd' },
      { standard: '5bd', custom: '3w' },
      [{ up_to: 10, lead_time: '5bd' }, { lead_time: '22bd' }],
      // None for so many.
      [{ up_to: 20, lead_time: '9bd' }],
    ]);
    if (dice.chance(`${name}-no-lead`, 10)) delete entry['lead_time'];
    if (dice.chance(`${name}-roadmap`, 20)) {
      entry['status'] = 'roadmap';
      entry['roadmap'] = {
        ref: `RM-${name}`,
        state: dice.of(`${name}-state`, ['committed', 'in-progress', 'in-progress', 'shipped', 'planned']),
        ready: toIso(now + dice.int(`${name}-ready`, -5, 20)),
        confirmed_by: 'erik',
        confirmed_at: toIso(now - dice.int(`${name}-confirmed`, 0, 20)),
        expires: toIso(now + dice.int(`${name}-expires`, 0, 40)),
      };
    }
    // Runs that prove it, some slow and some fast; a few are open or say less.
    for (let i = 0; i < dice.of(`${name}-runs`, [0, 12, 12, 20, 35]); i++) {
      const label = `${name}-run-${i}`;
      const started = now - 20 - dice.int(`${label}-ago`, 0, 200);
      const slow = dice.chance(`${name}-slow`, 50) ? 25 : 0;
      const completed = Math.min(now, started + slow + dice.int(`${label}-took`, 2, 25));
      const isOpen = dice.chance(`${label}-open`, 12);
      rows.push(
        [
          label,
          name,
          dice.chance(`${label}-old`, 8) ? 2 : 1,
          dice.of(`${label}-quantity`, ['', 3, 8, 15, 25]),
          toIso(isOpen ? now - dice.int(`${label}-elapsed`, 0, 20) : started),
          isOpen ? '' : toIso(completed),
          isOpen ? '' : toIso(completed),
          isOpen ? 'open' : 'delivered',
          capacity.people.map(({ id }) => id).join(';'),
          'true',
        ].join(','),
      );
    }
  }
  for (const material of capacity.materials ?? []) {
    const id = material['id'] as string;
    if (dice.chance(`${id}-locked`, 50)) {
      const eta = toIso(now + dice.int(`${id}-eta`, -2, 12));
      const incoming = (material['incoming'] ?? []) as Values[];
      material['incoming'] = [
        ...incoming,
        { quantity: dice.of(`${id}-quantity`, [10, 40, 100]), eta, locked: dice.chance(`${id}-for`, 80), for: 'acme-1' },
      ];
    }
    if (dice.chance(`${id}-late`, 30)) material['late'] = dice.of(`${id}-late-by`, ['1bd', '3bd', '2d']);
    if (dice.chance(`${id}-mine`, 15)) {
      const allocated = (material['allocated'] ?? []) as Values[];
      material['allocated'] = [...allocated, { to: 'acme-1', quantity: dice.int(`${id}-mine-n`, 1, 30) }];
    }
  }
  for (const item of deal.items) {
    const name = item['id'] as string;
    const entry = library.deliverables[item['deliverable'] as string];
    if (dice.chance(`${name}-custom`, 30) && item['custom'] === undefined) {
      const { role } = capacity.people[0];
      item['custom'] = [
        {
          id: `${name}-more`,
          what: 'Something more',
          effort: { [role]: '2h' },
          price: 900,
          change: 'reversible',
          undo: 'it is left out',
          choice: 'build',
        },
      ];
    }
    if (dice.chance(`${name}-build`, 15) && entry['roadmap'] !== undefined) item['offer'] = 'build';
  }
  const header = 'id,deliverable,version,quantity,started,completed,promised,outcome,doers,on_spec';
  return {
    policy: texts.policy,
    capacity: stringify(capacity),
    deliverables: stringify(library),
    deal: stringify(deal),
    ...(rows.length === 0 || dice.chance('no-history', 10) ? {} : { history: `${[header, ...rows].join('\n')}\n` }),
  };
}
