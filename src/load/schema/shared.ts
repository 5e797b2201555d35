/** Parts that more than one file has. */
import * as z from 'zod/mini';
import { across, complain, object, type Field } from './fields.ts';
import { amount, elapsed, id, ids, share, text, whole, workDuration } from './units.ts';

/** The first key of every file. */
export const VERSION: Field = [z.literal(1), 'The version of the file format: 1.'];

/** Returns a file without its version, which nobody needs once it is known to be 1. */
export function contentOf<T extends { handoff: unknown }>(file: T): Omit<T, 'handoff'> {
  const content: Partial<T> = { ...file };
  delete content.handoff;
  return content as Omit<T, 'handoff'>;
}

/** `hits: any` or one or more steps. */
const hits = z.pipe(
  ids,
  z.transform((value): 'any' | readonly string[] => (value.length === 1 && value[0] === 'any' ? 'any' : value)),
);

const EFFECT_FIELDS = {
  costs: [z.optional(workDuration), 'Work that it adds to the step, in m, h or bd: the people of the step are held.'],
  delays: [z.optional(elapsed), 'Time that it adds after the step and its window, in bd or d: what follows waits, and nobody is held.'],
  repeats: [z.optional(share), 'The share of the step that is done again.'],
} as const satisfies Record<string, Field>;

const HITS: readonly [typeof hits, string] = [hits, 'The step that it happens to, a list of steps of which it is one, or `any`.'];

function oneEffect(value: { costs?: unknown; delays?: unknown; repeats?: unknown }, payload: { issues: unknown[] }): void {
  const said = [value.costs, value.delays, value.repeats].filter((effect) => effect !== undefined).length;
  if (said === 0) complain(payload, 'says no effect: one of costs, delays, repeats is needed', { code: 'schema/missing-key' });
  if (said > 1) complain(payload, 'says more than one effect: exactly one of costs, delays, repeats', { code: 'schema/conflict' });
}

/** A normal failure. */
export const failure = across(
  object({
    id: [id, 'Its name; one with the id of an everyday failure replaces it.'],
    what: [text, 'What goes wrong, in words a customer understands.'],
    hits: HITS,
    ...EFFECT_FIELDS,
  }),
  [[], oneEffect],
);

/** What is taken for granted, and what it costs when it is false. */
export const assumption = z.pipe(
  z.union([
    text,
    object({
      text: [text, 'What is taken for granted.'],
      if_false: [
        z.optional(across(object({ hits: HITS, ...EFFECT_FIELDS }), [[], oneEffect])),
        'What it costs when it is not so: it becomes a normal failure of the deal.',
      ],
    }),
  ]),
  z.transform((value) => (typeof value === 'string' ? { text: value } : value)),
);

/** What is observed when a promise is kept. */
export const completeWhen = object({
  observable: [z.optional(text), 'What can be seen when it is done; {quantity} stands for the quantity.'],
  measure: [z.optional(text), 'What is counted or measured.'],
  threshold: [z.optional(text), 'From what count on it is done: text, so put a number in quotes.'],
  evidence: [z.optional(text), 'What somebody outside the team can check.'],
});

/** What the drawing of a flow takes, for the whiteboard rule. */
export const flow = object({
  steps: [z.optional(whole), 'Steps of the flow.'],
  decisions: [z.optional(whole), 'Decisions in it.'],
  exceptions: [z.optional(whole), 'Exceptions to it.'],
});

/** The same in the library, where the minutes may be timed. */
export const timedFlow = object({
  steps: [z.optional(whole), 'Steps of the flow.'],
  decisions: [z.optional(whole), 'Decisions in it.'],
  exceptions: [z.optional(whole), 'Exceptions to it.'],
  minutes: [z.optional(amount), 'How long the drawing took, where it was timed.'],
});
