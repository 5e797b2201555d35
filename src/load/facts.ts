/**
 * A deal file → facts: everything that a seller may leave out is derived here from operations' files, and each derived value is told with its
 * origin (formats.md, "Only `customer`, `wanted` and `items` are needed"). Nothing in here depends on a plan.
 */
import type { Baseline } from '../model/baseline.ts';
import { calendarOf } from '../model/calendar.ts';
import type { Capacity } from '../model/capacity.ts';
import type { Day } from '../model/day.ts';
import type { DealFile, Item } from '../model/deal.ts';
import type { Deal, Derived, DocumentFact, Facts, ItemFact } from '../model/facts.ts';
import { soldMeaning, type Confirmed, type Standing } from '../model/held.ts';
import type { History } from '../model/history.ts';
import type { Library } from '../model/library.ts';
import { at } from '../model/place.ts';
import type { Policy, Profile } from '../model/policy.ts';
import type { SignOff } from '../model/signoff.ts';
import { refusalText, refusalsOf } from '../model/restated.ts';
import { listPriceOf } from '../model/size.ts';
import { formatMoney } from '../model/units.ts';
import { quantityText } from '../model/words.ts';
import { digestOf } from '../signoff/digest.ts';
import type { Note } from './derive/shared.ts';
import { askedDates, beginOf, phaseDates, relativeOf, signatureOf } from './derive/dates.ts';
import { inputsOf, type PastDues } from './derive/inputs.ts';
import { ownersOf } from './derive/people.ts';
import { assumptionsOf, promisesOf } from './derive/promises.ts';
import { isLive, type Ledgered } from './held.ts';
import { dealOfPath } from './workspace.ts';
import { deriveScope } from './derive/scope.ts';
import { whyNotStandard } from './derive/standard.ts';

/** Operations' files, as read. */
interface WorkspaceFiles {
  readonly policy: Policy;
  readonly capacity: Capacity;
  readonly library: Library;
  readonly history: History | null;
  readonly baseline?: Baseline | null;
  /** What is held and booked for deals; nothing where that was not asked. */
  readonly held?: Pick<Ledgered, 'holds' | 'bookings'>;
}

/** What one deal's facts are made from. */
export interface FactSources {
  readonly deal: DealFile;
  /** The deal file's path, as printed. */
  readonly path: string;
  /** Whether the deal was given on the command line, so that no file names it. */
  readonly inline?: boolean;
  /** Its path from handoff.yaml's folder, for the profiles of folders; `path` when left out. */
  readonly pathFromPolicy?: string;
  readonly workspace: WorkspaceFiles;
  readonly today: Day;
  /** Who commits here, from git; used where the deal names no seller. */
  readonly seller?: { readonly name?: string; readonly email?: string } | null;
  readonly signoffs?: readonly SignOff[];
  readonly standing?: readonly SignOff[];
  readonly documents?: readonly DocumentFact[];
  /** By input: the day on which it was due in the base of a branch, where the branch says none any more. */
  readonly pastDues?: PastDues;
  /** The report that was frozen at its signature. */
  readonly confirmed?: Confirmed | null;
}

