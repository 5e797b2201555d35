/** The page of the manual, `man handoff`: the whole command line as its own help says it, in the macros of man(7). */
import { version } from '../../../package.json';
import { outlineOf, type ArgumentOutline, type CommandOutline, type FlagOutline } from '../../cli/outline.ts';
import { wholeProgram } from '../../cli/program.ts';

/** Returns the page. It has no date: the same source gives the same bytes. */
export function manPage(): string {
  const { description, flags, commands } = outlineOf(wholeProgram(version));
  const shared = sharedBy(commands);
  return [
    '.\\" Generated from the program (npm run generate).',
    `.TH HANDOFF 1 "" "handoff ${version}" "User Commands"`,
    '.SH NAME',
    'handoff \\- checks before the signature that a deal can be delivered',
    '.SH SYNOPSIS',
    '.B handoff',
    '.I command',
    `.RI [ options ]`,
    '.SH DESCRIPTION',
    prose(description),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandLines(command, shared)),
    '.SH OPTIONS OF SEVERAL COMMANDS',
    ...[...shared].flatMap(([flag, { on }]) => [...flagLines(flag), prose(`Of ${on.join(', ')}.`)]),
    '.SH OPTIONS OF HANDOFF ITSELF',
    ...flags.flatMap(flagLines),
    '.SH EXIT STATUS',
    ...EXITS.flatMap(([code, words]) => ['.TP', `.B ${code}`, prose(words)]),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, words]) => ['.TP', `.B ${literal(name)}`, prose(words)]),
    '.SH FILES',
    ...FILES.flatMap(([name, words]) => ['.TP', `.I ${literal(name)}`, prose(words)]),
    '.SH SEE ALSO',
    prose('handoff explain RULE says what a rule asks and why; handoff schema FILE prints the JSON Schema of a file.'),
    '',
  ].join('\n');
}

const EXITS: readonly (readonly [code: string, words: string])[] = [
  ['0', 'Yes: of check, every deal passes. Each command says what its yes and no are.'],
  ['1', 'No.'],
  ['2', 'The command or a file is wrong, and nothing was judged.'],
  ['3', 'A fault of handoff, or the output could not be written.'],
  ['130, 143', 'It was interrupted.'],
];

const ENVIRONMENT: readonly (readonly [name: string, words: string])[] = [
  ['NO_COLOR', 'Where it is set, no colours and no links, as with --no-color.'],
  ['FORCE_COLOR', 'Where it is set and not 0, colours where the output is no terminal.'],
  ['FORCE_HYPERLINK', 'Where it is set and not 0, the rules of a report are links to their pages, whatever the terminal; 0: nowhere.'],
  ['GITHUB_STEP_SUMMARY', 'With --format github: the file that the summary of the job is added to.'],
  ['HANDOFF_DEBUG', 'After a fault of handoff: print where.'],
];

const FILES: readonly (readonly [name: string, words: string])[] = [
  ['handoff.yaml', 'Policy: profile, severities and options of rules, buffers, who may waive what.'],
  ['capacity.yaml', 'Calendar, roles, people, equipment, bookings, materials.'],
  ['deliverables.yaml', 'The library: what may be sold, and the steps that it takes.'],
  ['history.csv', 'Finished work.'],
  ['deals/*.yaml', 'The deals.'],
];

type Shared = ReadonlyMap<FlagOutline, { readonly on: readonly string[]; readonly words: string }>;

/** Flags that many commands have, in the same words: told once, each with the commands that have it. */
function sharedBy(commands: readonly CommandOutline[]): Shared {
  const found = new Map<string, { flag: FlagOutline; on: string[] }>();
  for (const { name, flags } of commands)
    for (const flag of flags) {
      const known = found.get(wordsOf(flag)) ?? { flag, on: [] };
      known.on.push(name);
      found.set(wordsOf(flag), known);
    }
  return new Map([...found].filter(([, { on }]) => on.length > 3).map(([words, { flag, on }]) => [flag, { on, words }]));
}

function wordsOf({ long, value, description }: FlagOutline): string {
  return `${long} ${value?.name ?? ''} ${description}`;
}

function commandLines({ name, description, flags, arguments: own, after }: CommandOutline, shared: Shared): string[] {
  const told = new Set([...shared.values()].map(({ words }) => words));
  const others = flags.filter((flag) => !told.has(wordsOf(flag)));
  return [
    `.SS handoff ${[name, ...own.map(placeOf)].map(literal).join(' ')}`,
    prose(description),
    ...own.flatMap((each) => ['.TP', `.I ${literal(each.name)}`, prose(each.description)]),
    ...others.flatMap(flagLines),
    ...after.split('\n').flatMap(afterLines),
  ];
}

/** What its help says below: what stands further in is a table or an example, all else a paragraph. */
function afterLines(text: string): string[] {
  if (text.trim() === '') return [];
  return text.startsWith(' ') ? ['.br', '.nf', line(text), '.fi'] : ['.PP', prose(text)];
}

function placeOf({ name, isRequired, isVariadic }: ArgumentOutline): string {
  const many = isVariadic ? `${name}...` : name;
  return isRequired ? many : `[${many}]`;
}

function flagLines({ long, short, value, description }: FlagOutline): string[] {
  const names = `${short === null ? '' : `\\fB${literal(short)}\\fR, `}\\fB${literal(long)}\\fR`;
  const taken = value === null ? '' : value.isOptional ? ` [\\fI${literal(value.name)}\\fR]` : ` \\fI${literal(value.name)}\\fR`;
  return ['.TP', `${names}${taken}`, prose(description)];
}

/** A line of text as it is: the sign that commands begin with has no place in front. */
function prose(text: string): string {
  return line(text.replace(/\s+/g, ' '));
}

function line(text: string): string {
  return `${/^[.']/.test(text) ? '\\&' : ''}${literal(text)}`;
}

/** What roff would read as its own: backslashes, hyphens that are to be copied, and quotation marks that it would curl. */
function literal(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replace(/[^\0-\x7F]/gu, (character) => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`);
}
