/** How far a run over many deals has come: one line in a terminal that is written over, and is gone at the end; only when it takes more than a second. */
import type { World } from '../world.ts';

/** Counts what is done. */
export interface Progress {
  /** One deal more. */
  readonly step: () => void;
  /** Wipes the line away, if there is one. */
  readonly end: () => void;
}

/** Milliseconds of quiet at the beginning, and between two lines. */
const QUIET = 1000;
const BETWEEN = 100;

/** Returns the progress of so many deals, on standard error where that is a terminal; `now` is a clock in milliseconds. */
export function progressOf(total: number, world: Pick<World, 'isTTY' | 'err'>, now: () => number = () => performance.now()): Progress {
  if (total < 2 || !world.isTTY('err')) return { step: () => {}, end: () => {} };
  let done = 0;
  let shown = false;
  let next = now() + QUIET;
  return {
    step: () => {
      done++;
      const at = now();
      if (at < next) return;
      next = at + BETWEEN;
      shown = true;
      world.err(`\r\u001B[K${done} of ${total} deals`);
    },
    end: () => {
      if (shown) world.err('\r\u001B[K');
    },
  };
}
