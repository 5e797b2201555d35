// A thread that breaks is a fault of handoff, told as any other: exit code 3, the same sentence, and no waiting for what nobody does any more.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { realWorld } from '../../src/world.ts';
import { poster, posters, TODAY } from './posters.ts';
import { folderFrom, handoff } from './run.ts';

const opened: { remove: () => void }[] = [];
const kept = <T extends { remove: () => void }>(one: T): T => {
  opened.push(one);
  return one;
};
afterEach(() => opened.splice(0).forEach(({ remove }) => remove()));

const shop = () => kept(posters({ a: poster('Acme'), b: poster('Baxter'), c: poster('Corvid') }));
const script = (text: string): string => {
  const file = join(kept(folderFrom()).path, 'script.cjs');
  writeFileSync(file, text);
  return file;
};

test('a thread that throws ends the run with exit code 3 and its own words', () => {
  // What the thread tells first is that a deal is planned: there it breaks, while the main thread plans its own.
  const preload = script(
    "const { isMainThread, parentPort } = require('node:worker_threads');\n" +
      "if (!isMainThread) parentPort.postMessage = () => { throw new Error('the press is on fire'); };\n",
  );
  const args = ['check', '--today', TODAY, '--jobs', '2'];
  expect(handoff(args, { cwd: shop().cwd, env: { NODE_OPTIONS: `--require ${preload}` } })).toMatchObject({
    code: 3,
    out: '',
    err: 'handoff: a fault of handoff, not of your files: the press is on fire\nNothing was judged. HANDOFF_DEBUG=1 prints where; please report it.\n',
  });
});

test('a thread that ends by itself is told, too', async () => {
  const program = script("require('node:worker_threads').parentPort.on('message', () => process.exit(0));\n");
  const said = { out: '', err: '' };
  const world = {
    ...realWorld(program),
    cwd: shop().cwd,
    out: (text: string) => void (said.out += text),
    err: (text: string) => void (said.err += text),
    isTTY: () => false,
  };
  await expect(main(['check', '--today', TODAY, '--jobs', '2'], world)).rejects.toThrow('a thread ended before its work was done');
  expect(said).toEqual({ out: '', err: '' });
});
