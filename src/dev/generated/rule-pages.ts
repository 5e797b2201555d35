/** docs/rules: a page of each rule (what it asks, why, how strict it is, its options and reasons, a deal that fails it and one that passes), and an index. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../main.ts';
import { listed } from '../../model/words.ts';
import { PROFILES } from '../../model/policy.ts';
import { severityInWords } from '../../cli/rules.ts';
import { RULES } from '../../rules/index.ts';
import { FAMILIES, type Family, type Rule } from '../../rules/rule.ts';
import { optionsOf, textsIn } from './explained.ts';
import { memoryWorld } from './memory-world.ts';

const CHAPTERS: Readonly<Record<Family, string>> = {
  dates: 'Dates',
  capacity: 'Capacity and people',
  scope: 'Scope',
  promises: 'Promises',
  money: 'Money and fit',
  handoff: 'The handoff',
};

/** What the examples of all rules share, as a reader of a page would find it in the repository. */
const BASE = '../../fixtures/rules/_base';

/** Returns docs/rules/ID.md; `fixtures` is the folder of the rules' fixtures. */
export async function rulePage(rule: Rule, fixtures: string): Promise<string> {
  const { id, title, why, source, waivable, final = [], reasons } = rule;
  const never =
    final.length === 0
      ? ''
      : `, but nobody waives ${listed(
          final.map((reason) => `\`${reason}\``),
          'or',
        )}`;
  const options = optionsOf(rule.options);
  const sections = [
    `# ${id}\n\n${title}`,
    why,
    `Practice: ${source}`,
    table(['profile', ...PROFILES], [['', ...PROFILES.map((profile) => severityInWords(rule, profile))]]),
    `A failure may be waived by: ${waivable ?? 'nobody'}${never}.${rule.date ? ' It gives a floor: the earliest completion at which it passes.' : ''}`,
    options.length === 0
      ? ''
      : `## Options\n\nIn handoff.yaml, under \`rules\` → \`${id}\`.\n\n${table(
          ['option', 'what it says'],
          options.map(([name, words]) => [`\`${name}\``, words]),
        )}`,
    `## Reasons\n\nThe codes that a report gives.\n\n${table(
      ['code', 'meaning'],
      Object.entries(reasons).map(([code, meaning]) => [`\`${id}/${code}\``, meaning]),
    )}`,
    await exampleSection(rule, 'fail', fixtures),
    await exampleSection(rule, 'pass', fixtures),
  ];
  return `${MADE}\n\n${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Returns docs/rules/README.md: all rules by chapter, with the practice that each comes from. */
export function rulesIndex(): string {
  const chapters = FAMILIES.map((family) => {
    const rows = RULES.filter((rule) => rule.family === family).map(({ id, title, source }) => [`[${id}](${id}.md)`, source, title]);
    return `## ${CHAPTERS[family]}\n\n${table(['rule', 'the practice', 'fails when'], rows)}`;
  });
  return `${MADE}\n\n# The rules, by practice\n\n${chapters.join('\n\n')}\n`;
}

const MADE = '<!-- Made from the rules and their fixtures by `npm run generate`. -->';

async function exampleSection({ id }: Rule, side: 'fail' | 'pass', fixtures: string): Promise<string> {
  const folder = join(fixtures, id, side);
  if (!existsSync(folder)) return '';
  const own = textsIn(folder);
  const files = Object.entries(own)
    .filter(([name]) => name !== 'today')
    .map(([name, text]) =>
      fenced(
        name.endsWith('.md') ? 'markdown' : name.endsWith('.csv') ? 'csv' : name.endsWith('.json') ? 'json' : 'yaml',
        `# ${name}\n${text.replace(/# expect: .*$/gm, '# <- here').trimEnd()}`,
      ),
    );
  const { today, ...all }: Record<string, string> = { ...textsIn(join(fixtures, '_base')), ...own };
  const world = memoryWorld(all, today.trim());
  const code = await main(['check', 'deal.yaml'], world);
  const said = fenced('console', `$ handoff check deal.yaml --today ${today.trim()}\n${world.said.out}$ echo $?\n${code}`);
  const heading = side === 'fail' ? '## A deal that fails it' : '## A deal that passes';
  return [heading, `All other files are [those that the examples share](${BASE}).`, ...files, said].join('\n\n');
}

/** A code block whose fence is longer than any in it. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
