/** The files that are made from the source. To have another one generated, add its line to GENERATED. */
import { jsonSchemaOf } from '../load/schema/json.ts';

/** A generated file. */
export interface Generated {
  /** From the repository's root. */
  readonly path: string;
  /** The whole file; `old` is what it says now, null when there is none (for files of which only a part is generated). */
  readonly content: (old: string | null) => string;
}

const schemas = (['policy', 'capacity', 'deliverables', 'history', 'deal'] as const).map((kind): Generated => ({
  path: `schemas/${kind}.schema.json`,
  content: () => `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`,
}));

/** Every generated file; a test holds each against its content. */
export const GENERATED: readonly Generated[] = [...schemas];
