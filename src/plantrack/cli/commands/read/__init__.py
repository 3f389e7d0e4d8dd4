"""Commands that ask: nothing is written. Each opens the view, makes its report, and hands it on with page and rows.

In: a plan as it was known. Out: an answer: a report in the format that is asked for.

status   where every promise stands, what moved, or by the values of an attribute
due      what is late and what is next
items    the items of a kind
show     what is behind a number, or the life of an item
history  the records in order of date
chart    targets over time
page     all of it for those who decide, in one file of HTML
form     the six forms that a department hands in
check    every mistake in the plan file
"""
