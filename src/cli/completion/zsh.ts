/** Completion in zsh, by its own `_arguments`. */
import type { ArgumentOutline, CommandOutline, FlagOutline, Outline, Values } from '../outline.ts';

/** Returns the script: it may be sourced below compinit, or lie as `_handoff` in a folder of fpath. */
export function zshScript({ commands, flags }: Outline): string {
  const listed = commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`);
  return `#compdef handoff
# Completion of handoff in zsh, printed by: handoff completion zsh
_handoff() {
  local curcontext="$curcontext" state state_descr line
  typeset -A opt_args
  _arguments -C \\
${flags.map((flag) => `    ${flagSpec(flag)} \\\n`).join('')}    '1: :->command' \\
    '*:: :->rest' && return
  case $state in
  command)
    local -a commands=(
${listed.join('\n')}
    )
    _describe -t commands command commands
    ;;
  rest)
    case $words[1] in
${commands.map(commandCase).join('\n')}
    esac
    ;;
  esac
}
_handoff_deals() {
  _alternative 'files:deal:_files -g "*.(yaml|yml)"' 'folders:folder:_path_files -/'
}
_handoff_list() {
  _values -s , rule "$@"
}
if [ "$funcstack[1]" = _handoff ]; then
  _handoff "$@"
else
  compdef _handoff handoff
fi
`;
}

function commandCase({ name, flags, arguments: places }: CommandOutline): string {
  const specs = [...flags.map(flagSpec), ...places.map(placeSpec)];
  return `    ${name})\n      _arguments -S \\\n${specs.map((spec) => `        ${spec}`).join(' \\\n')}\n      ;;`;
}

function flagSpec({ long, short, description, value }: FlagOutline): string {
  // A flag may come again where its description says so; who gives both forms means the same flag.
  const again = description.endsWith('; repeatable') || value?.values.kind === 'list' ? '*' : '';
  const told = `[${escaped(description)}]`;
  const taken = value === null ? '' : `${value.isOptional ? '::' : ':'}${escaped(value.name)}:${actionOf(value.values)}`;
  if (short === null) return quoted(`${again}${long}${value === null || value.isOptional ? '' : '='}${told}${taken}`);
  return `${quoted(`(${short} ${long})`)}{${short},${long}}${quoted(`${told}${taken}`)}`;
}

function placeSpec({ name, isRequired, isVariadic, values }: ArgumentOutline): string {
  const before = isVariadic ? '*:' : isRequired ? ':' : '::';
  return quoted(`${before}${escaped(name)}:${actionOf(values)}`);
}

function actionOf(values: Values): string {
  switch (values.kind) {
    case 'words':
      return `(${values.words.join(' ')})`;
    case 'list':
      return `_handoff_list ${values.words.join(' ')}`;
    case 'deals':
      return '_handoff_deals';
    case 'files':
      return '_files';
    case 'nothing':
      return ' ';
  }
}

function escaped(text: string): string {
  return text.replace(/[\\[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
