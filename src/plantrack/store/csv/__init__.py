"""Rows of a spreadsheet: CSV and workbooks ↔ records.

In: bytes as Excel and its like save them. Out: rows as a plan file would hold them, each with its line.

workbook         .xlsx and .ods: the cells of one sheet, each with its type
headings         what the headings of columns mean, in English or Vietnamese
shared_headings  how people head columns, whatever plan they are of
header           the header of a file: what all its columns are together
no_items         rows that would become items and are none: sums, headings, notes
rows             the cells of a row as a plan file would hold them, and the records of a row that has many stages
sheets           a file: its encoding, its separator, its header, its rows
"""
