"""The forms that a department hands in, as pages: each a heading and one table that has all its columns.

In: a report of `plan/forms`, and the kinds of its plan. Out: a page.

heading  the number of a form, its title, what it is an annex to, its closing day and its unit
cells    columns that forms have in common, numbers of columns, rows in bold, signs for what is none or unknown
targets  form 1
period   form 2
items    form 3
missing  form 4
places   form 5
sources  form 6
"""
