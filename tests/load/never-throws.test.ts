// Whatever comes: a parse or a diagnostic, never an exception, and soon.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadDeal } from '../../src/load/workspace.ts';
import { parseYaml } from '../../src/load/yaml.ts';
import type { FileKind } from '../../src/model/place.ts';
import { renderDiagnostics } from '../../src/report/render/diagnostics.ts';
import { formats, root, source } from './read.ts';
import { tries } from '../tries.ts';

/** Milliseconds after which something hangs, on any machine: a quadratic reader takes minutes over these. */
const HANGS = 15_000;
const KINDS: readonly FileKind[] = ['policy', 'capacity', 'deliverables', 'history', 'deal'];
const DOCUMENTS: Record<string, FileKind> = {
  'handoff.yaml': 'policy',
  'capacity.yaml': 'capacity',
  'deliverables.yaml': 'deliverables',
  'acme-041.yaml': 'deal',
};

/** Loads a text as a file of a kind, and holds what every answer must hold. */
function load(kind: FileKind, bytes: Uint8Array | string, path = `${kind}.yaml`): { ok: boolean; value: unknown } {
  const one = source(kind, bytes, path);
  const loaded = kind === 'deal' ? loadDeal(one) : formats({ [kind]: kind === 'deliverables' ? [one] : one });
  const value = 'deal' in loaded ? loaded.deal : loaded.workspace;
  expect((value === null) === loaded.diagnostics.length > 0).toBe(true);
  for (const { line, column, endLine, endColumn, message } of loaded.diagnostics) {
    expect(line >= 1 && column >= 1 && (endLine > line || (endLine === line && endColumn >= column))).toBe(true);
    // Our own words, without the reader's.
    expect(message.replace(/'.*'/g, '')).not.toMatch(/undefined|\[object|Invalid input|NaN/);
  }
  const texts = new Map([[path, typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)]]);
  expect(renderDiagnostics(loaded.diagnostics, texts)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
  return { ok: value !== null, value: 'deal' in loaded ? loaded.deal : loaded.workspace && { ...loaded.workspace, sources: [] } };
}

describe('never throws', () => {
  test.each(KINDS)('on arbitrary bytes as %s', (kind) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        load(kind, bytes);
      }),
      tries(80),
    );
  });

  test('on arbitrary CSV', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('id', 'csat', 'started', '"', '""', ',', '\r\n', '\n', '2026-01-01'),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (parts) => {
        load('history', parts.join(','), 'history.csv');
      }),
    );
  });

  test.each(Object.entries(DOCUMENTS))('on %s with anything put anywhere', (name, kind) => {
    const text = readFileSync(join(root, 'fixtures/formats', name), 'utf8');
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ': ',
        '- ',
        '\n',
        '\t',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!t ',
        '| ',
        '? ',
        '---\n',
        '\u202e',
        '\r',
        '0',
        '-1',
      ),
      fc.string({ maxLength: 4, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(12), piece, (at, cut, put) => {
        load(kind, text.slice(0, at) + put + text.slice(at + cut));
      }),
      tries(60),
    );
  });
});

describe('the same file', () => {
  test.each(Object.entries(DOCUMENTS))('%s: with CRLF, with a byte order mark, with other keys that begin with x-', (name, kind) => {
    const text = readFileSync(join(root, 'fixtures/formats', name), 'utf8');
    const expected = load(kind, text);
    expect(expected.ok).toBe(true);
    expect(load(kind, text.replaceAll('\n', '\r\n')).value).toEqual(expected.value);
    expect(load(kind, `\ufeff${text}`).value).toEqual(expected.value);
    expect(load(kind, `${text}x-ours: {any: [thing, 1]}\n`).value).toEqual(expected.value);
  });
});

const corpora = join(root, '..', 'shared', 'data', 'corpora');
const without = existsSync(corpora) ? '' : ' (skipped: no corpora beside the repository)';

