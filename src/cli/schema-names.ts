/** The files that have a schema. */
export const SCHEMA_NAMES = ['deal', 'capacity', 'deliverables', 'history', 'policy', 'report'] as const;
/** A file that has a schema. */
export type SchemaName = (typeof SCHEMA_NAMES)[number];
