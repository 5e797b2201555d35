/**
 * Begins a rule: `npm run new-rule ID` writes the rule, its two fixtures, a test and its line in the index. What it writes compiles and its tests
 * fail: a rule that nobody has finished must not look finished.
 */
import { closest } from 'fastest-levenshtein';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cellOf, familyOf, isRuleId, RULE_IDS, type RuleId } from '../rules/profiles.ts';
import { PROFILES } from '../model/policy.ts';

const INDEX = 'src/rules/index.ts';

/** The files of a new rule by path, or why it cannot be begun. */
export function newRule(id: string, index: string): { readonly files: ReadonlyMap<string, string> } | { readonly refused: string } {
  if (!isRuleId(id)) {
    const near = closest(id, RULE_IDS);
    return {
      refused: `'${id}' is no rule of the catalogue. Did you mean '${near}'? A new one needs a row in src/rules/profiles.ts first.`,
    };
  }
  if (index.includes(`'./${id}.ts'`)) return { refused: `'${id}' is there already: src/rules/${id}.ts` };
  return {
    files: new Map([
      [`src/rules/${id}.ts`, ruleText(id)],
      [`fixtures/rules/${id}/pass/deal.yaml`, 'handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18\nitems: [bag:10]\n'],
      [`fixtures/rules/${id}/fail/deal.yaml`, `handoff: 1\ncustomer: Acme Outdoor\nwanted: 2026-12-18 # expect: ${id}\nitems: [bag:10]\n`],
      ...policyTexts(id),
      [`tests/rules/${id}.test.ts`, testText(id)],
      [INDEX, indexWith(index, id)],
    ]),
  };
}

function nameOf(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(id: RuleId): string {
  return `import * as z from 'zod/mini';
import type { Rule } from './rule.ts';

/** TODO: what the rule asks for, in one sentence. */
export const ${nameOf(id)}: Rule<object, never, 'why'> = {
  id: '${id}',
  family: '${familyOf(id)}',
  title: 'TODO: one sentence that states the problem.',
  why: 'TODO: what goes wrong without it; \`handoff explain ${id}\` prints this.',
  source: 'TODO: the practice it comes from.',
  waivable: null,
  date: false,
  options: z.strictObject({}),
  reasons: { why: 'TODO: when it fails for this reason.' },
  needs: [],
  check() {
    // Write the message first: the reader's own token, the fact, the other half of the fact.
    return { kind: 'pass', note: 'TODO' };
  },
};
`;
}

/** Where the fixtures' profile does not judge the rule for every deal, they switch it on. */
function policyTexts(id: RuleId): [string, string][] {
  if (cellOf(id, 'make-to-order') === 'E') return [];
  const text = `handoff: 1\nprofile: make-to-order\nrules:\n  ${id}: error\n  two-failures: {everyday: []}\n`;
  return ['pass', 'fail'].map((side) => [`fixtures/rules/${id}/${side}/handoff.yaml`, text]);
}

function testText(id: RuleId): string {
  return `import { expect, test } from 'vitest';
import { judgeBase } from './workspace.ts';

test('both sides of the boundary', () => {
  expect(judgeBase().of('${id}').summary).not.toContain('TODO');
});
`;
}

/** The index with the rule in it: imports by name, the list in the catalogue's order. */
function indexWith(index: string, id: RuleId): string {
  const line = `import { ${nameOf(id)} } from './${id}.ts';\n`;
  const imports = [...index.matchAll(/^import .*\n/gm)].map(([text]) => text);
  const after = imports.findLast((other) => pathOf(other) < pathOf(line));
  const withImport = after === undefined ? index.replace(imports[0], line + imports[0]) : index.replace(after, after + line);

  const built = new Set(imports.map(pathOf));
  const before = RULE_IDS.slice(0, RULE_IDS.indexOf(id)).findLast((other) => built.has(other));
  const entry = `  ${nameOf(id)},\n`;
  return before === undefined
    ? withImport.replace('[\n', `[\n${entry}`)
    : withImport.replace(`  ${nameOf(before)},\n`, `  ${nameOf(before)},\n${entry}`);
}

function pathOf(line: string): string {
  return /'\.\/(.*)\.ts'/.exec(line)?.[1] ?? '';
}

function run(id: string | undefined): number {
  const todo = RULE_IDS.filter((each) => !existsSync(join('src', 'rules', `${each}.ts`)));
  if (id === undefined) {
    console.error(`usage: npm run new-rule ID\nnot written yet: ${todo.join(', ')}`);
    return 2;
  }
  const made = newRule(id, readFileSync(INDEX, 'utf8'));
  if ('refused' in made) {
    console.error(made.refused);
    return 2;
  }
  for (const [path, text] of made.files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
  const severities = PROFILES.map((profile) => `${profile} ${cellOf(id as RuleId, profile)}`);
  console.log(
    `severity by profile: ${severities.join(' · ')}\nnow write the two fixtures, then the message, then the check: npx vitest run tests/rules`,
  );
  return 0;
}

if (basename(process.argv[1] ?? '') === 'new-rule.cjs') process.exitCode = run(process.argv[2]);
