// Sources for the loader's tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { RuleEntry } from '../../src/load/rules.ts';
import type { Source } from '../../src/load/source.ts';
import { loadWorkspace, type WorkspaceSources } from '../../src/load/workspace.ts';
import type { FileKind } from '../../src/model/place.ts';

/** The repository's root. */
export const root = join(import.meta.dirname, '..', '..');

/** A source from a text. */
export function source(kind: FileKind, text: string | Uint8Array, path = `${kind}.yaml`): Source {
  return { kind, path, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text };
}

/** A source from a file, relative to the repository's root; printed by its last part. */
export function file(kind: FileKind, path: string): Source {
  return source(kind, readFileSync(join(root, path)), path.split('/').at(-1));
}

const rule = (id: string, options: z.ZodMiniObject): RuleEntry => ({
  id,
  optionKeys: Object.keys(options.def.shape),
  parse: (values, error) => z.safeParse(options, values, { error }).error?.issues ?? [],
});

/** Enough of a catalogue for the loader: what the rules themselves are is not its matter. */
const CATALOGUE: readonly RuleEntry[] = [
  rule('three-runs', z.strictObject({})),
  rule(
    'two-failures',
    z.strictObject({
      failures: z._default(z.number(), 2),
      everyday: z._default(z.array(z.unknown()), []),
      worst: z._default(z.boolean(), false),
    }),
  ),
  rule(
    'comparable-work',
    z.strictObject({
      percentile: z._default(z.number(), 10),
      at_least: z._default(z.number(), 9),
      approver: z._default(z.enum(['delivery-lead', 'leadership']), 'leadership'),
    }),
  ),
  rule('error-budget', z.strictObject({ floor: z.optional(z.string()) })),
];

/** The documents of formats.md as a workspace, with some of them replaced. */
export function formats(replace: Partial<WorkspaceSources> = {}) {
  return loadWorkspace(
    {
      policy: file('policy', 'fixtures/formats/handoff.yaml'),
      capacity: file('capacity', 'fixtures/formats/capacity.yaml'),
      deliverables: [file('deliverables', 'fixtures/formats/deliverables.yaml')],
      history: null,
      ...replace,
    },
    CATALOGUE,
  );
}
