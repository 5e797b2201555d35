/** The parts of the README that the program itself says, each between two marks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE, EXAMPLE_TODAY } from '../../example/index.ts';
import { main } from '../../main.ts';
import { PROFILES } from '../../model/policy.ts';
import { RULES } from '../../rules/index.ts';
import { cellOf, type RuleId } from '../../rules/profiles.ts';
import { NOT_ALL, waivableText } from '../../rules/waivers.ts';
import { valueText, type Value } from '../../signoff/interview/machine.ts';
import type { World } from '../../world.ts';
import { memoryWorld } from './memory-world.ts';

/** Returns the README with each part between `<!-- begin: NAME -->` and `<!-- end -->` as the program says it now. */
export async function readmeOf(old: string | null, root: string): Promise<string> {
  const parts: Record<string, string> = {
    example: await consoleOf('check --example'),
    yes: await consoleOf('check deals/norwell-042.yaml'),
    inline: await consoleOf('check branded-bag:300 --by 2027-01-29 --quiet'),
    when: await consoleOf('when branded-bag:300'),
    new: await consoleOf('new hill-043 branded-bag:120 --customer Hill --by 2027-01-29'),
    menu: await consoleOf('menu'),
    options: await consoleOf('options deals/acme-041.yaml --frontier'),
    hold: await consoleOf('hold deals/norwell-042.yaml --as sam@larkfield.example'),
    confirm: await consoleOf('confirm deals/norwell-042.yaml'),
    plan: await consoleOf('plan deals/acme-041.yaml --chart'),
    base: lastLinesOf(join(root, 'fixtures/stories/17-the-rules-change-with-the-deal/expected/quill-by-base.txt')),
    restate: await consoleOf('restate deals/acme-041.yaml --as ana', whoSays(ANA)),
    rules: rulesTable(),
  };
  return (old ?? '').replace(/(<!-- begin: (\S+) -->\n)[^]*?(<!-- end -->)/g, (_, begin: string, name: string, end: string) => {
    if (!(name in parts)) throw new Error(`README.md asks for '${name}', which nothing generates`);
    return `${begin}${parts[name]}${end}`;
  });
}

async function consoleOf(command: string, more: (said: { err: string }) => Partial<World> = () => ({})): Promise<string> {
  const world = memoryWorld(EXAMPLE, EXAMPLE_TODAY);
  const code = await main(command.split(' '), { ...world, ...more(world.said) });
  return `\`\`\`console\n$ handoff ${command}\n${world.said.err}${world.said.out}$ echo $?\n${code}\n\`\`\`\n`;
}

/** What the doer of the example says; of all else that is asked, nothing. */
const ANA: Readonly<Record<string, Value>> = {
  words: 'Every bag lies inspected and counted on the ramp of the shop',
  'by-when': '2026-12-21',
  'how-many': '300',
  evidence: ['signed delivery note'],
  'not-included': ['Gift wrapping'],
  deliver: 'yes',
  'three-times': 'hesitate',
  reversible: 'permanent',
  'goes-wrong': ['thread'],
  decide: 'keep',
};

/** Somebody at a terminal of 80 columns. What stands on it is what the program wrote, with what was said after a `>`. */
function whoSays(answers: Readonly<Record<string, Value>>): (said: { err: string }) => Partial<World> {
  return (said) => ({
    isTTY: () => true,
    env: (name) => (name === 'NO_COLOR' ? '1' : undefined),
    openTerminal: () =>
      Promise.resolve({
        columns: 80,
        say: (text) => void (said.err += text),
        ask: (question, whyNot) => {
          const value = answers[question.id] ?? null;
          const no = whyNot(value);
          if (no !== null) throw new Error(`the README answers '${question.id}' with what cannot be taken: ${no}`);
          said.err += `> ${value === null ? '' : question.kind === 'date' ? String(value) : valueText(question, value)}`.trimEnd() + '\n';
          return Promise.resolve(value);
        },
      }),
  });
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
