/**
 * The command line as plain data, for what tells of it: completion and the manual. It is read off commander's own objects, so that it never lags behind them. Choices
 * are those that a description begins with, as `a | b | c`; what else may stand in a place is told by the place's name.
 */
import type { Argument, Command, Option } from 'commander';
import { RULE_IDS } from '../rules/profiles.ts';

/** What may be written in a place: one of some words, or of a list of them; a deal or another file; or what only its author knows. */
export type Values =
  { readonly kind: 'words' | 'list'; readonly words: readonly string[] } | { readonly kind: 'deals' | 'files' | 'nothing' };

/** A flag. */
export interface FlagOutline {
  readonly long: string;
  readonly short: string | null;
  readonly description: string;
  /** Null: it takes no value. */
  readonly value: { readonly name: string; readonly isOptional: boolean; readonly values: Values } | null;
}

/** What stands in a command line without a flag. */
export interface ArgumentOutline {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Whether any number of them may follow each other. */
  readonly isVariadic: boolean;
  readonly values: Values;
}

/** A command. */
export interface CommandOutline {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly flags: readonly FlagOutline[];
  readonly arguments: readonly ArgumentOutline[];
  /** What its help says below its flags: examples, exit codes. */
  readonly after: string;
}

/** The whole command line. */
export interface Outline {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly flags: readonly FlagOutline[];
  readonly commands: readonly CommandOutline[];
}

/** By the name of a place: what may be written there, where its description has no choices. A test looks that every name is here. */
const VALUES: Readonly<Record<string, Values['kind']>> = {
  deal: 'deals',
  deals: 'deals',
  file: 'files',
  files: 'files',
  folder: 'files',
  path: 'files',
  'name[=file]': 'words',
  level: 'words',
  command: 'words',
  shell: 'words',
  rule: 'words',
  word: 'words',
  rules: 'list',
  date: 'nothing',
  'i/n': 'nothing',
  id: 'nothing',
  'id:date': 'nothing',
  'id[:date]': 'nothing',
  'item=n': 'nothing',
  'item[:n]': 'nothing',
  items: 'nothing',
  n: 'nothing',
  name: 'nothing',
  other: 'nothing',
  person: 'nothing',
  ref: 'nothing',
  'role=person': 'nothing',
  'role[.level][:date]': 'nothing',
  seller: 'nothing',
  'sign-offs': 'nothing',
  text: 'nothing',
  total: 'nothing',
};

/** Returns the outline of a whole program. */
export function outlineOf(program: Command): Outline {
  return {
    name: program.name(),
    description: program.description(),
    version: program.version() ?? '',
    flags: flagsOf(program),
    commands: program.commands.map((command) => ({
      name: command.name(),
      summary: command.summary(),
      description: command.description(),
      flags: flagsOf(command),
      arguments: command.registeredArguments.map(argumentOf),
      after: afterOf(command),
    })),
  };
}

/** Returns the names of places that nobody has said of what may be written there. */
export function unsaidPlaces({ commands }: Outline): string[] {
  const places = commands.flatMap(({ flags, arguments: own }) => [...flags.flatMap(({ value }) => value ?? []), ...own]);
  return [...new Set(places.filter(({ name, values }) => values.kind === 'nothing' && VALUES[name] !== 'nothing').map(({ name }) => name))];
}

/** Every command takes `--help`, which commander adds to none of their lists. */
function flagsOf(command: Command): FlagOutline[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      long: option.long ?? option.flags,
      short: option.short ?? null,
      description: option.description,
      value: valueOf(option),
    }));
}

function valueOf({ flags, optional, required, description }: Option): FlagOutline['value'] {
  const name = /[<[](.*)[>\]]$/.exec(flags)?.[1] ?? '';
  return required || optional ? { name, isOptional: optional && !required, values: valuesOf(name, description) } : null;
}

function argumentOf(argument: Argument): ArgumentOutline {
  const { description, required, variadic } = argument;
  const name = argument.name();
  return { name, description, isRequired: required, isVariadic: variadic, values: valuesOf(name, description) };
}

function valuesOf(name: string, description: string): Values {
  const choices = /^[a-z][a-z-]*(?: \| [a-z][a-z-]*)+/.exec(description)?.[0].split(' | ');
  if (choices !== undefined) return { kind: 'words', words: choices };
  const kind = Object.hasOwn(VALUES, name) ? VALUES[name] : 'nothing';
  return kind === 'words' || kind === 'list' ? { kind, words: RULE_IDS } : { kind };
}

/** Returns what was added with `addHelpText`: all that the whole help has and the usual one has not. */
function afterOf(command: Command): string {
  let said = '';
  const before = command.configureOutput();
  command.configureOutput({ writeOut: (text) => (said += text) });
  command.outputHelp();
  command.configureOutput(before);
  return said.slice(command.helpInformation().length).trim();
}
