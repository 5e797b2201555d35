/** What finished runs of a deliverable prove: that it was made, on time and as specified, by people and not by a hero. */
import type { Facts } from '../../model/facts.ts';
import type { Project } from '../../model/history.ts';
import type { Deliverable } from '../../model/library.ts';
import { personId } from '../../model/people.ts';

/** The runs of a deliverable's current version, pilots left out. */
export interface TrackRecord {
  /** On time and on spec, no hero. */
  readonly proven: readonly Project[];
  /** Nothing speaks against them, and something is not recorded. */
  readonly unrecorded: readonly Project[];
  /** Which columns that is, in the order of the history's. */
  readonly columns: readonly string[];
  /** Late, off spec or saved by a hero. */
  readonly failed: number;
}

/** Returns the track record of a deliverable. A run that records no version is of the current one only where there was never another. */
export function trackRecord(history: readonly Project[], { id, version }: Deliverable, { today }: Pick<Facts, 'today'>): TrackRecord {
  const proven: Project[] = [];
  const unrecorded: Project[] = [];
  const columns = new Set<string>();
  let failed = 0;
  for (const project of history) {
    const { outcome, completed, promised, on_spec, pilot, hero } = project;
    const ofVersion = project.version ?? (version === 1 ? 1 : undefined);
    const isFinished = completed !== undefined && completed <= today && (outcome === 'delivered' || outcome === undefined);
    if (project.deliverable !== id || pilot === true || !isFinished) continue;
    if (ofVersion !== undefined && ofVersion !== version) continue;
    if (hero === true || on_spec === false || (promised !== undefined && completed > promised)) {
      if (ofVersion !== undefined) failed++;
      continue;
    }
    const missing = [
      ofVersion === undefined ? 'version' : '',
      promised === undefined ? 'promised' : '',
      on_spec === undefined ? 'on_spec' : '',
    ].filter(Boolean);
    if (missing.length === 0) proven.push(project);
    else unrecorded.push(project);
    for (const column of missing) columns.add(column);
  }
  return { proven, unrecorded, columns: ['version', 'promised', 'on_spec'].filter((column) => columns.has(column)), failed };
}

/** Returns the people who did some runs, by id. */
export function doersOf(projects: readonly Project[], facts: Pick<Facts, 'capacity'>): string[] {
  return [...new Set(projects.flatMap(({ doers }) => doers.map((name) => personId(facts.capacity, name))))];
}

/** Returns how many people could do it: those of its doer's role, else of the role of its steps that has most; today or later. */
export function peopleFor({ doer, steps }: Deliverable, { capacity, today }: Pick<Facts, 'capacity' | 'today'>): number {
  const inRole = (role: string): number =>
    capacity.people.filter((person) => person.role === role && (person.until ?? today) >= today).length;
  const person = doer === undefined ? undefined : capacity.people.find(({ id }) => id === personId(capacity, doer));
  return person !== undefined ? inRole(person.role) : Math.max(0, ...steps.flatMap(({ needs }) => needs.map(({ role }) => inRole(role))));
}
