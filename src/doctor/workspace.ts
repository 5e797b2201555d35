/** The workspace: whether its files are there, in order and fresh, who may sign, and whether a deal lies where nobody judges it. */
import { relative, sep } from 'node:path';
import { calendarOf } from '../model/calendar.ts';
import { formatDay, type Day } from '../model/day.ts';
import type { Policy } from '../model/policy.ts';
import { listed, listedFew } from '../model/words.ts';
import type { Workspace } from '../load/workspace.ts';
import { capacityFresh } from '../rules/capacity-fresh.ts';
import type { RuleFacts } from '../rules/rule.ts';
import { resolveSettings } from '../rules/settings.ts';
import type { Loaded } from '../load/sources.ts';
import { dealPathsIn } from '../texts/deals.ts';
import type { Texts } from '../texts.ts';
import type { World } from '../world.ts';
import { about, type DoctorFinding } from './finding.ts';
import { keyFindings } from './keys.ts';

/** Returns whether the files are there and can be read. */
export function fileFindings(texts: Texts, { diagnostics }: Pick<Loaded<unknown>, 'diagnostics'>): DoctorFinding[] {
  const here = [texts.policy, texts.capacity, ...texts.deliverables, texts.history].flatMap((source) => source?.path ?? []);
  const tell = about('workspace');
  const found =
    texts.capacity === null || texts.deliverables.length === 0
      ? tell.wrong('no workspace is here: a capacity file and a library make one', 'go to its folder, or begin one: handoff init shop')
      : texts.policy === null
        ? tell.warn(
            `there is no handoff.yaml, so every default applies (${listed(here)})`,
            'write handoff.yaml: handoff schema handoff.yaml says what it may hold',
          )
        : tell.ok(listedFew(here));
  const [first] = diagnostics;
  const files = about('files', first === undefined ? null : `${first.file}:${first.line}`);
  const count = texts.deals.length;
  return [
    found,
    first === undefined
      ? files.ok(`operations' files and ${count} ${count === 1 ? 'deal' : 'deals'} are in order`)
      : files.wrong(
          `${diagnostics.length} ${diagnostics.length === 1 ? 'mistake' : 'mistakes'} in them, so nothing is judged: ${first.message}`,
          'handoff check lists them all, each with what to do',
        ),
  ];
}

/** Returns whether the day is the workspace's own. */
export function zoneFinding({ policy }: Workspace, said: boolean, today: Day): DoctorFinding {
  const tell = about('time-zone');
  return said
    ? tell.ok(`${policy.timezone}, where it is ${formatDay(today)}`)
    : tell.warn(
        `handoff.yaml names no time zone: a day begins and ends as in ${policy.timezone}`,
        'write timezone: Europe/Berlin, or where you work',
      );
}

/** Returns whether operations stand behind capacity recently enough, as the rule says it. */
export function freshFinding({ policy, capacity }: Workspace, today: Day, at: string): DoctorFinding {
  const tell = about('capacity', at);
  const setting = resolveSettings(policy, policy.profile).rules.find(({ rule }) => rule.id === capacityFresh.id)!;
  if (setting.severity === 'off') return tell.unseen('handoff.yaml turns capacity-fresh off: how old capacity may be is not asked');
  // All that the rule looks at; it needs no deal.
  const facts = { today, capacity, calendar: calendarOf(capacity.calendar) } as RuleFacts;
  const outcome = capacityFresh.check(facts, setting.options as Parameters<typeof capacityFresh.check>[1]);
  if (outcome.kind === 'pass') return tell.ok(outcome.note);
  if (outcome.kind !== 'fail') return tell.unseen('how old it is cannot be said');
  const { summary, findings } = outcome;
  return setting.severity === 'error' ? tell.wrong(summary, findings[0].help) : tell.warn(summary, findings[0].help);
}

