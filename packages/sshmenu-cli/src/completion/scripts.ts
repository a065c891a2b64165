import { COMMANDS } from '../commands';

/** Names are asked of `s` itself; the validator keeps from them what a shell would act on. */
const NAMES = 's list --names 2>/dev/null';

const SCRIPTS: Record<string, (commands: string) => string> = {
  bash: commands => `# eval "$(s completion bash)"
_s() {
  local current=\${COMP_WORDS[COMP_CWORD]} IFS=$'\\n'
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$(${NAMES}; printf '%s\\n' ${commands})" -- "$current"))
  elif [ "\${COMP_WORDS[1]}" = edit ] || [ "\${COMP_WORDS[1]}" = rm ]; then
    COMPREPLY=($(compgen -W "$(${NAMES})" -- "$current"))
  elif [ "\${COMP_WORDS[1]}" = completion ]; then
    COMPREPLY=($(compgen -W $'bash\\nzsh\\nfish' -- "$current"))
  fi
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
