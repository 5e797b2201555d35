/** One side of a comparison: what `handoff check` says of all open deals of the workspace, at a commit or in the work tree. */
import { join, relative, resolve, sep } from 'node:path';
import type { Commit } from '../base.ts';
import type { CheckOptions } from '../cli/asked.ts';
import { reportOn, sourcesOfRun, type Sources } from '../judging.ts';
import { dealNamedBy, dealOfPath, documentsNamedBy, filesNamedBy, changeOf } from '../load/workspace.ts';
import { formatDay, type Day } from '../model/day.ts';
import { COMMAND_LINE, type Diagnostic } from '../model/place.ts';
import { fold } from '../model/words.ts';
import { NO_WAYS } from '../options/way.ts';
import type { JudgedDeal } from '../report/build.ts';
import type { DiffSide } from '../report/diff.ts';
import type { Report, ReportDeal } from '../report/report.ts';
import { readTexts, sourcesOf, type DealText, type Texts } from '../texts.ts';
import type { Source } from '../load/source.ts';
import type { World } from '../world.ts';

/** A deal of one side, as its files say it. */
export interface SideText {
  readonly text: DealText;
  readonly loaded: Sources['deals'][number];
  /** The other open deals of the same customer: they are planned one after another. */
  readonly companions: readonly DealText[];
}

/** A deal of one side that was judged. */
export interface SideDeal extends SideText {
  readonly id: string;
  readonly judged: JudgedDeal;
  readonly report: ReportDeal;
}

/** What one side says; by a deal's id. */
export interface SideTexts<Deal extends SideText = SideText> {
  readonly texts: Texts;
  readonly today: Day;
  readonly deals: ReadonlyMap<string, Deal>;
}

/** One side, judged. */
export interface Side extends SideTexts<SideDeal> {
  readonly told: DiffSide;
  readonly world: World;
  readonly report: Report;
  /** What its files are called in what is wrong with them: `3f2a9c1:deals/acme.yaml`, from the repository's root as git writes it. */
  readonly named: (path: string) => string;
}

/** Returns the world as a commit has it: what it holds is read from there, and who works here stays the same. */
export function worldAt({ files, root, commit }: Commit, world: World): World {
  return {
    ...world,
    // The folder of git itself is no part of a commit, and is what a repository is known by.
    kind: (path) => (resolve(world.cwd, path) === join(root, '.git') ? world.kind(path) : files.kind(resolve(world.cwd, path))),
    read: (path, limit) => files.read(resolve(world.cwd, path), limit),
    list: (folder) => files.list(resolve(world.cwd, folder)),
    gitUser: () => world.gitUser(root),
    run: (program, args, how) => {
      if (program !== 'git' || typeof how.cwd !== 'string') return world.run(program, args, how);
      const at = args.map((arg) => (arg === 'HEAD' ? commit : arg));
      if (world.kind(how.cwd) === 'folder') return world.run('git', at, how);
      // A folder that only the commit has: the same is asked from the root.
      const name = relative(root, how.cwd).split(sep).join('/');
      const input = how.input === undefined ? {} : { input: Buffer.from(Buffer.from(how.input).toString().replaceAll(':./', `:${name}/`)) };
      return world.run(
        'git',
        at.map((arg) => (arg === '.' ? name : arg)),
        { ...how, ...input, cwd: root },
      );
    },
  };
}

const NAMED = { filesNamedBy, dealNamedBy, documentsNamedBy, changeOf };

/** Returns the texts of one side; a workspace without any deal is no mistake here, since deals come and go. */
export function textsOf(options: CheckOptions, world: World): Texts {
  const texts = readTexts(options, world, NAMED, null);
  const folder = texts.dealsAt === null ? null : relative(world.cwd, texts.dealsAt).split(sep).join('/');
  const isNone = ({ code, file }: Diagnostic): boolean => code === 'file/no-deals' || (code === 'file/missing' && file === folder);
  const problems = options.target.kind === 'workspace' ? texts.problems.filter((each) => !isNone(each)) : texts.problems;
  return { ...texts, problems };
}

/** Returns one side, judged as a check of all its open deals would. `options` say the day, where it is not that of the workspace's own zone. */
export async function sideOf(texts: Texts, commit: Commit | null, options: CheckOptions, world: World): Promise<Side> {
  const sources = await sourcesOfRun(texts, options, world);
  const { judged, report } = reportOn(texts, sources, options, world, () => NO_WAYS);
  const short = commit?.commit.slice(0, 7);
  const said = saidIn(texts, sources);
  const deals = judged.map((each, index): [string, SideDeal] => {
    const { id } = each.facts.deal;
    return [id, { id, ...said.deals.get(id)!, judged: each, report: report.deals[index] }];
  });
  return {
    told: { ref: commit?.ref ?? null, commit: commit?.commit ?? null, today: formatDay(sources.today) },
    world,
    ...said,
    report,
    deals: new Map(report.diagnostics.length > 0 ? [] : deals),
    named: (path) =>
      commit === null || path === COMMAND_LINE ? path : `${short}:${relative(commit.root, resolve(world.cwd, path)).split(sep).join('/')}`,
  };
}

/** Returns what a side says, before it is judged. */
export function saidIn(texts: Texts, sources: Sources): SideTexts {
  const customerOf = ({ deal }: SideText['loaded']): string => fold(deal.customer.name);
  const deals = sources.deals.map((loaded): [string, SideText] => {
    const companions = sources.deals.filter((other) => other !== loaded && customerOf(other) === customerOf(loaded));
    return [idOf(loaded), { text: loaded.text, loaded, companions: companions.map(({ text }) => text) }];
  });
  return { texts, today: sources.today, deals: new Map(deals) };
}

/** Returns the deals of a side that are there and not judged, by id: signed, lost or done. */
export function closedOf({ report }: Side): ReadonlyMap<string, Report['listed'][number]> {
  return new Map(report.listed.map((each) => [each.deal, each]));
}

/** Returns what is wrong with the files of a side, each named with its commit. */
export function diagnosticsOf({ report, named }: Side): Diagnostic[] {
  return report.diagnostics.map((each) => ({ ...each, file: named(each.file) }));
}

/** Returns the files of a side, each named with its commit, for the lines of code in what is wrong with them. */
export function filesOf({ texts, named }: Side): Source[] {
  return sourcesOf(texts).map((source) => ({ ...source, path: named(source.path) }));
}

/** Returns the id of a deal. */
function idOf({ deal, path, text }: SideText['loaded']): string {
  // As `factsOf` has it.
  return deal.deal ?? (text.inline ? 'deal' : dealOfPath(path));
}

/** Returns the id of a deal's text; null where it cannot be understood. */
export function idOfText({ source }: Pick<DealText, 'source'>): string | null {
  return dealNamedBy(source);
}
