/**
 * `handoff init`: writes a profile's example as somebody's own workspace. Its dates are moved by whole weeks, so that weekdays, weekends and the story
 * stay what they are: one deal passes and one does not yet.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import { EXAMPLE_TODAY, MAKE_TO_ORDER, type Example } from '../example/index.ts';
import { formatDay, mondayOf, parseDay, type Day } from '../model/day.ts';
import type { Profile } from '../model/policy.ts';
import { hashOf } from '../signoff/digest.ts';
import type { World } from '../world.ts';
import type { SchemaName } from './schema-names.ts';

/** Where the schemas of a workspace lie, for editors. */
const SCHEMA_FOLDER = '.handoff/schemas';

/** The schema of each file. */
const SCHEMA_OF: readonly (readonly [file: RegExp, schema: SchemaName])[] = [
  [/^handoff\.yaml$/, 'policy'],
  [/^capacity\.yaml$/, 'capacity'],
  [/^deliverables\.yaml$/, 'deliverables'],
  [/^deals\//, 'deal'],
];

/** Writes the workspace into a folder and says what to do next. Nothing that is there is overwritten. */
export async function init(folder: string, profile: Profile, today: Day | null, world: World): Promise<number> {
  const root = resolve(world.cwd, folder);
  const example = profile === 'make-to-order' ? MAKE_TO_ORDER : (await import('../example/profiles.ts')).EXAMPLES[profile];
  const files = { ...workspaceFiles(example, today ?? world.today(zoneOf(example))), ...(await schemaFiles()) };
  const there = Object.keys(files).filter((file) => world.kind(join(root, file)) !== null && !file.startsWith(`${SCHEMA_FOLDER}/`));
  const kind = world.kind(root);
  if (there.length > 0 || (kind !== null && kind !== 'folder')) {
    const what =
      there.length > 0
        ? `${there.map((file) => printed(world, join(root, file))).join(', ')} would be overwritten`
        : `${folder} is no folder`;
    world.err(`handoff: ${what}: name a folder that is empty or not there yet, as handoff init shop\n`);
    return 2;
  }
  for (const [file, text] of Object.entries(files)) world.write(join(root, file), text);
  world.out(nextSteps(printed(world, root), profile, example));
  return 0;
}

/** The time zone of an example: the day is its own from the first file on, whatever day it is on this machine. */
function zoneOf({ files }: Example): string {
  return /^timezone: (\S+)$/m.exec(files['handoff.yaml'])![1];
}

/** Returns the files of an example whose "today" is a day. */
function workspaceFiles({ files }: Example, today: Day): Record<string, string> {
  const shift = mondayOf(today) - (parseDay(EXAMPLE_TODAY) as Day);
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      const now = withSchema(file, asOf(today, moved(text, shift)));
      // A sign-off is named by its content, which says its day.
      return [file.startsWith('signoffs/') ? `${dirname(file)}/${hashOf(now)}.json` : file, now];
    }),
  );
}

/** Whoever writes a capacity file stands behind it from that day, not from the Monday before. */
function asOf(today: Day, text: string): string {
  return text.replace(/^as_of: \S+/m, `as_of: ${formatDay(today)}`);
}

function moved(text: string, days: number): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}(?!\d)/g, (date) => {
    const day = parseDay(date);
    return typeof day === 'string' ? date : formatDay(day + days);
  });
}

/** Returns a file's text with a line that tells editors its schema. */
function withSchema(file: string, text: string): string {
  const schema = SCHEMA_OF.find(([pattern]) => pattern.test(file))?.[1];
  if (schema === undefined) return text;
  return `# yaml-language-server: $schema=${'../'.repeat(file.split('/').length - 1)}${SCHEMA_FOLDER}/${schema}.schema.json\n${text}`;
}

async function schemaFiles(): Promise<Record<string, string>> {
  const { schemaText } = await import('./schemas.ts');
  const names = [...new Set(SCHEMA_OF.map(([, name]) => name))];
  return Object.fromEntries(names.map((name) => [`${SCHEMA_FOLDER}/${name}.schema.json`, schemaText(name)]));
}

function nextSteps(folder: string, profile: Profile, { files, passes, fails }: Example): string {
  const signed = Object.keys(files).some((file) => file.startsWith('signoffs/'));
  const width = Math.max(passes.length, fails.length);
  const there = folder === '.' ? '' : `  cd ${/^[\w./-]+$/.test(folder) ? folder : JSON.stringify(folder)}\n`;
  return `A workspace for ${profile} is in ${folder === '.' ? 'this folder' : folder}:
  handoff.yaml       how strict you are
  capacity.yaml      who there is, and what is already promised
  deliverables.yaml  what may be sold, and what it takes
  history.csv        what was finished before
  deals/             two deals${signed ? '\n  signoffs/          what doers said of the library, once for all deals' : ''}

Next:
${there}  handoff check ${passes.padEnd(width)}   yes
  handoff check ${fails.padEnd(width)}   not yet, and why
  then write your own people into capacity.yaml and what you sell into deliverables.yaml
`;
}

function printed(world: World, path: string): string {
  return relative(world.cwd, path).split(sep).join('/') || '.';
}
