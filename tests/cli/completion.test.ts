// Completion: what a shell offers is what the program takes. bash, zsh and fish are asked themselves, where they are here.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outlineOf, unsaidPlaces } from '../../src/cli/outline.ts';
import { wholeProgram } from '../../src/cli/program.ts';
import { PROFILES } from '../../src/model/policy.ts';
import { FORMATS, REVIEW_FORMATS } from '../../src/report/render/index.ts';
import { RULE_IDS } from '../../src/rules/profiles.ts';
import { ENV, folderFrom, inProcess } from './run.ts';

const place = folderFrom();
const outline = outlineOf(wholeProgram('0'));
const scripts: Record<string, string> = {};
const has = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out, err } = await inProcess(['completion', shell]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    writeFileSync(join(place.path, shell), out);
    scripts[shell] = out;
  }
  mkdirSync(join(place.path, 'deals'));
  for (const name of ['acme.yaml', 'old one.yml', 'notes.txt']) writeFileSync(join(place.path, 'deals', name), '');
});
afterAll(place.remove);

describe('the outline', () => {
  const of = (command: string) => outline.commands.find(({ name }) => name === command)!;
  const flag = (command: string, long: string) => of(command).flags.find((each) => each.long === long)!;

  test('says of each place what may be written there', () => {
    expect(unsaidPlaces(outline)).toEqual([]);
    const other = {
      ...outline,
      commands: [{ ...of('say'), arguments: [{ ...of('say').arguments[0], name: 'x', values: { kind: 'nothing' } as const }] }],
    };
    expect(unsaidPlaces(other)).toEqual(['x']);
  });

  test('knows the choices of formats, profiles, rules and shells', () => {
    const formats = [...Object.keys(FORMATS), ...Object.keys(REVIEW_FORMATS)];
    expect(flag('check', '--format').value?.values).toEqual({ kind: 'words', words: formats });
    expect(flag('plan', '--format').value?.values).toEqual({ kind: 'words', words: Object.keys(FORMATS) });
    expect(flag('init', '--profile').value?.values).toEqual({ kind: 'words', words: PROFILES });
    expect(flag('check', '--only').value?.values).toEqual({ kind: 'list', words: RULE_IDS });
    expect(of('approve').arguments.map(({ values }) => values)).toEqual([{ kind: 'deals' }, { kind: 'words', words: RULE_IDS }]);
    expect(of('check').after).toContain('handoff check --base origin/main');
  });

  test('every command and every flag is in every script', () => {
    expect(outline.commands.length).toBeGreaterThan(20);
    for (const { name, flags } of outline.commands)
      for (const script of Object.values(scripts)) {
        expect(script).toContain(name);
        for (const { long } of flags) expect(script).toMatch(new RegExp(`${long}\\b|-l ${long.slice(2)}\\b`));
      }
  });
});

/** What is typed, up to the cursor, and what is offered. */
const OFFERED: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [['ch'], ['check']],
  [['check', '--form'], ['--format']],
  [
    ['check', '--format', 'j'],
    ['json', 'junit'],
  ],
  [
    ['plan', '--format', ''],
    ['text', 'json'],
  ],
  [
    ['check', '--fail-on', ''],
    ['error', 'warning'],
  ],
  [
    ['check', '--only', 'fit'],
    ['fits-headroom', 'fit'],
  ],
  [['check', '--only', 'fit,margin'], ['fit,margin-floor']],
  [['check', '--today', ''], []],
  [
    ['init', '--profile', 's'],
    ['services', 'saas'],
  ],
  [['schema', 'ca'], ['capacity']],
  [['explain', 'whiteb'], ['whiteboard']],
  // The second word of `approve`, with a flag and its value between.
  [['approve', '--as', 'priya', 'deals/acme.yaml', 'in-l'], ['in-library']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
];

describe('bash', () => {
  test('offers what may stand where the cursor is', () => {
    // As bash splits a line: '=' is a word of its own.
    const own: typeof OFFERED = [
      ...OFFERED,
      [
        ['check', '--format', '=', 'j'],
        ['json', 'junit'],
      ],
      [['check', '--format', 'json', '=', 'deals/n'], ['deals/notes.txt']],
      [['approve', '--as', '=', 'priya', 'deals/acme.yaml', 'in-l'], ['in-library']],
      [
        ['check', 'deals/'],
        ['deals/acme.yaml', 'deals/old one.yml'],
      ],
      [['check', '--example', 'dea'], ['deals']],
      [['check', '--config', 'deals/n'], ['deals/notes.txt']],
    ];
    const lines = own.map(([typed]) => `ask handoff ${typed.map((word) => `'${word}'`).join(' ')}`);
    const asking = `ask() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _handoff; (IFS='|'; echo "\${COMPREPLY[*]}"); }`;
    const script = ['set -u', 'source ./bash', asking, ...lines, 'complete -p handoff'].join('\n');
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: place.path, encoding: 'utf8', env: ENV });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const answers = stdout.trimEnd().split('\n');
    expect(answers.pop()).toBe('complete -F _handoff handoff');
    const sorted = (words: readonly string[]): string[] => words.toSorted();
    expect(answers.map((line) => sorted(line === '' ? [] : line.split('|')))).toEqual(own.map(([, offered]) => sorted(offered)));
  });
});

describe.skipIf(!has('fish'))(`fish${has('fish') ? '' : ' (skipped: it is not here)'}`, () => {
  test('offers what may stand where the cursor is', () => {
    const own: typeof OFFERED = [
      ...OFFERED,
      [
        ['check', '--format=j'],
        ['--format=json', '--format=junit'],
      ],
    ];
    for (const [typed, offered] of own) {
      const script = `source ./fish; complete -C 'handoff ${typed.join(' ')}'`;
      const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], { cwd: place.path, encoding: 'utf8', env: ENV });
      expect(stderr).toBe('');
      const words = stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0]]));
      expect(words.toSorted(), typed.join(' ')).toEqual(offered.toSorted());
    }
  });
});

describe.skipIf(!has('zsh'))(`zsh${has('zsh') ? '' : ' (skipped: it is not here)'}`, () => {
  test('takes the script, and has it complete handoff', () => {
    const script = 'compdef() { echo "$*" }; source ./zsh; whence -w _handoff _handoff_deals _handoff_list';
    const { status, stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { cwd: place.path, encoding: 'utf8', env: ENV });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('_handoff handoff\n_handoff: function\n_handoff_deals: function\n_handoff_list: function\n');
  });
});
