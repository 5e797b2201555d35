// The same deal gives the same bytes in every format, wherever its reader is: no time zone and no language of the machine is in any of them.
// Processes, since both are read when one starts. HANDOFF_ALL=1: every zone with every language.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS, REVIEW_FORMATS } from '../../src/report/render/index.ts';
import { exampleShop, handoff } from './run.ts';

const ALL = process.env['HANDOFF_ALL'] === '1';
const names = [...Object.keys(FORMATS), ...Object.keys(REVIEW_FORMATS)];
const { shop } = exampleShop();

// Half an hour and three quarters of one off the hour; the first and the last place where a day begins.
const ZONES = ['America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
// An i without a dot, a comma in numbers, another calendar, other digits, and a writing from the right.
const LANGUAGES = ['C', 'tr_TR.UTF-8', 'de_DE.UTF-8', 'th_TH.UTF-8', 'ar_EG.UTF-8', 'he_IL.UTF-8'];
const PLACES = ALL ? ZONES.flatMap((zone) => LANGUAGES.map((language) => [zone, language])) : [['Pacific/Apia', 'tr_TR.UTF-8']];

/** What all formats say of the example's deals somewhere. */
const saidIn = (zone: string, language: string): Record<string, string> => {
  const outputs = names.flatMap((name) => ['--format', `${name}=${name}`]);
  const env = { TZ: zone, LC_ALL: language, LANG: language, LANGUAGE: language };
  expect(handoff(['check', '--today', '2026-11-16', '--verbose', ...outputs], { cwd: shop, env })).toEqual({ code: 1, out: '', err: '' });
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(shop, name), 'utf8')]));
};

test(`identical bytes in ${PLACES.length} more ${PLACES.length === 1 ? 'place' : 'places'}`, () => {
  const usual = saidIn('UTC', 'C');
  expect(Object.values(usual).filter((text) => text.length < 100)).toEqual([]);
  for (const [zone, language] of PLACES) expect(saidIn(zone, language)).toEqual(usual);
}, 900_000);

test.skipIf(!ALL)(`today is the day of the workspace, not of the machine${ALL ? '' : ' (skipped: HANDOFF_ALL=1)'}`, () => {
  const todayIn = (zone: string): string => {
    const { out } = handoff(['check', '--format', 'json'], { cwd: shop, env: { TZ: zone } });
    return (JSON.parse(out) as { today: string }).today;
  };
  // Two places that never have the same day; asked again, should midnight have come between.
  const both = (): string[] => [todayIn('Pacific/Kiritimati'), todayIn('Pacific/Pago_Pago')];
  const [one, other] = both();
  if (one !== other) expect(new Set(both()).size).toBe(1);
});
