// Only the command that a line names is defined for it: nothing that is printed may tell.
import { expect, test } from 'vitest';
import { wholeProgram } from '../../src/cli/program.ts';
import { memoryWorld } from '../../src/dev/generated/memory-world.ts';
import { main } from '../../src/main.ts';

const program = wholeProgram('0');
const names = program.commands.map((command) => command.name());

const run = async (...argv: string[]) => {
  const world = memoryWorld({}, '2026-11-16');
  const code = await main(argv, world);
  return { code, ...world.said };
};

test.each(names)('handoff %s is found by its name, and its help is that of the whole program', async (name) => {
  const usual = await run('help', name);
  expect(usual).toMatchObject({ code: 0, err: '' });
  expect(usual.out).toContain(`Usage: handoff ${name} `);
  expect(await run(name, '--help')).toEqual(usual);
});

test('a word that is no command is told of all of them', async () => {
  for (const word of ['constructor', 'toString', '__proto__', 'xyzzyx']) {
    const { code, err } = await run(word);
    expect(code).toBe(2);
    for (const name of names) expect(err).toContain(name);
  }
  expect((await run('chekc')).err).toContain('did you mean check?');
});
