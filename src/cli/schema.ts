/** `handoff schema FILE`: the JSON Schema of a file. */
import type { World } from '../world.ts';
import type { SchemaName } from './schema-names.ts';

/** Prints a schema. */
export async function printSchema(name: SchemaName, world: World): Promise<number> {
  const { schemaText } = await import('./schemas.ts');
  world.out(schemaText(name));
  return 0;
}
