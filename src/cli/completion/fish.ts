/** Completion in fish. */
import type { ArgumentOutline, FlagOutline, Outline, Values } from '../outline.ts';

/** Returns the script: a line for each flag, and for what may stand beside them. */
export function fishScript({ commands, flags }: Outline): string {
  const lines = [
    ...commands.map(({ name, summary }) => `complete -c handoff -n __handoff_no_command -a ${name} -d ${quoted(summary)}`),
    ...flags.map((flag) => `complete -c handoff -n __handoff_no_command${flagWords(flag)}`),
    ...commands.flatMap(({ name, flags: own, arguments: places }) => [
      ...own.map((flag) => `complete -c handoff -n '__handoff_in ${name}'${flagWords(flag)}`),
      ...places.flatMap((place, nth) => placeLine(name, place, nth)),
    ]),
  ];
  const taking = commands.map(({ name, flags: own }) => {
    const valued = own
      .filter(({ value }) => value?.isOptional === false)
      .flatMap(({ long, short }) => [long, ...(short === null ? [] : [short])]);
    return `        case ${name}\n            set taking ${valued.join(' ')}`;
  });
  return `# Completion of handoff in fish, printed by: handoff completion fish
function __handoff_words
    commandline -opc | string match -v -r -- '^-' | string split ' '
end
function __handoff_no_command
    test (count (__handoff_words)) -eq 1
end
function __handoff_in
    set -l words (__handoff_words)
    test (count $words) -gt 1; and test $words[2] = $argv[1]
end
# Whether so many words stand behind the command already, flags and their values not counted.
function __handoff_at
    __handoff_in $argv[1]; or return 1
    set -l taking
    switch $argv[1]
${taking.join('\n')}
    end
    set -l place -1
    set -l is_value 0
    for word in (commandline -opc)[2..]
        if test $is_value -eq 1
            set is_value 0
        else if contains -- $word $taking
            set is_value 1
        else if not string match -q -r -- '^-.' $word
            set place (math $place + 1)
        end
    end
    test $place -eq $argv[2]
end
function __handoff_list
    set -l before (commandline -ct | string match -r -- '.*[,=]'; or echo '')
    set before (string replace -r -- '^--[a-z-]+=' '' $before)
    printf '%s\n' $before$argv
end
complete -c handoff -f
${lines.join('\n')}
`;
}

function flagWords({ long, short, description, value }: FlagOutline): string {
  const names = ` -l ${long.slice(2)}${short === null ? '' : ` -s ${short.slice(1)}`}`;
  return `${names}${value === null ? '' : value.isOptional ? optionalWords(value.values) : ` -r${valueWords(value.values)}`} -d ${quoted(description)}`;
}

/** What may be left out is offered, and not asked for. */
function optionalWords(values: Values): string {
  return values.kind === 'files' ? ' -F' : '';
}

function valueWords(values: Values): string {
  switch (values.kind) {
    case 'words':
      return ` -f -a ${quoted(values.words.join(' '))}`;
    case 'list':
      return ` -f -a ${quoted(`(__handoff_list ${values.words.join(' ')})`)}`;
    case 'deals':
    case 'files':
      return ' -F';
    case 'nothing':
      return ' -f';
  }
}

function placeLine(command: string, { isVariadic, values, description }: ArgumentOutline, nth: number): string[] {
  if (values.kind === 'nothing') return [];
  const here = isVariadic ? `'__handoff_in ${command}'` : `'__handoff_at ${command} ${nth}'`;
  const what =
    values.kind === 'words'
      ? ` -a ${quoted(values.words.join(' '))}`
      : values.kind === 'deals'
        ? ` -k -a '(__fish_complete_suffix .yaml)'`
        : ' -F';
  return [`complete -c handoff -n ${here}${what} -d ${quoted(description)}`];
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
