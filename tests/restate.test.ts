// `handoff restate` with somebody who says what the test says: what is kept when, and what is asked of which stream.
import { describe, expect, test } from 'vitest';
import { EXAMPLE, EXAMPLE_TODAY } from '../src/example/index.ts';
import { memoryWorld, type MemoryWorld } from '../src/dev/generated/memory-world.ts';
import { main } from '../src/main.ts';
import { Interrupted } from '../src/signoff/ask.ts';
import type { Value } from '../src/signoff/interview/machine.ts';
import type { World } from '../src/world.ts';

const ANA: Readonly<Record<string, Value>> = {
  words: 'Every bag lies inspected and counted on the ramp of the shop',
  'by-when': '2026-12-18',
  'how-many': '300',
  evidence: ['signed delivery note'],
  deliver: 'yes',
  'three-times': 'yes',
  reversible: 'permanent',
  decide: 'keep',
};

/** Runs it at a terminal; `seen` hears of each question before it is answered. */
async function sit(
  answers: Readonly<Record<string, Value>>,
  seen: (id: string, world: MemoryWorld) => void = () => {},
  more: Partial<World> = {},
) {
  const world = memoryWorld(EXAMPLE, EXAMPLE_TODAY);
  const before = world.files.size;
  const code = await main(['restate', 'deals/acme-041.yaml', '--as', 'ana'], {
    ...world,
    isTTY: () => true,
    env: (name) => (name === 'NO_COLOR' ? '1' : undefined),
    openTerminal: () =>
      Promise.resolve({
        columns: 80,
        say: (text) => void (world.said.err += text),
        ask: (question, whyNot) => {
          seen(question.id, world);
          const said = answers[question.id] ?? null;
          expect(whyNot(said)).toBeNull();
          return Promise.resolve(said);
        },
      }),
    ...more,
  });
  return { code, ...world.said, written: world.files.size - before };
}

test('nothing is written before the confirmation, and one file after it', async () => {
  const asked: string[] = [];
  const { code, out, written } = await sit(ANA, (id, { files }) => {
    asked.push(id);
    expect([...files.keys()].filter((path) => path.includes('signoffs'))).toEqual([]);
  });
  expect(asked.at(-1)).toBe('decide');
  expect({ code, written }).toEqual({ code: 0, written: 1 });
  expect(out).toMatch(/^✓ ana restates 'bags'\n/);
});

test('who leaves keeps nothing, and the exit code says so', async () => {
  expect(await sit({ ...ANA, decide: 'leave' })).toMatchObject({ code: 1, out: '', written: 0 });
});

test('a fault while asking is no interruption', async () => {
  await expect(
    sit(ANA, (id) => {
      if (id === 'by-when') throw new Error('the terminal burns');
    }),
  ).rejects.toThrow('the terminal burns');
});

test('whoever interrupts is told what is kept', async () => {
  const stopped = await sit(ANA, (id) => {
    if (id === 'deliver') throw new Interrupted();
  });
  expect(stopped).toMatchObject({ code: 130, out: '', written: 0 });
  expect(stopped.err).toContain("interrupted: nothing of 'bags' was kept.");
});

describe('asks only where somebody sits', () => {
  test.each([
    ['standard input', 'in'],
    ['standard error', 'err'],
  ] as const)('%s is no terminal', async (_, stream) => {
    const { code, err, written } = await sit(ANA, () => {}, { isTTY: (each) => each !== stream });
    expect({ code, written }).toEqual({ code: 2, written: 0 });
    expect(err).toMatch(
      /^handoff: a restatement is asked for in a terminal, and this is none\. Without one: .* --form FILE .* --answers FILE/,
    );
  });

  test('standard output may be none', async () => {
    expect((await sit(ANA, () => {}, { isTTY: (each) => each !== 'out' })).code).toBe(0);
  });
});
