/** `handoff schema FILE`: the JSON Schema of a file. */
import type { World } from '../world.ts';
import type { SchemaName } from './schema-names.ts';
import { schemaText } from './schemas.ts';

/** Prints a schema. */
export async function printSchema(name: SchemaName, world: World): Promise<number> {
  world.out(schemaText(name));
  return 0;
}
