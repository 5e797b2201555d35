// Where the built program begins.
import { main } from './main.ts';
import { realWorld } from './world.ts';

void main(process.argv.slice(2), realWorld()).then((code) => {
  process.exitCode = code;
});
