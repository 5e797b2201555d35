// A page in a real browser: each text is there as it is, nothing runs, nothing is asked for. Skipped where there is no Chromium.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { markup, pageText } from '../../src/report/render/html-text.ts';
import { inOneLine } from '../../src/report/render/markdown-text.ts';
import { ROOT } from '../cli/run.ts';

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);
const corpus = join(ROOT, '..', 'shared', 'data', 'corpora', 'blns', 'blns.json');
const naughty = existsSync(corpus) ? (JSON.parse(readFileSync(corpus, 'utf8')) as string[]) : [];
const TEXTS = [
  '</title></p></bdi></code><script>document.title = "run"</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<style>p { display: none }</style>',
  '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">',
  '&lt;b&gt; &amp; &#60;',
  '<!-- --><![CDATA[ ]]>',
  'עברית',
  ...naughty,
];

test.skipIf(browser === undefined)(
  `a page shows what it was given and does nothing${browser === undefined ? ' (skipped: no Chromium is here)' : ''}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-'));
    const body = markup`${TEXTS.map((text) => markup`<p title="${text}"><q><bdi>${text}</bdi></q></p>\n`)}`;
    const page = join(folder, 'page.html');
    writeFileSync(page, pageText({ title: TEXTS[0], style: '', body }));
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${join(folder, 'user')}`,
      '--enable-logging=stderr',
      '--v=0',
    ];
    const { stdout, stderr, status } = spawnSync(browser!, [...flags, '--dump-dom', `file://${page}`], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    rmSync(folder, { recursive: true, force: true });

    expect(status).toBe(0);
    // Refused requests and scripts, and whatever a script would print, are lines of the console.
    expect(stderr.split('\n').filter((line) => line.includes('CONSOLE'))).toEqual([]);
    const found = [...stdout.matchAll(/<p title="([^"]*)"><q><bdi>([^<]*)<\/bdi><\/q><\/p>/g)].map(([, title, text]) => [
      decoded(title),
      decoded(text),
    ]);
    const shown = TEXTS.map((text) => inOneLine(text.replace(/^\s+|\s+$/g, '')));
    expect(found.map(([title, text]) => [title.trim(), text.trim()])).toEqual(shown.map((text) => [text, text]));
    expect(stdout).not.toMatch(/<(?:script|img|iframe)\b/);
  },
);

/** What a browser writes of a text in its own HTML. */
function decoded(written: string): string {
  return written.replace(
    /&(amp|lt|gt|quot|nbsp);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' })[name]!,
  );
}
