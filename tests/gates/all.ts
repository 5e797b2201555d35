/** All gates, in the order in which they are told. */
import { clauses } from './clauses.ts';
import { flips } from './flips.ts';
import type { Gate } from './gate.ts';
import { HOLD_GATES } from './holds.ts';
import { lessCapacity, monotone } from './monotone.ts';
import { oracle } from './oracle.ts';
import { restatedGate } from './restated.ts';
import { sound } from './sound.ts';
import { WRITE_GATES } from './writes.ts';

export const GATES: readonly Gate[] = [oracle, clauses, sound, monotone, lessCapacity, restatedGate, flips, ...WRITE_GATES, ...HOLD_GATES];