/** Returns whether those who may sign can on a day, at the level that policy wants. */
export function signatureFindings(workspace: Workspace, today: Day, at: string | null, world: Pick<World, 'run' | 'cwd'>): DoctorFinding[] {
  const { policy } = workspace;
  const tell = about('signatures', at);
  const { minimum } = policy.signatures;
  const principals = [...new Set(Object.values(policy.principals).flatMap((names) => names ?? []))];
  const who = about('principals', at);
  const lacking = (['delivery-lead', 'leadership'] as const).filter((each) => (policy.principals[each] ?? []).length === 0);
  const named =
    lacking.length === 0
      ? who.ok(principalText(policy))
      : who.warn(`nobody is named as ${listed(lacking, 'or')}: what they alone may approve, nobody can`, 'name them under principals');
  if (minimum === 'typed')
    return [
      named,
      tell.warn(
        'signatures.minimum is typed: a sign-off is a file that anybody who may commit can write',
        'protect signoffs/ with code owners, or ask for keys: signatures: {minimum: ssh, allowed_signers: ops/allowed_signers}',
      ),
    ];
  return [named, ...keyFindings(principals, workspace, today, at, world), keygenFinding(world)];
}

/** Any ssh-keygen says no to this; one that knows signatures says why. */
function keygenFinding(world: Pick<World, 'run' | 'cwd'>): DoctorFinding {
  const tell = about('ssh-keygen');
  const ran = world.run('ssh-keygen', ['-Y', 'verify'], { cwd: world.cwd, limit: 64 * 1024 });
  const help = 'install OpenSSH 8.1 or later (on Debian and Ubuntu: openssh-client)';
  if (ran.problem === 'missing') return tell.wrong('ssh-keygen is not here: no signature can be looked at, and nothing is judged', help);
  if (/(?:unknown|illegal|invalid) option -- '?Y/.test(ran.stderr))
    return tell.wrong('this ssh-keygen is too old to know signatures', help);
  return /namespace/.test(ran.stderr) ? tell.ok('it knows signatures') : tell.unseen('ssh-keygen does not say whether it knows signatures');
}

function principalText({ principals }: Policy): string {
  return Object.entries(principals)
    .map(([role, names]) => `${role}: ${(names ?? []).join(', ')}`)
    .join(' · ');
}

/** Returns what lies among the deals and is judged by nobody: hidden here, or left out by git. */
export function dealFindings(folder: string | null, root: string | null, world: World): DoctorFinding[] {
  if (folder === null || world.kind(folder) !== 'folder')
    return [about('deals').warn('there is no folder of deals', 'handoff new NAME ITEM:QUANTITY writes the first')];
  const printed = (path: string): string => relative(world.cwd, path).split(sep).join('/');
  const tell = about('deals', printed(folder));
  const hidden: string[] = [];
  const paths = dealPathsIn(world, folder, (path, why) => {
    if (/\.ya?ml$/i.test(path) || world.kind(path) !== 'file') hidden.push(`${printed(path)} ${why}`);
  });
  const passed =
    hidden.length === 0
      ? tell.ok(`${paths.length} ${paths.length === 1 ? 'file' : 'files'}, and nothing in it is passed over`)
      : tell.warn(
          `passed over, and judged by nobody: ${listedFew(hidden)}`,
          'give a deal a plain name, as acme-041.yaml, and put what is none elsewhere',
        );
  if (root === null || paths.length === 0) return [passed];
  const git = about('ignored', printed(folder));
  const names = paths.map((path) => relative(root, path).split(sep).join('/'));
  const ran = world.run('git', ['check-ignore', '--stdin', '-z'], {
    cwd: root,
    input: Buffer.from(names.map((name) => `${name}\0`).join('')),
    limit: 8 * 1024 * 1024,
  });
  // 1: none of them.
  if (ran.status !== 0 && ran.status !== 1) return [passed, git.unseen('git does not say which files it ignores')];
  const ignored = Buffer.from(ran.stdout).toString().split('\0').filter(Boolean);
  return [
    passed,
    ignored.length === 0
      ? git.ok('git leaves none of them out')
      : git.wrong(
          `git ignores ${listedFew(ignored)}: no pull request shows it, and no pipeline judges it`,
          'take the pattern out of .gitignore',
        ),
  ];
}
