"""What each command answers, as plain data that every format renders. Nothing is computed while drawing.

In: a view, and what was asked of it. Out: a report: a NamedTuple whose fields are the keys of its JSON.

entries     records and corrections as data: what the other reports are made of
comments    the latest comment on each target and item, as data
parts       which items make the number of a counted target, and what each adds
status      where every promise stands
breakdown   the actual of targets by the values of an attribute, and how it has moved
history     the log, with its corrections
transcript  the log row by row, with what each record replaced, as import reads it
movement    what moved from one day to another, and which records did it
items       the items of a kind
recording   what was recorded or taken back, and what that changed
burnup      targets over time, for charts
check       what is wrong with a plan file
"""
