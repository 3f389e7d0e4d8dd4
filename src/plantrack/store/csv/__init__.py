"""Rows of a spreadsheet: CSV and workbooks ↔ records.

In: bytes as Excel and its like save them. Out: rows as a plan file would hold them, each with its line.

workbook  .xlsx and .ods: the cells of one sheet, each with its type
columns   what people call the columns of their lists
headings  what the headings of columns mean, in English or Vietnamese
rows      the cells of a row as a plan file would hold them, and the records of a row that has many stages
sheets    a file: its encoding, its separator, its header, its rows
"""
