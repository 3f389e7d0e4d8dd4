"""The form with a row for each item and a column for each stage: `items` writes it, `import` reads it."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import TABLES, WITHDRAWN, Data, examples, lived_plans, plans, spelled
from test_laws_reports import LATER, can_be_recorded

from plantrack.plan.typed.spelling import tidy_text

FORMS = (("--format", "csv"), ("--excel",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@examples(80)
@given(
    lived_plans() | plans(),
    st.sampled_from(FORMS),
    st.none() | st.dates(date(2019, 12, 1), date(2026, 12, 31)),
)
def test_what_items_writes_is_known(
    plantrack: Run, folder: Path, data: Data, form: tuple[str, ...], day: date | None
) -> None:
    content = spelled(data)
    (folder / "plan.toml").write_bytes(content)
    for kind in data["kinds"]:
        asked = [] if day is None else ["--as-of", str(day)]
        sheet = plantrack("items", kind, *form, *asked, now=LATER)
        assert (sheet.stderr, sheet.code) == ("", 0)
        (folder / "items.csv").write_bytes(sheet.stdout.encode())
        options = [] if day is None else ["--date", str(day)]
        for correct in ((), ("--correct",)):
            done = plantrack("import", "items.csv", "--kind", kind, *options, *correct, now=LATER)
            assert done.code == 0, done.stderr
            assert ": 0 recorded in plan.toml" in done.stdout
            assert (folder / "plan.toml").read_bytes() == content


def with_tidy_name(row: list[str]) -> list[str]:
    """Return a row with the name of its item as every spelling of it is read."""
    return [tidy_text(row[0]), *row[1:]]


@examples(50)
@given(lived_plans() | plans(), st.sampled_from(FORMS))
def test_what_items_writes_makes_the_same_items(
    plantrack: Run, folder: Path, data: Data, form: tuple[str, ...]
) -> None:
    assume(can_be_recorded(data))
    for kind in data["kinds"]:
        (folder / "plan.toml").write_bytes(spelled(data))
        told = plantrack("items", kind, "--format", "csv", now=LATER).stdout
        (folder / "items.csv").write_bytes(plantrack("items", kind, *form, now=LATER).stdout.encode())
        bare = {key: value for key, value in data.items() if key not in TABLES}
        (folder / "plan.toml").write_bytes(spelled(bare))
        done = plantrack("import", "items.csv", "--kind", kind, "--new", now=LATER)
        assert done.code == 0, done.stderr
        header = told.splitlines()[0].split(",")
        stages = sum(column.startswith(("stages_", "expected_", WITHDRAWN)) for column in header)
        before = [row for row in csv.reader(io.StringIO(told)) if any(row[1 : stages + 1])]
        after = list(csv.reader(io.StringIO(plantrack("items", kind, "--format", "csv", now=LATER).stdout)))
        assert sorted(map(with_tidy_name, after)) == sorted(map(with_tidy_name, before))
