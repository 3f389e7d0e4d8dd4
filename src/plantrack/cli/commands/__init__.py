"""One module for each command, with a function of its name, its options, and EXAMPLES.

In: options and arguments, as Typer read them. Out: an answer.

read/       commands that ask
write/      commands that record, or write a plan file
schema      the JSON Schema of a plan file, or of what a command prints
help        what a command does, as its --help says
completion  the script with which a shell completes a line, and the answers to what the script asks
"""
