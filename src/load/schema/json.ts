/** The schemas as JSON Schema (draft 2020-12), for editors and other programs. Only for tools: a check does not need it. */
import * as z from 'zod/mini';
import type { FileKind } from '../../model/place.ts';
import { baselineSchema } from './baseline.ts';
import { capacitySchema } from './capacity.ts';
import { dealSchema } from './deal.ts';
import { deliverablesSchema } from './deliverables.ts';
import { fieldWords, type Schema } from './fields.ts';
import { bookingSchema, holdSchema } from './hold.ts';
import { historySchema } from './history.ts';
import { policySchema } from './policy.ts';
import { signoffSchema } from './signoff.ts';
import { NOTATION } from './units.ts';

/** Documents, keys and signatures are no data of ours, and have no schema; a form is written by handoff, and so is a report that was confirmed. */
type SchemaKind = Exclude<FileKind, 'document' | 'signature' | 'signers' | 'revoked' | 'form' | 'confirmed'>;

const FILES: Readonly<Record<SchemaKind, { readonly schema: Schema<unknown>; readonly title: string; readonly words: string }>> = {
  policy: { schema: policySchema, title: 'handoff.yaml', words: 'Policy: how strict this shop is. Owned by operations.' },
  capacity: {
    schema: capacitySchema,
    title: 'capacity.yaml',
    words: 'What the team can do, and what is already promised. Owned by operations.',
  },
  deliverables: { schema: deliverablesSchema, title: 'deliverables.yaml', words: 'The library of what may be sold. Owned by operations.' },
  history: { schema: historySchema, title: 'history.yaml', words: 'Finished work. Owned by operations.' },
  deal: { schema: dealSchema, title: 'deal.yaml', words: 'A deal. Owned by sales.' },
  baseline: {
    schema: baselineSchema,
    title: 'baseline.yaml',
    words: 'What was wrong when operations began to check. Owned by operations, written by `handoff baseline`.',
  },
  hold: {
    schema: holdSchema,
    title: 'holds/DEAL.yaml',
    words: 'What is held for an open deal. Written by `handoff hold` and `handoff release`.',
  },
  booking: {
    schema: bookingSchema,
    title: 'confirmed/DEAL.yaml',
    words: 'What is booked for a signed deal. Written by `handoff confirm`.',
  },
  signoff: { schema: signoffSchema, title: 'signoffs/DEAL/*.json', words: 'A sign-off. Written by handoff, and never by hand.' },
};

/** Returns the JSON Schema of what may be written in a file of this kind. */
export function jsonSchemaOf(kind: SchemaKind): Record<string, unknown> {
  const { schema, title, words } = FILES[kind];
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', override: complete }) as Record<
    string,
    unknown
  >;
  return { $schema, title, description: words, ...rest };
}

/** Adds what zod cannot know: the notation that a transform reads, the sentence of each field, and that `x-` keys are anyone's. */
function complete({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Record<string, unknown> }): void {
  const notation = NOTATION.get(zodSchema);
  if (notation) Object.assign(jsonSchema, notation);
  // A default is in the model's units, which no file is written in.
  delete jsonSchema.default;
  const properties = jsonSchema.properties as Record<string, Record<string, unknown>> | undefined;
  const words = fieldWords(zodSchema);
  if (properties && words) {
    for (const [key, sentence] of Object.entries(words)) properties[key] = { description: sentence, ...properties[key] };
  }
  if (jsonSchema.type === 'object') jsonSchema.patternProperties = { '^x-': {} };
}
