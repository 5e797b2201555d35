// Where the action's own script begins (action.yml): it comments, and never decides. Exit code 0, unless it is a fault of ours.
import { appendFileSync, readFileSync } from 'node:fs';
import { comment } from './comment.ts';

void comment({
  env: (name) => process.env[name],
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  append: (path, text) => appendFileSync(path, text),
  say: (line) => process.stdout.write(`${line}\n`),
  pause: 2000,
});
