/** Whose files judged, for a person: the last lines of a report with a base. */
import type { Report, ReportBase, ReportOther } from '../report.ts';
import type { Paint } from './paint.ts';
import { branchWords, changeWords } from './change.ts';
import { hang, visible } from './width.ts';

/** Returns the lines that say by which commit was judged, and what other files of operations would say. */
export function baseLines({ deals }: Pick<Report, 'deals'>, base: ReportBase, paint: Paint, width: number): string[] {
  const { commit, tip, told, newest, branch, adopted } = base;
  const ref = visible(base.ref);
  const by = (id: string): string => id.slice(0, 7);
  const warn = (text: string): string[] => hang('! ', text, width).map(paint.doubtful);
  // A verdict of the branch's own is told below, with the files.
  const later = (deal: Report['deals'][number]): string[] =>
    branch?.deals.find((each) => each.deal === deal.deal)?.safe === deal.dates.safe ? [] : branchWords(deal, base);
  const verdicts = (name: string, other: ReportOther): string[] => {
    if (other.because !== null) return hang('    ', `${name} judges nothing: ${visible(other.because)}`, width);
    const rows = deals.flatMap(({ file, verdict }) => {
      const theirs = other.deals.find((each) => each.file === file)?.verdict;
      return theirs === undefined || theirs === verdict
        ? []
        : [`${visible(file)}: ${WORDS[verdict]} by ${by(commit)}, ${WORDS[theirs]} by ${name}`];
    });
    const same = deals.length === 1 ? `the verdict is the same by both: ${WORDS[deals[0].verdict]}` : 'the verdicts are the same by both';
    return (rows.length === 0 && deals.length > 0 ? [same] : rows).flatMap((row) => hang('    ', row, width));
  };
  return [
    ...hang('· ', `judged by operations' files of ${by(commit)} (merge base with ${ref})`, width),
    ...deals.flatMap((deal) =>
      [...changeWords(deal, ref, visible), ...later(deal)].flatMap((words) => hang('· ', `${visible(deal.file)}: ${words}`, width)),
    ),
    ...(adopted.length === 0 ? [] : warn(`${listOf(adopted)}: not in ${by(commit)}, so read from this branch (--bootstrap)`)),
    ...told.flatMap(({ file, message }) => warn(`${visible(file)}: ${visible(message)}`)),
    ...(newest === null
      ? []
      : [
          ...warn(
            `${ref} is at ${by(tip)} by now, with other files: ${changesOf(newest)}. A deal has to pass by them too: bring this branch up to date`,
          ),
          ...verdicts(by(tip), newest),
        ]),
    ...(branch === null
      ? []
      : [...warn(`not used, since this branch changes them: ${changesOf(branch)}`), ...verdicts('this branch', branch)]),
  ];
}

const WORDS: Readonly<Record<Report['deals'][number]['verdict'], string>> = { pass: 'YES', fail: 'NOT YET' };

function changesOf({ files }: ReportOther): string {
  return files.map(({ path, change }) => `${visible(path)} (${change})`).join(', ');
}

function listOf(paths: readonly string[]): string {
  return paths.map(visible).join(', ');
}
