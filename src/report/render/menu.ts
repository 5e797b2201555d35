/** The menu for people: a few lines an entry in a terminal, a document as Markdown, or a page. */
import { code, joined, name, quote, say, told, type Block, type Document, type Words } from '../brief/document.ts';
import type { Menu, MenuEntry, MenuQuestion, OffMenu } from '../menu.ts';
import { documentHtml } from './brief-html.ts';
import { documentMarkdown } from './brief-markdown.ts';
import { renderDiagnostics } from './diagnostics.ts';
import type { FormatName } from './index.ts';
import { renderJson } from './json.ts';
import { paintFor, type Paint } from './paint.ts';
import { faultLines } from './text.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** Returns the menu in a format. */
export function renderMenu(menu: Menu, { as }: MenuQuestion, format: FormatName, view: View): string | Promise<string> {
  if (format === 'json') return renderJson(menu);
  if (as === 'text') return menuText(menu, view);
  if (menu.diagnostics.length > 0) return '';
  return as === 'html' ? documentHtml(menuDocument(menu)) : documentMarkdown(menuDocument(menu));
}

async function menuText(menu: Menu, view: View): Promise<string> {
  const paint = await paintFor(view.color);
  if (menu.diagnostics.length > 0) return renderDiagnostics(menu.diagnostics, new Map(), paint);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const { today, signature, currency, entries, not_sold } = menu;
  const head =
    signature === null ? `Nothing is for sale on ${today}.` : `On ${today}, for who signs on ${signature}; prices in ${visible(currency)}.`;
  const blocks = [
    hang('', head, width).map(paint.quiet),
    ...entries.map((entry) => entryLines(entry, paint, width)),
    ...(not_sold.length === 0 ? [] : [not_sold.flatMap((entry) => offLines(entry, paint, width))]),
    faultLines(menu, paint, width),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function entryLines(entry: MenuEntry, paint: Paint, width: number): string[] {
  const { item, title, options, requires, inputs, because, also } = entry;
  const row = (label: string, words: string): string[] => hang(`  ${label.padEnd(9)}`, visible(words), width);
  const dates = datesText(entry);
  // What the dates count from has no day.
  const needed = inputs.filter(({ input }) => input !== entry.relative?.input);
  return [
    ...hang('', `${visible(item)}  ${visible(title)}`, width).map(paint.strong),
    ...row('dates', dates ?? `none: ${because ?? 'it cannot be computed'}`).map((line) => (dates === null ? paint.bad(line) : line)),
    ...row('price', priceText(entry)),
    ...(options.length === 0 ? [] : row('options', options.map(({ option, may_be }) => `${option}: ${may_be}`).join(' · '))),
    ...row('lead', leadText(entry)),
    ...(requires.length === 0 ? [] : row('with', requires.join(', '))),
    ...(needed.length === 0 ? [] : row('needs', needed.map(({ input, by }) => `${input} by ${by}`).join(', '))),
    ...also.flatMap(({ rule, summary }) => hang('  ✗ ', `${rule}: ${visible(summary)}`, width).map(paint.bad)),
  ];
}

function offLines(entry: OffMenu, paint: Paint, width: number): string[] {
  const words = offText(entry);
  return hang('✗ ', visible(`${entry.item}  ${entry.title}: ${words}`), width, 2).map(paint.quiet);
}

/** Of the usual quantity: `300: safe 2027-01-08, offer 2027-01-13 (start 2026-11-18)`; null without a safe date. */
function datesText({ usual, unit, start, safe, offer, relative }: MenuEntry): string | null {
  if (safe === null && relative === null) return null;
  const of = usual.from === 'history' ? `, the middle of ${usual.of} orders` : usual.from === 'asked' ? '' : ', nothing is recorded of it';
  const amount = unit === null ? String(usual.quantity) : `${usual.quantity} ${unit}`;
  if (relative !== null) {
    const { input, if_planned, planned } = relative;
    return `safe ${relative.safe} after '${input}' comes, offer ${relative.offer} (${amount}${of}; safe ${if_planned} if it comes on ${planned})`;
  }
  const began = start === null ? '' : `start ${start} · `;
  return `${began}safe ${safe} · offer ${offer} (${amount}${of})`;
}

function priceText({ price, list_price, usual }: MenuEntry): string {
  if (price === null) return 'none in the library';
  const setup = price.setup === '0' ? '' : `${price.setup} + `;
  const whole = list_price === null ? '' : `; ${usual.quantity}: ${list_price}`;
  return `${setup}${price.each} each${whole}`;
}

function leadText({ lead_times, custom_lead_time }: MenuEntry): string {
  const bands = lead_times.map(({ up_to, lead_time }) => (up_to === null ? lead_time : `up to ${up_to}: ${lead_time}`));
  const custom = custom_lead_time === null ? [] : [`customized: ${custom_lead_time}`];
  return bands.length + custom.length === 0 ? 'no standard' : [...bands, ...custom].join(' · ');
}

function offText({ status, say: said, instead, roadmap }: OffMenu): string {
  const rather = instead.length === 0 ? '' : `; sell ${instead.join(' or ')} instead`;
  if (status === 'declined') return `not sold${said === null ? '' : `: ${said}`}${rather}`;
  const ready = roadmap === null || roadmap.ready === null ? '' : `, ready ${roadmap.ready}`;
  return `not there yet (${roadmap === null ? 'roadmap' : roadmap.state}${ready})${rather}`;
}

/** Returns the menu as a document for people who have no terminal. */
function menuDocument({ today, signature, currency, entries, not_sold }: Menu): Document {
  const rows = entries.map((entry): readonly Words[] => [
    say`${name(entry.title)} (${code(entry.item)})`,
    [priceText(entry)],
    entry.options.length === 0 ? ['none'] : [told(entry.options.map(({ option, may_be }) => `${option}: ${may_be}`).join('; '))],
    [leadText(entry)],
    entry.unit === null ? [String(entry.usual.quantity)] : say`${entry.usual.quantity} ${name(entry.unit)}`,
    [entry.relative === null ? (entry.start ?? 'none') : 'when it comes'],
    entry.relative !== null
      ? say`${entry.relative.safe} after ${code(entry.relative.input)} comes`
      : entry.safe === null
        ? say`none: ${told(entry.because ?? 'it cannot be computed')}`
        : [entry.safe],
    [entry.relative?.offer ?? entry.offer ?? 'none'],
  ]);
  const needs = entries.filter(({ inputs, requires, also }) => inputs.length + requires.length + also.length > 0);
  const table: Block = {
    kind: 'table',
    head: ['What', `Price (${currency})`, 'Options', 'Standard lead', 'Usual quantity', 'Next start', 'Safe', 'Offer'],
    rows,
  };
  return {
    title: ['What may be sold'],
    lead: [
      {
        tone: 'quiet',
        words: signature === null ? [`On ${today}.`] : [`On ${today}, for who signs on ${signature}. Dates are of the usual quantity.`],
      },
    ],
    sections: [
      { id: 'for-sale', title: 'For sale', blocks: entries.length === 0 ? [{ kind: 'note', words: ['Nothing.'] }] : [table] },
      ...(needs.length === 0
        ? []
        : [
            {
              id: 'needs',
              title: 'What goes with it',
              blocks: [
                {
                  kind: 'entries' as const,
                  entries: needs.map(({ item, inputs, requires, relative, also }) => ({
                    label: [code(item)],
                    words: joined(
                      [
                        ...requires.map((id) => say`with ${code(id)}`),
                        ...inputs.map(({ input, by }) => {
                          const when = input === relative?.input ? 'first' : `by ${by}`;
                          return say`${code(input)} from the customer ${when}`;
                        }),
                        ...also.map(({ rule, summary }) => say`${code(rule)}: ${told(summary)}`),
                      ],
                      '; ',
                    ),
                    under: [],
                  })),
                },
              ],
            },
          ]),
      ...(not_sold.length === 0
        ? []
        : [
            {
              id: 'not-sold',
              title: 'Not sold',
              blocks: [
                {
                  kind: 'entries' as const,
                  entries: not_sold.map((entry) => ({
                    label: say`${name(entry.title)} (${code(entry.item)})`,
                    words: offWords(entry),
                    under: [],
                  })),
                },
              ],
            },
          ]),
    ],
  };
}

function offWords({ status, say: said, instead, roadmap }: OffMenu): Words {
  const rather: Words =
    instead.length === 0
      ? []
      : [
          '; instead ',
          ...joined(
            instead.map((id) => [code(id)]),
            ' or ',
          ),
        ];
  if (status === 'declined') return ['declined', ...(said === null ? [] : [': ', quote(said)]), ...rather];
  const ready = roadmap === null || roadmap.ready === null ? '' : `, ready ${roadmap.ready}`;
  return [`not there yet (${roadmap === null ? 'roadmap' : roadmap.state}${ready})`, ...rather];
}
