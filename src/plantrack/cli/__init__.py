"""The command line: what is typed becomes a question or a record, and what is answered is printed.

In: the words of a command line, the streams and the clock. Out: text on stdout and stderr, and an exit code.

answer       what a command is given, and what it gives back
terminal     what the streams can show, what is seen while a command runs, and Ctrl-C
options      those that all commands have in common, and what they mean: dates, the language, the plan
registry     the commands: name → module
calling      which kind, stage, target or attribute a typed word means
naming       whom a typed name means to a command
parsing      the program and its commands, as Typer reads them
asking       what the commands share that read, their options too
resolving    of which item each record of a command is
recording    what the commands share that write, their options too
explaining/  what is said of a command line: its help, and why it is refused
complete/    what may stand at the cursor, in three shells
commands/    one module for each command
app          the program: its streams, the clock, and the one place that prints
"""
