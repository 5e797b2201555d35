// Which tests speak of a file of the rules: those of tests/rules and tests/model that ask for its check, or for that of a rule that uses the file, or that
// import the file, and the rules' fixtures. So a rule is not held by accident.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Tests of every rule. */
const OF_ALL = ['tests/rules/declared.test.ts', 'tests/rules/fixtures.test.ts'];
/** Tests of what stands around the rules, and is used by none. */
const OF_JUDGING = ['tests/rules/judge.test.ts', ...OF_ALL];

/** By their paths from src/rules. */
const rules = new Map(filesOf('src/rules', '.ts').map((file) => [relative('src/rules', file), readFileSync(file, 'utf8')]));
const tests = ['tests/rules', 'tests/model']
  .flatMap((folder) => filesOf(folder, '.test.ts'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

/** Returns the files under a folder with an ending, sorted. */
export function filesOf(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** Whether a file of src/rules is another one, or imports it. */
function reaches(from, to, seen = new Set()) {
  if (from === to) return true;
  seen.add(from);
  // These two import every rule.
  if (from === 'index.ts' || from === 'settings.ts') return false;
  const imported = [...(rules.get(from) ?? '').matchAll(/from '(\.\.?\/.+?)'/g)].map(([, file]) => join(dirname(from), file));
  return imported.some((next) => !seen.has(next) && reaches(next, to, seen));
}

/** Returns the rules that a file is, or that use it. */
export function rulesOf(file) {
  const name = relative('src/rules', file);
  return [...rules.keys()]
    .filter((rule) => reaches(rule, name) && rules.get(rule).includes(`  id: '${basename(rule, '.ts')}',`))
    .map((rule) => basename(rule, '.ts'));
}

/** Returns the test files that speak of a file. */
export function testsOf(file) {
  const ids = rulesOf(file);
  return tests
    .filter(({ file: test, text }) => {
      const asksForOne =
        ids.some(
          (id) =>
            test.endsWith(`/${id}.test.ts`) ||
            text.includes(`of('${id}')`) ||
            text.includes(`id = '${id}'`) ||
            text.includes(`describe('${id}'`),
        ) || text.includes(`/${relative('src', file)}'`);
      const isNamedSo = test.endsWith(`/${basename(file, '.ts')}.test.ts`);
      return asksForOne || isNamedSo || (ids.length > 0 ? OF_ALL : OF_JUDGING).includes(test);
    })
    .map(({ file }) => file);
}
