/** The command line: every command and every flag once, with the words that `--help` prints. Nothing here does the work. */
import { readSchemaName, SCHEMA_NAMES, type SchemaName } from './schema-names.ts';
import { Command, CommanderError, Option } from 'commander';
import { PROFILES } from '../model/policy.ts';
import { FORMATS } from '../report/render/index.ts';
import { RULE_IDS } from '../rules/profiles.ts';
import type { World } from '../world.ts';
import {
  readApprove,
  readBaseline,
  readBrief,
  readCheck,
  readGate,
  readNamedDate,
  readPlan,
  readSign,
  readVerify,
  readRestate,
  readWaiting,
  readWhen,
  type ApproveFlags,
  type BriefFlags,
  type CheckFlags,
  type CheckOptions,
  type KeyFlags,
  type GateFlags,
  type PlanFlags,
  type RestateFlags,
  type SignFlags,
  type WhenFlags,
} from './check.ts';
import { didYouMean, readCount, readDate, readFormat, readOneOf, readProfile, UsageError, wantsColor } from './options.ts';

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
  const other = (run: OtherCommand['run']) => {
    asked = { question: null, run };
  };

  const program = new Command('handoff')
    .description('Checks, before the signature, that the people who must deliver a deal can deliver it.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .exitOverride()
    .configureOutput({ writeOut: (text) => (said += text), writeErr: () => {} })
    .addHelpText('after', HELP_AFTER);

  aboutDeals(program.command('check'))
    .summary('judge deals: yes or not yet, the safe date, and why')
    .description('Judges deals: yes or not yet, the safe date, and why. Without a deal it judges all open ones of the workspace.')
    .option('-q, --quiet', 'one line a deal')
    .option('-v, --verbose', 'every check, every derived value, the plan')
    .option('--base <ref>', "operations' files from the merge base with this branch, as origin/main: for CI")
    .option('--bootstrap', 'with --base: from the work tree where the base has no workspace yet, for the first adoption')
    .addHelpText('after', CHECK_AFTER)
    .action((words: string[], flags: CheckFlags) => {
      asked = readCheck(words, flags, world);
    });

  aboutDeals(program.command('plan'))
    .summary('show the plan of a deal, and why it ends when it does')
    .description('Shows the plan of deals step by step, what each step waits for, and why the plan ends when it does.')
    .option('--chart', 'also a chart of the plan, with the load of each role under it')
    .option('--worst', 'the plan if those failures happen that together cost the most')
    .addHelpText('after', PLAN_AFTER)
    .action((words: string[], flags: PlanFlags) => {
      asked = readPlan(words, flags, world);
    });

  withFiles(program.command('when'))
    .summary('say when items could start and be finished')
    .description('Says when some items could start and be finished: with no date asked for and no deal file.')
    .argument('<items...>', 'what is wanted, as branded-bag:300')
    .option('--start <date>', 'the customer signs, and wants the work to begin, on this day', readDate('--start'))
    .addHelpText('after', WHEN_AFTER)
    .action((words: string[], flags: WhenFlags) => {
      asked = readWhen(words, flags, world);
    });

  withFiles(program.command('brief'))
    .summary('write the handoff document of a deal')
    .description(
      'Writes the handoff document of a deal for whoever delivers it, out of what the deal, its sign-offs and its plan already say: why they buy, who is who, ' +
        "each promise beside its doer's words, scope, risks, the plan, what is open. What nobody has said is told as such.",
    )
    .argument('<deal>', 'a deal file')
    .option('--html', 'one page of HTML that loads nothing, instead of Markdown')
    .addHelpText('after', BRIEF_AFTER)
    .action((deal: string, flags: BriefFlags) => {
      asked = readBrief(deal, flags, world);
    });

  withFiles(program.command('waiting'))
    .summary('list what waits on whom, and since when')
    .description(
      'Lists what open deals wait for, by person: restatements, approvals, what customers owe, and sign-offs that do not count any more. Without a deal it ' +
        'looks at all open ones of the workspace.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .option('--as <person>', 'only what waits on this person, by id, name or e-mail address')
    .addHelpText('after', WAITING_AFTER)
    .action((words: string[], flags: SignFlags) => {
      asked = readWaiting(words, flags, world);
    });

  withNamed(program.command('baseline'))
    .summary('record what is wrong today, so that only new findings block')
    .description(
      'Records what keeps deals from passing today, for adopting handoff on a live book of deals: from then on only new findings block, and the others ' +
        'count down. Without a deal it looks at all open ones of the workspace. Later it drops what is gone.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .option('--add', 'take in what came since, too')
    .addHelpText('after', BASELINE_AFTER)
    .action((words: string[], flags: { add?: true }) => {
      asked = readBaseline(words, flags, world);
    });

  aboutSigning(program.command('approve'))
    .summary('approve what a rule asks for, or waive its failure')
    .description(
      'Approves what a rule asks of somebody (a scope, an exception, a booking that moves), or lets its failure stand for a while: a waiver. It is kept as ' +
        'a file of its own that every later check reads.',
    )
    .argument('<deal>', 'a deal file')
    .argument('<rule>', 'the rule, as a report names it', readOneOf('rule', RULE_IDS))
    .option('--subject <name>', 'only this of what the rule asks for')
    .option('--waive', 'let the whole check stand, where the rule asks for approvals')
    .option(
      '--until <date>',
      'the last day on which it holds; a waiver: as long as policy allows (90d), when left out',
      readDate('--until'),
    )
    .addHelpText('after', APPROVE_AFTER)
    .action((deal: string, rule: string, flags: ApproveFlags) => {
      asked = readApprove(deal, rule, flags, world);
    });

  aboutSigning(program.command('date'))
    .summary('name a later date than the one that was computed')
    .description('Names the earliest completion that a delivery lead stands behind; from then on no earlier date of the deal is safe.')
    .argument('<deal>', 'a deal file')
    .argument('<date>', 'the completion, on the computed date or later', readDate('date'))
    .addHelpText('after', DATE_AFTER)
    .action((deal: string, date: number, flags: SignFlags) => {
      asked = readNamedDate(deal, date, flags, world);
    });

  withNamed(program.command('sign'))
    .summary('sign what you approved, waived or named, with your SSH key')
    .description(
      'Signs sign-offs of a deal with the SSH key of who gave them, so that nobody else can have written them. The signature is a file beside the sign-off; ' +
        'operations say whose keys count (handoff.yaml → signatures), and whether a sign-off counts without.',
    )
    .argument('<deal>', 'a deal file')
    .argument('[sign-offs...]', 'how their names begin; without any, the one of yours that is not signed')
    .option('--as <person>', 'who signs, by id or e-mail address; without it, who git says you are')
    .option('--key <file>', 'the key, or its public half where an agent holds it; without it, the one that git signs with')
    .option('--all', 'all of yours that are not signed')
    .addHelpText('after', SIGN_AFTER)
    .action((deal: string, ids: string[], flags: KeyFlags) => {
      asked = readSign(deal, ids, flags, world);
    });

  withNamed(program.command('verify'))
    .summary('say of each sign-off how sure it is who gave it')
    .description(
      'Says of each sign-off of deals how sure it is who gave it (typed, commit or ssh), why it is no more, and whether policy counts it. Without a deal it looks at ' +
        'all open ones of the workspace.',
    )
    .argument('[deals...]', 'deal files, or folders of them')
    .addHelpText('after', VERIFY_AFTER)
    .action((words: string[], flags: CheckFlags) => {
      asked = readVerify(words, flags, world);
    });

  withNamed(program.command('restate'))
    .summary('say what is promised in the words of who will deliver it')
    .description(
      'Asks whoever will deliver a promise what it means, without showing the numbers and dates that they must know; shows both versions beside each other, and ' +
        'keeps theirs once they confirm it. Without a terminal: write the questions into a form (--form), and take it back (--answers).',
    )
    .argument('[deal]', 'a deal file')
    .option('--as <person>', 'who says it, by id or e-mail address; without it, who git says you are')
    .option('--promise <id>', 'only this promise; without it, all that they will deliver')
    .option('--again', 'ask anew what is restated already and has not changed')
    .option('--form [file]', 'write the questions into a form to fill in; to standard output where no file is named')
    .option('--answers <file>', 'take a form back')
    .option('--library <id>', 'restate a deliverable of the library: its standard deals rest on that')
    .option('--quantity <n>', 'with --library: for how many; it holds for all quantities with the same standard lead time', readCount)
    .addHelpText('after', RESTATE_AFTER)
    .action((deal: string | undefined, flags: RestateFlags) => {
      asked = readRestate(deal, flags, world);
    });

  withFiles(program.command('gate'))
    .summary('say whether a signed project may start: the transfer meeting')
    .description(
      'Says whether a signed project may start: the transfer meeting is on record, with who sold it, who manages it and who leads the work, and it answered why they ' +
        'buy, who is for it and against it, and every soft promise. Records it by prompts (--record), or by a form (--form, --answers).',
    )
    .argument('<deal>', 'a deal file')
    .option('--record', 'record the meeting: asks in this terminal')
    .option('--as <person>', 'who records it, by id or e-mail address; without it, who git says you are')
    .option('--form [file]', 'write the questions into a form to fill in; to standard output where no file is named')
    .option('--answers <file>', 'take a form back')
    .addHelpText('after', GATE_AFTER)
    .action((deal: string, flags: GateFlags) => {
      asked = readGate(deal, flags, world);
    });

  program
    .command('rules')
    .summary('list the rules, and what they do in a profile')
    .description('Lists the rules, and what each of them does in a profile.')
    .addOption(profileOption().default('make-to-order'))
    .addOption(colorOption())
    .addOption(noColorOption())
    .action((flags: { profile: (typeof PROFILES)[number]; color?: boolean }) => {
      other(async (to) => (await import('./rules.ts')).printRules(flags.profile, wantsColor(flags.color, to), to));
    });

  program
    .command('explain')
    .summary('say what a rule asks and why, with a failing and a passing example')
    .description('Says what a rule asks and why, with a failing and a passing example; or what a reason means that a report prints.')
    .argument('[word]', 'a rule, or a reason as a report prints it: upstream-reset/overdue, waits/role, no-date/no-people')
    .option('--list', 'all words that it explains')
    .addOption(colorOption())
    .addOption(noColorOption())
    .action((word: string | undefined, flags: { list?: true; color?: boolean }) => {
      if ((word === undefined) !== (flags.list === true)) throw new UsageError('explain takes one word, or --list for all that there are');
      other(async (to) => {
        const { explain, explainList } = await import('./explain.ts');
        const color = wantsColor(flags.color, to);
        return word === undefined ? explainList(color, to) : explain(word, color, to);
      });
    });

  program
    .command('schema')
    .summary('print the JSON Schema of a file')
    .description('Prints the JSON Schema of a file, for an editor or for another program.')
    .argument('<file>', `${SCHEMA_NAMES.join(' | ')}; or a file's usual name, as handoff.yaml`, readSchemaName)
    .action((name: SchemaName) => {
      other(async (to) => (await import('./schema.ts')).printSchema(name, to));
    });

  program
    .command('init')
    .summary('write a small working workspace')
    .description(
      'Writes a small working workspace of the trade that --profile names: policy, capacity, library and two deals, one that passes and one that does not yet.',
    )
    .argument('[folder]', 'where; the current folder when it is left out', '.')
    .addOption(profileOption().default('make-to-order'))
    .addOption(todayOption())
    .action((folder: string, flags: { profile: (typeof PROFILES)[number]; today?: number }) => {
      other(async (to) => (await import('./init.ts')).init(folder, flags.profile, flags.today ?? null, to));
    });

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

/** Adds the argument and the flags by which a command names deals. */
function aboutDeals(command: Command): Command {
  const named = command
    .argument('[deals...]', "deal files, folders of them, '-' for standard input, or items as branded-bag:300")
    .option('--example', 'the example that comes with handoff; needs no file')
    .option('--by <date>', 'for items: when the customer wants them', readDate('--by'))
    .option('--start <date>', 'for items: when the customer wants the work to begin', readDate('--start'))
    .option('--customer <name>', 'for items: who wants them')
    .option('--stdin-filename <path>', "the path that '-' stands for");
  return withFiles(named);
}

/** Adds the flags of a command that signs. */
function aboutSigning(command: Command): Command {
  return withNamed(
    command
      .option('--as <person>', 'who signs, by id or e-mail address; without it, who git says you are')
      .option('--reason <text>', 'why, for whoever reads it later'),
  );
}

/** Adds the flags of a command that prints answers of deals in several formats. */
function withFiles(command: Command): Command {
  const formats = `${Object.keys(FORMATS).join(' | ')}, to a file when one is named; repeatable`;
  return withNamed(command.option('--format <name[=file]>', formats, readFormat));
}

/** Adds the flags that name operations' files, and those of every command that judges. */
function withNamed(command: Command): Command {
  return command
    .addOption(todayOption())
    .option('--config <file>', 'handoff.yaml, instead of looking for it upwards from the deal')
    .option('--capacity <file>', 'capacity.yaml')
    .option('--deliverables <path>', 'deliverables.yaml, or a folder of such files')
    .option('--history <file>', 'history.yaml or history.csv')
    .option('--prove', 'look much longer for an earlier date, or the proof that there is none')
    .addOption(colorOption())
    .addOption(noColorOption());
}

function todayOption(): Option {
  return new Option('--today <date>', "judge as of this day instead of today in the workspace's time zone").argParser(readDate('--today'));
}

function profileOption(): Option {
  return new Option('--profile <name>', PROFILES.join(' | ')).argParser(readProfile);
}

function colorOption(): Option {
  return new Option('--color', 'colour, even where the output is no terminal');
}

function noColorOption(): Option {
  return new Option('--no-color', 'no colour (as with NO_COLOR=1)');
}

const HELP_AFTER = `
Begin here:
  handoff check --example        a deal that does not work yet, and why
  handoff init shop              the same example as files of your own
`;

const APPROVE_AFTER = `
Examples:
  handoff approve deals/acme-041.yaml existing-customers --as priya
  handoff approve deals/harbor-041.yaml staffing-pattern --as nora --reason "Fenwick gives a week back" --until 2026-12-18

They are of the examples that handoff init writes, and handoff init --profile services.

Nobody approves a deal that they sell, and what a rule calls final is waived by nobody.
Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;

const BASELINE_AFTER = `
Examples:
  handoff baseline              record what is wrong with all open deals, or drop what is gone
  handoff baseline --add        take in what came since: operations say that it may stand

The file is baseline.yaml beside capacity.yaml, or files.baseline of handoff.yaml. It belongs to operations.
Exit codes: 0 recorded; 2 the command or a file is wrong; 3 it could not be written
`;

const BRIEF_AFTER = `
Examples:
  handoff brief deals/acme-041.yaml > acme-041.md
  handoff brief deals/acme-041.yaml --html --format text=acme-041.html

Exit codes: 0 written, whatever the verdict, which it begins with; 2 and 3 as for check
`;

const DATE_AFTER = `
Example:
  handoff date deals/acme-041.yaml 2027-01-15 --as ana --reason "the press is being moved"

Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;

const SIGN_AFTER = `
Examples:
  handoff sign deals/acme-041.yaml 1a2b3c4d --key ~/.ssh/id_ed25519
  handoff sign deals/acme-041.yaml --all --as ana

Exit codes: 0 signed; 2 refused, or the command or a file is wrong; 3 it could not be kept
`;

const VERIFY_AFTER = `
Examples:
  handoff verify deals/acme-041.yaml
  handoff verify

Exit codes: 0 every sign-off has the level that policy wants; 1 some have not; 2 a file is wrong, or ssh-keygen is not here
`;

const GATE_AFTER = `
Examples:
  handoff gate deals/acme-041.yaml
  handoff gate deals/acme-041.yaml --record --as ines
  handoff gate deals/acme-041.yaml --as ines --form meeting.yaml
  handoff gate deals/acme-041.yaml --as ines --answers meeting.yaml

The record counts when the project manager wrote it, or a delivery lead, and they do not sell the deal.
Exit codes: 0 the project may start, or a form was written; 1 something is missing; 2 refused, or the command or a file is wrong; 3 it could not be kept; 130 interrupted
`;

const RESTATE_AFTER = `
Examples:
  handoff restate deals/acme-041.yaml
  handoff restate deals/acme-041.yaml --as ana --form ana.yaml
  handoff restate deals/acme-041.yaml --as ana --answers ana.yaml
  handoff restate --library branded-bag --quantity 300

Who is interrupted begins again with the promise that they were at; what they confirmed before is kept.
Exit codes: 0 restated; 1 left without confirming; 2 refused, or the command or a file is wrong; 3 it could not be kept; 130 interrupted
`;

const PLAN_AFTER = `
Examples:
  handoff plan deals/acme-041.yaml --chart
  handoff plan branded-bag:300

Exit codes: 0 every deal has a plan, whatever the verdict; 1 some deal has none, and why; 2 and 3 as for check
`;

const WHEN_AFTER = `
Examples:
  handoff when branded-bag:300
  handoff when branded-bag:300 --start 2026-12-01

Exit codes: 0 a safe date can be given; 1 none can, and why; 2 and 3 as for check
`;

const WAITING_AFTER = `
Examples:
  handoff waiting
  handoff waiting --as ana deals/acme-041.yaml

Exit codes: 0 however much there is to do; 2 the command or a file is wrong; 3 a fault of handoff
`;

const CHECK_AFTER = `
Examples:
  handoff check deals/acme-041.yaml
  handoff check branded-bag:300 --by 2026-12-18
  handoff check --format text --format json=report.json deals
  handoff check --base origin/main

Exit codes, whatever the format:
  0  every deal passes
  1  some deal does not, or all that were found are signed, lost or done
  2  the command or a file is wrong
  3  a fault of handoff, or the output could not be written
`;
