"""What a plan is: pure functions of values, with no disk and no clock.

In: records and promises that store has read. Out: reports, as plain data, and problems.

dates         a day, or the days that a date known in part may mean
keys          tables of records, ids, keys of the user's own, and attributes, which a kind declares
model         a plan as its file says it: kinds, targets, and the log
sentences     texts that people see, as data
guesses       words that a plan does not know, and which known one was meant
problems      what is wrong, and where; the errors that stop a command, with their exit codes
names         which spellings are one name in a plan file
vocabulary    which id a typed word means: by itself, its title or its label
item          what stands of one item, and what it ever had
ledger        the log read to its end: what stands of each item and target
corrections   which record says otherwise than an earlier one
view          the plan, the day and what is known on another: what a report is asked of
naming/       which item a typed name means
typed/        dates and numbers as people type them
arithmetic/   what the numbers of a target are on a day
due/          what is late and what is next
rules/        may a record join the plan, what does it change, what is probably not meant
merging/      what another plan says beyond ours
reports/      what each command answers
forms/        what a department hands in, beyond what the reports say
show/         what `show` answers: what is behind a number
dossier/      several of these together, for the page

Each file imports from those above it, each room from those above it and from these files.
"""
