/** Many deals in one page: which weeks of which roles are sold twice, as a heat map, and which deals can all be signed. */
import { formatDay, mondayOf } from '../../../model/day.ts';
import type { BookRole, BookWeek } from '../../book/book.ts';
import type { ReportBeside, ReportTogether } from '../../book/together.ts';
import { besideText, combinationText, orderText, soldTwiceOf, soldTwiceText } from '../book.ts';
import { markup, type Html } from '../html-text.ts';
import { at, axisOf, dayOf, head, HEAD, percent, type Axis } from './axis.ts';
import { counted, details, legend, picture, said, section, table, type Spot } from './parts.ts';

const ROW = 24;
/** Weeks that a picture is wide enough for. */
const WEEKS = 60;
/** Weeks that are told in words. */
const TOLD = 5;

/** Returns the heat map of a book with its words; null where nobody wants anything. */
export function bookSection(spot: Spot, roles: readonly BookRole[]): Html | null {
  const all = roles.flatMap(({ weeks }) => weeks.map(({ from }) => dayOf(from)));
  if (all.length === 0) return null;
  const first = mondayOf(Math.min(...all));
  const last = Math.min(Math.max(...all), first + 7 * (WEEKS - 1));
  const axis = axisOf(Array.from({ length: last - first + 7 }, (_, n) => ({ date: formatDay(first + n) })));
  const twice = soldTwiceOf(roles);
  const later = roles.some(({ weeks }) => weeks.some(({ from }) => dayOf(from) > last));
  const told = twice.slice(0, TOLD).map((week) => markup`<li>${said(soldTwiceText(week))}</li>\n`);
  const sentence =
    twice.length === 0
      ? 'No week is sold twice: what the open deals want is free for all of them.'
      : `${counted(twice.length, 'week')} of a role sold twice, if all open deals are signed.`;
  const image = picture({
    id: `${spot.id}-h`,
    title: 'What the open deals want of each role, week by week, as a heat map',
    description: `${sentence} The table below has every week.`,
    height: HEAD + roles.length * ROW + 6,
    shapes: [
      head(axis),
      roles.map(({ weeks }, n) => weeks.map((week) => (dayOf(week.from) > last ? null : cell(axis, week, HEAD + n * ROW)))),
    ],
    rows: { top: HEAD, each: ROW, names: roles.map(({ role }) => ({ name: role, more: '' })) },
  });
  const kinds = [
    { kind: 'heat h0', words: 'hardly wanted' },
    { kind: 'heat h2', words: 'half of what is free' },
    { kind: 'heat h4', words: 'all of it' },
    { kind: 'heat h5', words: 'sold twice (framed)' },
  ];
  const rows = roles.flatMap(({ role, weeks }) =>
    weeks.map(({ from, wanted_hours, free_hours, over_hours, deals }) => [
      said(role),
      from,
      `${wanted_hours}h`,
      `${free_hours}h`,
      over_hours > 0 ? markup`<span class="bad">${over_hours}h</span>` : '–',
      said(deals.join(', ')),
    ]),
  );
  return section(spot, 'Which weeks are sold twice', [
    markup`<p>${sentence}</p>\n`,
    told.length === 0 ? null : markup`<ul>\n${told}</ul>\n`,
    image,
    later ? markup`<p class="quiet">The picture ends after ${WEEKS} weeks; the table goes on.</p>\n` : null,
    legend(kinds),
    details(
      'Every week',
      table('What the open deals want of each role', ['role', 'week of', 'wanted', 'free', 'too much', 'sold twice to'], rows),
    ),
  ]);
}

function cell(axis: Axis, { from, wanted_hours, free_hours, over_hours }: BookWeek, y: number): Html {
  const x = at(axis, dayOf(from));
  const wide = at(axis, dayOf(from) + 7) - x;
  const share = free_hours <= 0 ? 4 : Math.min(4, Math.floor((4 * wanted_hours) / free_hours));
  const place = markup`x="${percent(x + wide * 0.05)}" width="${percent(wide * 0.9)}"`;
  return markup`<rect class="heat h${over_hours > 0 ? 5 : share}" ${place} y="${y + 3}" height="18"/>${over_hours > 0 ? markup`<rect class="frame" ${place} y="${y + 3}" height="18"/>` : null}`;
}

/** Returns which of the open deals can all be signed. */
export function togetherSection(spot: Spot, together: ReportTogether): Html {
  const rows = together.deals.map((each) => [
    one(said(each.deal)),
    said(each.customer),
    each.probability === null ? '–' : `${Math.round(each.probability * 100)}%`,
    one(each.signature),
    one(verdictOf(each)),
    each.fits === false ? said(besideText(each)) : one(each.safe ?? each.safe_alone ?? 'no safe date'),
  ]);
  return section(spot, 'Which can all be signed', [
    markup`<p>${said(combinationText(together))}.</p>\n<p class="quiet">Planned one after another, ${orderText(together)}.</p>\n`,
    table('The open deals together', ['deal', 'customer', 'probability', 'signature', 'together', 'safe'], rows),
  ]);
}

/** Ids and dates stay in one line: broken in the middle they cannot be compared. */
function one(text: Html | string): Html {
  return markup`<span class="one">${text}</span>`;
}

function verdictOf({ fits }: ReportBeside): Html {
  if (fits === null) return markup`<span class="quiet">not even alone</span>`;
  return fits ? markup`<span class="good">✓ fits</span>` : markup`<span class="bad">✗ loses</span>`;
}
