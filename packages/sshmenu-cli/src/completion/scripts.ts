import { COMMANDS } from '../commands';

/** Names are asked of `s` itself; the validator keeps from them what a shell would act on. */
const NAMES = 's list --names 2>/dev/null';

const SCRIPTS: Record<string, (commands: string) => string> = {
  bash: commands => `# eval "$(s completion bash)"
_s() {
  local current=\${COMP_WORDS[COMP_CWORD]} words word quoted
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=$(${NAMES}; printf '%s\\n' ${commands})
  elif [ "\${COMP_WORDS[1]}" = edit ] || [ "\${COMP_WORDS[1]}" = rm ]; then
    words=$(${NAMES})
  elif [ "\${COMP_WORDS[1]}" = completion ]; then
    words=$'bash\\nzsh\\nfish'
  fi
  while IFS= read -r word; do
    [ -n "$word" ] || continue
    # It stays one word: quoted, or in the quotes that were begun.
    printf -v quoted %q "$word"
    case $current in
      [\\"\\']*) [[ $word == "\${current:1}"* ]] && COMPREPLY+=("$word") ;;
      *) [[ $quoted == "$current"* ]] && COMPREPLY+=("$quoted") ;;
    esac
  done <<<"$words"
}
complete -o default -F _s s`,
  zsh: commands => `#compdef s
# eval "$(s completion zsh)"
_s() {
  local -a names
  names=(\${(f)"$(${NAMES})"})
  if (( CURRENT == 2 )); then
    compadd -- $names
    compadd -X command -- ${commands}
  elif [[ $words[2] == (edit|rm) ]]; then
    compadd -- $names
  elif [[ $words[2] == completion ]]; then
    compadd -- bash zsh fish
  else
    _files
  fi
}
compdef _s s`,
  fish: commands => `# s completion fish | source
complete -c s -f -n __fish_use_subcommand -a '(${NAMES})'
complete -c s -f -n __fish_use_subcommand -a '${commands}' -d command
complete -c s -f -n '__fish_seen_subcommand_from edit rm' -a '(${NAMES})'
complete -c s -f -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'`,
};

/** The shells that can be completed for. */
export const SHELLS = Object.keys(SCRIPTS);

/** What a shell has to read; undefined for one that is not known. */
export function scriptFor(shell: string): string | undefined {
  return Object.hasOwn(SCRIPTS, shell)
    ? SCRIPTS[shell](Object.keys(COMMANDS).join(' '))
    : undefined;
}
