/** Completion in bash, from 3.2 on, and without the package that other scripts of that kind want. */
import type { ArgumentOutline, CommandOutline, Outline, Values } from '../outline.ts';

/** Returns the script. The words of the command line are data in it: `case` tables from a command's flag, or its nth word, to what may stand there. */
export function bashScript({ commands, flags }: Outline): string {
  const values = commands.flatMap(({ name, flags: own }) =>
    own.flatMap(({ long, short, value }) =>
      // What may be left out, and nobody can guess, is no reason to offer nothing else.
      value === null || (value.isOptional && value.values.kind === 'nothing')
        ? []
        : [long, ...(short === null ? [] : [short])].map((flag): Case => [`${name}:${flag}`, value.values]),
    ),
  );
  const places = commands.flatMap(({ name, arguments: own }) => own.map((each, nth): Case => [placeOf(name, each, nth), each.values]));
  const taking = commands.map(({ name, flags: own }) => {
    const valued = own.filter(({ value }) => value?.isOptional === false).map(({ long }) => long);
    return `    ${name}) taking=' ${valued.join(' ')} ' ;;`;
  });
  const all = commands.map(({ name, flags: own }) => `    ${name}) COMPREPLY=($(compgen -W '${flagWords(own).join(' ')}' -- "$cur")) ;;`);
  return `# Completion of handoff in bash, printed by: handoff completion bash
_handoff() {
  local IFS=$' \\t\\n' cur=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= taking= word equals= nth place=0
  COMPREPLY=()
  # Bash takes '=' for a word of its own. Behind 'json=' stands a file, behind '--format=' what stands behind --format.
  if [[ $cur == = ]]; then
    cur= equals=$before
  elif [[ $before == = ]]; then
    equals=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  case $equals in
    '') ;;
    -*) before=$equals ;;
    *) _handoff_files; return ;;
  esac
  for ((nth = 1; nth < COMP_CWORD; nth++)); do
    word=\${COMP_WORDS[nth]}
    if [[ -z $command ]]; then
      [[ $word == -* ]] && continue
      command=$word
      case $command in
${taking.map((line) => `    ${line}`).join('\n')}
      esac
    elif [[ $word == = ]]; then
      ((nth++))
    elif [[ $word == --* && $taking == *" $word "* ]]; then
      [[ \${COMP_WORDS[nth+1]} == = ]] || ((nth++))
    elif [[ $word != -* || $word == - ]]; then
      ((place++))
    fi
  done
  if [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '${[...commands.map(({ name }) => name), ...flagWords(flags)].join(' ')}' -- "$cur"))
    return
  fi
  case $command:$before in
${casesOf(values)}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${all.join('\n')}
    esac
    return
  fi
  case $command:$place in
${casesOf(places)}
  esac
}
_handoff_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}
_handoff_list() {
  local before=
  [[ $cur == *,* ]] && before=\${cur%,*},
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${cur##*,}"))
}
_handoff_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$cur"))
  compopt -o filenames 2>/dev/null
}
_handoff_deals() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -d -- "$cur") $(compgen -f -X '!*.yaml' -- "$cur") $(compgen -f -X '!*.yml' -- "$cur"))
  compopt -o filenames 2>/dev/null
}
complete -F _handoff handoff
`;
}

type Case = readonly [pattern: string, values: Values];

/** What may be any number of words is the rest. */
function placeOf(command: string, { isVariadic }: ArgumentOutline, nth: number): string {
  return `${command}:${isVariadic ? '*' : nth}`;
}

function flagWords(flags: CommandOutline['flags']): string[] {
  return flags.flatMap(({ long, short }) => (short === null ? [long] : [long, short]));
}

/** The lines of a `case`: places in which the same may stand have one. */
function casesOf(cases: readonly Case[]): string {
  const byDoing = new Map<string, string[]>();
  for (const [pattern, values] of cases) {
    const doing = doingOf(values);
    byDoing.set(doing, [...(byDoing.get(doing) ?? []), pattern]);
  }
  return [...byDoing].map(([doing, patterns]) => `    ${patterns.join(' | ')}) ${doing}; return ;;`).join('\n');
}

function doingOf(values: Values): string {
  switch (values.kind) {
    case 'words':
    case 'list':
      return `_handoff_${values.kind} '${values.words.join(' ')}'`;
    case 'deals':
    case 'files':
      return `_handoff_${values.kind}`;
    case 'nothing':
      return ':';
  }
}
