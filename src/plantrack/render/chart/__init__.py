"""How targets went over time, as a drawing.

In: a report, a width and an encoding. Out: a page of lines.

telling  what is told above each drawing, and which values it spans
scales   round numbers and round dates for the two axes
chart    the drawing on a screen, with plotille: the one place that imports it
"""
