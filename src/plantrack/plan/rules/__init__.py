"""The rules between records, and between records and promises.

In: a sound plan, its ledger, and new records. Out: problems, and what the records change.

reasons   why an item, a withdrawal or a total counts or does not
known     what a log says already, and what a record corrects by its own word
refusals  why a record may not join the plan
wide      what a row of a list, with a date for each stage, says that is not known
joining   may a record join the plan, and what does it add to what is known
changes   what new records change of each target and item, and why one changes nothing
alike     names and values of which one may be a slip: warnings, and refusals of new ones
checks    warnings: what a sound plan says that is probably not meant
totals    those of totals
sums      those of sums
by_hand   those of what a hand wrote over what is known
warning   how a warning speaks of a record
"""
