"""The plan on disk: the one layer that reads and writes files.

In: paths, and records to append. Out: a plan file with its plan; problems with their lines.

access      may a plan be written, and who may read and write the file that takes its place
beside      files that are written anew: a plan to start from, the temporary file and drafts
output      files that people ask for: a drawing, and never in the place of what another wrote
disk        find and read files, and why the operating system refused that
lock        the lock of a plan, and the one way to put new content in its place
places      where things stand in the text of a plan: key path → line
read/       what a plan file says: dict → plan
csv/        rows of a spreadsheet → records
planfile    a plan file as a whole: bytes → dict → plan, and the line of every problem
appending   records at the end of a plan file, put there or taken back
other_plan  another plan file: told from CSV, and what of it ours has no place for
starting    the plans to start from, with what explains them in the language that is asked for

templates/ and schemas/ hold no code: the plans of `init`, the scripts of completion, the schema of a plan file.
"""
