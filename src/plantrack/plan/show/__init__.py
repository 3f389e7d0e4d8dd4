"""What `show` answers, as data: what is behind a number.

In: a view, and a target or an item. Out: a report.

target  what is behind the number of a target: its summands, its promise, its items
item    the life of an item, and where it counts
"""
