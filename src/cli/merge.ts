/** The reports of all parts of a book, read, joined and written. */
import { resolve } from 'node:path';
import { mergedOf, type NamedReport } from '../report/book/merge.ts';
import { FORMATS, REVIEW_FORMATS } from '../report/render/index.ts';
import type { Report } from '../report/report.ts';
import { visible } from '../report/render/width.ts';
import type { World } from '../world.ts';
import { writeAnswer, type OutputOptions } from './output.ts';

/** The largest report that is read: some ten thousand deals. */
const LARGEST = 512 * 1024 * 1024;

/** Joins the reports and writes the whole; returns its exit code, 2 where they do not belong together. */
export async function mergeReports(files: readonly string[], options: OutputOptions, world: World): Promise<number> {
  const read: NamedReport[] = [];
  for (const file of files) {
    const found = await readFile(file, world);
    if ('refused' in found) return refuse(`${visible(file)} ${found.refused}`, world);
    read.push({ file: visible(file), report: found.report });
  }
  const merged = mergedOf(read);
  if ('refused' in merged) return refuse(merged.refused, world);
  const { report } = merged;
  const answer = {
    exit: report.exit,
    keep: [],
    writes: [],
    refused: null,
    render: (format: keyof typeof FORMATS, view: Parameters<(typeof FORMATS)['text']>[1]) => FORMATS[format](report, view),
    // A report in JSON has no plan day by day: a page of it shows none.
    review: (format: keyof typeof REVIEW_FORMATS) =>
      REVIEW_FORMATS[format](report, async () => ({ deals: null, weeks: report.book?.roles ?? [] })),
  };
  await writeAnswer(answer, report.diagnostics, [], options, world);
  return report.exit;
}

function refuse(why: string, world: World): number {
  world.err(`handoff: ${why}\n`);
  return 2;
}

async function readFile(file: string, world: World): Promise<{ readonly report: Report } | { readonly refused: string }> {
  const found = world.read(resolve(world.cwd, file), LARGEST);
  if (!found.ok) return { refused: READ_PROBLEMS[found.problem] ?? 'cannot be read' };
  let data: unknown;
  try {
    data = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(found.bytes));
  } catch {
    return { refused: 'is no JSON: merge-reports joins what handoff check --shard i/n --format json=FILE wrote' };
  }
  const { readReport } = await import('../report/book/read.ts');
  const { version } = await import('../../package.json');
  return readReport(data, version);
}

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  missing: 'is not there',
  folder: 'is a folder: name the files in it',
  symlink: 'is a symbolic link, and links are not followed',
  'not-regular': 'is no regular file',
  'too-large': 'is too large for a report',
  denied: 'may not be read',
};
