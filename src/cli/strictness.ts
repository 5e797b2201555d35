/** The flags of `check` that make its answer stricter, narrower or without consequence, and what they ask for. */
import { Option, type Command } from 'commander';
import type { CheckQuestion } from '../report/asked.ts';
import { RULE_IDS } from '../rules/profiles.ts';
import { readOneOf, UsageError } from './options.ts';

/** The flags, each already read by itself. */
export interface StrictnessFlags {
  readonly failOn?: 'error' | 'warning';
  readonly maxWarnings?: number;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly exitZero?: true;
}

/** Adds the flags to a command. */
export function withStrictness(command: Command): Command {
  return command
    .addOption(new Option('--fail-on <level>', 'error | warning: what ends with 1; error, where it is left out').argParser(readLevel))
    .addOption(new Option('--max-warnings <n>', 'end with 1 where there are more').argParser(readMost))
    .addOption(
      new Option('--only <rules>', 'judge by these rules only, as fit,margin-floor: no verdict of the whole deal').argParser(
        readRules('--only'),
      ),
    )
    .addOption(new Option('--skip <rules>', 'judge by all rules but these: no verdict of the whole deal').argParser(readRules('--skip')))
    .option('--exit-zero', 'end with 0 where a deal does not pass; mistakes and faults still end with 2 and 3');
}

const readLevel = readOneOf('--fail-on', ['error', 'warning'] as const);

function readMost(text: string): number {
  if (!/^(?:0|[1-9]\d{0,8})$/.test(text)) throw new UsageError(`--max-warnings '${text}' is not a whole number from 0`);
  return Number(text);
}

function readRules(flag: string): (text: string, before: readonly string[] | undefined) => readonly string[] {
  const known = readOneOf(flag, RULE_IDS);
  return (text, before) => {
    const named = text.split(',').map((word) => word.trim());
    if (named.includes('')) throw new UsageError(`${flag} '${text}' has a rule without a name: write ${flag} fit,margin-floor`);
    return [...new Set([...(before ?? []), ...named.map(known)])];
  };
}

/** Returns what the flags ask for; throws a UsageError where they do not fit each other. With a base the answer may become stricter, never laxer. */
export function readStrictness({ failOn, maxWarnings, only, skip, exitZero }: StrictnessFlags, base: string | undefined): CheckQuestion {
  if (only !== undefined && skip !== undefined) throw new UsageError('--only and --skip both say which rules count: leave one out');
  if (failOn === 'warning' && maxWarnings !== undefined && maxWarnings > 0)
    throw new UsageError(`--fail-on warning lets no warning pass, and --max-warnings ${maxWarnings} lets some: leave one out`);
  const laxer = [only && '--only', skip && '--skip', exitZero && '--exit-zero'].find((flag) => flag !== undefined);
  if (base !== undefined && laxer !== undefined)
    throw new UsageError(`${laxer} makes the answer laxer, and a merge may rest on what --base says: leave out one of them`);
  const rules = only !== undefined ? { by: 'only' as const, ids: only } : skip !== undefined ? { by: 'skip' as const, ids: skip } : null;
  if (rules?.by === 'skip' && rules.ids.length === RULE_IDS.length)
    throw new UsageError('--skip names every rule: nothing would be judged');
  const warnings = failOn === 'warning' ? 0 : maxWarnings;
  return {
    ...(rules !== null && { rules }),
    ...(warnings !== undefined && { warnings }),
    ...(exitZero === true && { exitZero }),
  };
}
