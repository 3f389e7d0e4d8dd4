"""Ask DuckDB, and print what it answers, tab by tab: python ask.py QUERY.sql."""

import sys
from pathlib import Path

import duckdb

# A bar of progress would stand among what is printed.
duckdb.sql("SET enable_progress_bar = false")
try:
    answer = duckdb.sql(Path(sys.argv[1]).read_text(encoding="utf-8"))
    rows = [answer.columns, *answer.fetchall()]
except duckdb.Error as error:
    sys.exit(f"error: {error}")
for row in rows:
    print(*("" if value is None else value for value in row), sep="\t")
