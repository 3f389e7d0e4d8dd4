# Completion of plantrack for fish: plantrack completion fish > ~/.config/fish/completions/plantrack.fish
function __plantrack
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -l answer ($program completion fish -- $before[2..-1] "$current" 2>/dev/null </dev/null)
    if test "$answer[1]" = files
        set -l option (string match -r '^--[a-z-]+=' -- $current)
        set -l paths (__fish_complete_path (string replace -- "$option" '' $current))
        string join \n -- "$option"$paths
    else
        string join \n -- $answer[2..-1]
    end
end
complete -c plantrack -f -a '(__plantrack)'
