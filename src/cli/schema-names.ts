/** The files, and the answers of commands, that have a schema. */
export const SCHEMA_NAMES = [
  'deal',
  'capacity',
  'deliverables',
  'history',
  'policy',
  'signoff',
  'baseline',
  'report',
  'plan',
  'when',
] as const;
/** A file that has a schema. */
export type SchemaName = (typeof SCHEMA_NAMES)[number];
