"""The page for those who decide: one file of HTML, for a screen, for paper and for Word.

In: a dossier. Out: HTML. The templates beside this hold markup alone: each text of it is a value of these files, and
is written and escaped where the templates meet it.

english  dates as people write them on paper
parts    cells, tables, marks and citations
opening  the head, the one sentence, and what needs attention
results  the table of all targets
blocks   a block for each target with a goal
coming   what is late, what is next, and what was put off beyond that
changes  what moved since another day
places   by an attribute such as the district, and the items of each kind
closing  how it is counted, and what is not known
style    the colours and the foot of each sheet
draw     all of it, by the templates: the one place that imports Jinja
"""
