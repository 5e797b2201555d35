// The shape of the house: which room may import which, who may use which package, and that the core touches nothing outside itself.
// The tables are the design; a red line here is a question to the design, not only to the code.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

/**
 * room → what it may import: a room, or one file of a room (`rules/rule`). `type:` allows the types only. A file straight in src/ is a room of
 * its own.
 */
const ARROWS: Record<string, readonly string[]> = {
  model: [],
  load: ['model', 'signoff/digest', 'signoff/allowed'],
  schedule: ['model'],
  rules: ['model', 'schedule'],
  judge: ['model', 'schedule', 'rules'],
  // It writes into the text of a deal, and reads it again.
  fill: ['model', 'load', 'schedule', 'options', 'signoff/digest', 'type:rules'],
  options: ['model', 'schedule', 'rules', 'judge'],
  report: [
    'model',
    'type:schedule',
    'rules/rule',
    'rules/run',
    'rules/known',
    // SARIF tells every rule with its help.
    'rules/index',
    // A page shows the record that a deal is held against, and who holds its roles on which days: made only where a page is asked for.
    'rules/settings',
    'rules/comparable-work',
    'rules/dates/comparables',
    'schedule/holders',
    'signoff/digest',
    // In the same words as the checks: how an approval stands, and what says that nothing is said.
    'rules/approvals',
    'rules/texts/placeholder',
    'type:judge',
    'type:options',
    // What lateness does to an offer is planned on a changed deal file, and a nearest yes told out of one.
    'options/edit',
    'fill',
    'signoff/answer',
    'signoff/verification',
    'type:signoff/restating',
    'type:signoff/recording',
    'signoff/gate',
    // Answers in the words of their questions.
    'signoff/interview/machine',
    // What a doer is to say unread is masked in a list as in the prompt.
    'signoff/interview/mask',
    'type:signoff/interview/compare',
    'type:signoff/seal',
    'type:shop/new',
    // Its answer has a schema like the others.
    'type:doctor/finding',
    // What is held and confirmed is answered like the rest, and is told by its own room.
    'holding',
    'type:diff/question',
  ],
  // What hides its meaning is refused in a file and in a prompt alike.
  signoff: ['model', 'rules', 'load/hidden', 'type:schedule/naming', 'type:world'],
  // What is done to a deal's place in the queue: decided here, and written by whoever has the turn.
  // Who does what is booked is found in the queue.
  holding: ['model', 'report', 'signoff/digest', 'schedule/naming', 'type:judge'],
  turns: ['model', 'signoff/digest', 'type:report', 'type:texts', 'world'],
  signatures: ['model', 'report', 'signoff', 'type:world'],
  import: ['model', 'load', 'type:world'],
  example: [],
  texts: ['model', 'load', 'example', 'type:around', 'type:base', 'type:cli', 'type:holding', 'type:signoff/store', 'type:world'],
  base: ['model', 'type:world'],
  // The other open deals of the workspace: read, planned in short, and never judged.
  around: ['model', 'load', 'schedule', 'rules/settings'],
  // Two commits judged as a check judges one, and again with one input of the newer in the older.
  diff: [
    '..',
    'model',
    'load',
    'report',
    'schedule',
    'base',
    'judging',
    'texts',
    'options/way',
    'rules/money/price',
    'type:cli',
    'type:world',
  ],
  unplanned: [
    '..',
    'type:shop/question',
    'type:diff/question',
    'signatures',
    'restate',
    'gate',
    'holding',
    'texts',
    'load',
    'signoff/store',
    'type:cli',
    'model',
    'type:report',
    'type:world',
  ],
  // Asks in a terminal as the interviews of sign-offs do.
  shop: ['model', 'load', 'report', 'rules/texts/placeholder', 'restate', 'signoff', 'type:world'],
  gate: ['model', 'load', 'report', 'signoff', 'restate', 'holding', 'type:world'],
  restate: ['model', 'load', 'report', 'signoff', 'type:world'],
  // Tries changes on a judged deal, asks which is taken, and writes it into the deal's text.
  ways: ['load', 'options', 'report', 'signoff', 'type:world'],
  // What asks in a terminal is loaded when somebody is asked.
  // Asks the file system a few times a second.
  watch: ['report/render/width', 'type:cli', 'type:world'],
  world: ['model', 'signoff/ask'],
  // '..': what is generated at the root, schemas/.
  // `init` names the example's sign-offs by their content.
  cli: ['model', 'load', 'rules', 'report', 'example', 'doctor', 'signoff/digest', '..', 'type:main', 'type:world'],
  // Many deals at once: a share of them is judged as a run is, by this thread or another, and put together again.
  book: ['*'],
  // From texts to the report: the one line through all rooms.
  judging: ['*'],
  main: ['*'],
  // As a thread it lends a hand.
  start: ['main', 'book/hand', 'world'],
  // Looks at a whole set-up, and reads its texts as a check does; `rules` tells how old capacity may be, and `signoff/claim` whose key counts.
  doctor: ['model', 'load', 'report', 'rules', 'signoff/claim', 'texts', 'base', 'type:cli', 'type:world', '..'],
  // The action's own program: it knows the comment by its mark, and judges nothing.
  action: ['report/render/review/markdown', 'report/render/width'],
  dev: ['*'],
};

