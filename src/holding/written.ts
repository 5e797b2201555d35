/** The files of holds/ and confirmed/ as text: one line a load, in an order that a person can read and git can compare. */
import type { Load } from '../model/capacity.ts';
import { formatDay } from '../model/day.ts';
import type { BookingFile, HoldFile, PassedGate } from '../model/held.ts';
import { formatDuration } from '../model/units.ts';

/** Returns holds/DEAL.yaml. */
export function holdYaml({ hold, customer, seller, first, held, expires, released, promised, digest, work }: HoldFile): string {
  return lines([
    '# Written by handoff: `handoff hold` renews it, `handoff release` lets it go.',
    'handoff: 1',
    `hold: ${quoted(hold)}`,
    `customer: ${quoted(customer)}`,
    `seller: {${Object.entries(seller)
      .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${quoted(value)}`]))
      .join(', ')}}`,
    `first: ${formatDay(first)}`,
    `held: ${formatDay(held)}`,
    `expires: ${formatDay(expires)}`,
    released === undefined ? null : `released: ${formatDay(released)}`,
    promised === undefined ? null : `promised: ${formatDay(promised)}`,
    `digest: ${quoted(digest)}`,
    ...workLines(work),
  ]);
}

/** Returns confirmed/DEAL.yaml. */
export function bookingYaml({ booking, customer, paid, signed, promised, digest, gate, work }: BookingFile): string {
  return lines([
    '# Written by `handoff confirm`. Operations may add `paid: true`; all else is as it was signed.',
    'handoff: 1',
    `booking: ${quoted(booking)}`,
    `customer: ${quoted(customer)}`,
    paid ? 'paid: true' : null,
    `signed: ${formatDay(signed)}`,
    promised === undefined ? null : `promised: ${formatDay(promised)}`,
    `digest: ${quoted(digest)}`,
    gate === undefined ? null : `gate: ${gateText(gate)}`,
    ...workLines(work),
  ]);
}

function gateText({ on, meeting, digest }: PassedGate): string {
  return `{on: ${formatDay(on)}, ${meeting === undefined ? '' : `meeting: ${quoted(meeting)}, `}digest: ${quoted(digest)}}`;
}

function workLines(work: readonly Load[]): string[] {
  if (work.length === 0) return ['work: []'];
  return ['work:', ...work.map((load) => `  - ${loadText(load)}`)];
}

/** `{needs: {sewer: 2}, from: 2026-12-15, to: 2026-12-16, per_day: 3h, begins: 4h}`. */
function loadText({ needs, from, to, per_day, begins, people = [] }: Load): string {
  const who = needs.map(({ role, level, units }) => `${level === null ? role : `${role}.${level}`}: ${units}`).join(', ');
  const parts = [`needs: {${who}}`, `from: ${formatDay(from)}`, `to: ${formatDay(to)}`];
  const time = (minutes: number): string => formatDuration({ unit: 'min', n: minutes });
  if (per_day !== null) parts.push(`per_day: ${time(per_day)}`);
  if (begins !== undefined) parts.push(`begins: ${time(begins)}`);
  if (people.length > 0) parts.push(`people: [${people.map(quoted).join(', ')}]`);
  return `{${parts.join(', ')}}`;
}

/** In YAML a JSON string is a text, whatever is in it. */
function quoted(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 -]*[A-Za-z0-9]$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function lines(parts: readonly (string | null)[]): string {
  return `${parts.filter((part) => part !== null).join('\n')}\n`;
}
