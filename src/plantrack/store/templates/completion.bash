# Completion of plantrack for bash; in ~/.bashrc: eval "$(plantrack completion bash)"
_plantrack() {
    local program=${1/#\~\//$HOME/} line what=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $what ]]; then what=$line; else COMPREPLY+=("$line"); fi
    done < <("$program" completion bash -- "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null </dev/null)
    case $what in
        files) compopt -o default ;;
        part) compopt -o nospace ;;
    esac
} 2>/dev/null
complete -F _plantrack plantrack
