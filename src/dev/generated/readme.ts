/** The parts of the README that the program itself says, each between two marks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, EXAMPLE_TODAY } from '../../example/index.ts';
import { main } from '../../main.ts';
import { PROFILES } from '../../model/policy.ts';
import { RULES } from '../../rules/index.ts';
import { cellOf, type RuleId } from '../../rules/profiles.ts';
import { NOT_ALL, waivableText } from '../../rules/waivers.ts';
import { memoryWorld } from './memory-world.ts';

/** Returns the README with each part between `<!-- begin: NAME -->` and `<!-- end -->` as the program says it now. */
export async function readmeOf(old: string | null, root: string): Promise<string> {
  const parts: Record<string, string> = {
    example: await consoleOf('check --example'),
    yes: await consoleOf('check deals/norwell-042.yaml'),
    inline: await consoleOf('check branded-bag:300 --by 2027-01-29 --quiet'),
    when: await consoleOf('when branded-bag:300'),
    plan: await consoleOf('plan deals/acme-041.yaml --chart'),
    base: lastLinesOf(join(root, 'fixtures/stories/17-the-rules-change-with-the-deal/expected/quill-by-base.txt')),
    rules: rulesTable(),
  };
  return (old ?? '').replace(/(<!-- begin: (\S+) -->\n)[^]*?(<!-- end -->)/g, (_, begin: string, name: string, end: string) => {
    if (!(name in parts)) throw new Error(`README.md asks for '${name}', which nothing generates`);
    return `${begin}${parts[name]}${end}`;
  });
}

async function consoleOf(command: string): Promise<string> {
  const world = memoryWorld(EXAMPLE, EXAMPLE_TODAY);
  const code = await main(command.split(' '), world);
  return `\`\`\`console\n$ handoff ${command}\n${world.said.out}$ echo $?\n${code}\n\`\`\`\n`;
}

/** The command and the last lines of a story's answer: a repository cannot be had in memory. */
function lastLinesOf(path: string): string {
  const text = readFileSync(path, 'utf8');
  const [command] = text.split('\n');
  const last = text.slice(text.lastIndexOf('\n\n') + 2).replace(/^exit (\d+)\n$/m, '$ echo $?\n$1\n');
  return `\`\`\`console\n${command}\n…\n${last}\`\`\`\n`;
}

function rulesTable(): string {
  const rows = RULES.map((rule) => {
    const cells = PROFILES.map((profile) => cellOf(rule.id as RuleId, profile));
    return `| \`${rule.id}\` | ${rule.title} | ${waivableText(rule).replace('*', '\\*')} | ${cells.join(' | ')} |`;
  });
  const head = ['rule', 'fails when', 'waived by', ...PROFILES];
  return `| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}\n${rows.join('\n')}\n\n${NOT_ALL.replace('*', '\\*').replace('handoff explain RULE', '`handoff explain RULE`')}\n`;
}
