/** The workspace that deals belong to, as far as the names of its files tell. */
import { dirname, join, resolve } from 'node:path';
import type { NamedFiles } from '../cli/asked.ts';
import type { FoundDeal } from './before.ts';
import type { FileKind } from '../model/place.ts';
import { filesFor, printed, problemAt, type Desk, type Home, type Place } from './desk.ts';

/** Returns the one workspace that all deals of a run belong to: two sets of rules cannot judge one report. */
export function oneHome(deals: readonly FoundDeal[], named: NamedFiles, desk: Desk): Home {
  const { cwd } = desk.world;
  const home = homeOf(desk, deals[0]?.folder ?? cwd);
  for (const { path, folder, inline } of deals) {
    if (inline || desk.base === null || homeOf(desk, folder).root === desk.base.root) continue;
    const message = `this deal is in no folder of the repository that --base ${desk.base.ref} is of`;
    desk.problems.push(
      problemAt(desk, path, 'base/other-repository', message, 'run it in the repository of the deal; a submodule is another one'),
    );
  }
  if (named.config !== null) return { ...home, policy: { path: resolve(cwd, named.config) } };
  for (const deal of deals.slice(1)) {
    const other = homeOf(desk, deal.folder);
    if (other === home || (other.policy?.path === home.policy?.path && other.capacity?.path === home.capacity?.path)) continue;
    const mine = printed(desk, (other.policy ?? other.capacity)?.path ?? deal.folder);
    const message = `this deal belongs to another workspace (${mine}) than ${printed(desk, deals[0].path)}`;
    desk.problems.push(problemAt(desk, deal.path, 'file/two-workspaces', message, 'check the deals of one workspace at a time'));
  }
  return home;
}

/** Walks up from a folder to the root of its repository, or of the file system; the nearest file of each name counts. */
export function homeOf(desk: Desk, folder: string): Home {
  const known = desk.homes.get(folder);
  if (known !== undefined) return known;
  const { world } = desk;
  const atRoot = world.kind(join(folder, '.git')) !== null;
  const above = atRoot || dirname(folder) === folder ? NOWHERE : homeOf(desk, dirname(folder));
  const root = atRoot ? folder : above.root;
  const nearest = (kind: keyof typeof NAMES): Place | null => {
    const name = NAMES[kind].find((each) => filesFor(desk, kind).kind(join(folder, each)) !== null);
    return name === undefined ? above[kind] : { path: join(folder, name), inside: root };
  };
  const home: Home = {
    root,
    policy: nearest('policy'),
    capacity: nearest('capacity'),
    deliverables: nearest('deliverables'),
    history: nearest('history'),
  };
  // One object for all folders of a workspace that have nothing of their own.
  const same = (['root', 'policy', 'capacity', 'deliverables', 'history'] as const).every((key) => home[key] === above[key]);
  desk.homes.set(folder, same ? above : home);
  return same ? above : home;
}

/** What operations' files are called where nobody names them. */
export const NAMES = {
  policy: ['handoff.yaml'],
  capacity: ['capacity.yaml'],
  deliverables: ['deliverables.yaml', 'deliverables'],
  history: ['history.csv', 'history.yaml'],
} as const satisfies Partial<Record<FileKind, readonly string[]>>;

const NOWHERE: Home = { policy: null, capacity: null, deliverables: null, history: null };
