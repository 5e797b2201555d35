// A browser that is started once and shows page after page: what it asks for, prints to its console, or would have a person answer is all told. It is spoken to through two
// pipes (the DevTools protocol, a message ended by a NUL), so that no port is opened.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const browser = ['chromium', 'chromium-browser', 'google-chrome'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether there is one here. */
export const hasBrowser = browser !== undefined;

/** What is added to the name of a test that needs one. */
export const WITHOUT = hasBrowser ? '' : ' (skipped: no Chromium is here)';

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly dark: boolean;
}

/** What a page did besides being shown. */
interface Told {
  /** Addresses that were asked for, but that of the page itself. */
  readonly requests: string[];
  /** Lines of the console: refused requests and scripts, and whatever a script prints. */
  readonly console: string[];
  readonly dialogs: string[];
}

/** A browser. */
export interface Browser {
  /** Opens a page, and returns what it did until it stood. */
  open(html: string): Promise<Told>;
  /** Shows the open page as wide as that, in the light or in the dark. */
  look(look: Look): Promise<void>;
  /** Returns what an expression is in the open page; a page's own policy does not bind it. */
  evaluate(expression: string): Promise<unknown>;
  /** Returns the open page as it would be printed. */
  pdf(): Promise<string>;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Starts a browser with a folder of its own. */
export async function openBrowser(): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-extensions', '--no-first-run', '--remote-debugging-pipe'];
  const child: ChildProcess = spawn(browser!, [...flags, `--user-data-dir=${join(folder, 'user')}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [to, from] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  const waiting = new Map<number, { done: (result: Record<string, unknown>) => void; failed: (error: Error) => void }>();
  let nth = 0;
  /** The page that is spoken to; before there is one, the browser itself. */
  const spoken: { sessionId?: string } = {};
  let told: Told = { requests: [], console: [], dialogs: [] };
  let isShown: () => void = () => {};

  const ask = (method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> =>
    new Promise((done, failed) => {
      waiting.set(++nth, { done, failed });
      to.write(`${JSON.stringify({ id: nth, method, params, ...spoken })}\0`);
    });
  const heard = ({ id, method, params = {}, result, error }: Message): void => {
    if (id !== undefined) {
      const asked = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) asked?.done(result ?? {});
      else asked?.failed(new Error(error.message));
    }
    switch (method ?? '') {
      case 'Network.requestWillBeSent':
        told.requests.push((params['request'] as { url: string }).url);
        break;
      case 'Runtime.consoleAPICalled':
      case 'Runtime.exceptionThrown':
      case 'Log.entryAdded':
        told.console.push(JSON.stringify(params));
        break;
      case 'Page.javascriptDialogOpening':
        told.dialogs.push(String(params['message']));
        void ask('Page.handleJavaScriptDialog', { accept: false });
        break;
      case 'Page.loadEventFired':
        isShown();
    }
  };
  let rest = '';
  from.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop()!;
    for (const message of messages) heard(JSON.parse(message) as Message);
  });

  const { targetInfos } = await ask('Target.getTargets');
  const target = (targetInfos as { type: string; targetId: string }[]).find(({ type }) => type === 'page')!;
  spoken.sessionId = (await ask('Target.attachToTarget', { targetId: target.targetId, flatten: true }))['sessionId'] as string;
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await ask(`${domain}.enable`);

  return {
    open: async (html) => {
      const path = join(folder, `page-${++nth}.html`);
      writeFileSync(path, html);
      told = { requests: [], console: [], dialogs: [] };
      const own = told;
      const shown = new Promise<void>((resolve) => (isShown = resolve));
      const address = pathToFileURL(path).href;
      await ask('Page.navigate', { url: address });
      await shown;
      // What was begun before it stood has been told by the time that it answers.
      await ask('Runtime.evaluate', { expression: '0' });
      return { ...own, requests: own.requests.filter((url) => url !== address) };
    },
    look: async ({ width, dark }) => {
      await ask('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
      await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }] });
    },
    evaluate: async (expression) => {
      const { result, exceptionDetails } = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: unknown }).value;
    },
    pdf: async () => {
      const { data } = await ask('Page.printToPDF', { printBackground: false, preferCSSPageSize: true });
      return Buffer.from(String(data), 'base64').toString('latin1');
    },
    close: () => {
      child.once('exit', () => rmSync(folder, { recursive: true, force: true }));
      child.kill('SIGKILL');
    },
  };
}
