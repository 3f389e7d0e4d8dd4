"""What is appended to a plan and taken back from it: when it is said to be recorded, and that nothing else changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import NOW, Ran, Run

from plantrack.plan.problems import InvalidPlan, RecordRefused
from plantrack.store import appending, planfile
from plantrack.store.planfile import PlanFile

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31
[kinds.school]
stages = ["opened"]
[targets.water]
"""
BY_COMMAND = """\

[[milestones]]
date = 2024-01-01
kind = "school"
stage = "opened"
item = "A"
recorded = {}

[[measurements]]
date = 2024-01-01
target = "water"
value = 5
recorded = {}
"""
MOMENT = datetime(2026, 11, 24, 3, 0, 0, 123000, tzinfo=UTC)


def plan(text: str = PLAN) -> PlanFile:
    return planfile.parse("plan.toml", text.encode())


def recorded(one: datetime, other: datetime) -> PlanFile:
    return plan(PLAN + BY_COMMAND.format(one, other))


def test_the_latest_moment_is_that_of_either_log() -> None:
    later = MOMENT + timedelta(milliseconds=1)
    assert appending.find_last_moment(plan()) is None
    assert (
        appending.find_last_moment(recorded(MOMENT, later))
        == appending.find_last_moment(recorded(later, MOMENT))
        == later
    )


# The last three digits of the clock are cut, whatever they are.
@pytest.mark.parametrize(("microsecond", "kept"), [(0, 0), (999, 0), (1000, 1000), (123456, 123000), (999999, 999000)])
def test_a_record_is_of_now_to_the_millisecond(microsecond: int, kept: int) -> None:
    now = MOMENT.replace(microsecond=microsecond)
    assert appending.find_next_moment(plan(), now) == MOMENT.replace(microsecond=kept)


# What is recorded already, in milliseconds before now; when the next is recorded, in the same.
@pytest.mark.parametrize(("before", "then"), [(1, 0), (0, -1), (-1, -2), (-5000, -5001)])
def test_a_record_is_later_than_all_before_it(before: int, then: int) -> None:
    file = recorded(MOMENT - timedelta(milliseconds=before), MOMENT - timedelta(days=900))
    assert appending.find_next_moment(file, MOMENT) == MOMENT - timedelta(milliseconds=then)


@pytest.mark.parametrize(("one", "other", "line"), [("9999-12-31", "2024-01-01", 13), ("2024-01-01", "9999-12-31", 19)])
def test_after_the_last_moment_there_is_none(one: str, other: str, line: int, plantrack: Run, tmp_path: Any) -> None:
    clock = " 23:59:59.999999Z"
    text = PLAN + BY_COMMAND.format(one + clock, other + clock)
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    assert plantrack("measure", "water", "6", "--date", "2024-02-01") == Ran(
        "",
        f"error: plan.toml:{line}: recorded = 9999-12-31 23:59:59.999999+00:00 leaves no later moment\n"
        "hint: correct it\nnothing was written\n",
        3,
    )
    assert (tmp_path / "plan.toml").read_text(encoding="utf-8") == text


NAN = float("nan")
# Keys of the user's own, as the file says them and as something else would say them.
UNLIKE: list[tuple[str, Any]] = [
    ("1", 2),
    ("1", None),
    ("[1]", [1, 2]),
    ("[1, 2]", [1]),
    ("[1]", {"a": 1}),
    ("{ a = 1 }", [1]),
    ("{ a = 1 }", {"b": 1}),
    ("{ a = 1 }", {"a": 1, "b": 1}),
    ("{ a = 1, b = [2] }", {"a": 1, "b": [3]}),
    ("nan", 1.0),
    ("1.0", NAN),
    ("[1, nan]", [2, NAN]),
    ("[nan, 1]", [NAN, 2]),
    ("[nan, nan, 1, nan]", [NAN, NAN, 2, NAN]),
    ("{ a = nan, b = 1, c = nan }", {"a": NAN, "b": 2, "c": NAN}),
]
ALIKE: list[tuple[str, Any]] = [
    ("nan", NAN),
    ("[nan, { a = nan }, 1]", [NAN, {"a": NAN}, 1]),
    ("{ a = [], b = 1.5 }", {"b": 1.5, "a": []}),
]
OWN = "x-own = {}\n"


