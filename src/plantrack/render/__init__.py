"""From a report to what is written. Nothing is computed here that is not about drawing.

In: a report, a width, an encoding. Out: text.

page       what a report is to whoever gets it: a page for people, rows for a spreadsheet
text/      values become sentences, and what a screen shows of them
addresses  where in a text a link begins and ends
markup     elements of HTML and SVG, in which no text is markup
palette    the colours of HTML and SVG, for a light and for a dark ground
pieces     a cell or a line as it is written, wrapped or cut to a width
measured   a column of a table, and how wide it is to be
layout     the one table engine: a page and a width become lines of pieces
pages/     what each command shows
forms/     the forms that a department hands in
chart/     how targets went over time, as a drawing
dossier/   the page for those who decide
formats/   how an answer is written
schema     the JSON Schema of a report, read off its types
"""
