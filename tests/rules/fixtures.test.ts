// A rule's test is two folders and no code: fixtures/rules/ID/pass and fail. In `fail` that rule alone fails, at the line marked `# expect: ID`; so it does in
// each further folder `fail-…`.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../src/rules/index.ts';
import { judgeTexts, RULES_FOLDER, signOffsOf, textsOf, type Texts } from './workspace.ts';

const FILES = ['policy', 'capacity', 'deliverables', 'deal'] as const;
const folders = readdirSync(RULES_FOLDER).filter((name) => !name.startsWith('_'));

test('every rule has its two fixtures, and every fixture its rule', () => {
  expect(folders).toEqual(RULES.map(({ id }) => id).sort());
  for (const { id } of RULES)
    for (const side of ['pass', 'fail']) expect(existsSync(join(RULES_FOLDER, id, side, 'deal.yaml')), `${id}/${side}`).toBe(true);
});

describe.each(folders)('%s', (id) => {
  const failing = readdirSync(join(RULES_FOLDER, id)).filter((name) => name === 'fail' || name.startsWith('fail-'));
  test.each(failing)('%s: fails, at the marked line, and nothing else does', (folder) => {
    const texts = textsOf(join(RULES_FOLDER, id, folder));
    const { judgement, at, of } = judgeTexts(texts, signOffsOf(join(RULES_FOLDER, id, folder)));
    // A date rule's floor is the safe date's; and the rule that sums up the dates fails with those that it sums up.
    const dates = RULES.filter(({ date }) => date).map((rule) => rule.id);
    const company = id === 'operations-date' ? dates : dates.includes(id) ? ['operations-date'] : [];
    const failed = judgement.checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'needs-approval').map(({ rule }) => rule);
    expect(failed.filter((rule) => !company.includes(rule) || rule === id)).toEqual([id]);
    const { findings, blocking } = of(id);
    expect(blocking).toBe(true);
    expect(findings.map((finding) => placeText(at(finding.at)))).toEqual(markedLines(texts, id));
    expect(judgement.verdict).toBe('fail');
  });

  test('passes', () => {
    const { judgement, of } = judgeTexts(textsOf(join(RULES_FOLDER, id, 'pass')), signOffsOf(join(RULES_FOLDER, id, 'pass')));
    expect(of(id)).toMatchObject({ verdict: 'pass', findings: [] });
    expect(judgement.checks.filter(({ blocking }) => blocking)).toEqual([]);
    expect(judgement.verdict).toBe('pass');
  });
});

function placeText({ file, line }: { file: string; line: number }): string {
  return `${file}:${line}`;
}

function markedLines(texts: Texts, id: string): string[] {
  const files = [...FILES.map((kind) => [`${kind}.yaml`, texts[kind]] as const), ...Object.entries(texts.documents ?? {})];
  return files.flatMap(([name, content]) =>
    content.split('\n').flatMap((text, index) => {
      const expected = /# expect: (.*?)(?: -->)?$/.exec(text)?.[1].split(', ') ?? [];
      return expected.includes(id) ? [`${name}:${index + 1}`] : [];
    }),
  );
}