/** Returns all that a deal is judged by. */
export function factsOf({
  deal: file,
  path,
  inline = false,
  pathFromPolicy,
  workspace,
  today,
  seller,
  signoffs,
  standing,
  documents,
  pastDues,
  confirmed,
}: FactSources): Facts {
  const { policy, library, history } = workspace;
  const id = file.deal ?? (inline ? 'deal' : dealOfPath(path));
  const capacity = withoutOwn(workspace.capacity, id);
  const calendar = calendarOf(capacity.calendar);
  const derived: Derived[] = [];
  const note: Note = (path, value, from) => void derived.push({ path, value, from });

  const items = itemsOf(file, library);
  if (file.deal === undefined) note('deal', id, inline ? 'the command line' : 'the name of its file');
  const title = file.title ?? titleFrom(items, file.customer.name);
  if (file.title === undefined) note('title', title, 'items and customer');
  if (file.state === undefined) note('state', 'proposed', 'the default');
  if (file.seller === undefined && seller) note('seller', [seller.name, seller.email].filter(Boolean).join(' '), 'git');

  const signature = signatureOf(file, calendar, today, note);
  const begin = beginOf(file, signature, today);
  const claims = { items, policy, capacity, today, signoffs: signoffs ?? [], deal: { file, seller: file.seller ?? seller ?? {} } };
  const relative = relativeOf(file, items, { calendar, today, begin }, claims);
  const said = { claims, pastDues: pastDues ?? {} };
  const inputs = inputsOf(file, items, { calendar, today, begin, relative }, said, note);
  const people = ownersOf(file, items, policy, capacity, note);
  const promises = promisesOf(file, items, note);
  const listPrice = listPriceOf(items);
  if (file.pricing?.total === undefined && listPrice !== null) {
    const given = (file.pricing?.exceptions ?? []).reduce((sum, { amount }) => sum + (amount ?? 0), 0);
    const less = given === 0 ? '' : ', less the exceptions';
    note('pricing.total', formatMoney(listPrice - given, policy.currency), `the library's prices and those of the custom work${less}`);
  }
  deriveScope(file, items, calendar, note);

  const deal: Deal = {
    id,
    title,
    file,
    path,
    customer: { name: file.customer.name, existing: file.customer.existing ?? null },
    state: file.state ?? 'proposed',
    seller: file.seller ?? seller ?? {},
    signature,
    begin,
    ...askedDates(file, items, promises, relative, calendar),
    relative,
    phases: phaseDates(file, items, promises),
    items,
    inputs,
    promises,
    assumptions: assumptionsOf(file, items),
    ...people,
    listPrice,
  };
  return {
    today,
    policy,
    profile: profileFor(policy, pathFromPolicy ?? path),
    capacity,
    queue: workspace.capacity,
    own: standingOf(workspace.held, deal, confirmed ?? null, today),
    calendar,
    library,
    history,
    signoffs: signoffs ?? [],
    standing: standing ?? [],
    documents: documents ?? [],
    baseline: workspace.baseline ?? null,
    deal,
    derived,
    notStandard: [
      ...whyNotStandard(deal, policy, capacity, calendar),
      // What its doer would not say yes to is not what the library sells.
      ...refusalsOf({ signoffs: signoffs ?? [], capacity, policy, today, deal }).map(refusalText),
    ],
  };
}

/** A deal is planned many times, and what was counted of its capacity is kept by the object. */
const without = new WeakMap<Capacity, Map<string, Capacity>>();

/** Returns the capacity in which a deal is planned: what is held or booked for the deal itself is not in its own way. Every booking keeps its place. */
function withoutOwn(capacity: Capacity, deal: string): Capacity {
  if (!capacity.bookings.some(({ id, from, work }) => from !== undefined && id === deal && work.length > 0)) return capacity;
  const known = without.get(capacity) ?? new Map<string, Capacity>();
  without.set(capacity, known);
  const bookings = capacity.bookings.map((each) => (each.from !== undefined && each.id === deal ? { ...each, work: [] } : each));
  const own = known.get(deal) ?? { ...capacity, bookings };
  known.set(deal, own);
  return own;
}

/** Returns what stands in the queue for a deal. */
function standingOf(held: FactSources['workspace']['held'], deal: Deal, confirmed: Confirmed | null, today: Day): Standing {
  const hold = held?.holds.find((each) => each.hold === deal.id);
  const booking = held?.bookings.find((each) => each.booking === deal.id) ?? null;
  const others = (held?.holds ?? []).filter((each) => each !== hold && isLive(each, today));
  if (hold === undefined) return { hold: null, booking, confirmed, others };
  const live = isLive(hold, today) && booking === null;
  return { hold: { ...hold, live, same: hold.digest === digestOf(soldMeaning(deal)) }, booking, confirmed, others };
}

/** Returns the profile that judges the deals of a folder: that of the longest folder named in policy, else the workspace's. */
function profileFor(policy: Policy, path: string): Profile {
  const inside = (folder: string): boolean => path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
  return policy.profiles.find(({ folder }) => inside(folder))?.profile ?? policy.profile;
}

/** What is customized is worked by itself; the plain lines of one deliverable are one order. */
function lotOf(item: Item, items: readonly Item[]): number {
  if (item.custom.length > 0) return item.quantity;
  return items
    .filter(({ deliverable, phase, custom }) => deliverable === item.deliverable && phase <= item.phase && custom.length === 0)
    .reduce((sum, { quantity }) => sum + quantity, 0);
}

function itemsOf(file: DealFile, library: Library): ItemFact[] {
  return file.items.map((item, index) => ({
    ...item,
    lot: lotOf(item, file.items),
    index,
    // `Object.hasOwn`: a deliverable called `constructor` is not in the library either.
    entry: Object.hasOwn(library, item.deliverable) ? library[item.deliverable] : null,
    at: at('deal', 'items', index, 'deliverable'),
  }));
}

function titleFrom(items: readonly ItemFact[], customer: string): string {
  const parts = items.map(({ quantity, entry, deliverable }) => {
    const name = entry?.title ?? deliverable;
    return quantity === 1 && entry?.unit === undefined ? name : quantityText(quantity, name, entry?.unit);
  });
  return `${parts.join(', ')} for ${customer}`;
}
