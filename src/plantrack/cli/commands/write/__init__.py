"""Commands that write: all of what they are to write, or nothing.

In: what is to be recorded, the plan as it is once it is locked. Out: an answer, of which the report says what changed.

init     a plan to start from
edit     the plan in an editor
log      items reached a stage
measure  a total was measured or reported
comment  why a target or an item stands as it does, and what is asked
import_  the rows of a CSV file
offices  what another plan file says beyond ours, for import
undo     what the last command recorded is taken back
"""
