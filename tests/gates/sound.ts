/** The safe date through the front door: what the program says of a deal must hold when the deal says it back. */
import { parse, stringify } from 'yaml';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';
import { addBusinessDays, addDuration, isOpen, onOrAfter } from '../../src/model/calendar.ts';
import { formatDay, parseDay, type Day } from '../../src/model/day.ts';
import { PROFILES, type Profile } from '../../src/model/policy.ts';
import type { ReportDeal } from '../../src/report/report.ts';
import { RULES } from '../../src/rules/index.ts';
import { generate, type Knobs } from '../oracle/generate.ts';
import { factsFrom } from '../schedule/against-oracle.ts';
import { adorn, type Adorned } from './adorn.ts';
import { filesOf, type Gate, type Tried } from './gate.ts';

const DATE_RULES = new Set(RULES.filter((rule) => rule.date).map((rule) => rule.id));

const KNOBS: readonly (Partial<Knobs> & { readonly adorned?: boolean })[] = [
  {},
  { closedDates: true },
  { phases: true },
  { phases: true, closedDates: true, overdue: true },
  { weather: true, worst: true },
  // With what the other date rules read.
  { adorned: true },
  { adorned: true, phases: true, closedDates: true },
];

/** The report of the workspace's deal, as the program prints it. */
async function reportOf(files: Record<string, string>, today: string): Promise<ReportDeal> {
  const world = memoryWorld(files, today);
  const exit = await main(['check', 'deals/deal.yaml', '--today', today, '--format', 'json'], world);
  if (exit > 1) throw new Error(`exit ${exit}: ${world.said.out}${world.said.err}`);
  return (JSON.parse(world.said.out) as { deals: ReportDeal[] }).deals[0];
}

/** What a date rule finds that no other date would mend: a record that proves too little, a doer who has not been asked. */
const NOT_OF_DATES = ['proven-output/too-few-runs', 'proven-output/too-few-doers'];
/** Of what a doer said only another date is about dates; that nobody was asked, or that they are not there, is not. */
const isOfDoer = (reason: string | null): boolean =>
  reason !== null && reason.startsWith('doer-restated/') && reason !== 'doer-restated/later';

/** The date rules that keep the deal from passing for its dates. */
const failing = ({ checks }: ReportDeal): string[] =>
  checks
    .filter(({ rule, severity, verdict, reason }) => {
      const fails = severity === 'error' && (verdict === 'fail' || verdict === 'needs-approval');
      return DATE_RULES.has(rule) && fails && !NOT_OF_DATES.includes(reason ?? '') && !isOfDoer(reason);
    })
    .map(({ rule }) => rule);

/** Tries one workspace: judged at its safe dates every date rule passes; any of them one business day earlier, one does not. */
export async function trySafe(
  seed: number,
  { adorned = false, ...knobs }: (typeof KNOBS)[number],
  profile: Profile | undefined,
): Promise<Tried> {
  const generated = generate(seed, knobs);
  const { today } = generated;
  const texts: Adorned = adorned ? adorn(generated) : generated.texts;
  const { calendar, policy } = factsFrom(texts, today).facts;
  const files = {
    ...filesOf(profile === undefined ? texts : { ...texts, policy: stringify({ ...parse(texts.policy), profile }) }),
    ...(texts.history === undefined ? {} : { 'history.csv': texts.history }),
  };
  const nothing = { compared: 0, wrong: [], files, today };

  /** The same deal, offered for these dates; who moves the whole ahead of a phase moves the phase, too. */
  const offered = (complete: string, phases: Record<number, string>): Record<string, string> => {
    const deal = parse(texts.deal) as { dates: Record<string, unknown> };
    const dates = Object.entries(phases).map(([phase, day]) => ({ phase: Number(phase), complete: day < complete ? day : complete }));
    deal.dates = {
      ...deal.dates,
      offered: { complete },
      ...(dates.length === 0 ? {} : { phases: dates }),
    };
    return { ...files, 'deals/deal.yaml': stringify(deal) };
  };
  const first = await reportOf(files, today);
  // What a phase is promised may cost the whole a day, so the whole is dated with the phases as they will be offered.
  const early = first.dates.phases.slice(0, -1).flatMap(({ phase, safe }): [number, string][] => (safe === null ? [] : [[phase, safe]]));
  const phases = Object.fromEntries(early);
  const last = [first.dates.safe ?? '', ...Object.values(phases)].toSorted().at(-1)!;
  const dated = early.length === 0 ? first : await reportOf(offered(last, phases), today);
  const { safe, offer } = dated.dates;
  if (safe === null) return { ...nothing, seen: { 'no safe date': 1 } };

  const wrong: string[] = [];
  const expect = (holds: boolean, words: string): void => void (holds || wrong.push(`seed ${seed}: ${words}`));
  const at = await reportOf(offered(safe, phases), today);
  expect(failing(at).length === 0, `judged at ${safe}, fails ${failing(at).join(', ')}`);
  expect(at.dates.safe === safe, `judged at ${safe}, the safe date is ${at.dates.safe}`);
  const floors = at.dates.floors.filter(({ binding }) => binding).map(({ date }) => date);
  expect(
    floors.every((floor) => floor <= safe),
    `the floor ${floors[0]} is after ${safe}`,
  );
  const buffered = formatDay(onOrAfter(calendar, addDuration(calendar, parseDay(safe) as Day, policy.buffers.sales)!)!);
  expect(offer === buffered, `the offer is ${offer}, not ${buffered}`);

  const before = (day: string, by: number): string => formatDay(addBusinessDays(calendar, parseDay(day) as Day, by)!);
  const sooner = await reportOf(offered(before(safe, -1), phases), today);
  expect(failing(sooner).length > 0, `judged one business day before ${safe}, every date rule passes`);
  const later = await reportOf(offered(before(safe, 1), phases), today);
  expect(failing(later).length === 0, `judged one business day after ${safe}, fails ${failing(later).join(', ')}`);
  for (const [phase, day] of early) {
    const tight = await reportOf(offered(safe, { ...phases, [phase]: before(day, -1) }), today);
    expect(failing(tight).length > 0, `phase ${phase} judged one business day before ${day}, every date rule passes`);
  }
  const decisive = at.dates.floors.find(({ binding }) => binding)!.rule;
  const closed = at.dates.floors.some(({ binding, date }) => binding && !isOpen(calendar, parseDay(date) as Day));
  return {
    compared: 1,
    wrong,
    seen: { 'in phases': early.length > 0 ? 1 : 0, 'a floor on a closed day': closed ? 1 : 0, [`decided by ${decisive}`]: 1 },
    files,
    today,
  };
}

/** The safe date is sound and tight. */
export const sound: Gate = {
  name: 'sound and tight',
  claim: 'through the program: judged at the safe dates every date rule passes, one business day earlier one fails',
  unit: 'workspaces with a safe date',
  few: 28,
  all: 1680,
  atLeast: 1000,
  try: (n) => trySafe(200_000 + n, KNOBS[n % KNOBS.length], PROFILES[Math.floor(n / KNOBS.length) % (PROFILES.length + 1)]),
};
