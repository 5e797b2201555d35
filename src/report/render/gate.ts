/** How it stands with the transfer meeting, for a person in a terminal and as JSON; and what was answered, before it is confirmed. */
import { hoursOf, type RoleHours } from '../../holding/report.ts';
import type { Facts } from '../../model/facts.ts';
import { listed } from '../../model/words.ts';
import type { Gate, GateLine } from '../../signoff/gate.ts';
import { valueText, type State } from '../../signoff/interview/machine.ts';
import type { Sealed } from '../../signoff/seal.ts';
import type { FormatName } from './index.ts';
import { paintFor, type Paint } from './paint.ts';
import type { View } from './view.ts';
import { hang, visible } from './width.ts';

/** `handoff/gate@1`: what `handoff gate --format json` prints. */
export interface GateReport {
  readonly schema: 'handoff/gate@1';
  readonly deal: string;
  readonly file: string;
  readonly open: boolean;
  /** Why no meeting is asked of this deal; null where one is. */
  readonly not_asked: string | null;
  readonly parts: readonly GateLine[];
  /** What is booked for the deal, and whether people may be put on it by name; null where it was not confirmed. */
  readonly booking: { readonly hours: readonly RoleHours[]; readonly people: 'by-role' | 'by-name' } | null;
  /** The path of the record that was kept in this run. */
  readonly kept: string | null;
}

/** Returns how it stands with a gate, and what was kept just now. */
export async function renderGate(
  gate: Gate,
  { deal, policy, own, capacity }: Facts,
  kept: Sealed | null,
  format: FormatName,
  view: View,
): Promise<string> {
  const path = kept === null ? null : `${policy.files.signoffs}/${deal.id}/${kept.name}`;
  const { open, notAsked, lines } = gate;
  const hours = own.booking === null ? null : hoursOf(own.booking.work, capacity.calendar);
  if (format === 'json') {
    const report: GateReport = {
      schema: 'handoff/gate@1',
      deal: deal.id,
      file: deal.path,
      open,
      not_asked: notAsked,
      parts: lines,
      booking: hours && { hours, people: open ? 'by-name' : 'by-role' },
      kept: path,
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  }
  const paint = await paintFor(view.color);
  const width = Math.min(Math.max(view.columns ?? 80, 40), 120);
  const verdict = open ? '✓ OPEN' : '✗ NOT YET';
  const [first, ...rest] = hang(`${verdict}  `, `${visible(deal.path)} · ${visible(deal.title)}`, width);
  const color = open ? paint.good : paint.bad;
  const lacking = lines.filter(({ there }) => !there).length;
  const words = open
    ? notAsked === null
      ? 'the transfer meeting is on record and complete: the project may start'
      : `no transfer meeting is asked: ${notAsked}`
    : `${lacking} ${lacking === 1 ? 'thing is' : 'things are'} missing before the project may start`;
  return [
    color(paint.strong(first.slice(0, verdict.length))) + first.slice(verdict.length),
    ...rest,
    ...hang('  ', words, width),
    '',
    ...lines.flatMap((line) => lineText(line, paint, width)),
    ...(hours === null ? [] : ['', ...hang('  ! ', visible(bookingWords(hours, open)), width)]),
    // Nothing is planned or judged here.
    ...(open
      ? ['', ...hang('  ! ', `this is about the meeting alone; whether the deal still passes: handoff check ${visible(deal.path)}`, width)]
      : []),
    ...(path === null
      ? []
      : [
          '',
          ...hang('  ', 'Recorded. It holds until any of what the meeting spoke of changes; commit it with the deal:', width),
          paint.quiet(`  ${visible(path)}`),
        ]),
    '',
  ].join('\n');
}

/** What is booked, and whether it may take people by name. */
function bookingWords(hours: readonly RoleHours[], open: boolean): string {
  const booked =
    hours.length === 0
      ? 'no hours are left to book'
      : `booked by role: ${listed(hours.map(({ role, hours: worked }) => `${worked}h ${role}`))}`;
  return open ? `${booked}; people may be put on it by name now` : `${booked}; nobody is put on it by name before this is complete`;
}

function lineText({ part, there, says, help }: GateLine, paint: Paint, width: number): string[] {
  const [mark, color] = there ? (['✓', paint.good] as const) : (['✗', paint.bad] as const);
  const plain = `  ${mark} ${part}  `;
  const [first, ...rest] = hang(plain, visible(says), width);
  return [
    `  ${color(mark)} ${paint.strong(part)}  ${first.slice(plain.length)}`,
    ...rest,
    ...(help === '' ? [] : hang('    → ', visible(help), width)),
  ];
}

/** Returns all that was answered about a meeting, question by question. */
export function meetingText({ questions, answers }: State, columns: number, paint: Paint): string {
  const width = Math.min(Math.max(columns, 40), 100) - 1;
  const given = questions.filter(({ id }) => Object.hasOwn(answers, id));
  const lines = given.flatMap((question) => [
    ...hang('', visible(question.ask), width).map((line) => paint.quiet(line)),
    ...hang('  ', visible(valueText(question, answers[question.id])), width),
  ]);
  return ['', ...lines, '', ''].join('\n');
}