def with_own(text: str, value: Any) -> PlanFile:
    """Return a plan whose text and whose data say something of a key of the user's own."""
    file = planfile.parse("plan.toml", (OWN.format(text) + PLAN + BY_COMMAND.format(MOMENT, MOMENT)).encode())
    data = {key: inner for key, inner in file.data.items() if key != "x-own"}
    return file._replace(data=data if value is None else {"x-own": value, **data})


@pytest.mark.parametrize(("text", "value"), UNLIKE)
def test_nothing_is_taken_back_where_the_file_would_say_something_else(text: str, value: Any) -> None:
    file = with_own(text, value)
    with pytest.raises(InvalidPlan, match=r"^plan.toml: nothing can be taken back without changing its meaning$"):
        appending.find_last_addition(file)


# What no record can hold that was read: TOML says it otherwise.
@pytest.mark.parametrize("value", [("an", "array"), {"x-inner": ("an", "array")}])
def test_nothing_is_put_where_the_block_would_say_something_else(value: Any) -> None:
    file = recorded(MOMENT, MOMENT)
    record = file.plan.measurements[0]._replace(recorded=NOW, own={"x-own": value})
    with pytest.raises(InvalidPlan, match=r"^plan.toml: nothing can be appended without changing its meaning$"):
        appending.compose_addition(file, [record])


def test_of_the_new_text_the_block_alone_is_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    file, read = recorded(MOMENT, MOMENT), []

    def parse_toml(path: str, text: str) -> dict[str, Any]:
        read.append(text)
        return planfile.parse_toml(path, text)

    monkeypatch.setattr(appending, "parse_toml", parse_toml)
    assert read == [appending.compose_addition(file, [file.plan.measurements[0]])]
    _, number = appending.find_last_addition(file)
    assert (number, read[1:]) == (2, [PLAN])


@pytest.mark.parametrize(("text", "value"), ALIKE)
def test_nan_is_nan(text: str, value: Any) -> None:
    file = with_own(text, value)
    milestone, measurement = file.plan.milestones[0], file.plan.measurements[0]
    added = appending.compose_addition(file, [milestone, measurement])
    assert added == BY_COMMAND.format("2026-11-24 03:00:00.123000Z", "2026-11-24 03:00:00.123000Z").replace(
        "Z", "+00:00"
    )
    assert appending.find_last_addition(file) == (added, 2)


def test_the_blocks_of_a_command_stand_in_the_order_of_the_logs() -> None:
    file = recorded(MOMENT, MOMENT)
    milestone, measurement = file.plan.milestones[0], file.plan.measurements[0]
    first, second = appending.compose_addition(file, [milestone]), appending.compose_addition(file, [measurement])
    assert appending.compose_addition(file, [measurement, milestone]) == second + first


def test_what_another_command_recorded_stays() -> None:
    file = recorded(MOMENT, MOMENT + timedelta(milliseconds=1))
    text, number = appending.find_last_addition(file)
    assert (number, text) == (1, file.text[file.text.index("\n[[measurements]]") :])
    with pytest.raises(RecordRefused, match=r"^plan.toml: nothing to take back: no command has recorded anything$"):
        appending.find_last_addition(plan())


def test_what_was_appended_meanwhile_is_told_by_what_it_is_and_how_many() -> None:
    old, both = PLAN.encode(), BY_COMMAND.format(MOMENT, MOMENT)
    milestone = both[: both.index("\n[[measurements]]")]
    assert appending.find_addition_since("plan.toml", old, old) == ("", 0)
    assert appending.find_addition_since("plan.toml", old, (PLAN + milestone).encode()) == (milestone, 1)
    assert appending.find_addition_since("plan.toml", old, (PLAN + both).encode()) == (both, 2)
    assert appending.find_addition_since("plan.toml", old, (PLAN + both + "\n[x-own]\n").encode()) is None


def test_what_is_deeper_than_python_compares() -> None:
    deep = f"[x-own{'.a' * 600}]\nb{'.b' * 500} = {{}}\n"
    blocks = BY_COMMAND.format(MOMENT, MOMENT)
    file, other = (plan(PLAN + deep.format(value) + blocks) for value in ("[1, nan]", "[2, nan]"))
    assert appending.find_last_addition(file) == (blocks.replace("Z", "+00:00"), 2)
    with pytest.raises(InvalidPlan, match="without changing its meaning"):
        appending.find_last_addition(file._replace(data=other.data))
