/** `handoff doctor`: what is wrong with a set-up, as far as this machine and these files tell. What a server decides is named as not looked at. */
import { PLAIN } from '../report/book/question.ts';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { version } from '../../package.json';
import { rootOf } from '../base.ts';
import type { CheckOptions } from '../cli/asked.ts';
import { loadSources } from '../load/sources.ts';
import { changeOf, dealNamedBy, documentsNamedBy, filesNamedBy } from '../load/workspace.ts';
import { parseYaml } from '../load/yaml.ts';
import type { Day } from '../model/day.ts';
import { catalogue } from '../rules/settings.ts';
import { readTexts, type Texts } from '../texts.ts';
import { NAMES } from '../texts/home.ts';
import type { World } from '../world.ts';
import { about, type DoctorFinding } from './finding.ts';
import type { Surroundings } from './inputs.ts';
import { gitFinding, nodeFinding, programFinding, repositoryFindings } from './machine.ts';
import { ownedFindings, type Judging } from './owned.ts';
import { gitlabFindings, workflowFindings, type PipelineFile } from './workflow.ts';
import { dealFindings, fileFindings, freshFinding, signatureFindings, zoneFinding } from './workspace.ts';

/** What the doctor is told besides the world. */
export interface Patient {
  /** Null: the day it is in the workspace's time zone. */
  readonly today: Day | null;
  /** The folder that the program lies in, with bin/ and dist/; null where that is not known. */
  readonly program: string | null;
  /** Of Node. */
  readonly node: string;
}

/** Returns all that was found, in the order in which it is mended: the machine, the files, then who may change them. */
export function findingsOf({ today, program, node }: Patient, world: World): DoctorFinding[] {
  const root = rootOf(world);
  const texts = readWorkspace(today, world);
  const loaded = loadSources(texts, catalogue, (zone) => today ?? world.today(zone));
  const { workspace } = loaded;
  // Of a policy that cannot be read the least is believed.
  const typed = workspace === null || workspace.policy.signatures.minimum === 'typed';
  const policyAt = texts.policy?.path ?? null;
  const unread = (check: string): DoctorFinding => about(check).unseen("operations' files are not in order", 'mend the files first');
  return [
    nodeFinding(node),
    programFinding(program, version),
    gitFinding(world),
    ...repositoryFindings(root, world),
    ...fileFindings(texts, loaded),
    ...(workspace === null
      ? ['time-zone', 'capacity', 'principals', 'signatures'].map(unread)
      : [
          zoneFinding(workspace, saysZone(texts), loaded.today),
          freshFinding(workspace, loaded.today, texts.capacity!.path),
          ...signatureFindings(workspace, loaded.today, policyAt, world),
        ]),
    ...dealFindings(texts.dealsAt, root, world),
    ...(root === null
      ? [about('code-owners').unseen('this folder is in no repository'), about('workflow').unseen('this folder is in no repository')]
      : [
          ...ownedFindings(root, judgingOf(texts, typed, root, world), world),
          ...pipelineFindings(root, aroundOf(texts, root, world), world),
        ]),
    about('server').unseen(
      'handoff asks no server: required checks, required approval of code owners, and who may push past them',
      'docs/ci.md lists what to set',
    ),
  ];
}

/** Operations' files and all deals, or without a folder of deals operations' files alone. */
function readWorkspace(today: Day | null, world: World): Texts {
  const named = { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf };
  const read = (kind: 'workspace' | 'library'): Texts => readTexts(optionsOf(kind, today), world, named, null);
  const library = read('library');
  return library.dealsAt !== null && world.kind(library.dealsAt) === 'folder' ? read('workspace') : library;
}

function optionsOf(kind: 'workspace' | 'library', today: Day | null): CheckOptions {
  return {
    question: PLAIN,
    target: { kind },
    named: { config: null, capacity: null, deliverables: null, history: null },
    base: null,
    since: null,
    today,
    outputs: [],
    detail: 'normal',
    effort: 1,
    color: { out: false, err: false },
  };
}

function saysZone({ policy }: Texts): boolean {
  return policy !== null && parseYaml(policy).parsed.root?.entries?.has('timezone') === true;
}

