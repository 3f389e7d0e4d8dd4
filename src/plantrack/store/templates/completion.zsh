#compdef plantrack
# Completion of plantrack for zsh; in ~/.zshrc: eval "$(plantrack completion zsh)"
_plantrack() {
    local program=${${(Q)words[1]}/#\~\//$HOME/} line what
    local -a answer found shown options
    answer=("${(@f)$("$program" completion zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    what=$answer[1]
    for line in "${(@)answer[2,-1]}"; do
        found+=("${line%%$'\t'*}")
        shown+=("${line%%$'\t'*}${${line#*$'\t'}:+  -- ${line#*$'\t'}}")
    done
    case $what in
        files) compset -P '--*='; _files; return ;;
        part) options=(-S '') ;;
        choice) compstate[insert]=menu ;;
    esac
    (( $#found )) || return 1
    [[ "$shown" == "$found" ]] || options+=(-l)
    compadd -U "${(@)options}" -d shown -a found
}
if [[ $funcstack[1] == _plantrack ]]; then
    _plantrack "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _plantrack plantrack
fi
