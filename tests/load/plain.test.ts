import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlain } from '../../src/load/plain.ts';
import type { Node } from '../../src/load/source.ts';
import { readWithLibrary } from '../../src/load/yaml.ts';
import { tries } from '../tries.ts';

const root = join(import.meta.dirname, '..', '..');

/** A tree as text: every value, key and place. */
function shown(node: Node): string {
  const span = `${node.start}-${node.end}`;
  if (node.entries) {
    const entries = [...node.entries].map(
      ([name, { key, node: value }]) => `${JSON.stringify(name)}@${key.start}-${key.end}:${shown(value)}`,
    );
    return `${span}{${entries.join(' ')}}=${JSON.stringify(node.value)}`;
  }
  if (node.items) return `${span}[${node.items.map(shown).join(' ')}]`;
  return `${span}${typeof node.value}:${JSON.stringify(node.value)}`;
}

/** What is wrong with the short way on a text: null when it stepped back, or gave just what the library gives. */
function difference(text: string): { short: string; library: string } | null {
  const short = readPlain(text);
  if (short === null) return null;
  const { root: tree, problems } = readWithLibrary(text);
  const library = problems.length > 0 || tree === null ? `refused: ${problems.map(({ code }) => code).join()}` : shown(tree);
  const ours = shown(short);
  if (ours === library) return null;
  // Where they part, not all of both.
  let at = 0;
  while (ours[at] === library[at]) at++;
  return { short: ours.slice(Math.max(0, at - 60), at + 60), library: library.slice(Math.max(0, at - 60), at + 60) };
}

/** Every YAML file below a folder. */
function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const own = [...yamlFiles(join(root, 'fixtures')), ...yamlFiles(join(root, 'src', 'example'))].map((path) => readFileSync(path, 'utf8'));

describe('the short way through plain YAML', () => {
  it("gives the library's tree for our own files, and takes nearly all of them", () => {
    const taken = own.filter((text) => readPlain(text) !== null);
    expect(own.map(difference).filter((found) => found !== null)).toEqual([]);
    // Broken files are the library's to refuse.
    expect(taken.length).toBeGreaterThan(own.length * 0.6);
  });

  it("takes formats.md's own documents, with their comments in any column", () => {
    const documents = yamlFiles(join(root, 'fixtures', 'formats')).map((path) => readFileSync(path, 'utf8'));
    expect(documents).toHaveLength(4);
    for (const text of documents) expect(readPlain(text)).not.toBeNull();
  });

  const suite = join(root, '..', 'shared', 'data', 'corpora', 'yaml-test-suite', 'data');
  it.skipIf(!existsSync(suite))("gives the library's tree or steps back on the YAML test suite", () => {
    const texts = readdirSync(suite, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name === 'in.yaml')
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.map(difference).filter((found) => found !== null)).toEqual([]);
  });

  it("gives the library's tree or steps back on any mutation of our own files", { timeout: 120_000 }, () => {
    const signs = [
      ...' \n:,-#[]{}"\'&*!|>%@`?~.0a\\'.split(''),
      '  ',
      ': ',
      '- ',
      ' #',
      '\n  ',
      '\n- ',
      '\n\n',
      'null',
      'true',
      '1.0',
      '---',
      '<<: ',
      '\u00e9',
      '\u200b',
      '\t',
      '\r\n',
    ];
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 6 }),
      put: fc.constantFrom('', ...signs),
    });
    const small = own.filter((text) => text.length < 4000);
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
        let mutated = text;
        for (const { at, cut, put } of edits) {
          const from = Math.floor(at * mutated.length);
          mutated = mutated.slice(0, from) + put + mutated.slice(from + cut);
        }
        expect(difference(mutated)).toBeNull();
      }),
      tries(1000),
    );
  });

  it("gives the library's tree to every block with comments and blank lines in any column", { timeout: 120_000 }, () => {
    type Block = string | { readonly list: boolean; readonly step: number; readonly entries: readonly Block[] };
    const { block } = fc.letrec<{ block: Block; entry: Block }>((tie) => ({
      entry: fc.oneof({ maxDepth: 4 }, fc.constantFrom('v', 'v # c', "'v'", '{a: 1, b: [2]}', '[1, 2] # c'), tie('block')),
      block: fc.record({
        list: fc.boolean(),
        step: fc.integer({ min: 0, max: 3 }),
        entries: fc.array(tie('entry'), { minLength: 1, maxLength: 3 }),
      }),
    }));
    const linesOf = (one: Block, column: number): string[] => {
      if (typeof one === 'string') return [one];
      return one.entries.flatMap((entry, index) => {
        const sign = ' '.repeat(column) + (one.list ? '-' : `k${index}:`);
        if (typeof entry === 'string') return [`${sign} ${entry}`];
        // A list may stand in the column of its key; nothing else may.
        const deeper = column + (entry.list && !one.list ? entry.step : Math.max(1, entry.step));
        const lines = linesOf(entry, deeper);
        return one.list && deeper > column + 1 ? [sign + lines[0].slice(column + 1), ...lines.slice(1)] : [sign, ...lines];
      });
    };
    const between = fc.array(fc.record({ at: fc.nat(), line: fc.constantFrom('#', '# c', '# c', ''), column: fc.nat(8) }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(block, between, fc.constantFrom('', '\n', '\n  ', '\n\n'), (root, extra, end) => {
        const lines = linesOf(root, 0);
        for (const { at, line, column } of extra) lines.splice(at % (lines.length + 1), 0, ' '.repeat(column) + line);
        const text = lines.join('\n') + end;
        expect(readPlain(text), text).not.toBeNull();
        expect(difference(text), text).toBeNull();
      }),
      tries(1000),
    );
  });

  it("gives the library's tree or steps back on short texts of YAML's own signs", () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      ' ',
      '  ',
      '\n',
      ':',
      ': ',
      ',',
      '-',
      '- ',
      '#',
      ' # c',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '1',
      '1.5',
      '-3',
      '0x1',
      '~',
      'null',
      '\n  ',
      '\n- ',
      '&x',
      '*x',
      '!t',
      '|',
      '>',
      '?',
      '%',
      '---',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(difference(pieces.join(''))).toBeNull();
      }),
      tries(6000),
    );
  });
});
