/** How it stands with the transfer meeting, for a person in a terminal and as JSON; and what was answered, before it is confirmed. */
import type { PutOn } from '../../holding/people.ts';
import { hoursOf, type RoleHours } from '../../holding/report.ts';
import { formatDay } from '../../model/day.ts';
import type { Facts } from '../../model/facts.ts';
import type { BookingFile } from '../../model/held.ts';
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
  readonly booking: {
    readonly hours: readonly RoleHours[];
    readonly people: 'by-role' | 'by-name';
    /** Who is put on it, after this run. */
    readonly team: readonly (RoleHours & { readonly person: string })[];
    /** Of what is put on it in this run: hours that nobody of the team can do by name. */
    readonly open: readonly { readonly role: string; readonly from: string; readonly to: string }[];
  } | null;
  /** The path of the record that was kept in this run. */
  readonly kept: string | null;
  /** The path of the booking that was written in this run. */
  readonly wrote: string | null;
}

/** Returns how it stands with a gate, and what was kept just now. */
export async function renderGate(
  gate: Gate,
  { deal, policy, own, capacity }: Facts,
  kept: Sealed | null,
  put: PutOn | null,
  format: FormatName,
  view: View,
): Promise<string> {
  const path = kept === null ? null : `${policy.files.signoffs}/${deal.id}/${kept.name}`;
  const { open, notAsked, lines } = gate;
  const booked = put?.booking ?? own.booking;
  const hours = booked === null ? null : hoursOf(booked.work, capacity.calendar);
  const team = booked === null ? [] : teamOf(booked, capacity);
  const unmanned = (put?.open ?? []).map(({ role, level, from, to }) => ({
    role: level === null ? role : `${role}.${level}`,
    from: formatDay(from),
    to: formatDay(to),
  }));
  if (format === 'json') {
    const report: GateReport = {
      schema: 'handoff/gate@1',
      deal: deal.id,
      file: deal.path,
      open,
      not_asked: notAsked,
      parts: lines,
      booking: hours && { hours, people: open ? 'by-name' : 'by-role', team, open: unmanned },
      kept: path,
      wrote: put?.wrote ?? null,
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
    ...(hours === null ? [] : ['', ...hang('  ! ', visible(bookingWords(hours, open, team.length > 0, deal.path)), width)]),
    ...team.flatMap(({ person, role, hours: worked, from, to }) =>
      hang('    ', visible(`${person}  ${worked}h ${role}, ${from === to ? `on ${from}` : `${from} to ${to}`}`), width),
    ),
    ...unmanned.flatMap(({ role, from, to }) =>
      hang(
        '  ? ',
        visible(`one ${role} ${from === to ? `on ${from}` : `${from} to ${to}`} stays by role: nobody of the team is free by name`),
        width,
      ),
    ),
    ...(put === null || put.wrote === null
      ? []
      : ['', ...hang('  ', 'Their hours are nobody else’s now; commit it with the deal:', width), paint.quiet(`  ${visible(put.wrote)}`)]),
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

/** What is booked, and who is on it, or may be. */
function bookingWords(hours: readonly RoleHours[], open: boolean, named: boolean, path: string): string {
  if (hours.length === 0) return 'no hours are left to book';
  const worked = listed(hours.map(({ role, hours: each }) => `${each}h ${role}`));
  if (named)
    return open
      ? `booked: ${worked}; by name:`
      : `booked: ${worked}, and by name although this is not complete any more: record it anew, or take \`people\` and \`gate\` out of the booking:`;
  return open
    ? `booked by role: ${worked}; people may be put on it by name now: handoff gate ${path} --people`
    : `booked by role: ${worked}; nobody is put on it by name before this is complete`;
}

/** Who is on a booking by name, and for how long, in the order of capacity. */
function teamOf({ work }: BookingFile, { people, calendar }: Facts['capacity']): (RoleHours & { person: string })[] {
  return people.flatMap(({ id, role }) => {
    const own = work.filter((load) => load.people?.includes(id));
    const loads = own.map((load) => ({ ...load, needs: [{ role, level: null, units: 1 }] }));
    return hoursOf(loads, calendar).map((each) => ({ person: id, ...each }));
  });
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
