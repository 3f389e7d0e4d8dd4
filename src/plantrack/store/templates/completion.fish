# Completion of plantrack for fish: plantrack completion fish > ~/.config/fish/completions/plantrack.fish
function __plantrack --description 'Ask plantrack for the words; fail where any file may stand'
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -l answer ($program completion fish -- $before[2..-1] "$current" 2>/dev/null </dev/null)
    set -g __plantrack_words $answer[2..-1]
    test "$answer[1]" != files
end
complete -c plantrack -n __plantrack -f -a '$__plantrack_words'