/** package → where it may be imported. `lazy`: only with `await import()`, so that a check does not pay for it. */
const PACKAGES: Record<string, { in: readonly string[]; lazy?: true }> = {
  '@noble': { in: ['signoff/digest.ts'] },
  canonicalize: { in: ['signoff/digest.ts'] },
  chalk: { in: ['cli/', 'report/render/'] },
  'cli-table3': { in: ['cli/', 'report/render/'] },
  commander: { in: ['cli/'] },
  'fast-string-width': { in: ['cli/', 'report/'] },
  'fastest-levenshtein': { in: ['cli/', 'model/'] },
  inquirer: { in: ['signoff/ask.ts'], lazy: true },
  yaml: { in: ['load/'] },
  zod: { in: ['load/', 'rules/', 'report/'] },
};

/** Decides from plain data: the same facts give the same answer, on any machine and on any day. */
const CORE = ['model', 'schedule', 'rules', 'judge', 'options', 'report', 'signoff', 'holding'];
const AT_THE_DOOR = ['signoff/ask.ts', 'signoff/git.ts', 'signoff/key.ts', 'signoff/ssh.ts', 'signoff/store.ts'];
const OUTSIDE = ['process', 'console', 'Date', 'globalThis', 'require', 'performance', 'fetch'];

/** All that is wrong with one file of src/, as sentences. */
function wrongs(file: string, source: string): string[] {
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) return errors.map((error) => `${file}: ${error.message}`);
  const room = roomOf(file);
  const allowed = ARROWS[room];
  if (allowed === undefined) return [`${file}: the room '${room}' is not in this test's table of arrows`];
  const core = CORE.includes(room) && !AT_THE_DOOR.includes(file);
  const found: string[] = [];
  const say = (node: Node, text: string) => {
    found.push(`${file}:${source.slice(0, node.start).split('\n').length} ${text}`);
  };

  const imports = (node: Node, from: string, kind: 'type' | 'value' | 'lazy') => {
    if (from.startsWith('.')) {
      const to = join(file, '..', from);
      if (roomOf(to) === room || allowed.includes('*')) return;
      const names = [roomOf(to), to.replace(/\.\w+$/, '')];
      if (names.some((name) => allowed.includes(name) || (kind === 'type' && allowed.includes(`type:${name}`)))) return;
      const types = names.some((name) => allowed.includes(`type:${name}`));
      say(node, `imports ${to}: ${room} may import ${types ? `only types of ${roomOf(to)}` : allowed.join(', ') || 'no other room'}`);
    } else if (from.startsWith('node:')) {
      if (core) say(node, `imports ${from}: the core touches nothing outside itself`);
    } else if (room !== 'dev') {
      const name = from.split('/')[0];
      const rule = PACKAGES[name];
      if (!rule?.in.some((place) => file.startsWith(place))) {
        say(node, `imports ${name}: ${rule ? `only ${rule.in.join(', ')} may` : "it is not in this test's table of packages"}`);
      } else if (rule.lazy && kind === 'value')
        say(node, `imports ${name} at the start: only \`await import('${name}')\` where it is used`);
      if (name === 'zod' && from !== 'zod/mini') say(node, `imports ${from}: zod/mini starts 15 ms sooner`);
    }
  };

  for (const node of nodesOf(program)) {
    const from = node.source?.value;
    if (typeof from === 'string') {
      const kind =
        node.type === 'ImportExpression'
          ? 'lazy'
          : (node.importKind ?? node.exportKind) === 'type' || isTypeImport(node)
            ? 'type'
            : 'value';
      imports(node, from, kind);
      if (from === 'zod/mini' && kind === 'value' && node.specifiers?.some(({ type }) => type !== 'ImportNamespaceSpecifier')) {
        say(node, "imports zod by name, which brings all 540 KB of it: import * as z from 'zod/mini'");
      }
    }
    if (core && node.type === 'Identifier' && OUTSIDE.includes(node.name))
      say(node, `says ${node.name}: the core touches nothing outside itself`);
    if (core && node.type === 'MemberExpression' && node.object?.name === 'Math' && node.property?.name === 'random') {
      say(node, 'says Math.random: the same facts must give the same answer');
    }
    if (node.type === 'ExportNamedDeclaration' && exportsFunction(node)) {
      const above = comments.findLast(({ end }) => end <= node.start);
      const described = above?.type === 'Block' && above.value.startsWith('*') && source.slice(above.end, node.start).trim() === '';
      if (!described) say(node, 'exports a function that has no /** … */ directly above it');
    }
  }
  return found;
}

