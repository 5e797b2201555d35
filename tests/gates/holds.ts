/**
 * One slot and many who want it: of eight processes that hold it at once exactly one has it, and the others are told who; and a process that is ended while it
 * confirms leaves the old files or the new ones, which the next one finishes.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { poster, posters, TODAY } from '../cli/posters.ts';
import type { Gate, Tried } from './gate.ts';

const PROGRAM = resolve('bin', 'handoff.js');
/** Nothing of the machine that it runs on. */
const ENV = { PATH: process.env.PATH, HOME: '/nonexistent', TZ: 'UTC' };

const triedOf = (compared: number, wrong: readonly string[], seen: Record<string, number> = {}): Tried => ({
  compared,
  wrong,
  seen,
  files: {},
  today: TODAY,
});

/** Runs the program in a process of its own; with `end`, it is ended so many milliseconds after it begins to take its turn. */
function run(cwd: string, args: readonly string[], end?: number): Promise<{ code: number | null; out: string }> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [PROGRAM, ...args, '--today', TODAY], { cwd, env: ENV, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (part: Buffer) => (out += part.toString()));
    child.on('error', failed);
    let over = false;
    child.on('close', (code) => {
      over = true;
      done({ code, out });
    });
    if (end === undefined) return;
    const turns = join(cwd, 'holds', '.turns');
    const before = readdirSync(turns).length;
    const look = (): void => {
      if (over) return;
      if (readdirSync(turns).length > before) setTimeout(() => child.kill('SIGKILL'), end);
      else setImmediate(look);
    };
    look();
  });
}

const EIGHT = ['acme', 'baxter', 'corvid', 'dunn', 'elm', 'fern', 'gale', 'hollis'];

/** Eight deals that each pass by itself, and one day of the press for all of them. */
async function together(): Promise<Tried> {
  const shop = posters(Object.fromEntries(EIGHT.map((id, nth) => [id, poster(id, '2026-11-17', `Seller ${nth}`)])));
  try {
    const ran = await Promise.all(EIGHT.map((id) => run(shop.cwd, ['hold', `deals/${id}.yaml`, '--format', 'json'])));
    const winners = EIGHT.filter((_, nth) => ran[nth].code === 0);
    const held = readdirSync(join(shop.cwd, 'holds')).filter((name) => name.endsWith('.yaml'));
    const left = readdirSync(join(shop.cwd, 'holds'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
    const wrong = [
      ...(winners.length === 1 ? [] : [`${winners.length} have it: ${winners.join(', ')}`]),
      ...(held.length === 1 && held[0] === `${winners[0]}.yaml` ? [] : [`there is ${held.join(', ')}`]),
      ...left.map((name) => `${name} was left`),
      ...EIGHT.flatMap((id, nth) => {
        const { code, out } = ran[nth];
        if (code === 0) return [];
        const told = code === 1 && out.includes(`"booking": "${winners[0]}"`) && out.includes('"until": "2026-11-30"');
        return told ? [] : [`${id} ended with ${code} and was not told who has it: ${out}`];
      }),
    ];
    return triedOf(EIGHT.length, wrong);
  } finally {
    shop.remove();
  }
}

/** Ends a `confirm` at any moment of it; then each file is the old or the new one, and the next `confirm` finishes what there is. */
async function ended(n: number): Promise<Tried> {
  const shop = posters({ acme: poster('Acme') });
  const text = (path: string): string | null => (existsSync(join(shop.cwd, path)) ? readFileSync(join(shop.cwd, path), 'utf8') : null);
  try {
    const paths = ['deals/acme.yaml', 'holds/acme.yaml', 'confirmed/acme.yaml', 'confirmed/acme.json'];
    const held = await run(shop.cwd, ['hold', 'deals/acme.yaml']);
    const before = paths.map(text);
    // Five files take some thousandths: golden steps leave no gap.
    const { code } = await run(shop.cwd, ['confirm', 'deals/acme.yaml', '--as', 'priya'], ((n * 0.618_034) % 1) * 40);
    const between = paths.map(text);
    const again = await run(shop.cwd, ['confirm', 'deals/acme.yaml', '--as', 'priya']);
    const after = paths.map(text);
    const torn = paths.filter((_, nth) => between[nth] !== before[nth] && between[nth] !== after[nth]);
    const wrong = [
      ...(held.code === 0 ? [] : [`it was not held: ${held.out}`]),
      ...torn.map((path) => `${path} is neither the old nor the new one`),
      ...(again.code === 0 ? [] : [`the next one ended with ${again.code}: ${again.out}`]),
      ...(after[0]?.includes('state: signed') === true ? [] : ['the deal is not signed']),
      ...(after.includes(null) ? ['a file is missing'] : []),
    ];
    const changed = between.filter((each, nth) => each !== before[nth]).length;
    return triedOf(paths.length, wrong, {
      'ended before it wrote': code === null && changed === 0 ? 1 : 0,
      'ended while it wrote': code === null && changed > 0 && changed < 4 ? 1 : 0,
      'ended after it wrote': changed === 4 ? 1 : 0,
    });
  } finally {
    shop.remove();
  }
}

export const HOLD_GATES: readonly Gate[] = [
  {
    name: 'held-together',
    claim: 'of eight processes that hold the last slot at once exactly one has it, and the others are told who and until when',
    unit: 'processes',
    few: 1,
    all: 40,
    atLeast: 320,
    try: together,
  },
  {
    name: 'ended-confirms',
    claim: 'a confirm that is ended at any moment leaves the old files or the new ones, and the next one finishes it',
    unit: 'files',
    few: 2,
    all: 200,
    atLeast: 800,
    try: ended,
  },
];
