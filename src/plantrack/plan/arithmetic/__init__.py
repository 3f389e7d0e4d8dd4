"""What the numbers of a target are on a day. Nothing here knows of today.

In: a target and the ledger. Out: its account over time, and where it stands on a day.

account    what the log says of a target, as a staircase of totals and items over time
progress   actual, planned, progress, days, outlook and status on a day
revisions  which goal and which due date are in force on a day
"""
