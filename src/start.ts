// Where the built program begins, and where a fault of ours ends: one place prints it, and it never looks like a verdict (exit code 3).
import { main } from './main.ts';
import { OutputError, realWorld } from './world.ts';

const world = realWorld();

main(process.argv.slice(2), world).then(
  (code) => {
    process.exitCode = code;
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
