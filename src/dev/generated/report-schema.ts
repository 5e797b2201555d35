/** The JSON Schema of the report, for programs that read `--format json`. */
import * as z from 'zod/mini';
import { reportSchema } from '../../report/schema.ts';

/** Returns schemas/report.schema.json. */
export function reportJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', override: forReaders }) as Record<string, unknown>;
  const words = { title: 'handoff/report@1', description: 'What `handoff check --format json` prints.' };
  return `${JSON.stringify({ $schema, ...words, ...rest }, null, 2)}\n`;
}

/** The program's arrays are read-only to itself; to a reader of JSON that says nothing. */
function forReaders({ jsonSchema }: { jsonSchema: { readOnly?: boolean } }): void {
  delete jsonSchema.readOnly;
}
