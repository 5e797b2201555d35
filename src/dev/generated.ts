/** The files that are made from the source. To have another one generated, add its line to GENERATED. */
import { join } from 'node:path';
import { jsonSchemaOf } from '../load/schema/json.ts';
import { explainedOf } from './generated/explained.ts';
import { manPage } from './generated/man.ts';
import { readmeOf } from './generated/readme.ts';
import { policyJsonSchema } from './generated/policy-schema.ts';
import { rulePage, rulesIndex } from './generated/rule-pages.ts';
import { RULES } from '../rules/index.ts';
import { ANSWER_NAMES, answerJsonSchema } from './generated/report-schema.ts';

/** A generated file. */
export interface Generated {
  /** From the repository's root. */
  readonly path: string;
  /** The whole file; `old` is what it says now, null when there is none (for files of which only a part is generated); `root` is the repository. */
  readonly content: (old: string | null, root: string) => string | Promise<string>;
}

const schemas = (['capacity', 'deliverables', 'history', 'deal', 'signoff', 'baseline', 'hold', 'booking'] as const).map(
  (kind): Generated => ({
    // `hold` is the answer of the command; the file is called as what it says.
    path: `schemas/${kind === 'hold' ? 'held' : kind}.schema.json`,
    content: () => `${JSON.stringify(jsonSchemaOf(kind), null, 2)}\n`,
  }),
);

/** Every generated file; a test holds each against its content. */
export const GENERATED: readonly Generated[] = [
  ...schemas,
  { path: 'schemas/policy.schema.json', content: policyJsonSchema },
  ...ANSWER_NAMES.map((name) => ({
    path: `schemas/${name}.schema.json`,
    content: () => answerJsonSchema(name),
  })),
  { path: 'src/cli/explained.json', content: (_, root) => explainedOf(join(root, 'fixtures', 'rules')) },
  ...RULES.map((rule): Generated => ({
    path: `docs/rules/${rule.id}.md`,
    content: (_, root) => rulePage(rule, join(root, 'fixtures', 'rules')),
  })),
  { path: 'man/handoff.1', content: manPage },
  { path: 'docs/rules/README.md', content: rulesIndex },
  { path: 'README.md', content: readmeOf },
];
