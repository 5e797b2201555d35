import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newRule } from '../../src/dev/new-rule.ts';

const index = readFileSync(join(import.meta.dirname, '..', '..', 'src', 'rules', 'index.ts'), 'utf8');

/** An index without one of its rules, as it was before that rule was begun. */
function without(id: string, name: string): string {
  return index.replace(new RegExp(`^import .*'./${id}.ts';\n`, 'm'), '').replace(`  ${name},\n`, '');
}

describe('npm run new-rule', () => {
  test.each([
    ['in-library', 'inLibrary'],
    ['start-from-capacity', 'startFromCapacity'],
    ['before-signature', 'beforeSignature'],
  ])('puts %s where it stands in the catalogue', (id, name) => {
    const made = newRule(id, without(id, name));
    expect('files' in made && made.files.get('src/rules/index.ts')).toBe(index);
  });

  test('writes a rule, its fixtures with the marked line, and a test', () => {
    const made = newRule('in-library', without('in-library', 'inLibrary'));
    const files = 'files' in made ? made.files : new Map<string, string>();
    expect([...files.keys()]).toEqual([
      'src/rules/in-library.ts',
      'fixtures/rules/in-library/pass/deal.yaml',
      'fixtures/rules/in-library/fail/deal.yaml',
      'tests/rules/in-library.test.ts',
      'src/rules/index.ts',
    ]);
    expect(files.get('src/rules/in-library.ts')).toContain("family: 'scope'");
    expect(files.get('fixtures/rules/in-library/fail/deal.yaml')).toContain('# expect: in-library\n');
  });

  test('switches the rule on in its fixtures where their profile does not judge it for every deal', () => {
    const made = newRule('doer-restated', without('doer-restated', 'doerRestated'));
    expect('files' in made && made.files.get('fixtures/rules/doer-restated/fail/handoff.yaml')).toContain('doer-restated: error');
  });

  test.each([
    [
      'three-run',
      "'three-run' is no rule of the catalogue. Did you mean 'three-runs'? A new one needs a row in src/rules/profiles.ts first.",
    ],
    ['in-library', "'in-library' is there already: src/rules/in-library.ts"],
  ])('refuses %s', (id, refused) => {
    expect(newRule(id, index)).toEqual({ refused });
  });
});
