"""What stands on the page for those who decide: several reports of one view, and what connects them.

In: a view, and which targets are asked about. Out: a dossier: plain data that is only drawn.

backing  the names behind the figure of a target, and who says the latest of it
report   where all stand now and stood before, what is behind each figure, and the items
"""
