"""How targets went over time, as a drawing.

In: a report, a width and an encoding. Out: a page of lines.

scales  round numbers and round dates for the two axes
signs   what it is drawn with
chart   the drawing, with plotille: the one place that imports it
"""
