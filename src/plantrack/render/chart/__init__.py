"""How targets went over time, as a drawing.

In: a report, a width and an encoding. Out: a page of lines, or SVG.

telling  what is told above each drawing, and which values it spans
scales   round numbers and round dates for the two axes
chart    the drawing on a screen, and its signs, with plotille: the one place that imports it
labels   where the labels of an SVG have room
values   the series of an SVG: how each looks, and the value of each at its right
axes     the two axes of an SVG
svg      one burn-up as an SVG element, also for the text of an HTML page
sheet    burn-ups as a file: one below the other, with a key
"""
