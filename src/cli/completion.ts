/** `handoff completion SHELL`: prints the script. */
import { version } from '../../package.json';
import type { World } from '../world.ts';
import type { Shell } from './commands/completion.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { zshScript } from './completion/zsh.ts';
import { outlineOf, type Outline } from './outline.ts';
import { wholeProgram } from './program.ts';

const SCRIPTS: Readonly<Record<Shell, (outline: Outline) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints what makes a shell complete our commands. */
export async function printCompletion(shell: Shell, world: World): Promise<number> {
  world.out(SCRIPTS[shell](outlineOf(wholeProgram(version))));
  return Promise.resolve(0);
}
