/** A thread that judges a share of a book: the same program as the one that asks for it, with the same files of operations' and some of the deals. */
import type { CheckOptions } from '../cli/asked.ts';
import { planAll, sourcesOfRun, type WaysOf } from '../judging.ts';
import { waysToYes } from '../options/index.ts';
import { NO_WAYS } from '../options/way.ts';
import { toldOf, type ToldDeal } from '../report/build.ts';
import type { DealPicture } from '../report/picture.ts';
import type { OpenDeal } from '../schedule/rivals.ts';
import type { Texts } from '../texts.ts';
import type { World } from '../world.ts';

/** What a thread is given: all but what cannot be handed over. */
export interface Share {
  readonly texts: Omit<Texts, 'by'>;
  readonly options: CheckOptions;
  /** By deal of the share: its place in the book. */
  readonly places: readonly number[];
  /** Deals of other shares that add to groups of customers. */
  readonly elsewhere: readonly OpenDeal[];
  /** Whether ways to say yes are looked for. */
  readonly ways: boolean;
}

/** What a thread is told: first its share, and when all are planned, what every deal of the book wants. */
export type ToHand = { readonly share: Share } | { readonly open: readonly (OpenDeal | null)[] };

/** One judged deal as it is handed back; its picture only where a page is asked for. */
export interface HandedDeal extends ToldDeal {
  readonly picture: DealPicture | null;
}

/** What a thread tells: so many deals more are planned; all are, and this is what they want; these are judged. */
export type FromHand =
  | { readonly planned: number }
  | { readonly open: readonly (OpenDeal | null)[] }
  | { readonly judged: readonly HandedDeal[]; readonly last: boolean };

/** Deals that are handed back at once. */
const BATCH = 32;

/** Returns what hears a thread's messages and answers them by `tell`. */
export function handOf(world: World, tell: (message: FromHand) => void): (message: ToHand) => Promise<void> {
  let finish: ((open: readonly (OpenDeal | null)[]) => Promise<void>) | null = null;
  return async (message) => {
    if ('open' in message) return finish!(message.open);
    const { share } = message;
    const texts: Texts = { ...share.texts, by: () => texts };
    const sources = await sourcesOfRun(texts, share.options, world);
    const waysOf: WaysOf = share.ways ? waysToYes : () => NO_WAYS;
    const tick = (): void => tell({ planned: 1 });
    const { open, judge } = planAll(texts, sources, share.options, world, waysOf, { elsewhere: share.elsewhere, tick });
    tell({ open: open.map((each) => each && slim(each)) });
    finish = async (all) => {
      const isPage = share.options.outputs.some(({ format }) => format === 'html');
      const picture = isPage ? (await import('../report/picture.ts')).pictureOf : null;
      let batch: HandedDeal[] = [];
      for (const one of judge((index) => all.filter((each, place) => place !== share.places[index] && each !== null) as OpenDeal[])) {
        const told = toldOf(one);
        batch.push({ ...told, picture: picture?.(told.deal, one) ?? null });
        if (batch.length < BATCH) continue;
        tell({ judged: batch, last: false });
        batch = [];
      }
      tell({ judged: batch, last: true });
    };
  };
}

/** Of a plan day by day only what others have to know is handed over. */
function slim({ days, ...rest }: OpenDeal): OpenDeal {
  if (days === null) return { ...rest, days };
  return {
    ...rest,
    days: { days: days.days.map(({ day }) => ({ day })), roles: days.roles.map(({ role, deal, free }) => ({ role, deal, free })) },
  };
}
