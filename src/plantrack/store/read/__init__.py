"""What a plan file says: dict → plan. Everything that is wrong is collected, with its place.

In: what the parser gives of a file, or the same dict from a command or a spreadsheet. Out: a plan, and problems.

tables    one table: its values with their types
cells     texts that are typed or stand in a spreadsheet: their lines, and the values of attributes
targets   one target, with its goals on the way and its revisions
schema    all that stands before the log: the plan, its kinds, its targets
records   the log: milestones and measurements
comments  the log: comments, and of which item each is
lives     what its records say of the same items: who is who, and what comes after the end of a life
syntax    why a text is no TOML, in the words of someone who has to mend it
"""
