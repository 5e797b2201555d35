/** The command line: every command once, each in a file of its own with its flags and the words of its `--help`. Nothing here does the work. */
import { Command, CommanderError } from 'commander';
import type { World } from '../world.ts';
import type { CheckOptions } from './asked.ts';
import { addApprove } from './commands/approve.ts';
import { addBaseline } from './commands/baseline.ts';
import { addBrief } from './commands/brief.ts';
import { addCheck } from './commands/check.ts';
import { addCompletion } from './commands/completion.ts';
import { addConfirm } from './commands/confirm.ts';
import { addDate } from './commands/date.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addFill } from './commands/fill.ts';
import { addGate } from './commands/gate.ts';
import { addHold } from './commands/hold.ts';
import { addInit } from './commands/init.ts';
import { addMergeReports } from './commands/merge-reports.ts';
import { addMenu } from './commands/menu.ts';
import { addNew } from './commands/new.ts';
import { addOptions } from './commands/options.ts';
import { addOffer } from './commands/offer.ts';
import { addPlan } from './commands/plan.ts';
import { addRelease } from './commands/release.ts';
import { addRestate } from './commands/restate.ts';
import { addRules } from './commands/rules.ts';
import { addSay } from './commands/say.ts';
import { addSchema } from './commands/schema.ts';
import { addSign } from './commands/sign.ts';
import { addVerify } from './commands/verify.ts';
import { addWaiting } from './commands/waiting.ts';
import { addWhen } from './commands/when.ts';
import type { Asking } from './flags.ts';
import { didYouMean, UsageError } from './options.ts';

/** Each under its name, in the order of `--help`. */
const COMMANDS: Readonly<Record<string, (program: Command, asking: Asking) => void>> = {
  check: addCheck,
  new: addNew,
  menu: addMenu,
  options: addOptions,
  plan: addPlan,
  when: addWhen,
  fill: addFill,
  offer: addOffer,
  say: addSay,
  brief: addBrief,
  waiting: addWaiting,
  diff: addDiff,
  baseline: addBaseline,
  approve: addApprove,
  date: addDate,
  sign: addSign,
  verify: addVerify,
  restate: addRestate,
  hold: addHold,
  confirm: addConfirm,
  release: addRelease,
  gate: addGate,
  'merge-reports': addMergeReports,
  rules: addRules,
  explain: addExplain,
  schema: addSchema,
  init: addInit,
  doctor: addDoctor,
  completion: addCompletion,
};

/** A command that judges no deal, and does its work by itself. */
interface OtherCommand {
  readonly question: null;
  /** Returns the exit code. */
  readonly run: (world: World) => Promise<number>;
}

/** What a command line asks for. */
export type Options = CheckOptions | OtherCommand;

/** Returns what a command line asks for. A wrong one asks to be told so, with exit code 2. */
export function parseArguments(argv: readonly string[], version: string, world: Pick<World, 'env' | 'isTTY' | 'kind'>): Options {
  let asked: Options | undefined;
  let said = '';

  const asking: Asking = { world, ask: (options) => (asked = options), run: (does) => (asked = { question: null, run: does }) };
  // To define all of them takes longer than to read their files: a line that begins with the name of one asks for no other.
  const named = argv.slice(0, 1).filter((word) => Object.hasOwn(COMMANDS, word));
  const program = programOf(asking, version, (text) => (said += text), named.length > 0 ? named : Object.keys(COMMANDS));

  try {
    if (argv.length === 0) return say(program.helpInformation() + HELP_AFTER, 'out', 2);
    program.parse([...argv], { from: 'user' });
    if (asked === undefined) throw new UsageError('no command was given');
    return asked;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return say(said, 'out', 0);
    if (error instanceof UsageError) return say(`handoff: ${error.message}\n`, 'err', 2);
    if (error instanceof CommanderError) return say(`handoff: ${inOurWords(error, argv, program, world)}\n`, 'err', 2);
    throw error;
  }
}

/** Returns the whole program, for what tells of it: completion and the manual. It answers nothing. */
export function wholeProgram(version: string): Command {
  const nobody = { env: () => undefined, isTTY: () => false, kind: () => null };
  return programOf({ world: nobody, ask: () => {}, run: () => {} }, version, () => {}, Object.keys(COMMANDS));
}

function programOf(asking: Asking, version: string, writeOut: (text: string) => void, names: readonly string[]): Command {
  const program = new Command('handoff')
    .description('Checks, before the signature, that the people who must deliver a deal can deliver it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .configureOutput({ writeOut, writeErr: () => {} })
    .addHelpText('after', HELP_AFTER);
  for (const name of names) COMMANDS[name](program, asking);
  return program;
}

/** A command that only says something. */
function say(text: string, stream: 'out' | 'err', code: number): OtherCommand {
  return {
    question: null,
    run: async (world) => {
      world[stream](text);
      return code;
    },
  };
}

/** Returns commander's sentence with what to type next. */
function inOurWords(error: CommanderError, argv: readonly string[], program: Command, world: Pick<World, 'kind'>): string {
  const commands = program.commands.map((command) => command.name());
  if (error.code === 'commander.unknownCommand') {
    const word = argv.find((each) => !each.startsWith('-')) ?? '';
    if (/\.ya?ml$/.test(word) || word === '-' || world.kind(word) !== null)
      return `'${word}' is no command: did you mean handoff check ${word}?`;
    return `'${word}' is no command${didYouMean(word, commands) || ` (${commands.join(', ')})`}`;
  }
  const command = argv.find((word) => commands.includes(word));
  if (error.message.includes("unknown option '--json'")) return `there is no --json: write --format json, or --format json=FILE`;
  const [first, hint] = error.message.replace(/^error: /, '').split('\n');
  return `${first}${hint === undefined ? '' : ` ${hint}`}\n${command ? `handoff ${command} --help` : 'handoff --help'} says what there is`;
}

const HELP_AFTER = `
Begin here:
  handoff check --example        a deal that does not work yet, and why
  handoff init shop              the same example as files of your own
`;
