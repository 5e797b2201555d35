// The JSON Schemas say what the loader does: one of the two must not know better.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { jsonSchemaOf } from '../../src/load/schema/json.ts';
import { parseYaml } from '../../src/load/yaml.ts';
import { file, root, source } from './read.ts';

const ajv = new Ajv2020({ strict: false });
const KINDS = ['policy', 'capacity', 'deliverables', 'deal'] as const;
const DOCUMENTS = { policy: 'handoff', capacity: 'capacity', deliverables: 'deliverables', deal: 'acme-041' };

/** The value of a text as an editor would see it, `x-` keys left out as the loader does. */
const valueOf = (text: ReturnType<typeof source>): unknown => JSON.parse(JSON.stringify(parseYaml(text).parsed.root?.value));

describe('every key of the formats is in its schema', () => {
  test.each(KINDS)('%s', (kind) => {
    const validate = ajv.compile(jsonSchemaOf(kind));
    expect(validate(valueOf(file(kind, `fixtures/formats/${DOCUMENTS[kind]}.yaml`))), ajv.errorsText(validate.errors)).toBe(true);
  });
});

describe('what the schema of a file refuses, the loader refuses', () => {
  const wrong = readFileSync(join(root, 'fixtures/broken/deal-unknown-key.yaml'), 'utf8');
  test('an unknown key', () => expect(ajv.validate(jsonSchemaOf('deal'), valueOf(source('deal', wrong)))).toBe(false));
  test('a bare duration', () => {
    const text = readFileSync(join(root, 'fixtures/broken/capacity-bare-duration.yaml'), 'utf8');
    expect(ajv.validate(jsonSchemaOf('capacity'), valueOf(source('capacity', text)))).toBe(false);
  });
});

describe('every field has a sentence', () => {
  const silent = (schema: unknown, path: string): string[] => {
    if (typeof schema !== 'object' || schema === null) return [];
    const { properties = {}, ...rest } = schema as { properties?: Record<string, { description?: string }> };
    return [
      ...Object.entries(properties).flatMap(([key, each]) => [
        ...(each.description === undefined ? [`${path}.${key}`] : []),
        ...silent(each, `${path}.${key}`),
      ]),
      ...Object.values(rest).flatMap((each) => (Array.isArray(each) ? each.flatMap((one) => silent(one, path)) : silent(each, path))),
    ];
  };
  test.each([...KINDS, 'history'] as const)('%s', (kind) => expect(silent(jsonSchemaOf(kind), kind)).toEqual([]));
});
