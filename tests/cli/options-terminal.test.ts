// `handoff options --take` as a seller meets it: in a real terminal, key by key.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE, EXAMPLE_TODAY } from '../../src/example/index.ts';
import { folderFrom, ROOT } from './run.ts';
import { hasTmux, openRoom, type Room, type Sitting } from './terminal.ts';

const ACME = 'deals/acme-041.yaml';

let room: Room;
let place: { path: string; remove: () => void };
beforeAll(() => {
  if (hasTmux) room = openRoom();
});
afterAll(() => {
  if (hasTmux) room.close();
});
beforeEach(() => {
  place = folderFrom(join(ROOT, 'src', 'example'));
  return () => place.remove();
});

const take = (columns: number): Sitting => room.sit(['options', ACME, '--take', '--today', EXAMPLE_TODAY], columns, place.path);
const deal = (): string => readFileSync(join(place.path, ACME), 'utf8');
const ASKED = `Which of them is written into ${ACME}?`;

describe.skipIf(!hasTmux)('in a terminal', { timeout: 180_000 }, () => {
  test('a way is picked, and written', () => {
    const sam = take(80);
    const screen = sam.asked(ASKED);
    expect(screen).toContain('1  2026-12-18 with 72 bags; the other 228 on 2027-01-05');
    // Enter alone takes nothing.
    sam.press('Enter');
    sam.shows(/> nothing is picked yet: pick one\n/);
    sam.asked('pick one');
    expect(deal()).toBe(EXAMPLE[ACME]);
    sam.press('Down', 'Down', 'Down', 'Enter');
    const ended = sam.ended();
    expect(ended.code).toBe(0);
    expect(ended.screen).toContain(`✓ ${ACME} says now: 2027-01-07 with all 300 bags`);
    expect(deal()).toBe(EXAMPLE[ACME].replace('offered: { complete: 2026-12-18 }', 'offered: { complete: 2027-01-07 }'));
  });

  test('none of them leaves the deal as it is', () => {
    const sam = take(60);
    sam.asked(ASKED);
    sam.press('Down', 'Down', 'Down', 'Down', 'Enter');
    const { code, screen } = sam.ended();
    expect({ code, says: screen.includes('the deal stays as it was') }).toEqual({ code: 0, says: true });
    expect(deal()).toBe(EXAMPLE[ACME]);
  });

  test('Ctrl-C leaves nothing', () => {
    const sam = take(80);
    sam.asked(ASKED);
    sam.press('Down', 'C-c');
    const { code, screen } = sam.ended();
    expect({ code, says: screen.includes('interrupted: the deal stays as it was') }).toEqual({ code: 130, says: true });
    expect(deal()).toBe(EXAMPLE[ACME]);
  });
});
