"""Ask DuckDB, and print what it answers, tab by tab: python ask.py QUERY.sql."""

import sys
from pathlib import Path

import duckdb

answer = duckdb.sql(Path(sys.argv[1]).read_text(encoding="utf-8"))
for row in (answer.columns, *answer.fetchall()):
    print(*("" if value is None else value for value in row), sep="\t")
