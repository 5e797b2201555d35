/**
 * What judges a share of a book: the whole of it, or what one of several threads has of it. A deal is planned, and what needs only its own plan is done at once, the ways
 * to say yes first of all; of the plan only what its judgement reads is kept, packed, since a thousand plans have no room beside each other. When every deal of the
 * book is planned, and so is known who wants the same hours, each is judged.
 */
import type { CheckOptions } from '../cli/asked.ts';
import {
  factsOfAll,
  isSeen,
  judgedBeside,
  planningOf,
  recheckOf,
  sourcesOfRun,
  turnsOf,
  type Bench,
  type Sources,
  type WaysOf,
} from '../judging.ts';
import { waysToYes } from '../options/index.ts';
import { NO_WAYS, type Ways } from '../options/way.ts';
import { toldOf, type JudgedDeal, type ToldDeal } from '../report/build.ts';
import type { DealPicture } from '../report/picture.ts';
import { resolveSettings } from '../rules/settings.ts';
import type { Companion } from '../schedule/companions.ts';
import { rivalOf, type OpenDeal } from '../schedule/rivals.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Texts } from '../texts.ts';
import type { World } from '../world.ts';
import { packed, unpacked, type Packet } from './pack.ts';
import { thrift } from './thrift.ts';

/** What a thread is given: all but what cannot be handed over. */
export interface Share {
  readonly texts: Omit<Texts, 'by'>;
  readonly options: CheckOptions;
  /** By deal of the share: its place in the book. */
  readonly places: readonly number[];
  /** Deals that add to groups of customers: of other shares, and of parts of the book that other machines judge. */
  readonly elsewhere: readonly OpenDeal[];
  readonly outside: readonly OpenDeal[];
  /** What they are not compared with. */
  readonly notes: readonly string[];
  /** Whether ways to say yes are looked for. */
  readonly ways: boolean;
}

/** What a thread is told: first its share, and when all are planned, what every deal of the book wants. */
export type ToHand = { readonly share: Share } | { readonly open: readonly (OpenDeal | null)[] };

/** One judged deal as it is handed back; its picture only where a page is asked for. */
export interface HandedDeal extends ToldDeal {
  readonly picture: DealPicture | null;
}

/** What a thread tells: a deal more is planned; all are, and this is what they want; these are judged. */
export type FromHand =
  | { readonly planned: true }
  | { readonly open: readonly (OpenDeal | null)[] }
  | { readonly judged: Packet<readonly HandedDeal[]>; readonly last: boolean };

/** Deals that are handed back at once. */
export const BATCH = 16;

/** How a hand works where it is not alone in its thread: what is read already is not read again, and after each deal others may do theirs. */
interface AtHome {
  readonly sources: Sources;
  readonly pause: () => Promise<void>;
}

/** Returns what hears the messages to a thread, and answers them by `tell`. */
export function handOf(world: World, tell: (message: FromHand) => void, home: AtHome | null = null): (message: ToHand) => Promise<void> {
  let finish: ((open: readonly (OpenDeal | null)[]) => Promise<void>) | null = null;
  return async (message) => {
    if ('open' in message) return finish!(message.open);
    const { share } = message;
    const tidy = thrift();
    const { open, judge } = await planShare(await benchesOf(share, home, world), share, async () => {
      tell({ planned: true });
      tidy();
      await home?.pause();
    });
    finish = async (all) => {
      const picture = isSeen(share.options) ? (await import('../report/picture.ts')).pictureOf : null;
      let batch: HandedDeal[] = [];
      for (const [index, place] of share.places.entries()) {
        const others = all.filter((each, other) => other !== place && each !== null) as OpenDeal[];
        const one = judge(index, [...others, ...share.outside]);
        const told = toldOf(one);
        batch.push({ ...told, picture: picture?.(told.deal, one) ?? null });
        tidy();
        await home?.pause();
        if (batch.length < BATCH) continue;
        tell({ judged: packed(batch), last: false });
        batch = [];
      }
      tell({ judged: packed(batch), last: true });
    };
    tell({ open });
  };
}

