// The comparison of two commits as Markdown and as text: what others wrote in it stays words. The oracle of Markdown is micromark with GitHub's extensions.
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import type { DiffDeal, DiffEffect, DiffReport, DiffStand } from '../../src/report/diff.ts';
import { DIFF_FORMATS, renderDiffMarkdown } from '../../src/report/render/diff.ts';
import { HOSTILE } from './hostile.ts';

/** A comparison in which everything that a person may have written is one text. */
function diffSaying(text: string, more: Partial<DiffDeal> = {}): DiffReport {
  const stand: DiffStand = {
    verdict: 'pass',
    says: '✓ YES',
    judged: 'offered',
    asked: '2026-12-18',
    nominal: '2026-12-10',
    safe: '2026-12-11',
    because: null,
    offer: '2026-12-16',
    price: '1500 USD',
    margin: 'of 1500 USD, 600 (40%) is left',
  };
  const effect: DiffEffect = { because: null, verdict: 'fail', safe: '2026-12-14', bd: 1, turns: ['fit'] };
  const finding = { fingerprint: '0', rule: 'fit', level: 'error', at: { file: text, line: 3, column: 2 }, message: text } as const;
  const entry = { entry: `bookings.${text}`, change: 'added', says: [text], ...effect } as const;
  const deal: DiffDeal = {
    deal: text,
    title: text,
    customer: text,
    file: text,
    change: 'changed',
    state: { before: 'proposed', after: 'proposed' },
    before: stand,
    after: { ...stand, verdict: 'fail', says: '✗ NOT YET', safe: '2026-12-16', price: '1400 USD', margin: text },
    dates: [{ date: 'safe', before: '2026-12-11', after: '2026-12-16', bd: 3 }],
    rules: [{ rule: 'fit', before: 'pass', after: 'fail', by: ['capacity', 'library'] }],
    new: Array.from({ length: 8 }, () => finding),
    gone: [finding],
    causes: [
      { input: 'deal', says: [text, text], ...effect, entries: [], entries_together: false, entries_untried: 0 },
      { input: 'capacity', says: [], ...effect, entries: [entry, entry], entries_together: true, entries_untried: 2 },
      { input: 'library', says: [text], ...effect, because: text, entries: [], entries_together: false, entries_untried: 0 },
    ],
    together: ['deal', 'capacity'],
    budget_spent: true,
    ...more,
  };
  return {
    schema: 'handoff/diff@1',
    tool: { name: 'handoff', version: '0.1.0' },
    before: { ref: text, commit: '379173bdf0f1', today: '2026-11-16' },
    after: { ref: null, commit: null, today: '2026-11-16' },
    files: [],
    deals: [deal, { ...deal, change: 'added', before: null }, { ...deal, change: 'signed', after: null }],
    tried: 3,
    diagnostics: [],
    faults: [{ deal: text, rule: 'fit', message: text }],
    exit: 3,
  };
}

describe('a comparison', () => {
  const read = (text: string): string => micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  const shape = (text: string): string =>
    [...read(text).matchAll(/<(\/?[a-z0-9!-]+)[^>]*>/gi)]
      .map(([, name]) => name.toLowerCase())
      .filter((tag) => !tag.endsWith('code'))
      .join(' ');

  test('as Markdown is of the same shape whatever is written in it', () => {
    const expected = shape(renderDiffMarkdown(diffSaying('plain')));
    expect(expected).toContain('h2');
    const wrong = { file: 'plain', line: 1, column: 1, endLine: 1, endColumn: 1, code: 'x', message: 'plain', help: 'plain' };
    for (const text of HOSTILE) {
      const written = renderDiffMarkdown(diffSaying(text));
      expect(written.length).toBeLessThan(65_536);
      if (!written.includes('a comment has no room for')) expect(shape(written)).toBe(expected);
      const refused = { ...diffSaying(text), diagnostics: [{ ...wrong, file: text, message: text, help: text }] };
      expect(shape(renderDiffMarkdown(refused))).toBe(shape(renderDiffMarkdown({ ...diffSaying('plain'), diagnostics: [wrong] })));
    }
  });

  test('as Markdown leaves out from its end what a comment has no room for', () => {
    const one = diffSaying('plain '.repeat(40).trim());
    const written = renderDiffMarkdown({ ...one, deals: Array.from({ length: 300 }, () => one.deals[0]) });
    expect(written.length).toBeLessThan(65_536);
    const told = written.match(/^\*\*/gm)!.length;
    expect(written).toContain(`… and ${300 - told} more that a comment has no room for`);
    expect(told).toBeGreaterThan(2);
    // The list of them goes further than what is behind it.
    expect(written.match(/^\| changed/gm)!.length).toBeGreaterThan(50);
  });

  test('as text obeys nothing, and forges no line', async () => {
    for (const text of HOSTILE) {
      const written = await DIFF_FORMATS.text(diffSaying(text), { detail: 'normal', color: false, columns: 80 });
      expect(written).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    }
  });

  test('says what was not tried, and what is only together', async () => {
    const written = await DIFF_FORMATS.text(diffSaying('x'), { detail: 'normal', color: false, columns: 120 });
    const text = written.replace(/\s+/g, ' ');
    expect(text).toContain('why 2 more entries of capacity were not tried one by one');
    expect(text).toContain(
      'why capacity: these together safe date +1bd, and it does not pass (turns fit); one by one they do not add up to it',
    );
    expect(text).toContain('why deal file and capacity together: safe date +3bd, ✗ NOT YET; the single changes do not add up to it');
    expect(text).toContain('why not all changes were tried: the budget for judging again was spent');
    expect(text).toContain('rule fit: pass → fail (by capacity, or by library)');
    expect(text).toContain('and 2 more');
    expect(text).toContain('why library: x: x');
  });
});
