"""The forms that a department hands in, as data: what they need beyond the other reports, and how rows are numbered.

In: a view, and what is asked for. Out: a report, a NamedTuple whose fields are the keys of its JSON.

numbering  the groups of targets, what is measured last, the numbers of rows, shares in percent, what all rows have
figures    what was recorded, what is none, and what is unknown
targets    form 1: where every promise stands
period     form 2: what moved, beside what the year was to bring
location   which attributes of a kind say where an item lies, and where one lies
items      form 3: which items, with the evidence of each stage
missing    form 4: which items wait for a stage, since when, and until when they may
places     form 5: how many where, so that the parts make the sum
sources    form 6: who says so
"""
