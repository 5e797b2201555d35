/** `handoff completion`: its flags, and what they ask for. */
import type { Command } from 'commander';
import type { Asking } from '../flags.ts';
import { readOneOf } from '../options.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** A shell whose command lines can be completed. */
export type Shell = (typeof SHELLS)[number];

/** Adds `handoff completion` to the program. */
export function addCompletion(program: Command, { run }: Asking): void {
  program
    .command('completion')
    .summary('complete commands, flags and their values in a shell')
    .description('Prints what makes a shell complete commands, flags, formats, rules and deal files.')
    .argument('<shell>', SHELLS.join(' | '), readOneOf('shell', SHELLS))
    .addHelpText('after', AFTER)
    .action((shell: Shell) => {
      run(async (to) => (await import('../completion.ts')).printCompletion(shell, to));
    });
}

const AFTER = `
Once, for every shell that is opened from then on:
  bash   echo 'source <(handoff completion bash)' >> ~/.bashrc
  zsh    echo 'source <(handoff completion zsh)' >> ~/.zshrc     (below compinit)
  fish   handoff completion fish > ~/.config/fish/completions/handoff.fish
`;
