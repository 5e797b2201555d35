/** The last step: each format of the answer to its place, and what is wrong with the input to standard error, whatever the format. */
import { decode } from '../load/decode.ts';
import type { Source } from '../load/source.ts';
import type { Answer } from '../report/answer.ts';
import { renderDiagnostics } from '../report/render/diagnostics.ts';
import { isReviewFormat } from '../report/render/index.ts';
import type { Detail } from '../report/render/view.ts';
import { paintFor } from '../report/render/paint.ts';
import type { Report } from '../report/report.ts';
import type { World } from '../world.ts';
import { docsFor } from './links.ts';
import type { Output } from './options.ts';

/** How a run's answer is written. */
export interface OutputOptions {
  readonly outputs: readonly Output[];
  readonly detail: Detail;
  readonly color: { readonly out: boolean; readonly err: boolean };
}

/** Writes the answer in every format that was asked for; a file as a whole or not at all. `sources` are for the lines of code in diagnostics. */
export async function writeAnswer(
  answer: Answer,
  diagnostics: Report['diagnostics'],
  sources: readonly Source[],
  { outputs, detail, color }: OutputOptions,
  world: World,
): Promise<void> {
  if (answer.refused !== null) world.err(`handoff: ${answer.refused}\n`);
  if (diagnostics.length > 0) {
    const texts = new Map(sources.map((source) => [source.path, decode(source).text]));
    world.err(renderDiagnostics(diagnostics, texts, await paintFor(color.err)));
  }
  for (const { format, file } of outputs) {
    // Told above, with the lines themselves: a person reads both streams as one.
    if (format === 'text' && file === null && diagnostics.length > 0) continue;
    const docs = format === 'text' && file === null ? docsFor(world) : null;
    const view = { detail, color: color.out && file === null, docs, columns: file === null ? world.columns() : null };
    // Only a command that has such an answer takes the name of its format.
    const text = isReviewFormat(format) ? await answer.review!(format) : await answer.render(format, view);
    if (file === null) world.out(text);
    else world.write(file, text);
    if (format === 'github' && file === null) await writeSummary(answer, world);
  }
}

/** The most that a job's summary may hold, and what is read of it. */
const SUMMARY_CAP = 1024 * 1024;

/** Adds the report to the summary of the job, where the runner names a file for it. */
async function writeSummary(answer: Answer, world: World): Promise<void> {
  const path = world.env('GITHUB_STEP_SUMMARY');
  if (path === undefined || path === '') return;
  const before = world.read(path, SUMMARY_CAP);
  const said = before.ok ? Buffer.from(before.bytes).toString('utf8') : '';
  world.write(path, said + (await answer.review!('markdown')));
}
