// The page in a real browser: every text is there as it is, nothing runs and nothing is asked for, and axe has no complaint, in the light and in the dark, on a wide screen and
// on a phone. One browser shows all pages. HANDOFF_ALL=1: each hostile string alone in every field, and the pages of all stories.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { markup, pageText } from '../../src/report/render/html-text.ts';
import { renderHtml } from '../../src/report/render/html/index.ts';
import { inOneLine } from '../../src/report/render/markdown-text.ts';
import type { Report } from '../../src/report/report.ts';
import { folderFrom, inProcess, ROOT } from '../cli/run.ts';
import { hasBrowser, openBrowser, WITHOUT, type Browser, type Look } from './chromium.ts';
import { HOSTILE, hostile, pictureWith } from './hostile.ts';
import { reportOf } from './sample.ts';

const ALL = process.env['HANDOFF_ALL'] === '1';
/** In milliseconds, for what is only tried with HANDOFF_ALL. */
const LONG = 900_000;
const NOTHING = { requests: [], console: [], dialogs: [] };

describe.skipIf(!hasBrowser)(`in a browser${WITHOUT}`, () => {
  let browser: Browser;
  let report: Report;
  /** The page of the example's first deal, as a run writes it. */
  let page: string;
  beforeAll(async () => {
    browser = await openBrowser();
    report = await reportOf();
    page = (await inProcess(['check', '--example', '--format', 'html'])).out;
  });
  afterAll(() => browser.close());

  /** What stands in each element of a kind in the open page, as a person would read it. */
  const textsOf = (selector: string): Promise<string[]> =>
    browser.evaluate(`[...document.querySelectorAll('${selector}')].map(({ textContent }) => textContent)`) as Promise<string[]>;
  /** The elements of the open page in their order: one more, or another one, would be of somebody else's making. */
  const shape = (): Promise<unknown> => browser.evaluate(`[...document.querySelectorAll('*')].map(({ tagName }) => tagName).join(' ')`);

  test('this browser tells of a request, a line of the console and a dialog', async () => {
    const bad = '<!doctype html><img src="http://handoff.invalid/x.png"><script>console.log("run"); alert("stop")</script>';
    const { requests, console, dialogs } = await browser.open(bad);
    expect(requests).toEqual(['http://handoff.invalid/x.png']);
    expect(console.join()).toContain('run');
    expect(dialogs).toEqual(['stop']);
    // And a page's policy is told, too.
    const refused = page.replace('<main>', '<main><script>alert(1)</script><img src="file:///etc/passwd">');
    const told = await browser.open(refused);
    expect(told.dialogs).toEqual([]);
    expect(told.console.length).toBeGreaterThanOrEqual(2);
  });

  test('a text is shown as it is, in an element, in an attribute and in the title', async () => {
    const body = markup`${HOSTILE.map((text) => markup`<p title="${text}"><q><bdi>${text}</bdi></q></p>\n`)}`;
    expect(await browser.open(pageText({ title: HOSTILE[15], style: '', body }))).toEqual(NOTHING);
    const lines = HOSTILE.map((text) => inOneLine(text.trim()));
    expect((await textsOf('bdi')).map((text) => text.trim())).toEqual(lines);
    const titles = (await browser.evaluate(`[...document.querySelectorAll('p')].map(({ title }) => title)`)) as string[];
    expect(titles.map((text) => text.trim())).toEqual(lines);
    expect(await browser.evaluate('document.title')).toBe(HOSTILE[15]);
  });

  const entities = (text: string): string => text.replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)));
  /** The texts between `<bdi>` and its end, as the page was written. */
  const written = (html: string): string[] => [...html.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, text]) => entities(text));

  test('every hostile string is shown in a report, and nothing happens', async () => {
    // Other strings in other places with each deal; and each of them is a booking of the first.
    const deals = Array.from({ length: 5 }, (_, n) => hostile(report.deals[0], HOSTILE, n * 131));
    const [booking] = pictureWith().bookings;
    const bookings = HOSTILE.map((text) => ({ ...booking, booking: text, customer: text }));
    const pictures = deals.map((_, n) => hostile(pictureWith(), HOSTILE, n * 31));
    const html = await renderHtml({ ...report, deals }, [{ ...pictures[0], bookings }, ...pictures.slice(1)]);
    expect(await browser.open(html)).toEqual(NOTHING);
    const shown = await textsOf('bdi');
    expect(shown).toEqual(written(html));
    const all = shown.join('\n');
    expect(HOSTILE.filter((text) => !all.includes(inOneLine(text)))).toEqual([]);
  });

  test(
    `a string in every field makes no element (HANDOFF_ALL=1: each of ${HOSTILE.length})`,
    async () => {
      const { deals, ...rest } = report;
      const pageOf = async (text: string): Promise<string> => {
        const faults = [{ deal: text, rule: 'fit', message: text }];
        return renderHtml({ ...hostile({ ...rest, deals: deals.slice(0, 1) }, [text]), faults }, [hostile(pictureWith(), [text])]);
      };
      await browser.open(await pageOf('plain'));
      const plain = await shape();
      for (const text of HOSTILE.filter((each, nth) => each.trim() !== '' && (ALL || nth % 60 === 15))) {
        const html = await pageOf(text);
        expect(await browser.open(html), text).toEqual(NOTHING);
        expect(await shape(), text).toBe(plain);
        expect(await textsOf('bdi'), text).toEqual(written(html));
        const [heading] = await textsOf('h1');
        expect(heading).toContain(inOneLine(text));
      }
    },
    LONG,
  );

  test('the example is printed on two pages', async () => {
    expect(await browser.open(page)).toEqual(NOTHING);
    expect((await browser.pdf()).match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(2);
  });

  const LOOKS: readonly Look[] = [
    { width: 1200, dark: false },
    { width: 1200, dark: true },
    { width: 360, dark: false },
    { width: 360, dark: true },
  ];
  /** What axe finds wrong with a page: by its rule, where. All that can be opened is open. */
  const wrongs = async (html: string, looks: readonly Look[]): Promise<string[]> => {
    await browser.open(html);
    await browser.evaluate(axe.source);
    await browser.evaluate(`document.querySelectorAll('details').forEach((each) => { each.open = true; })`);
    const found: string[] = [];
    for (const look of looks) {
      await browser.look(look);
      const run = `axe.run({ resultTypes: ['violations'] }).then(({ violations, passes }) => [
        passes.length < 20 ? 'too little was looked at' : '',
        // On a phone nothing may be wider than the screen but what scrolls by itself.
        document.documentElement.scrollWidth > innerWidth ? 'wider than the screen' : '',
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 120) + ' ' + failureSummary)),
      ].filter((each) => each !== ''))`;
      found.push(...((await browser.evaluate(run)) as string[]).map((each) => `${JSON.stringify(look)} ${each}`));
    }
    return found;
  };

  test('axe sees what is wrong with a page', async () => {
    const faint = page.replace('--quiet: #57606a', '--quiet: #b0b6bc').replace('<html lang="en">', '<html>');
    const found = (await wrongs(faint, LOOKS.slice(0, 1))).join('\n');
    expect(found).toContain('color-contrast');
    expect(found).toContain('html-has-lang');
  });

  test('axe has no complaint of a deal, in any look', async () => {
    expect(await wrongs(page, ALL ? LOOKS : LOOKS.slice(0, 3))).toEqual([]);
  });

  test('nor of several deals with what a report may say besides', async () => {
    const faults = [{ deal: 'a', rule: 'fit', message: 'it broke' }];
    const listed = [{ file: 'deals/old.yaml', deal: 'old', state: 'signed' }];
    const other = { ...report.deals[0], dates: { ...report.deals[0].dates, safe: null, because: 'nobody knows' }, options: [] };
    const html = await renderHtml({ ...report, deals: [...report.deals, other], faults, listed }, [pictureWith(), null, pictureWith()]);
    expect(await wrongs(html, ALL ? LOOKS : LOOKS.slice(2, 3))).toEqual([]);
  });

  const stories = join(ROOT, 'fixtures', 'stories');
  test.skipIf(!ALL)(
    `nor of any story${ALL ? '' : ' (skipped: HANDOFF_ALL=1)'}`,
    async () => {
      let count = 0;
      for (const name of readdirSync(stories).filter((each) => !existsSync(join(stories, each, 'branch')))) {
        const { path: cwd, remove } = folderFrom(join(stories, name));
        for (const about of ['README.md', 'cmd', 'expected', 'unknown']) rmSync(join(cwd, about), { recursive: true, force: true });
        for (const line of readFileSync(join(stories, name, 'cmd'), 'utf8')
          .trim()
          .split('\n')) {
          if (!line.startsWith('check ')) continue;
          const { out } = await inProcess([...line.split(' '), '--format', 'html'], { cwd });
          expect(await wrongs(out, LOOKS), `${name}: ${line}`).toEqual([]);
          count++;
        }
        remove();
      }
      expect(count).toBeGreaterThan(15);
    },
    LONG,
  );
});
