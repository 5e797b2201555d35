/** The notations that both files and rule options use, as pure functions from text (formats.md, "Notation"). */
import type { Duration, Ppm } from './units.ts';

/** How time is written: minutes and hours of work, business days, calendar days, weeks. */
const UNITS = { m: 1, h: 60, bd: 1, d: 1, w: 7 } as const;
/** A unit of time as it is written. */
export type WrittenUnit = keyof typeof UNITS;
const ALL = Object.keys(UNITS) as WrittenUnit[];

/** Returns the duration that a text writes and the unit it is written in, or what is wrong with it, where a field takes these units only. */
export function readDurationIn(text: string, units: readonly WrittenUnit[]): { duration: Duration; written: WrittenUnit } | string {
  const [, amount, written] = /^(\d+(?:\.\d+)?)(?:\s?(m|h|bd|d|w))?$/.exec(text) ?? [];
  if (amount === undefined) return 'is not a duration: write it as 90m, 6h, 10bd (business days), 10d (calendar days) or 2w';
  if (written === undefined) return noUnit(amount, units);
  const unit = written as WrittenUnit;
  const n = Number(amount) * UNITS[unit];
  if (!Number.isInteger(n)) return 'is not whole';
  return { duration: { unit: unit === 'm' || unit === 'h' ? 'min' : unit === 'bd' ? 'bd' : 'd', n }, written: unit };
}

/** Returns what a bare number lacks: whoever wrote it knows the unit, and only they. */
export function noUnit(amount: string, units: readonly WrittenUnit[]): string {
  const choices = (['h', 'bd', 'd'] as const).filter((unit) => units.includes(unit)).map((unit) => amount + unit);
  const choose = choices.length === 1 ? `write ${choices[0]}` : `say which, ${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
  return `has no unit: ${choose}`;
}

/** Returns the duration that a text writes, or what is wrong with it. */
export function readDuration(text: string): Duration | string {
  const read = readDurationIn(text, ALL);
  return typeof read === 'string' ? read : read.duration;
}

/** Returns the share that a text writes, or what is wrong with it. */
export function readShare(text: string): Ppm | string {
  const match = /^(\d+)(?:\.(\d{1,4}))?\s?%$/.exec(text);
  if (!match) return 'is not a share: write it as 15%';
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
}
