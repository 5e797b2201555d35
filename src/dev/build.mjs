// Builds the program: one CommonJS file for everything that ships, V8's compiled code beside it, and one file for each developers' tool.
// `--if-stale` does nothing where the last build is newer than everything it was made from.
//
// One file, because finding and reading modules is most of a start-up; a package that the source brings in with `await import()` stands apart
// from it, in dist/lazy/, and costs nothing until it is asked for; so do the examples that only `init` writes. CommonJS, because V8's cache can be
// handed to a script, not to a module.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const dist = join(root, 'dist');
const program = join(dist, 'handoff.cjs');
const started = new Date();

if (process.argv.includes('--if-stale') && isFresh()) process.exit(0);

const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // ASCII only: bin/handoff.js reads it as latin1, and V8 keeps a byte for each character instead of two.
  charset: 'ascii',
  loader: { '.yaml': 'text', '.md': 'text', '.csv': 'text' },
  // `await import()` becomes a late `require`, which works in a script that V8's cache was made for.
  supported: { 'dynamic-import': false },
  legalComments: 'none',
  logLevel: 'warning',
};

/** What stands apart: its name there, and where it is found. */
const late = new Map();
const lateOf = (name) => `lazy/${name.replaceAll('/', '-')}.cjs`;
/** Texts that only one command prints or writes. */
const APART = { examples: 'src/example/profiles.ts', schemas: 'src/cli/schemas.ts', explanations: 'src/cli/explanations.ts' };
const apart = {
  name: 'apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
      late.set(path, path);
      return { path: `./${lateOf(path)}`, external: true };
    });
    for (const [name, entry] of Object.entries(APART)) {
      onResolve({ filter: new RegExp(`/${entry.split('/').at(-1).replaceAll('.', '\\.')}$`) }, ({ kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        late.set(name, entry);
        return { path: `./${lateOf(name)}`, external: true };
      });
    }
  },
};

/** commander asks for it at its start, for commands that are programs of their own: we have none, and loading it costs 2 to 5 ms. */
const unasked = {
  name: 'unasked',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes(`${sep}commander${sep}`) ? { path: 'child_process', namespace: 'unasked' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unasked' }, () => ({ contents: 'module.exports = {};' }));
  },
};

const minify = { minifySyntax: true, minifyWhitespace: true };
const [bundle] = (await build({ ...shared, ...minify, entryPoints: ['src/start.ts'], plugins: [apart, unasked], write: false }))
  .outputFiles;
await Promise.all(
  [...late].map(([name, entry]) => build({ ...shared, ...minify, entryPoints: [entry], outfile: join(dist, lateOf(name)) })),
);
// The script of action.yml.
await build({ ...shared, ...minify, entryPoints: ['src/action/start.ts'], outfile: join(dist, 'action.cjs') });
// esbuild escapes what is in strings, and leaves patterns and tagged templates as they are: read as latin1, each such character would be two or three others. No
// tag of ours asks for its raw text, and a backslash before such a character would turn the escape into letters.
const text = bundle.text.replace(/(?<=(\\*))[^\0-\x7F]/g, (unit, slashes) => {
  if (slashes.length % 2 === 1) throw new Error(`build: '\\${unit}' cannot be written in ASCII: leave out the backslash`);
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
});
const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
write(program, `//${hash}\n${text}`);
// bin/handoff.js says why the name is that long.
makeCodeCache(join(dist, `handoff.${hash}.${process.version}-${process.platform}-${process.arch}.cache`));

const tools = readdirSync(join(root, 'src', 'dev')).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
if (tools.length > 0) {
  await build({
    ...shared,
    entryPoints: tools.map((name) => `src/dev/${name}`),
    outdir: 'dist/dev',
    outExtension: { '.js': '.cjs' },
    external: ['esbuild'],
  });
}

/** Whether the program was built after the last change of anything it is made from. */
function isFresh() {
  if (!existsSync(program)) return false;
  const built = statSync(program).mtimeMs;
  const sources = ['src', 'schemas'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)),
  );
  return ['package.json', 'package-lock.json', 'bin/handoff.js', ...sources].every(
    (name) => (statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) < built,
  );
}

/** Writes in one step, so that a program started meanwhile reads the old file or the new one, never half of one. */
function write(file, data) {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, data);
  // Dated by its beginning: what changes while the build runs is newer.
  utimesSync(unfinished, started, started);
  renameSync(unfinished, file);
}

/** Runs a check of the example once and keeps what V8 compiled for it. The program works without, only slower: a failure is no fault. */
function makeCodeCache(file) {
  for (const name of readdirSync(dist)) {
    if (name.endsWith('.cache')) rmSync(join(dist, name), { force: true });
  }
  const unfinished = `${file}.${process.pid}`;
  spawnSync(process.execPath, [join(root, 'src', 'dev', 'cache.mjs'), program, unfinished], { stdio: 'ignore', timeout: 30_000 });
  if (existsSync(unfinished)) renameSync(unfinished, file);
  else process.stderr.write('build: no code cache was made: the program will start more slowly\n');
}