describe.skipIf(without !== '')(`corpora that nobody here wrote${without}`, () => {
  const soon = (run: () => void) => {
    const from = performance.now();
    run();
    expect(performance.now() - from).toBeLessThan(HANGS);
  };

  test('the YAML test suite: what must be rejected is, all else is read or refused in words', () => {
    const folders: string[] = [];
    const walk = (at: string): void => {
      const names = readdirSync(at, { withFileTypes: true });
      if (names.some(({ name }) => name === 'in.yaml')) folders.push(at);
      for (const each of names) if (each.isDirectory()) walk(join(at, each.name));
    };
    walk(join(corpora, 'yaml-test-suite', 'data'));
    expect(folders.length).toBeGreaterThan(300);
    const accepted: string[] = [];
    for (const folder of folders) {
      const bytes = readFileSync(join(folder, 'in.yaml'));
      soon(() => load('deal', bytes));
      const { parsed, diagnostics } = parseYaml(source('deal', bytes));
      if (existsSync(join(folder, 'error')) && parsed.root !== null && diagnostics.length === 0)
        accepted.push(folder.slice(corpora.length));
    }
    // Known leniencies of the library, none of which changes what a text means.
    expect(accepted).toEqual([]);
  });

  test('naughty strings: as text in every file, as a whole file, as a cell', () => {
    const strings = JSON.parse(readFileSync(join(corpora, 'blns', 'blns.json'), 'utf8')) as string[];
    for (const naughty of strings) {
      soon(() => load('deal', naughty));
      soon(() => load('deal', `handoff: 1\ncustomer: ${JSON.stringify(naughty)}\nwanted: 2026-12-18\nitems: [branded-bag:300]\n`));
      soon(() => load('deal', `handoff: 1\ncustomer: Acme\nwanted: ${naughty}\nitems: [${naughty}]\n${naughty}: 1\n`));
      soon(() => load('history', `id,customer\npo-1,"${naughty.replaceAll('"', '""')}"\n`, 'history.csv'));
    }
  });
});

describe('hostile shapes end soon', () => {
  const K = 1024;
  test.each<[string, FileKind, string]>([
    ['deep flow', 'capacity', '['.repeat(500 * K)],
    ['deep blocks', 'capacity', '- '.repeat(500 * K)],
    ['many keys', 'capacity', Array.from({ length: 30_000 }, (_, n) => `k${n}: ${n}`).join('\n')],
    ['one key many times', 'capacity', 'k: 1\n'.repeat(20_000)],
    ['many roles', 'capacity', `handoff: 1\nroles:\n${Array.from({ length: 20_000 }, (_, n) => `  r${n}: {rate: 1}\n`).join('')}`],
    ['many unknown names', 'deliverables', `handoff: 1\ndeliverables: {a: {requires: [${'b, '.repeat(20_000)}]}}\n`],
    ['a long line', 'capacity', `handoff: "${'x'.repeat(900 * K)}"`],
    ['a long key', 'capacity', `${'x'.repeat(900 * K)}: 1`],
    ['quotes', 'capacity', '"'.repeat(900 * K)],
    ['question marks', 'capacity', '? '.repeat(400 * K)],
    ['spaces', 'capacity', ' '.repeat(900 * K)],
    ['line breaks', 'capacity', '\n'.repeat(900 * K)],
    ['comments', 'capacity', '# c\n'.repeat(200 * K)],
    ['joiners', 'capacity', `handoff: "${'\u200d'.repeat(200 * K)}"`],
    ['commas', 'history', ','.repeat(4000 * K)],
    ['CSV quotes', 'history', `id\n${'"'.repeat(2000 * K + 1)}`],
  ])('%s', (_, kind, text) => {
    const from = performance.now();
    const one = source(kind, text, kind === 'history' ? 'history.csv' : undefined);
    const { diagnostics } = formats({ [kind]: kind === 'deliverables' ? [one] : one });
    renderDiagnostics(diagnostics, new Map([[one.path, text]]));
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(performance.now() - from).toBeLessThan(HANGS);
  });
});
