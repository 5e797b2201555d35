/**
 * Random deals that fail for what is not a date, alone or with a date too early: an option beyond its bounds, custom work without a price, a total that
 * nothing explains, a margin that is too thin, people who are not free, a pilot that is too large, a flow that nobody can draw, an input that is not here, a
 * deliverable that was never done. All put upon a workspace of the oracle's.
 */
import { parse, stringify } from 'yaml';
import { Dice, generate, toDay, toIso } from '../oracle/generate.ts';
import type { Texts } from '../rules/workspace.ts';

type Values = Record<string, unknown>;

const POLICY = {
  'margin-floor': 'error',
  'pricing-exceptions': 'error',
  'configured-or-priced': 'error',
  'staffing-pattern': 'error',
  reversible: 'error',
  // What nobody here is asked for.
  'soft-promises': 'off',
  'doer-restated': 'off',
  'discovery-done': 'off',
  'scoping-template': 'off',
  'handoff-context': 'off',
  'delivery-signoff': 'off',
  'observable-outcome': 'off',
  'comparable-work': 'off',
  'owner-inputs-escalation': 'off',
  fit: 'off',
} as const;

/** Returns a deal with one to three faults. */
export function faulty(seed: number): Texts {
  const dice = new Dice(seed + 0.25);
  const { texts, today } = generate(seed, { overdue: true });
  const policy = parse(texts.policy) as Values & { rules?: Values };
  const library = parse(texts.deliverables) as { deliverables: Record<string, Values> };
  const capacity = parse(texts.capacity) as Values & { people: { id: string; role: string; level?: string }[] };
  const deal = parse(texts.deal) as Values & { items: Values[] };
  const [item] = deal.items;
  const entry = library.deliverables[item['deliverable'] as string];
  const now = toDay(today);
  const rules: Values = { ...policy.rules, ...POLICY };

  for (const each of Object.values(library.deliverables)) {
    each['options'] = { colours: { min: 1, max: 6 }, finish: { one_of: ['matte', 'gloss'] } };
    each['flow'] = { steps: 4, decisions: 2 };
    // The library's own prices pay for the work, mostly.
    if (dice.chance('dear', 80)) each['price'] = { setup: 6000, each: 90 };
  }
  const workers = capacity.people.filter(({ role }) => role !== 'office');
  const customs = (item['custom'] ?? []) as Values[];
  const faults: (() => void)[] = [
    () => void (item['options'] = { ...(item['options'] as Values | undefined), colours: dice.int('colours', 7, 12) }),
    () => void (item['options'] = { finish: 'satin', engraving: 'ACME', colours: dice.int('colours', 1, 8) }),
    () => {
      customs.push({
        id: 'liner',
        what: 'Recycled liner',
        effort: { [workers[0].role]: `${dice.int('liner-h', 1, 9)}h` },
        change: 'reversible',
        undo: 'It is cut out',
      });
      if (dice.chance('liner-price', 60)) customs.at(-1)!['price'] = dice.int('liner-paid', 1, 39);
      item['custom'] = customs;
    },
    () => void (deal['pricing'] = { total: dice.int('total', 50, 16_000) }),
    () =>
      void (deal['pricing'] = {
        exceptions: [
          { what: 'Free set-up', amount: dice.int('free', 10, 90) },
          { what: 'Friends', amount: 20 },
        ],
      }),
    () => {
      rules['margin-floor'] = { severity: 'error', floor: `${dice.int('floor', 5, 60)}%` };
      if (dice.chance('floor-custom', 60)) {
        customs.push({
          id: 'badge',
          what: 'A badge',
          effort: { [workers[0].role]: '2h' },
          price: 300,
          change: 'reversible',
          undo: 'It is cut out',
        });
        item['custom'] = customs;
      }
    },
    () => void (deal['staffing'] = [{ person: dice.of('who', workers).id, share: dice.of('who-share', ['100%', '60%']) }]),
    () =>
      void (deal['staffing'] = [
        { needs: { [workers[0].role]: dice.int('units', 1, 3) }, share: dice.of('share', ['100%', '75%', '15%']) },
      ]),
    () => void (deal['title'] = `Work led by ${(dice.of('led', workers) as { name?: string }).name ?? 'Sam'} and a senior team`),
    () => {
      const pilot = { length: dice.of('length', ['15d', '4w', '12bd', '7d']), customers: dice.int('customers', 1, 3) };
      deal['promises'] = [{ id: 'trial', text: 'A trial of it', items: [item['id'] ?? item['deliverable']], pilot }];
    },
    () =>
      void (deal['promises'] = [{ id: 'all', text: 'It is changed', items: [item['id'] ?? item['deliverable']], commitment: 'permanent' }]),
    () => {
      rules['whiteboard'] = 'error';
      if (dice.chance('flow-library', 50)) entry['flow'] = { steps: 9, decisions: dice.int('decisions', 5, 9) };
      else {
        const flow = { steps: 2, decisions: dice.int('decisions', 6, 9) };
        customs.push({
          id: 'sync',
          what: 'A sync',
          effort: { [workers[0].role]: '1h' },
          price: 500,
          flow,
          change: 'reversible',
          undo: 'It is switched off',
        });
        item['custom'] = customs;
      }
    },
    () => void (rules['upstream-reset'] = { severity: 'error', open_inputs: 'relative' }),
    () => {
      rules['proven-output'] = 'error';
      // Some are on the roadmap of those who build them.
      if (dice.chance('roadmap', 60))
        entry['roadmap'] = {
          ref: 'RM-1',
          state: 'in-progress',
          ready: toIso(now + dice.int('ready', 1, 40)),
          confirmed_by: 'olga',
          confirmed_at: today,
        };
    },
    () => {
      deal.items.push({ id: 'other', deliverable: 'zeppelin', quantity: 2 });
    },
    () => {
      const first = (entry['steps'] as Values[])[0];
      item['skip'] = [...((item['skip'] as string[] | undefined) ?? []), first['id']];
    },
  ];
  const count = dice.int('faults', 1, 3);
  const picked = new Set(Array.from({ length: count }, (_, n) => dice.int(`fault-${n}`, 0, faults.length - 1)));
  for (const fault of picked) faults[fault]();
  // What was never done has no record; the rule is judged where it is asked.
  const history =
    rules['proven-output'] === 'error' ? 'id,customer,deliverable,version,quantity,signed,started,completed,promised,outcome\n' : null;

  if (dice.chance('early', 40)) (deal['dates'] as Values)['wanted'] = { complete: toIso(now + dice.int('wanted', 3, 25)) };
  else (deal['dates'] as Values)['wanted'] = { complete: toIso(now + 240) };
  return {
    policy: stringify({ ...policy, rules }),
    capacity: stringify(capacity),
    deliverables: stringify(library),
    deal: stringify(deal, { aliasDuplicateObjects: false }),
    history,
    today,
  };
}