/** Reads the deals of a share, or takes them as they were read. */
async function benchesOf({ texts: own, options, places }: Share, home: AtHome | null, world: World): Promise<Bench[]> {
  if (home !== null) return factsOfAll({ ...home.sources, deals: places.map((place) => home.sources.deals[place]) }, world);
  const texts: Texts = { ...own, by: () => texts };
  return factsOfAll(await sourcesOfRun(texts, options, world), world);
}

/** A deal that is planned, and packed away. */
interface Packed extends Companion {
  readonly open: OpenDeal | null;
  readonly judge: (others: readonly OpenDeal[]) => JudgedDeal;
}

async function planShare(benches: readonly Bench[], { options, elsewhere, outside, notes, ways }: Share, planned: () => Promise<void>) {
  const quiet = benches.map(({ alone }) => rivalOf(alone(), null));
  const waysOf: WaysOf = ways ? waysToYes : () => NO_WAYS;
  const turn = turnsOf(benches, true, (bench, before, index): Packed => {
    const planning = planningOf(bench, before, options);
    const own = planning.plan(bench.deal.deal, 'full');
    // Who else wants the same hours is told, and decides nothing; what a deal adds to a group of customers does, and is known before it is planned.
    const others = [...quiet.filter((each, other) => each !== null && other !== index), ...elsewhere, ...outside] as OpenDeal[];
    const beside = judgedBeside(others, []);
    const found = waysOf(beside(own), recheckOf(planning.plan, beside));
    return asPacked(bench, before, own, found, { options, notes });
  });
  const all: (Packed | null)[] = [];
  for (const index of benches.keys()) {
    all.push(turn(index));
    await planned();
  }
  return {
    open: all.map((each) => each!.open),
    /** Judges a deal, once: then nothing of it is needed any more. */
    judge: (index: number, others: readonly OpenDeal[]) => {
      const { judge } = all[index]!;
      all[index] = null;
      return judge(others);
    },
  };
}

function asPacked(
  bench: Bench,
  before: readonly Companion[],
  own: Companion,
  ways: Ways,
  { options, notes }: Pick<Share, 'options' | 'notes'>,
): Packed {
  const open = rivalOf(own.facts, own.schedule);
  const kept = packed(isSeen(options) ? own.schedule : unseen(own.schedule));
  const companion = (): Companion => {
    const { deal, workspace } = bench.deal;
    const { left } = planningOf(bench, before, options);
    return { facts: bench.of(deal, { ...workspace, capacity: left }), schedule: unpacked(kept) };
  };
  return {
    open: open && slim(open),
    get facts() {
      return companion().facts;
    },
    get schedule() {
      return companion().schedule;
    },
    judge: (others) => {
      const { plan, unheld, file, hasRecord, locate } = planningOf(bench, before, options);
      const { facts, schedule } = companion();
      const judgedOf = judgedBeside(others, notes);
      return {
        ...judgedOf({ facts, schedule, settings: resolveSettings(facts.policy, facts.profile) }),
        ways,
        recheck: recheckOf(plan, judgedOf),
        without: (bookings) => judgedOf(unheld(bookings)).judgement,
        locate,
        file,
        hasRecord,
      };
    },
  };
}

/** A plan without what only a page shows: the plan under the worst failures, step by step. */
function unseen(schedule: Schedule): Schedule {
  if (schedule.status !== 'planned' || schedule.full === null) return schedule;
  return { ...schedule, full: { ...schedule.full, worst: null } };
}

/** Of a plan day by day only what the others have to know is kept. */
function slim({ days, ...rest }: OpenDeal): OpenDeal {
  if (days === null) return { ...rest, days };
  const roles = days.roles.map(({ role, deal, free }) => ({ role, deal, free }));
  return { ...rest, days: { days: days.days.map(({ day }) => ({ day })), roles } };
}
