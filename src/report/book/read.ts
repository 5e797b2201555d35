/** A report that was written as JSON, read again; loaded only where parts are joined. */
import * as z from 'zod/mini';
import { visible } from '../render/width.ts';
import type { Report } from '../report.ts';
import { reportSchema } from '../schema.ts';

/** What every report says first. */
const named = z.object({ schema: z.literal('handoff/report@1'), tool: z.object({ name: z.literal('handoff'), version: z.string() }) });

/** Returns a report from the data of its JSON, or why it is none, as the end of a sentence that begins with its file; `version` is that of this program. */
export function readReport(data: unknown, version: string): { readonly report: Report } | { readonly refused: string } {
  const told = z.safeParse(named, data);
  if (!told.success)
    return { refused: 'is no report of handoff check: merge-reports joins what handoff check --shard i/n --format json=FILE wrote' };
  const theirs = told.data.tool.version;
  if (theirs !== version)
    return { refused: `is of handoff ${visible(theirs)}, and this is ${version}: judge all parts again with one version` };
  const read = z.safeParse(reportSchema, data);
  if (read.success) return { report: data as Report };
  const path = read.error.issues[0].path.map(String).join('.');
  return { refused: `is no whole report: ${path === '' ? 'it' : visible(path)} is not as handoff wrote it` };
}
