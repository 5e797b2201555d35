// The least price that pays for a deal and leaves its floor, to the cent.
import { describe, expect, test } from 'vitest';
import { leastPrice, priceFor } from '../../src/rules/money/least-price.ts';
import { judgeBase } from './workspace.ts';

const share = (ppm: number) => ({ kind: 'share', share: ppm }) as const;
const amount = (cents: number) => ({ kind: 'amount', cents }) as const;

test.each([
  [undefined, 90_000],
  [amount(0), 90_000],
  [amount(2_500), 92_500],
  [share(0), 90_000],
  // 900 is nine tenths of 1000, and three quarters of 1200.
  [share(100_000), 100_000],
  [share(250_000), 120_000],
  // 900 / 0.93 = 967.741…: a cent less leaves less than 7 %.
  [share(70_000), 96_775],
  [share(999_999), 90_000_000_000],
  [share(1_000_000), null],
  [share(1_200_000), null],
])('900 spent, and a floor of %j', (floor, cents) => {
  expect(priceFor(90_000, floor)).toBe(cents);
});

describe('of a deal', () => {
  // Cut 8h and sew 8h at 40, check 4h and wrap 1h at 50: 320 + 320 + 200 + 50 = 890.
  const { facts, schedule } = judgeBase();
  const all = { ...facts, schedule, others: [] };
  const known = schedule.status === 'planned' ? schedule.knownFailures : [];
  const of = (floor: ReturnType<typeof share | typeof amount> | undefined, failures: number, isJudged = true) =>
    leastPrice(all, known, { floor, failures }, isJudged);

  test('is what the work costs where no floor is judged, or there is none', () => {
    expect(of(undefined, 2)).toBe(89_000);
    expect(of(share(100_000), 2, false)).toBe(89_000);
    expect(of(undefined, 2, false)).toBe(89_000);
  });

  test('leaves the floor after the dearest failures', () => {
    // The blade is blunt: 8h of the cutter, 320. Thread that comes later costs nothing.
    expect(of(amount(0), 0)).toBe(89_000);
    expect(of(amount(10_000), 1)).toBe(89_000 + 32_000 + 10_000);
    expect(of(amount(10_000), 2)).toBe(89_000 + 32_000 + 10_000);
    // 890 / 0.9 = 988.88…, 1210 / 0.9 = 1344.44….
    expect(of(share(100_000), 0)).toBe(98_889);
    expect(of(share(100_000), 1)).toBe(134_445);
    expect(of(share(1_000_000), 1)).toBe(null);
  });

  test('is never less than the work, though a floor may be a loss', () => {
    expect(of(amount(-10_000), 0)).toBe(89_000);
  });
});
