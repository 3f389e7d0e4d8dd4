"""Rows of a spreadsheet: CSV ↔ records.

In: bytes as Excel and its like save them. Out: rows as a plan file would hold them, each with its line.

sheets  a CSV file: its encoding, its separator, its header, its rows
"""
