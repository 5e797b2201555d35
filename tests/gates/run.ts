/** One worker of `npm run gates`: tries a share of a gate's numbers and prints what came of it as JSON. */
import { GATES } from './all.ts';
import { tryGate } from './gate.ts';

const [command, name, ...numbers] = process.argv.slice(2);
if (command === 'list') {
  process.stdout.write(
    JSON.stringify(GATES.map(({ name: each, claim, unit, all, atLeast }) => ({ name: each, claim, unit, all, atLeast }))),
  );
} else {
  const gate = GATES.find((each) => each.name === name)!;
  const [end, first, step] = numbers.map(Number);
  void tryGate(gate, end, first, step).then((outcome) => process.stdout.write(JSON.stringify(outcome)));
}
