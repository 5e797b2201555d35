import { readOneOf } from './options.ts';

/** The files, and the answers of commands, that have a schema. */
export const SCHEMA_NAMES = [
  'deal',
  'capacity',
  'deliverables',
  'history',
  'policy',
  'signoff',
  'baseline',
  'held',
  'booking',
  'confirmed',
  'report',
  'options',
  'plan',
  'when',
  'waiting',
  'brief',
  'fill',
  'offer',
  'say',
  'gate',
  'menu',
  'doctor',
  'hold',
  'release',
  'confirm',
  'diff',
] as const;
/** A file that has a schema. */
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** The names that files have in a workspace. */
const FILES: Readonly<Record<string, SchemaName>> = {
  'handoff.yaml': 'policy',
  'capacity.yaml': 'capacity',
  'deliverables.yaml': 'deliverables',
  'history.yaml': 'history',
  'history.csv': 'history',
  'baseline.yaml': 'baseline',
};

/** Returns the schema that a word means: its own name, or the usual name of its file; throws a UsageError where it means none. */
export function readSchemaName(text: string): SchemaName {
  return Object.hasOwn(FILES, text) ? FILES[text] : readOneOf('schema', SCHEMA_NAMES)(text);
}
