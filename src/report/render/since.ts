/** Which deals were judged with `--changed-since`, for a person: silence about the others would read as if they had passed. */
import type { Report, ReportSince } from '../report.ts';
import type { Paint } from './paint.ts';
import { hang, visible } from './width.ts';

/** Returns in one sentence which open deals were not judged, or why all were; `ref` and paths as they were written. */
export function sinceText({ ref, commit, all, unchanged }: ReportSince): string {
  const from = `${ref} (${commit.slice(0, 7)})`;
  if (all !== null) return `all open deals are judged, not only those that changed since ${from}: ${all}`;
  if (unchanged.length === 0) return `no open deal is as it was in ${from}: all are judged`;
  const [subject, be] = unchanged.length === 1 ? ['1 open deal', 'is'] : [`${unchanged.length} open deals`, 'are'];
  return `${subject} ${be} not judged: nothing of ${unchanged.length === 1 ? 'it' : 'theirs'} has changed since ${from}`;
}

/** Returns the lines that say it, and first of all that there was nothing to judge. */
export function sinceLines({ deals, exit, base }: Report, since: ReportSince, paint: Paint, width: number): string[] {
  const nothing = deals.length === 0 && exit === 0 ? [paint.good(paint.strong('✓ NOTHING TO JUDGE: no open deal has changed'))] : [];
  // A base tells them itself.
  const gone = since.gone.filter((path) => !base?.told.some(({ file }) => file === path));
  return [
    ...nothing,
    ...hang('· ', visible(sinceText(since)), width),
    ...(gone.length === 0 ? [] : hang('! ', `taken away: ${gone.map(visible).join(', ')}`, width).map(paint.doubtful)),
  ];
}
