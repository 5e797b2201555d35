// A runner of composite actions, as far as action.yml asks for one: it parses the file, gives each step the variables that GitHub's runner sets, and runs it in bash
// as that does (`bash --noprofile --norc -eo pipefail FILE`). What it does not know it refuses, so that no step is passed over without a word.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** action.yml, as far as it is looked at. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly id?: string;
  readonly name: string;
  readonly if?: string;
  readonly shell: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

/** What the job is about. */
export interface Job {
  /** Where the action's own checkout is. */
  readonly action: string;
  /** The checkout of the repository, where each step begins. */
  readonly workspace: string;
  /** A folder of the runner's. */
  readonly temp: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly event: unknown;
  /** Runs one step by itself, with what those before it would have handed over. */
  readonly only?: { readonly step: string; readonly given: Readonly<Record<string, string>> };
}

/** What became of it. */
export interface Done {
  /** The exit code of the step that failed, or 0. */
  readonly code: number;
  /** What the log of all steps holds. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Returns action.yml of a folder. */
export function actionOf(folder: string): Action {
  return parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Action;
}

/** Runs an action. */
export async function runAction({ action, workspace, temp, inputs = {}, env = {}, event, only }: Job): Promise<Done> {
  const { inputs: known, outputs, runs } = actionOf(action);
  const unknown = Object.keys(inputs).find((name) => !(name in known));
  if (unknown !== undefined) throw new Error(`action.yml has no input ${unknown}`);
  mkdirSync(temp, { recursive: true });
  const folder = mkdtempSync(join(temp, 'job-'));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('event.json'), JSON.stringify(event));
  writeFileSync(at('summary.md'), '');
  const values = new Map<string, string>(Object.entries(known).map(([name, each]) => [`inputs.${name}`, each.default]));
  for (const [name, value] of Object.entries(inputs)) values.set(`inputs.${name}`, value);
  values.set('github.token', 'the-token');
  for (const [name, value] of Object.entries(only?.given ?? {})) values.set(name, value);
  // What is not there is empty.
  const valueOf = (name: string): string => {
    if (!values.has(name) && !/^steps\.[\w-]+\.outputs\.[\w-]+$/.test(name)) throw new Error(`action.yml asks for ${name}`);
    return expand(values.get(name) ?? '', valueOf);
  };

  let log = '';
  let code = 0;
  for (const [index, step] of runs.steps.entries()) {
    // Without a word of its own a step runs only while all went well.
    if (only !== undefined && only.step !== step.name) continue;
    if (code !== 0 || (step.if !== undefined && !holds(step.if, valueOf))) continue;
    if (step.shell !== 'bash') throw new Error(`${step.name}: no shell but bash is known`);
    writeFileSync(at(`${index}.sh`), step.run);
    writeFileSync(at(`${index}.out`), '');
    const own = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [name, expand(text, valueOf)]));
    const ran = await bash(at(`${index}.sh`), workspace, {
      PATH: process.env.PATH!,
      HOME: '/nonexistent',
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION_PATH: action,
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_PATH: at('event.json'),
      GITHUB_OUTPUT: at(`${index}.out`),
      GITHUB_STEP_SUMMARY: at('summary.md'),
      RUNNER_TEMP: folder,
      ...env,
      ...own,
    });
    log += ran.log;
    code = ran.code;
    for (const line of readFileSync(at(`${index}.out`), 'utf8')
      .split('\n')
      .filter(Boolean)) {
      const [name, ...value] = line.split('=');
      values.set(`steps.${step.id}.outputs.${name}`, value.join('='));
    }
  }
  const said = Object.entries(outputs).map(([name, { value }]): [string, string] => [name, expand(value, valueOf)]);
  return {
    code,
    log,
    summary: existsSync(at('summary.md')) ? readFileSync(at('summary.md'), 'utf8') : '',
    outputs: Object.fromEntries(said),
  };
}

function expand(text: string, valueOf: (name: string) => string): string {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, name: string) => valueOf(name));
}

/** Comparisons of a value with a text, all of which have to hold: no other condition is known. */
function holds(condition: string, valueOf: (name: string) => string): boolean {
  return condition.split('&&').every((part) => {
    const found = /^\s*([\w.-]+)\s*(==|!=)\s*'([^']*)'\s*$/.exec(part);
    if (found === null) throw new Error(`action.yml has a condition that this runner does not know: ${part}`);
    const [, name, how, text] = found;
    return (valueOf(name) === text) === (how === '==');
  });
}

/** Not synchronous: the server that the script talks to may be in this very process. */
function bash(file: string, cwd: string, env: Readonly<Record<string, string>>): Promise<{ code: number; log: string }> {
  return new Promise((done, failed) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    child.on('error', failed);
    child.on('close', (code) => done({ code: code ?? 1, log }));
  });
}
