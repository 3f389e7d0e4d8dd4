"""What people read, with its texts as sentences: no width, no code of a colour, no format.

In: a report. Out: a page.

records    records and corrections in words, for all the others
status     where every promise stands
breakdown  the actual of targets by an attribute, and how it has moved
movement   what moved of targets from one day to another
due        what is late and what is next, and where that leads
items      the items of a kind
target     what is behind the number of a target
item       the life of an item
history    the log in order of date
burnup     how targets went over time, as a table
check      the problems of a plan file
recording  what was recorded, what it changed, and what was taken back
"""