/** The parts of a syntax node that this test looks at. */
interface Node {
  type: string;
  start: number;
  name: string;
  importKind?: string;
  exportKind?: string;
  computed?: boolean;
  shorthand?: boolean;
  source?: { value?: unknown };
  specifiers?: readonly { type: string; importKind?: string }[];
  object?: { name?: string };
  property?: { name?: string };
  declaration?: { type: string; declarations?: readonly { init?: { type: string } }[] };
}

/** Every node of a tree, but for names that are only keys (`a.process`, `{ process: 1 }`). */
function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each);
  } else if (typeof value === 'object' && value !== null) {
    const node = value as Node;
    if (typeof node.type === 'string') yield node;
    for (const [key, part] of Object.entries(node)) {
      const onlyAKey = (key === 'property' || key === 'key') && !node.computed && !node.shorthand;
      if (!onlyAKey) yield* nodesOf(part);
    }
  }
}

function isTypeImport(node: Node): boolean {
  return node.specifiers !== undefined && node.specifiers.length > 0 && node.specifiers.every(({ importKind }) => importKind === 'type');
}

function exportsFunction({ declaration }: Node): boolean {
  if (declaration?.type === 'FunctionDeclaration') return true;
  return declaration?.declarations?.some(({ init }) => /^(ArrowFunction|Function)Expression$/.test(init?.type ?? '')) ?? false;
}

function roomOf(file: string): string {
  return file.split('/')[0].replace(/\.\w+$/, '');
}

const src = join(import.meta.dirname, '..', 'src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));

test('the source keeps to the tables', () => {
  expect(files).toContain('main.ts');
  expect(files.flatMap((file) => wrongs(file, readFileSync(join(src, file), 'utf8')))).toEqual([]);
});

describe('the test itself sees', () => {
  test.each([
    [
      'a wrong arrow',
      'model/deal.ts',
      "import { x } from '../load/yaml.ts';",
      'model/deal.ts:1 imports load/yaml.ts: model may import no other room',
    ],
    [
      'a wrong arrow on the way out',
      'load/a.ts',
      "export { x } from '../rules/run.ts';",
      'load/a.ts:1 imports rules/run.ts: load may import model, signoff/digest, signoff/allowed',
    ],
    [
      'a late arrow',
      'schedule/a.ts',
      "const x = import('../rules/run.ts');",
      'schedule/a.ts:1 imports rules/run.ts: schedule may import model',
    ],
    [
      'a value where only types may go',
      'cli/a.ts',
      "import { main } from '../main.ts';",
      'cli/a.ts:1 imports main.ts: cli may import only types of main',
    ],
    ['a room that nobody planned', 'utils/a.ts', '', "utils/a.ts: the room 'utils' is not in this test's table of arrows"],
    [
      'a package in the wrong place',
      'rules/a.ts',
      "import chalk from 'chalk';",
      'rules/a.ts:1 imports chalk: only cli/, report/render/ may',
    ],
    [
      'an unknown package',
      'load/a.ts',
      "import _ from 'lodash';",
      "load/a.ts:1 imports lodash: it is not in this test's table of packages",
    ],
    ['the slow zod', 'load/a.ts', "import * as z from 'zod';", 'load/a.ts:1 imports zod: zod/mini starts 15 ms sooner'],
    [
      'a system module in the core',
      'rules/a.ts',
      "import fs from 'node:fs';",
      'rules/a.ts:1 imports node:fs: the core touches nothing outside itself',
    ],
    ['the clock', 'rules/a.ts', '\nconst now = new Date();', 'rules/a.ts:2 says Date: the core touches nothing outside itself'],
    ['the process', 'report/a.ts', 'const x = process.cwd();', 'report/a.ts:1 says process: the core touches nothing outside itself'],
    ['chance', 'schedule/a.ts', 'const x = Math.random();', 'schedule/a.ts:1 says Math.random: the same facts must give the same answer'],
    [
      'a function without words',
      'cli/a.ts',
      '/** About x. */\nconst x = 1;\nexport function f() {}',
      'cli/a.ts:3 exports a function that has no /** … */ directly above it',
    ],
  ])('%s', (_, file, source, expected) => {
    expect(wrongs(file, source)).toEqual([expected]);
  });

  test('a name that is brought in whole', () => {
    expect(wrongs('load/a.ts', "import { z } from 'zod/mini';")[0]).toContain("import * as z from 'zod/mini'");
  });

  test('no wrong in what is right', () => {
    const right = [
      "import type { World } from '../world.ts';",
      "import type { Schedule } from '../schedule/schedule.ts';",
      '/** Why: the Date and the process of a `new Date()`. */',
      'export const f = (a: { process: number }) => `the process ${a.process} of console.log`;',
    ];
    expect(wrongs('report/a.ts', right.slice(1).join('\n'))).toEqual([]);
    expect(wrongs('cli/a.ts', right[0])).toEqual([]);
    expect(wrongs('signoff/ask.ts', "const ask = async () => import('inquirer');")).toEqual([]);
  });
});
