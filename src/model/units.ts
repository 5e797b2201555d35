/**
 * The quantities that files state, as integers: no arithmetic of the core ever meets a rounding error.
 */

/** A duration as written: working minutes (`m`, `h`), business days (`bd`) or calendar days (`d`, `w`). */
export interface Duration {
  readonly unit: 'min' | 'bd' | 'd';
  /** Minutes, business days or calendar days; whole and not negative. */
  readonly n: number;
}

/** Three-point estimate; plans use `likely`. A plain duration is three times the same. best ≤ likely ≤ worst, one unit. */
export interface Estimate {
  readonly best: Duration;
  readonly likely: Duration;
  readonly worst: Duration;
}

/** Work that depends on the quantity: `setup` once, `each` a piece, or a batch of `per` pieces (rounded up). */
export interface Scaled {
  readonly setup: Estimate | null;
  readonly each: Estimate | null;
  /** Pieces in a batch; 1 when `each` counts pieces. */
  readonly per: number;
}

/** A share in millionths: 15 % is 150 000. Shares of a whole lie in 0 … 1 000 000. */
export type Ppm = number;
/** The whole, as a share. */
export const WHOLE: Ppm = 1_000_000;

/** Money in hundredths of the workspace's currency. */
export type Cents = number;

/** An amount of a material in millionths of its unit. */
export type Micro = number;

/** Inclusive range of days; a single date is a range of one. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** A moment of a day, to the minute; used only against cut-offs. A bare date has no minute. */
export interface Moment {
  readonly day: number;
  /** Minutes after midnight, or null when only the date was given. */
  readonly minute: number | null;
}

/** One line of `needs`: that many units of a role, at this level or above (null: any level). */
export interface Need {
  readonly role: string;
  readonly level: string | null;
  readonly units: number;
}

/** Returns a duration in the shortest words of the files: `90m`, `6h`, `10bd`, `10d`. */
export function formatDuration(duration: Duration): string {
  if (duration.unit !== 'min') return `${duration.n}${duration.unit}`;
  return duration.n % 60 === 0 ? `${duration.n / 60}h` : `${duration.n}m`;
}

/** Returns a share as `15%`, with up to four decimals. */
export function formatShare(share: Ppm): string {
  return `${share / 10_000}%`;
}

/** Returns money as `2400` or `2400.50`, followed by the currency when one is given. */
export function formatMoney(cents: Cents, currency?: string): string {
  const amount = cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
  return currency === undefined ? amount : `${amount} ${currency}`;
}

/** Returns an amount of material without trailing zeros. */
export function formatMicro(amount: Micro): string {
  return String(amount / 1_000_000);
}

/** Returns a need as the files write it: `engineer.senior × 2`. */
export function formatNeed(need: Need): string {
  const role = need.level === null ? need.role : `${need.role}.${need.level}`;
  return need.units === 1 ? role : `${need.units} ${role}`;
}
