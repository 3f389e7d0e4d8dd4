"""What the numbers of a target are on a day. Nothing here knows of today.

In: a target and the ledger. Out: its account over time, and where it stands on a day.

account    what the log says of a target, over time
case       a target on a day: what was promised by then, and for which day the figures are judged
knowledge  what the log says of a target by the end of a day
expected   what is next: which expected dates stand open on a day, how late they are, how they were put off
coming     where a counted target would be on its due date if every expected date holds
exact      numbers that are calculated and compared as they are written
planned    what the plan expects over time, as a line that revisions bend
progress   the figures on a day: planned, progress, days, outlook and the rest
revisions  which goal and which due date are in force on a day
staircase  a value over time, from totals and from the items that came, grew and went
standing   what words say of it beside the figures: how far from the plan, since when, and what is odd
status     what is to be said of it in one word, and in days: ahead of the plan, behind it, at its goal
"""
