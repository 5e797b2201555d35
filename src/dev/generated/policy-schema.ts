/** The JSON Schema of handoff.yaml with every rule and its options in it: what a slip in a rule's name costs is told in the editor already. */
import * as z from 'zod/mini';
import { jsonSchemaOf } from '../../load/schema/json.ts';
import { RULE_IDS } from '../../rules/profiles.ts';
import { ruleOf } from '../../rules/settings.ts';

interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: unknown;
  anyOf?: JsonSchema[];
  [key: string]: unknown;
}

/** Returns schemas/policy.schema.json. */
export function policyJsonSchema(): string {
  const schema = jsonSchemaOf('policy') as JsonSchema;
  const { description, additionalProperties } = schema.properties!.rules;
  const [severity] = (additionalProperties as JsonSchema).anyOf!;
  const rules = RULE_IDS.map((id): [string, JsonSchema] => [
    id,
    { description: ruleOf(id)?.title, anyOf: [severity, optionsOf(id, severity)] },
  ]);
  schema.properties!.rules = {
    description,
    type: 'object',
    properties: Object.fromEntries(rules),
    additionalProperties: false,
    patternProperties: { '^x-': {} },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The options of a rule as policy writes them, each of which may be left out. */
function optionsOf(id: string, severity: JsonSchema): JsonSchema {
  const rule = ruleOf(id);
  const own =
    rule === null
      ? {}
      : ((z.toJSONSchema(rule.options, { io: 'input', unrepresentable: 'any', override: withoutDefault }) as JsonSchema).properties ?? {});
  return {
    type: 'object',
    properties: { severity: { description: "What the rule's failure does; without it, the profile decides.", ...severity }, ...own },
    additionalProperties: false,
    patternProperties: { '^x-': {} },
  };
}

/** A default is in the model's units, which no file is written in. */
function withoutDefault({ jsonSchema }: { jsonSchema: { default?: unknown } }): void {
  delete jsonSchema.default;
}
