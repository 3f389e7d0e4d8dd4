"""What people type and spreadsheets hold: a text → a date or a number, or why it is none or may be two.

In: a text, and what settles it where it has two readings. Out: a date as a plan file has it, or a number.

words         what settles two readings, and how a text is refused that has none
spelling      what is cleaned away, and which words are one
shapes        the shapes that dates have, and the words in them
days          dates in figures and in words, in Vietnamese and in English
figures       numbers with a comma or a point, and percentages
spreadsheets  what Excel makes of a text, and how it is kept from that

Nothing of it is imported for what is written as a plan file has it.
"""
