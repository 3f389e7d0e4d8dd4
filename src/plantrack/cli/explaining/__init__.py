"""What is said of a command line: its help, and why it is refused.

In: a command of Typer, what Typer has against a line, or the words of one. Out: the help, and problems.

usage     the help, and what Typer has against a line, in our words
lacking   what an argument that was left out may be, as the plan has it
unquoted  words of one text that were typed without quotes
"""
