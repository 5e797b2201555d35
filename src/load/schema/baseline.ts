/** The schema of baseline.yaml: findings that were there when operations began to check, written by `handoff baseline`. */
import * as z from 'zod/mini';
import type { Baseline } from '../../model/baseline.ts';
import { object, type Schema } from './fields.ts';
import { VERSION } from './shared.ts';
import { day, text } from './units.ts';

const finding = object({
  deal: [text, "The deal's id."],
  of: [z.string(), 'What was sold then; when that changes, its findings are new ones.'],
  rule: [text, 'The rule that found it.'],
  reason: [z.string(), "Why, of the rule's closed list; empty where it gives none."],
  at: [z.string(), 'Where, with the ids of what stands in lists.'],
  is: [z.optional(z.string()), 'What the deal said there; when it says something else, the finding is a new one.'],
  says: [z.string(), 'What was said of it then; for readers.'],
});

/** baseline.yaml. */
export const baselineSchema: Schema<Baseline> = object({
  handoff: VERSION,
  recorded: [day, 'The day on which the baseline was begun.'],
  findings: [z.array(finding), 'Findings that are told and keep no deal from passing. Only `handoff baseline` writes here.'],
});
