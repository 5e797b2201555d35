// Bad inputs beside their exact .out: a file and its output are a test (fixtures/broken/README.md).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadDeal } from '../../src/load/workspace.ts';
import type { FileKind } from '../../src/model/place.ts';
import { renderDiagnostics } from '../../src/report/render/diagnostics.ts';
import { folderFrom, inProcess } from '../cli/run.ts';
import { formats, root, source } from './read.ts';

const folder = join(root, 'fixtures', 'broken');
const entries = readdirSync(folder, { withFileTypes: true });
const names = entries.filter((each) => each.isFile() && /\.(yaml|csv)$/.test(each.name)).map(({ name }) => name);
const workspaces = entries.filter((each) => each.isDirectory()).map(({ name }) => name);
const KINDS: readonly FileKind[] = ['deal', 'capacity', 'deliverables', 'policy', 'history'];

describe('broken', () => {
  test.each(names)('%s', async (name) => {
    const kind = KINDS.find((each) => name.startsWith(`${each}-`));
    if (kind === undefined) throw new Error(`${name} begins with none of ${KINDS.join(', ')}`);
    const bytes = readFileSync(join(folder, name));
    const broken = source(kind, bytes, name);
    const { diagnostics } = kind === 'deal' ? loadDeal(broken) : formats({ [kind]: kind === 'deliverables' ? [broken] : broken });
    // What only follows for the other files (a level that is gone) is not what this one is about.
    const own = diagnostics.filter((each) => each.file === name);
    expect(own).not.toEqual([]);
    const texts = new Map([[name, new TextDecoder().decode(bytes)]]);
    await expect(renderDiagnostics(own, texts)).toMatchFileSnapshot(join(folder, name.replace(/\.\w+$/, '.out')));
  });

  test.each(workspaces)('%s/', async (name) => {
    const { path: cwd, remove } = folderFrom(join(folder, name));
    let said = '';
    for (const line of readFileSync(join(folder, name, 'cmd'), 'utf8')
      .trim()
      .split('\n')) {
      const { code, out, err } = await inProcess(line.split(' '), { cwd });
      said += `$ handoff ${line}\n${out}${err}exit ${code}\n`;
    }
    remove();
    await expect(said).toMatchFileSnapshot(join(folder, `${name}.out`));
  });
});
