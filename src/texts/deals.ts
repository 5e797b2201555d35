/** Which deals a run is about: files, the files of folders, standard input, or items of the command line. */
import { dirname, join, resolve } from 'node:path';
import type { CheckOptions, InlineDeal, NamedFiles } from '../cli/asked.ts';
import { EXAMPLE_DEAL, EXAMPLE_FOLDER } from '../example/index.ts';
import { SIZE_CAPS } from '../load/source.ts';
import { formatDay } from '../model/day.ts';
import { COMMAND_LINE } from '../model/place.ts';
import type { World } from '../world.ts';
import type { FoundDeal } from './before.ts';
import { filesFor, printed, problemAt, read, unreadable, type Desk } from './desk.ts';
import { homeOf, NAMES } from './home.ts';

/** Returns the deals of a run; what is wrong with their files is put with the problems of the desk. */
export function dealsOf(target: CheckOptions['target'], named: NamedFiles, desk: Desk): FoundDeal[] {
  const { world } = desk;
  switch (target.kind) {
    case 'example':
      return readDeal(desk, join(world.cwd, EXAMPLE_FOLDER, EXAMPLE_DEAL), true);
    case 'inline':
      return [
        {
          path: join(world.cwd, 'deal'),
          folder: world.cwd,
          source: { kind: 'deal', path: COMMAND_LINE, bytes: Buffer.from(inlineText(target.deal)) },
          named: true,
          inline: true,
        },
      ];
    case 'workspace': {
      const { policy, root } = named.config === null ? homeOf(desk, world.cwd) : { policy: { path: resolve(world.cwd, named.config) } };
      const folder = join(policy === null ? world.cwd : dirname(policy.path), 'deals');
      if (world.kind(folder) === 'folder') return dealsIn(desk, folder, root);
      const help = 'name a deal (handoff check FILE), or some items (handoff check branded-bag:300), or see one: handoff check --example';
      desk.problems.push(
        problemAt(desk, folder, 'file/missing', `there is no folder ${printed(desk, folder)} whose deals could be judged`, help),
      );
      return [];
    }
    case 'paths': {
      const seen = new Set<string>();
      return target.paths
        .flatMap((path) => (path === '-' ? readStdin(desk, target.stdinFilename) : readTarget(desk, resolve(world.cwd, path))))
        .filter(({ path }) => !seen.has(path) && seen.add(path));
    }
  }
}

function readTarget(desk: Desk, path: string): FoundDeal[] {
  if (desk.world.kind(path) !== 'folder') return readDeal(desk, path, true);
  // The workspace's own folder: what lies in it is operations', and its deals lie one deeper.
  const ofWorkspace = (['policy', 'capacity'] as const).some((kind) =>
    NAMES[kind].some((name) => filesFor(desk, kind).kind(join(path, name)) !== null),
  );
  return dealsIn(desk, ofWorkspace ? join(path, 'deals') : path);
}

/** Returns the files of a folder, and of the folders in it, that may be deals, by path. Links are left out: what they lead to has a path of its own. */
export function dealPathsIn(world: Pick<World, 'list' | 'kind'>, folder: string): string[] {
  const paths: string[] = [];
  const collect = (at: string, depth: number): void => {
    for (const name of world.list(at)) {
      const path = join(at, name);
      if (name.startsWith('.') || name === 'node_modules') continue;
      const kind = world.kind(path);
      if (kind === 'folder' && depth < 8) collect(path, depth + 1);
      else if (kind === 'file' && /\.ya?ml$/i.test(name)) paths.push(path);
    }
  };
  collect(folder, 0);
  return paths;
}

function dealsIn(desk: Desk, folder: string, inside?: string): FoundDeal[] {
  const paths = dealPathsIn(desk.world, folder);
  if (paths.length === 0) {
    const help = 'put a deal there as a .yaml file, or see one: handoff check --example';
    desk.problems.push(problemAt(desk, folder, 'file/no-deals', `${printed(desk, folder)} holds no deal, and nothing was judged`, help));
  }
  return paths.flatMap((path) => readDeal(desk, path, false, inside));
}

function readDeal(desk: Desk, path: string, named: boolean, inside?: string): FoundDeal[] {
  const source = read(desk, 'deal', { path, inside });
  return source === null ? [] : [{ path, folder: dirname(path), source, named, inline: false }];
}

function readStdin(desk: Desk, filename: string): FoundDeal[] {
  const path = resolve(desk.world.cwd, filename);
  const result = desk.world.stdin(SIZE_CAPS.deal);
  if (result.ok) {
    const source = { kind: 'deal', path: printed(desk, path), bytes: result.bytes } as const;
    return [{ path, folder: dirname(path), source, named: true, inline: false, piped: true }];
  }
  desk.problems.push(unreadable(desk, 'deal', { path }, result.problem));
  return [];
}

/** Returns the deal file that somebody would have written for `branded-bag:300 --by 2026-12-18`. */
function inlineText({ items, by, start, signature, customer }: InlineDeal): string {
  const wanted = [...(start === null ? [] : [`start: ${formatDay(start)}`]), ...(by === null ? [] : [`complete: ${formatDay(by)}`])];
  const dates = [
    ...(signature === null ? [] : [`signature: ${formatDay(signature)}`]),
    ...(wanted.length > 0 ? [`wanted: {${wanted.join(', ')}}`] : []),
  ];
  return [
    'handoff: 1',
    'deal: command-line',
    `customer: ${JSON.stringify(customer ?? 'a customer')}`,
    ...(dates.length > 0 ? [`dates: {${dates.join(', ')}}`] : []),
    'items:',
    ...idsOf(items).map(({ id, deliverable, quantity }) =>
      id === deliverable ? `  - ${id}:${quantity}` : `  - {id: ${id}, deliverable: ${deliverable}, quantity: ${quantity}}`,
    ),
    '',
  ].join('\n');
}

/** Gives each item an id of its own: the second `branded-bag` of a command line is `branded-bag-2`. */
function idsOf(items: InlineDeal['items']): { id: string; deliverable: string; quantity: number }[] {
  const taken = new Set(items.map(({ id }) => id));
  const seen = new Set<string>();
  return items.map(({ id: deliverable, quantity }) => {
    let id = deliverable;
    for (let nth = 2; seen.has(deliverable) && taken.has(id); nth++) id = `${deliverable}-${nth}`;
    seen.add(deliverable);
    taken.add(id);
    return { id, deliverable, quantity };
  });
}
