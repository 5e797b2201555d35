/** All gates, in the order in which they are told. */
import { clauses } from './clauses.ts';
import type { Gate } from './gate.ts';
import { lessCapacity, monotone } from './monotone.ts';
import { oracle } from './oracle.ts';
import { sound } from './sound.ts';

export const GATES: readonly Gate[] = [oracle, clauses, sound, monotone, lessCapacity];
