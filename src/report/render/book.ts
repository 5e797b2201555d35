/** Many deals at once, in a terminal: a line a deal, what is sold twice, and which of them can all be signed. */
import { listedFew } from '../../model/words.ts';
import type { BookRole, BookWeek } from '../book/book.ts';
import type { ReportBeside, ReportTaker, ReportTogether } from '../book/together.ts';
import type { Report, ReportBook, ReportDeal } from '../report.ts';
import { verdictOf } from '../verdict.ts';
import type { Paint } from './paint.ts';
import { tableLines } from './table.ts';
import { hang, visible } from './width.ts';

/** Fewer deals are read one by one. */
const MANY = 4;
/** Deals that are told one by one although they fit. */
const FITTING = 12;
/** Weeks that are told, those with most hours too much first. */
const WEEKS = 10;

/** Returns the portfolio: a line a deal; none where there are few. */
export async function portfolioLines({ deals }: Pick<Report, 'deals'>, paint: Paint): Promise<string[]> {
  if (deals.length < MANY) return [];
  const rows = deals.map((deal) => [
    verdictOf(deal),
    deal.deal,
    deal.customer,
    askedOf(deal) ?? '–',
    deal.dates.safe ?? 'none',
    deal.dates.offer ?? 'none',
  ]);
  const head = ['', 'deal', 'customer', 'asked', 'safe', 'offer'];
  return tableLines([head, ...rows], 2, [null, 28, 28], paint.strong);
}

/** The date that a deal is judged by; null where it asks for none. */
function askedOf({ dates }: ReportDeal): string | null {
  return dates.judged === null ? null : dates[dates.judged].complete;
}

/** Returns what a book says of its deals together. */
export function bookLines({ roles, together }: ReportBook, paint: Paint, width: number): string[] {
  return [...soldTwiceLines(roles, paint, width), ...(together === null ? [] : ['', ...togetherLines(together, paint, width)])];
}

/** A role in a week in which more is wanted than is free. */
export interface SoldTwice extends BookWeek {
  readonly role: string;
}

/** Returns the weeks that are sold twice, those with most hours too much first. */
export function soldTwiceOf(roles: readonly BookRole[]): SoldTwice[] {
  return roles
    .flatMap(({ role, weeks }) => weeks.flatMap((week) => (week.over_hours > 0 ? [{ role, ...week }] : [])))
    .sort((a, b) => b.over_hours - a.over_hours || (a.from < b.from ? -1 : 1));
}

function soldTwiceLines(roles: readonly BookRole[], paint: Paint, width: number): string[] {
  const weeks = soldTwiceOf(roles);
  if (weeks.length === 0) return ['  No week is sold twice: what the open deals want is free for all of them.'];
  const lines = weeks.slice(0, WEEKS).flatMap((week) => hang('    ', soldTwiceText(week), width, 6));
  const more = weeks.length > WEEKS ? [`    and ${weeks.length - WEEKS} more`] : [];
  return [paint.strong('  Sold twice, if all open deals are signed'), ...lines, ...more];
}

/** Returns a week in words: `press, week of 2026-11-16: 16h wanted, 8h too much (acme, baxter)`. */
export function soldTwiceText({ role, from, wanted_hours, over_hours, deals }: SoldTwice): string {
  return `${visible(role)}, week of ${from}: ${wanted_hours}h wanted, ${over_hours}h too much (${listedFew(deals.map(visible))})`;
}

function togetherLines(together: ReportTogether, paint: Paint, width: number): string[] {
  const { deals } = together;
  const asked = deals.filter(({ fits }) => fits !== null);
  // Of many deals only those that lose are told one by one.
  const shown = asked.length > FITTING ? asked.filter(({ fits }) => !fits) : asked;
  const lines = shown.flatMap((each) => {
    const mark = each.fits ? paint.good('✓') : paint.bad('✗');
    const [first, ...rest] = hang(
      '      ',
      each.fits
        ? `${visible(each.deal)} fits${each.safe === null ? '' : `: safe ${each.safe}`}`
        : `${visible(each.deal)} ${besideText(each)}`,
      width,
    );
    return [`    ${mark} ${first.trimStart()}`, ...rest];
  });
  return [
    ...hang('  ', `Together, ${orderText(together)}`, width, 4).map(paint.strong),
    ...lines,
    ...hang('    ', combinationText(together), width, 4),
  ];
}

/** Returns the order in words. */
export function orderText({ order, deals }: ReportTogether): string {
  const silent = deals.filter(({ probability }) => probability === null).length;
  if (order === 'signature') return 'in the order of signature (no deal says ratings.probability); drafts last';
  return `the likeliest first${silent === 0 ? '' : ` (${silent} ${silent === 1 ? 'says' : 'say'} no ratings.probability: after the others, by signature)`}; drafts last`;
}

/** Returns why a deal does not fit, after its name: `loses to acme (Acme, press 2026-11-17, 8h): safe 2026-11-18, 1bd later than alone`. */
export function besideText({ loses_to, safe, later_bd, late_bd, asked }: ReportBeside): string {
  const to = loses_to.length === 0 ? 'does not fit after those before it' : `loses to ${loses_to.map(takerText).join('; ')}`;
  const late = late_bd === null || late_bd === 0 || asked === null ? '' : `, ${late_bd}bd after the ${asked} that is asked for`;
  const date =
    safe === null ? 'no safe date' : `safe ${safe}${later_bd === null || later_bd === 0 ? '' : `, ${later_bd}bd later than alone`}${late}`;
  return `${to}: ${date}`;
}

function takerText({ deal, customer, role, from, to, hours }: ReportTaker): string {
  const when = from === to ? from : `${from} to ${to}`;
  return `${visible(deal)} (${visible(customer)}, ${visible(role)} ${when}, ${hours}h)`;
}

/** Returns which deals can all be signed, and how sure it is that no more can. */
export function combinationText({ deals, combination, largest, tried }: ReportTogether): string {
  const asked = deals.filter(({ fits }) => fits !== null);
  const lost = asked.filter(({ fits }) => fits === false);
  const not = deals.length - asked.length;
  const alone =
    not === 0 ? '' : `; ${not} ${not === 1 ? 'deal does' : 'deals do'} not pass alone and ${not === 1 ? 'takes' : 'take'} nothing`;
  if (asked.length === 0) return `No open deal passes alone${alone === '' ? '' : ', so that there is nothing to put together'}`;
  if (lost.length === 0) return `All ${asked.length === 1 ? 'of it' : asked.length} can be signed as asked${alone}`;
  const sure =
    largest === 'proven'
      ? 'proven: no order of signing lets more of them be'
      : `found in this order, and not proven the most that can be${tried === 0 ? '' : `: ${tried} other plans were tried`}`;
  return `${combination.length} of ${asked.length} can all be signed as asked (${sure}): ${listedFew(combination.map(visible))}${alone}`;
}
