"""Rows of a spreadsheet: CSV ↔ records.

In: bytes as Excel and its like save them. Out: rows as a plan file would hold them, each with its line.

headings  what the headings of columns mean, in English or Vietnamese
rows      the cells of a row as a plan file would hold them
sheets    a CSV file: its encoding, its separator, its header, its rows
"""
