/** What `explain` shows of each rule beside its words: its options, the files of its two fixtures, and what the program says of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as z from 'zod/mini';
import { inYaml } from '../../cli/rules.ts';
import { main } from '../../main.ts';
import type { Report } from '../../report/report.ts';
import { RULES } from '../../rules/index.ts';
import type { Rule } from '../../rules/rule.ts';
import { memoryWorld } from './memory-world.ts';

/** Returns all that as JSON, from the folder of the rules' fixtures. */
export async function explainedOf(fixtures: string): Promise<string> {
  const base = textsIn(join(fixtures, '_base'));
  const explained: Record<string, unknown> = {};
  for (const { id, options } of RULES) {
    const sides: Record<string, unknown> = {};
    for (const side of ['fail', 'pass'] as const) {
      const folder = join(fixtures, id, side);
      if (!existsSync(folder)) continue;
      const own = textsIn(folder);
      sides[side] = {
        // A sign-off is written by handoff, not by hand. The mark that the tests look for is for a reader the place to look at.
        files: Object.entries(own)
          .filter(([name]) => !name.startsWith('signoffs/'))
          .map(([name, text]) => ({ name, text: text.replace(/# expect: .*?(?= -->|$)/gm, '# <- here') })),
        says: await saidOf({ ...base, ...own }, id),
      };
    }
    explained[id] = { options: optionsOf(options), ...sides };
  }
  return `${JSON.stringify(explained, null, 2)}\n`;
}

/** Returns each option with its sentence and its default, as policy would write it. */
export function optionsOf(options: Rule['options']): [string, string][] {
  const { properties = {} } = z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { description?: string; default?: unknown }>;
  };
  return Object.entries(properties).map(([name, { description = '', default: value }]) => [
    name,
    value === undefined ? description : `${description} Default: ${inYaml(value)}.`,
  ]);
}

async function saidOf({ today, ...files }: Record<string, string>, id: string): Promise<string> {
  const world = memoryWorld(files, today.trim());
  await main(['check', 'deal.yaml', '--format', 'json'], world);
  const report = JSON.parse(world.said.out) as Report;
  const check = report.deals[0]?.checks.find(({ rule }) => rule === id);
  if (check === undefined) throw new Error(`the fixture of ${id} is not judged:\n${world.said.err}`);
  const [finding] = check.findings;
  return finding === undefined ? check.summary : `${finding.message} → ${finding.help}`;
}

/** Returns the texts of the files of a folder by name, in the order of their names. */
export function textsIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}
