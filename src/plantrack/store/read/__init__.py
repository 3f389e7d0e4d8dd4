"""What a plan file says: dict → plan. Everything that is wrong is collected, with its place.

In: what the parser gives of a file, or the same dict from a command or a spreadsheet. Out: a plan, and problems.

tables    one table: its values with their types
cells     texts that are typed or stand in a spreadsheet: their lines, and the values of attributes
goals     the numbers of a target: its totals, its goal, and the goals on the way
targets   one target, with its revisions
schema    all that stands before the log: the plan, its kinds, its targets
columns   milestones that are plainly sound, all at once
records   single records: milestones and measurements
log       its tables, all of their records, and what these say of the same items: who is who, and when a life is over
doubts    what a value was probably to be that is no date or number, or no such one
slips     what was probably to stand on a line that is no TOML
syntax    why a text is no TOML, in the words of someone who has to mend it
"""
