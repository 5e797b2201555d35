/** The notations that both files and rule options use, as pure functions from text (formats.md, "Notation"). */
import type { Duration, Ppm } from './units.ts';

/** Returns the duration that a text writes, or what is wrong with it. */
export function readDuration(text: string): Duration | string {
  const match = /^(\d+(?:\.\d+)?)\s?(m|h|bd|d|w)$/.exec(text);
  if (!match) {
    return /^\d+(\.\d+)?$/.test(text)
      ? `has no unit: say which, ${text}h, ${text}bd or ${text}d`
      : 'is not a duration: write it as 90m, 6h, 10bd (business days), 10d (calendar days) or 2w';
  }
  const unit = match[2] as 'm' | 'h' | 'bd' | 'd' | 'w';
  const n = Number(match[1]) * { m: 1, h: 60, bd: 1, d: 1, w: 7 }[unit];
  if (!Number.isInteger(n)) return 'is not whole';
  return { unit: unit === 'm' || unit === 'h' ? 'min' : unit === 'bd' ? 'bd' : 'd', n };
}

/** Returns the share that a text writes, or what is wrong with it. */
export function readShare(text: string): Ppm | string {
  const match = /^(\d+)(?:\.(\d{1,4}))?\s?%$/.exec(text);
  if (!match) return 'is not a share: write it as 15%';
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
}
