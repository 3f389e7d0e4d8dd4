"""The commands that read: each opens the view, makes its report, and hands it on with its page and its rows.

In: what was typed. Out: an answer.

status   where every promise stands; what moved since a day; by an attribute
items    the items of a kind
show     what is behind a number, or the life of an item
history  the log in order of date
chart    how targets went over time
check    every error and every warning of a plan file
"""
