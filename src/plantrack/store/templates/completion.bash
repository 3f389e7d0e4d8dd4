# Completion of plantrack for bash; in ~/.bashrc: eval "$(plantrack completion bash)"
_plantrack() {
    local program=${1/#\~\//$HOME/} line what=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $what ]]; then what=$line; else COMPREPLY+=("$line"); fi
    done < <("$program" completion bash -- "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    case $what in
        # The bash of macOS, 3.2, has no compopt: it is handed the files themselves.
        files) compopt -o default || while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$2") ;;
        part) compopt -o nospace ;;
    esac
} 2>/dev/null
complete -F _plantrack plantrack
