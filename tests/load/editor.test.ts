// What a seller sees while typing: the YAML language server with the generated schemas, through the line that `handoff new` writes on top.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEditor, type Editor } from './editor.ts';
import { root } from './read.ts';

interface Squiggles {
  readonly uri: string;
  readonly diagnostics: readonly { message: string; range: { start: { line: number; character: number }; end: { character: number } } }[];
}

let editor: Editor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

let files = 0;
/** Opens a text as a deal; returns its address and what is underlined in it, as `line:column words: message` from 1. */
async function open(kind: string, text: string): Promise<{ uri: string; underlined: string[] }> {
  const uri = pathToFileURL(join(root, `opened-${++files}.yaml`)).href;
  const whole = `# yaml-language-server: $schema=schemas/${kind}.schema.json\n${text}`;
  const squiggles = editor.next<Squiggles>('textDocument/publishDiagnostics', (params) => params.uri === uri);
  editor.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: whole } });
  const { diagnostics } = await squiggles;
  const lines = whole.split('\n');
  return {
    uri,
    underlined: diagnostics.map(
      ({ message, range: { start, end } }) =>
        `${start.line + 1}:${start.character + 1} ${lines[start.line].slice(start.character, end.character)}: ${message}`,
    ),
  };
}

describe('an editor with the schemas', () => {
  test('underlines a wrong key at its place', async () => {
    const { underlined } = await open('deal', 'handoff: 1\ncustomer: Acme\nwantde: 2026-12-18\nitems: [branded-bag:300]\n');
    expect(underlined).toEqual(['4:1 wantde: Property wantde is not allowed.']);
  });

  test('underlines a duration without a unit', async () => {
    const { underlined } = await open('policy', 'handoff: 1\nbuffers: {sales: 3}\n');
    expect(underlined).toEqual(['3:18 3: Incorrect type. Expected "string".']);
  });

  test('is content with a good deal and with anybody’s own keys', async () => {
    const { underlined } = await open('deal', 'handoff: 1\ncustomer: Acme\nwanted: 2026-12-18\nitems: [branded-bag:300]\nx-crm: 77\n');
    expect(underlined).toEqual([]);
  });

  test('offers the keys that there are, with what they mean', async () => {
    const { uri } = await open('deal', 'handoff: 1\ncustomer: Acme\nw\n');
    const list = (await editor.request('textDocument/completion', { textDocument: { uri }, position: { line: 3, character: 1 } })) as {
      items: readonly { label: string; documentation?: string | { value: string } }[];
    };
    const labels = list.items.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['wanted', 'items', 'promises', 'staffing']));
    const wanted = list.items.find(({ label }) => label === 'wanted');
    expect(JSON.stringify(wanted?.documentation)).toContain('the date that the customer asks for');
  });
});
