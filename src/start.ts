// Where the built program begins, and where a fault of ours ends: one place prints it, and it never looks like a verdict (exit code 3).
import { join } from 'node:path';
import { main } from './main.ts';
import { HAND, OutputError, realWorld } from './world.ts';

// What a thread is started with is what a person starts: with V8's compiled code.
const world = realWorld(join(__dirname, '..', 'bin', 'handoff.js'));
const argv = process.argv.slice(2);

(argv[0] === HAND ? lend() : main(argv, world)).then(
  (code) => {
    if (code !== null) process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 3;
    if (error instanceof OutputError) {
      world.err(`handoff: ${error.message}\n`);
      return;
    }
    const { stack = String(error), message = String(error) } = error instanceof Error ? error : {};
    world.err(
      `handoff: a fault of handoff, not of your files: ${message}\nNothing was judged. HANDOFF_DEBUG=1 prints where; please report it.\n`,
    );
    if (world.env('HANDOFF_DEBUG')) world.err(`${stack}\n`);
  },
);

/** As a thread, does what it is told until it is dismissed; what breaks it goes to whoever started it. */
async function lend(): Promise<number | null> {
  const { parentPort } = await import('node:worker_threads');
  if (parentPort === null) return main(argv, world);
  const { handOf } = await import('./book/hand.ts');
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const hear = handOf(world, (message) => parentPort.postMessage(message));
  parentPort.on('message', (message: Parameters<typeof hear>[0]) => {
    hear(message).catch((error: unknown) => {
      setImmediate(() => {
        throw error;
      });
    });
  });
  return null;
}
