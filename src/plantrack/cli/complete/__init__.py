"""What Tab offers, in every shell alike.

In: the words of a line up to the cursor. Out: the words that may stand there, and how they are written.

candidates  what may stand at the cursor: commands, options and their values, and what the plan knows
quoting     how bash reads a line that is not yet complete, and how a word is written for it
"""
