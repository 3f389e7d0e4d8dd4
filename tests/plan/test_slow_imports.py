"""Lists that could take minutes to import: what is done for each row is counted, and does not grow with the rows."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Run
from test_slow_inputs import STARTED, calls, steps

from plantrack.plan.rules.changes import find_target_changes
from plantrack.plan.rules.joining import join_records
from plantrack.store import planfile

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31

[kinds.cluster]
stages = ["established", "started"]
attributes = { district = "text", commune = "text", area_ha = "number" }

[targets.clusters]
kind = "cluster"
stages = ["started"]
baseline = 0
goal = 9
"""
HEADER = "date,kind,stage,item,name,district,commune,target,value\n"


def list_twice(number: int) -> str:
    """Return rows of so many items, of each two stages in the same district, which is spelled in several ways."""
    spelled = ("Đông Anh", "ĐÔNG ANH", "dong anh", "huyện Đông Anh")
    return "".join(
        f"{year}-01-01,cluster,{stage},Cụm {place},,{spelled[place % 4]},,,\n"
        for year, stage in ((2021, "established"), (2023, "started"))
        for place in range(number)
    )


def list_communes(number: int) -> str:
    """Return rows of so many items, each in a commune of its own."""
    return "".join(f"2021-01-01,cluster,started,Cụm {place},,,xã số {place},,\n" for place in range(number))


def list_changes(number: int) -> str:
    """Return rows of so many items, each of which is then said to lie elsewhere."""
    return list_twice(number) + "".join(
        f"2024-01-01,cluster,changed,Cụm {place},,Gia Lâm,,,\n" for place in range(number)
    )


def rename_one(number: int) -> str:
    """Return rows of one item that got another name so many times."""
    days = (date(2000, 1, 1) + timedelta(place) for place in range(number))
    return "2024-01-01,cluster,started,Thiết Bình,,,,,\n" + "".join(
        f"{day},cluster,changed,Thiết Bình,Tên số {place},,,,\n" for place, day in enumerate(days)
    )


def move_one(number: int) -> str:
    """Return rows of one item that so many times was elsewhere, with where that is after its name."""
    days = (date(2000, 1, 1) + timedelta(place) for place in range(number))
    return "2024-01-01,cluster,started,Thiết Bình,,,,,\n" + "".join(
        f"{day},cluster,changed,Thiết Bình (Huyện số {place}),,Huyện số {place},,,\n" for place, day in enumerate(days)
    )


def list_places(number: int) -> str:
    """Return rows of so many items of one name, each with its commune after it."""
    communes = [f"{one}{other}" for one in ("Vân", "Liên", "Kim", "Phú") for other in map(chr, range(0x4E00, 0x4E80))]
    return "".join(f"2021-01-01,cluster,started,Chợ chính ({commune}),,,{commune},,\n" for commune in communes[:number])


def list_bare_places(number: int) -> str:
    """Return the same of a name without accents, and then of one with some, which may be another spelling of it."""
    half = number // 2
    return list_places(half).replace("Chợ chính", "Cho chinh") + list_places(half)


def list_totals(number: int) -> str:
    """Return rows of so many totals of one target, the latest of them last."""
    days = (date(2021, 1, 1) + timedelta(place) for place in range(number))
    return "".join(f"{day},,,,,,,clusters,{place}\n" for place, day in enumerate(days))


@pytest.mark.parametrize(
    ("rows", "file"),
    [
        (list_twice, "plan/item.py"),
        (list_communes, "plan/naming/values.py"),
        (list_changes, "plan/item.py"),
        (list_places, "plan/naming/lookup.py"),
        (list_bare_places, "plan/naming/lookup.py"),
        (list_totals, "plan/rules/changes.py"),
        (rename_one, ""),
        (move_one, "plan/naming/"),
    ],
)
def test_a_row_takes_no_more_steps_where_there_are_more_rows(
    rows: Callable[[int], str], file: str, plantrack: Run
) -> None:
    Path("plan.toml").write_text(PLAN, encoding="utf-8")

    def count_steps(number: int) -> int:
        Path("rows.csv").write_text(HEADER + rows(number), encoding="utf-8")
        return steps(lambda: plantrack("import", "rows.csv", "--dry-run", "--new"), f"/plantrack/{file}")

    few, more, most = map(count_steps, (30, 60, 120))
    assert few > 30
    assert most - more < 2.2 * (more - few)


def test_a_renamed_item_is_found_without_asking_all_others(plantrack: Run) -> None:
    def count_steps(number: int) -> int:
        log = [STARTED.format(f"Cụm {place}") for place in range(number)]
        log += [
            STARTED.replace("started", "changed").format(f"Cụm {place}") + f'name = "Đổi {place}"\n'
            for place in range(number)
        ]
        Path("plan.toml").write_text(PLAN + "".join(log), encoding="utf-8")
        rows = "".join(f"2024-02-01,cluster,established,doi so {place},,,,,\n" for place in range(number))
        Path("rows.csv").write_text(HEADER + rows, encoding="utf-8")
        return steps(lambda: plantrack("import", "rows.csv", "--dry-run"), "/plantrack/plan/naming/register.py")

    few, more, most = map(count_steps, (30, 60, 120))
    assert most - more < 2.2 * (more - few)


def test_a_new_name_is_compared_with_all_names_of_one_item_in_as_many_steps(plantrack: Run) -> None:
    def count_steps(number: int) -> int:
        days = (date(2000, 1, 1) + timedelta(place) for place in range(number))
        change = '[[milestones]]\ndate = {}\nkind = "cluster"\nstage = "changed"\nitem = "Thiết Bình"\n'
        log = [
            change.format(day) + f'name = "Tên {place} (Huyện {place})"\ndistrict = "Huyện {place}"\n'
            for place, day in enumerate(days)
        ]
        Path("plan.toml").write_text(PLAN + STARTED.format("Thiết Bình") + "".join(log), encoding="utf-8")
        Path("rows.csv").write_text(HEADER + "2024-02-01,cluster,started,Liên Hà,,,,,\n", encoding="utf-8")
        return steps(lambda: plantrack("import", "rows.csv", "--dry-run"), "/plantrack/plan/naming/")

    few, more, most = map(count_steps, (30, 60, 120))
    assert most - more < 2.2 * (more - few)


class _Compared(str):
    """A name that tells when it is compared with another one."""

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)


def test_a_name_that_changes_nothing_is_not_compared_with_all_others() -> None:
    file = planfile.parse("plan.toml", PLAN.encode())
    rows = "".join(STARTED.format(f"Cụm {place}").replace("2024-01-01", "2019-01-01") for place in range(200))
    listed = planfile.parse("rows.toml", (PLAN + rows).encode()).plan.milestones
    records = [record._replace(item=_Compared(record.item)) for record in listed]
    today = date(2024, 1, 1).toordinal()
    joined = join_records(file.plan, file.ledger, records, today)
    changed = find_target_changes(file.plan, file.ledger, joined, today)
    assert [len(names) for names in changed[0].reasons.values()] == [200]
    assert calls(lambda: find_target_changes(file.plan, file.ledger, joined, today))["__eq__"] < 200
