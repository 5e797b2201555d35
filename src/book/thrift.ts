/**
 * Keeps the memory of a thread small while it works through many deals. V8 lets a heap double before it looks what is still needed, and what a deal leaves behind is
 * many times what is kept of it; between two deals hardly anything is needed, so that is when to look.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** So much may be left behind before it is looked for, in bytes, or this share of what is needed: a book ten times as large is not looked through ten times as often. */
const LEAST = 12e6;
const SHARE = 0.25;

/** Returns what is called between two deals. */
export function thrift(): () => void {
  // V8 gives a new context what its flags say at that moment. The flag goes again at once: compiled code is taken only under the flags that it was made under.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  let needed = used();
  return () => {
    if (used() < needed + Math.max(LEAST, SHARE * needed)) return;
    collect();
    needed = used();
  };
}

function used(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}
