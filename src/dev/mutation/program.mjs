// Makes one program of the tests and of all that they test, in which each mutant is a switch that can be thrown while it runs. Stryker's own
// instrumenter places them, so they are Stryker's mutants; what it would count through functions of each file is counted here through one object, which
// the program is given (`switches` of runner.mjs).
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';

/** Sentences are held by the golden files, which these tests do not compare; every condition stays. */
const EXCLUDED = ['StringLiteral'];

/**
 * Returns the mutants of some files, or of a range of lines of them (`{ file, mutate: true | [{ start, end }] }`, lines from 0), numbered from 0, and the source of the program: a function
 * body in which `require`, `module` and `switches` are free, and that leaves in `module.exports` one function for each test file, which loads it.
 */
export async function makeProgram(asked, tests) {
  const silent = { debug() {}, info() {}, isDebugEnabled: () => false };
  const files = asked.map(({ file, mutate }) => ({ name: resolve(file), mutate, content: readFileSync(file, 'utf8') }));
  const instrumented = await new Instrumenter(silent).instrument(files, {
    plugins: null,
    excludedMutations: EXCLUDED,
    ignorers: [],
    noHeader: true,
  });
  const contents = new Map(instrumented.files.map(({ name, content }) => [name, switched(content)]));
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `module.exports = {\n${tests.map((file) => `'${file}': () => require('./${file}'),\n`).join('')}};`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // Packages are loaded once: what is mutated is ours.
    packages: 'external',
    supported: { 'dynamic-import': false },
    loader: { '.yaml': 'text', '.md': 'text', '.csv': 'text' },
    plugins: [
      {
        name: 'mutants',
        setup(building) {
          building.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const content = contents.get(path) ?? readFileSync(path, 'utf8');
            return { loader: 'ts', contents: content.replaceAll('import.meta.dirname', JSON.stringify(dirname(path))) };
          });
        },
      },
    ],
    logLevel: 'error',
  });
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  const packages = [...new Set(imported.map(({ path }) => path))].filter((name) => !isBuiltin(name));
  return { mutants: instrumented.mutants, source: outputFiles[0].text, packages };
}

/** Turns Stryker's switches into ours, which cost a comparison of two numbers. */
function switched(content) {
  return content
    .replaceAll(/stryMutAct_9fa48\("(\d+)"\)/g, '(switches.active === $1 && switches.pass())')
    .replaceAll(/stryCov_9fa48\(([^)]*)\)/g, (_, ids) => `(switches.watched && switches.see(${ids.replaceAll('"', '')}))`);
}
