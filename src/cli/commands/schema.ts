/** `handoff schema`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Asking } from '../flags.ts';
import { readSchemaName, SCHEMA_NAMES, type SchemaName } from '../schema-names.ts';

/** Adds `handoff schema` to the program. */
export function addSchema(program: Command, { run }: Asking): void {
  program
    .command('schema')
    .summary('print the JSON Schema of a file')
    .description('Prints the JSON Schema of a file, for an editor or for another program.')
    .argument('<file>', `${SCHEMA_NAMES.join(' | ')}; or a file's usual name, as handoff.yaml`, readSchemaName)
    .action((name: SchemaName) => {
      run(async (to) => (await import('../schema.ts')).printSchema(name, to));
    });
}
