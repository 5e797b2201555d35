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

/** A deal of one side that was judged. */
export interface SideDeal {
  readonly id: string;
  readonly text: DealText;
  readonly loaded: Sources['deals'][number];
  readonly judged: JudgedDeal;
  readonly report: ReportDeal;
  /** The other open deals of the same customer: they are planned one after another. */
  readonly companions: readonly DealText[];
}

/** One side. */
export interface Side {
  readonly told: DiffSide;
  readonly world: World;
  readonly texts: Texts;
  readonly sources: Sources;
  readonly today: Day;
  readonly report: Report;
  readonly deals: ReadonlyMap<string, SideDeal>;
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
  const deals = judged.map(({ facts }, index): [string, SideDeal] => {
    const customer = fold(facts.deal.customer.name);
    const companions = sources.deals.filter((each, other) => other !== index && fold(each.deal.customer.name) === customer);
    const [loaded, own] = [sources.deals[index], judged[index]];
    return [
      facts.deal.id,
      {
        id: facts.deal.id,
        text: loaded.text,
        loaded,
        judged: own,
        report: report.deals[index],
        companions: companions.map(({ text }) => text),
      },
    ];
  });
  return {
    told: { ref: commit?.ref ?? null, commit: commit?.commit ?? null, today: formatDay(sources.today) },
    world,
    texts,
    sources,
    today: sources.today,
    report,
    deals: new Map(report.diagnostics.length > 0 ? [] : deals),
    named: (path) =>
      commit === null || path === COMMAND_LINE ? path : `${short}:${relative(commit.root, resolve(world.cwd, path)).split(sep).join('/')}`,
  };
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

/** Returns the id of a deal's text. */
export function idOf({ source }: DealText): string {
  return dealNamedBy(source) ?? dealOfPath(source.path);
}
