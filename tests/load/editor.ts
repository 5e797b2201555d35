// A language client as small as it can be: JSON-RPC over the standard streams of the YAML language server.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const require = createRequire(import.meta.url);

/** A running language server. */
export interface Editor {
  request(method: string, params: unknown): Promise<unknown>;
  notify(method: string, params: unknown): void;
  /** Waits for the next notification of a kind that fits. */
  next<T>(method: string, fits: (params: T) => boolean): Promise<T>;
  close(): void;
}

/** Starts the server and greets it. */
export async function startEditor(): Promise<Editor> {
  const program = require.resolve('yaml-language-server/bin/yaml-language-server');
  const server = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = new Map<number, (result: unknown) => void>();
  const waiting: { method: string; take: (params: unknown) => boolean }[] = [];
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message): void => {
    if (message.method === undefined) {
      answers.get(message.id ?? -1)?.(message.result);
    } else if (message.id === undefined) {
      const index = waiting.findIndex(({ method, take }) => method === message.method && take(message.params));
      if (index !== -1) waiting.splice(index, 1);
    } else {
      // The server asks for settings: without the public catalogue of schemas it needs no network.
      const items = (message.params as { items?: readonly { section?: string }[] }).items ?? [];
      const yaml = { validate: true, completion: true, schemaStore: { enable: false } };
      send({ id: message.id, result: items.map(({ section }) => (section === 'yaml' ? yaml : null)) });
    }
  };
  let left = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    left = Buffer.concat([left, chunk]);
    for (;;) {
      const end = left.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(left.subarray(0, Math.max(end, 0)).toString())?.[1]);
      if (end === -1 || left.length < end + 4 + length) return;
      receive(JSON.parse(left.subarray(end + 4, end + 4 + length).toString()) as Message);
      left = left.subarray(end + 4 + length);
    }
  });
  let ids = 0;
  const editor: Editor = {
    request: async (method, params) => {
      const id = ++ids;
      const answer = new Promise((resolve) => answers.set(id, resolve));
      send({ id, method, params });
      return answer;
    },
    notify: (method, params) => send({ method, params }),
    next: async <T>(method: string, fits: (params: T) => boolean) =>
      new Promise<T>((resolve) => {
        waiting.push({
          method,
          take: (params) => {
            const taken = fits(params as T);
            if (taken) resolve(params as T);
            return taken;
          },
        });
      }),
    close: () => server.kill(),
  };
  await editor.request('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } },
  });
  editor.notify('initialized', {});
  return editor;
}
