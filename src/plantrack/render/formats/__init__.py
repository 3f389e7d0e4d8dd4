"""How an answer is written; `cli/asking.py` chooses which, in one place.

In: lines, a page, rows or a report. Out: text.

screen    lines with colours: the one place that imports Rich
markdown  a page, whole
html      a page, whole, with all that it looks like on its elements
columns   how wide the columns of that are, and how large the type of a form is
json      a report as data
csv       rows, or the records that import reads
github    the problems of a file, for a pull request

To add one, write its module and add its name to `Format` in `cli/asking.py`: mypy names the place that chooses.
"""
