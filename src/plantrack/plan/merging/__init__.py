"""Two plans that were kept apart: what the log of another one says beyond our own.

In: two sound plans. Out: which records of the other one join ours, which are in conflict with it, and in what the
promises differ.

sequences  which of two logs is further in what both said of one thing
matching   which items of two plans are one
figures    what each log said in turn of one thing: of its date or value, and of each key beside it
logs       which records of another log are new in ours, and which say otherwise
conflicts  what cannot be true of both, and how it is told
promises   in which keys kinds and targets differ
"""
