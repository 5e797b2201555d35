/**
 * A book of many deals, judged by several threads at once. Each has its share of the deals, plans them, and says what they want of the queue; when all have said so,
 * each judges its own beside all others. Deals of one customer, which are planned one after another, are in one share. Who judged what, and who was first, says nothing
 * of the answer: it is put together in the order of the book, so that one thread and many print the same bytes.
 */
import { version } from '../../package.json';
import { dealsAround } from '../around.ts';
import type { CheckOptions } from '../cli/asked.ts';
import { factsOfAll, type Sources } from '../judging.ts';
import { needsWays } from '../report/answer.ts';
import { reportOf } from '../report/build.ts';
import type { DealPicture } from '../report/picture.ts';
import type { Report } from '../report/report.ts';
import { rivalOf, type OpenDeal } from '../schedule/rivals.ts';
import { sourcesOf, type Texts } from '../texts.ts';
import type { Hand, Hire, World } from '../world.ts';
import { BATCH, handOf, type FromHand, type HandedDeal, type Share, type ToHand } from './hand.ts';
import { unpacked, type Packet } from './pack.ts';
import type { Progress } from './progress.ts';
import { sharesOf } from './shard.ts';

/** A judged book. */
export interface Book {
  readonly report: Report;
  /** By deal of the report; null where it has no plan, or no page is asked for. */
  readonly pictures: readonly (DealPicture | null)[];
  /** By deal: what it wants of the queue; null for one that takes nothing from anybody. */
  readonly open: readonly (OpenDeal | null)[];
}

/** Returns the report of a run whose deals are judged by so many threads; nothing may be wrong with its `sources`. What breaks a thread is thrown. */
export async function judgeTogether(
  texts: Texts,
  sources: Sources,
  options: CheckOptions,
  world: World,
  { jobs, progress }: { jobs: number; progress: Progress },
): Promise<Book> {
  const shares = sharesOf(sources.deals, world.hire === null ? 1 : jobs).filter((share) => share.length > 0);
  // The last share is done here, where all deals are read already: a thread more would only wait for the others, with a memory of its own.
  const own = shares.length - 1;
  const open: (OpenDeal | null)[] = sources.deals.map(() => null);
  const packets: { readonly places: readonly number[]; readonly packet: Packet<readonly HandedDeal[]> }[] = [];
  const hands: Hand[] = [];
  try {
    // A part of a book may have no deal.
    if (shares.length > 0)
      await new Promise<void>((done, failed) => {
        let planning = shares.length;
        let judging = shares.length;
        const hear = (places: readonly number[]) => {
          let next = 0;
          return (message: FromHand): void => {
            if ('planned' in message) progress.step();
            else if ('open' in message) {
              message.open.forEach((each, index) => (open[places[index]] = each));
              if (--planning === 0) for (const hand of hands) hand.tell({ open } satisfies ToHand);
            } else {
              packets.push({ places: places.slice(next, (next += BATCH)), packet: message.judged });
              if (message.last && --judging === 0) done();
            }
          };
        };
        const hired = shares.map((places, n) => {
          const hire = n === own ? ownHand(world, sources) : world.hire!;
          return hire(hear(places) as (message: unknown) => void, failed);
        });
        void Promise.all(hired).then((all) => {
          hands.push(...all);
          for (const [n, hand] of all.entries()) {
            const share = shareOf(shares[n], texts, sources, options, world);
            hand.tell({ share: n === own ? share : whole(share) } satisfies ToHand);
          }
        }, failed);
      });
  } finally {
    // Who is gone leaves its memory to what was judged.
    await Promise.all(hands.map((hand) => hand.dismiss()));
  }
  const judged: HandedDeal[] = [];
  const interned = interning();
  for (const { places, packet } of packets.splice(0)) unpacked(packet).forEach((each, n) => (judged[places[n]] = interned(each)));
  const report = reportOf({ ...sources, version, files: sourcesOf(texts), since: texts.since }, judged);
  return { report, pictures: judged.map(({ picture }) => picture), open };
}

/** Who works here is told as a thread would be. Between two deals it hears what the threads say, and whether it is still needed. */
function ownHand(world: World, sources: Sources): Hire {
  return async (hear, failed) => {
    let dismissed = false;
    const pause = () => new Promise<void>((go) => setImmediate(() => dismissed || go()));
    const work = handOf(world, hear, { sources, pause });
    return { tell: (message) => void work(message as ToHand).catch(failed), dismiss: async () => void (dismissed = true) };
  };
}

function shareOf(places: readonly number[], texts: Texts, sources: Sources, options: CheckOptions, world: World): Share {
  const { by: _, ...rest } = texts;
  const own = new Set(places);
  return {
    texts: { ...rest, deals: places.map((place) => sources.deals[place].text), problems: [] },
    // The day must not change between two threads; and of a part no part is taken.
    options: { ...options, today: sources.today, question: { ...options.question, shard: null } as CheckOptions['question'] },
    places,
    elsewhere: groupsOf(
      sources,
      sources.deals.filter((_, place) => !own.has(place)),
      world,
    ),
    outside: [...groupsOf(sources, sources.outside, world), ...aroundOf(texts, sources, world)],
    notes: notesOf(sources, texts),
    ways: needsWays(options),
  };
}

/** Returns those of some open deals that add to groups of customers. */
function groupsOf(sources: Sources, some: Sources['deals'], world: World): OpenDeal[] {
  const deals = some.filter(({ deal }) => (deal.requirements?.groups ?? []).length > 0);
  return deals.length === 0 ? [] : factsOfAll({ ...sources, deals }, world).flatMap(({ alone }) => rivalOf(alone(), null) ?? []);
}

/** Returns the open deals beside those of the run, without their days. */
function aroundOf({ around }: Texts, sources: Sources, world: World): readonly OpenDeal[] {
  if (around.deals.length === 0) return [];
  const unplanned = { status: 'unplannable', begin: sources.today, because: [] as never } as const;
  const known = factsOfAll(sources, world).map(({ alone }) => ({ facts: alone(), schedule: unplanned }));
  return dealsAround(around, sources, known).open;
}

/** What no deal of a part is compared with. */
function notesOf({ outside }: Sources, { around }: Texts): string[] {
  const length = outside.length + around.deals.length + around.left;
  if (length === 0) return [];
  return [
    `not compared with the ${length} ${length === 1 ? 'deal' : 'deals'} of other parts of the book: handoff merge-reports tells what all want together`,
  ];
}

/** Returns plain data with all bytes in buffers of their own: a piece of a larger buffer would be handed over with all of it. */
function whole<T>(data: T): T {
  if (data instanceof Uint8Array) return new Uint8Array(data) as T;
  if (Array.isArray(data)) return data.map(whole) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, whole(value)])) as T;
}

/** What is handed over has each text anew, a rule's title a thousand times: of equal ones the first is kept. */
function interning(): <T>(data: T) => T {
  const known = new Map<string, string>();
  const same = (text: string): string => {
    const found = known.get(text);
    if (found === undefined) known.set(text, text);
    return found ?? text;
  };
  const walk = (data: unknown): unknown => {
    if (typeof data === 'string') return same(data);
    if (typeof data !== 'object' || data === null) return data;
    // In place: it was made for us.
    const own = data as Record<string, unknown>;
    for (const key of Object.keys(own)) own[key] = walk(own[key]);
    return own;
  };
  return walk as <T>(data: T) => T;
}
