"""The plan on disk: the one layer that reads and writes files.

In: paths, and records to append. Out: a plan file with its plan; problems with their lines.

beside     files that are written anew: a plan to start from, the temporary file, drafts
access     who may read and write a file that takes the place of another
lock       the lock of a plan, and the one way to put new content in its place
disk       find and read files, and keep drafts
places     where things stand in the text of a plan: key path → line
read/      what a plan file says: dict → plan
csv/       rows of a spreadsheet → records
planfile   a plan file as a whole: bytes → dict → plan, and the line of every problem
appending  records at the end of a plan file, put there or taken back

templates/ and schemas/ hold no code: the plans of `init`, the scripts of completion, the schema of a plan file.
"""