/** What decides about a deal, where it is or would be looked for. */
function judgingOf(texts: Texts, typed: boolean, root: string, world: World): Judging[] {
  const at = (path: string): string => resolve(world.cwd, path);
  const home =
    texts.policy === null ? (texts.capacity === null ? world.cwd : dirname(at(texts.capacity.path))) : dirname(at(texts.policy.path));
  const asked = (what: string, path: string | undefined, usual: string): Judging => ({
    what,
    path: path === undefined ? join(home, usual) : at(path),
  });
  const folder = (what: string, path: string): Judging => ({ what, path: path.endsWith(sep) ? path : `${path}${sep}` });
  const library = texts.deliverables.map(({ path }) => ({ what: 'the library', path: at(path) }));
  return [
    asked('policy', texts.policy?.path, NAMES.policy[0]),
    asked('capacity', texts.capacity?.path, NAMES.capacity[0]),
    ...(library.length === 0 ? [asked('the library', undefined, NAMES.deliverables[0])] : library),
    asked('history', texts.history?.path, NAMES.history[0]),
    ...(texts.baselineAt === null ? [] : [{ what: 'the baseline', path: texts.baselineAt }]),
    ...(texts.signers ? [asked('whose keys count', texts.signers.path, '')] : []),
    ...(texts.revoked ? [asked('revoked keys', texts.revoked.path, '')] : []),
    // Where keys are asked, a file that somebody without one adds is as good as not there.
    ...(typed && texts.ledger !== null ? [folder('sign-offs', texts.ledger.path)] : []),
    ...(texts.kept === null ? [] : [folder('bookings of signed deals', texts.kept.confirmed)]),
    ...(world.kind(join(root, '.gitlab-ci.yml')) === null ? [] : [{ what: 'the pipeline', path: join(root, '.gitlab-ci.yml') }]),
    ...(world.kind(join(root, '.github')) === null ? [] : [folder('the pipeline', join(root, '.github', 'workflows'))]),
  ];
}

const PIPELINE_CAP = 1024 * 1024;

/** What decides about a workflow besides its own file, as far as the remote's branches that were fetched here tell. */
function aroundOf({ dealsAt, capacity, deliverables }: Texts, root: string, world: World): Surroundings {
  const fromRoot = (path: string): string => relative(root, resolve(world.cwd, path)).split(sep).join('/');
  const git = (...args: string[]): boolean => world.run('git', args, { cwd: root, limit: 64 * 1024 }).ok;
  return {
    deals: dealsAt === null ? null : fromRoot(dealsAt),
    hasWorkspace: (ref) => {
      if (capacity === null || fromRoot(capacity.path).startsWith('../')) return null;
      // Only what is a plain branch of the remote is handed to git.
      const branches = ref === null ? ['origin/HEAD', 'origin/main', 'origin/master'] : /^origin\/[\w./-]+$/.test(ref) ? [ref] : [];
      const known = branches.find((each) => git('rev-parse', '--verify', '--quiet', `refs/remotes/${each}^{commit}`));
      if (known === undefined) return null;
      const has = ({ path }: { readonly path: string }): boolean => git('cat-file', '-e', `refs/remotes/${known}:${fromRoot(path)}`);
      return has(capacity) && deliverables.some(has);
    },
  };
}

function pipelineFindings(root: string, around: Surroundings, world: World): DoctorFinding[] {
  const folder = join(root, '.github', 'workflows');
  const found: DoctorFinding[] = [];
  const read = (path: string, of: (file: PipelineFile) => DoctorFinding[]): void => {
    const printed = path
      .slice(root.length + 1)
      .split(sep)
      .join('/');
    const file = world.read(path, PIPELINE_CAP, root);
    if (file.ok) found.push(...of({ path: printed, bytes: file.bytes }));
    else found.push(about('workflow', printed).unseen(`it cannot be read (${file.problem})`));
  };
  for (const name of world.list(folder)) if (/\.ya?ml$/.test(name)) read(join(folder, name), (file) => workflowFindings(file, around));
  if (world.kind(join(root, '.gitlab-ci.yml')) !== null) read(join(root, '.gitlab-ci.yml'), gitlabFindings);
  if (found.length > 0) return found;
  return [
    about('workflow').warn(
      'no workflow of this repository runs handoff',
      'docs/ci.md has one; a required workflow of the organization was not looked at',
    ),
  ];
}
