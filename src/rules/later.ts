/**
 * The options of the rules that only a later version judges: policy may set them today, and a slip in one is told today. A row goes when its rule
 * comes, whose own schema then says more.
 */
import * as z from 'zod/mini';
import type { RuleId } from './profiles.ts';

type Row = Readonly<Record<string, z.ZodMiniType>>;

/** Only `severity`. */
const none: Row = {};

const TABLE = {
  'doer-restated': none,
} as const satisfies Partial<Record<RuleId, Row>>;

/** The ids of the rules that have a row here. */
export const LATER_IDS = Object.keys(TABLE) as readonly RuleId[];

/** Returns the schema of the options of a rule of a later version. */
export function laterOptions(id: RuleId): z.ZodMiniObject {
  const row = (TABLE as Readonly<Partial<Record<RuleId, Row>>>)[id] ?? none;
  const options: Record<string, z.ZodMiniType> = {};
  for (const [name, schema] of Object.entries(row)) options[name] = z.optional(schema);
  return z.strictObject(options);
}
