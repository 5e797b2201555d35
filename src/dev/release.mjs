// Makes a release: the tree that users get, with the built program in it. `npm run release -- FOLDER` writes it into a new folder; with `--tag NAME` it is also committed to
// the repository of the current folder, as a child of HEAD that no branch holds, and tagged: `uses: OWNER/handoff@NAME` then finds a bundle, and main stays without one.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** All that a release holds besides its package.json. The code cache is left out: it belongs to one version of Node on one kind of machine. */
const PARTS = [
  'bin',
  'dist/handoff.cjs',
  'dist/action.cjs',
  'dist/lazy',
  'schemas',
  'action.yml',
  '.pre-commit-hooks.yaml',
  'ci',
  'docs',
  '.gitattributes',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
];

const [folder, ...rest] = process.argv.slice(2);
const tag = rest[0] === '--tag' ? rest[1] : undefined;
if (folder === undefined || folder.startsWith('-') || (rest.length > 0 && (tag === undefined || rest.length > 2))) {
  stop('say where: npm run release -- FOLDER [--tag NAME]');
}
const to = resolve(folder);
if (existsSync(to) && readdirSync(to).length > 0) stop(`${folder} is not empty: name a folder that is not there yet`);

execFileSync(process.execPath, [join(root, 'src', 'dev', 'build.mjs'), '--if-stale'], { stdio: 'inherit' });
mkdirSync(to, { recursive: true });
for (const part of PARTS) cpSync(join(root, part), join(to, part), { recursive: true });
writeFileSync(
  join(to, 'package.json'),
  `${JSON.stringify(packageOf(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))), null, 2)}\n`,
);
process.stdout.write(`a release is in ${folder}\n`);
if (tag !== undefined) process.stdout.write(`it is commit ${commit(tag).slice(0, 12)}, tagged ${tag}: git push origin ${tag}\n`);

/** The bundle needs no other package and nothing is built where it is installed: whoever installs a release runs no script of anybody's. */
function packageOf({ name, version, description, license, author, type, bin, engines }) {
  return { name, version, description, license, author, private: true, type, bin, files: ['bin', 'dist', 'schemas'], engines };
}

/** Commits the folder without touching a branch, an index or a work tree, tags it, and returns the commit. */
function commit(name) {
  const index = `${to}.index`;
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8', env: { ...process.env, GIT_INDEX_FILE: index } }).trim();
  try {
    git('check-ref-format', `refs/tags/${name}`);
    git(`--work-tree=${to}`, 'add', '--all', '--force', '--', to);
    const made = git('commit-tree', git('write-tree'), '-p', 'HEAD', '-m', `Release ${name}`);
    git('tag', name, made);
    return made;
  } finally {
    rmSync(index, { force: true });
  }
}

function stop(message) {
  process.stderr.write(`release: ${message}\n`);
  process.exit(2);
}
