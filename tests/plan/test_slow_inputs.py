"""Inputs that could take minutes: what is done for each of them is counted, and grows no faster than the input."""

import sys
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from conftest import Run

from plantrack.plan import dates, guesses
from plantrack.plan.arithmetic.planned import planned_over_time
from plantrack.plan.naming import lookup
from plantrack.plan.naming.register import Register
from plantrack.store import planfile

PLAN = """\
[plan]
start = 2021-01-01
end = 2025-12-31

[kinds.cluster]
stages = ["planned", "established", "started"]
"""
STARTED = '[[milestones]]\ndate = 2024-01-01\nkind = "cluster"\nstage = "started"\nitem = "{}"\nsource = "x"\n'
WITHDRAWN = STARTED.replace("started", "withdrawn")


def calls(run: Callable[[], object]) -> Counter[str]:
    """Return how often each function is called while something runs."""
    found: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found[frame.f_code.co_name] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return found


def steps(run: Callable[[], object], of: str = "/plantrack/") -> int:
    """Return how many lines of the program, or of a file of it, are run through while something runs."""
    found = 0

    def note(frame: FrameType, event: str, _: object) -> Any:
        nonlocal found
        found += event == "line"
        return note if of in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(note)
    try:
        run()
    finally:
        sys.settrace(before)
    return found


def test_each_of_many_names_is_folded_a_fixed_number_of_times(plantrack: Run) -> None:
    folded = []
    for number in (120, 240, 480):
        Path("plan.toml").write_text(PLAN + STARTED.format("Thiết Bình"), encoding="utf-8")
        works = [f"work{place}" for place in range(number)]
        folded.append(calls(lambda works=works: plantrack("log", "cluster", "started", *works, "--new"))["fold_name"])  # type: ignore[misc]
    # When it is read and when it is looked up; of the first hundred also when they may be words of a known name.
    assert [later - earlier for later, earlier in zip(folded[1:], folded, strict=False)] == [2 * 120, 2 * 240]


def test_a_name_is_found_in_its_words_also_where_it_has_many() -> None:
    words = [f"w{place}" for place in range(lookup.MOST_WORDS)]
    log = "".join(map(STARTED.format, (" ".join(words), "Thiết Bình")))
    file = planfile.parse("plan.toml", (PLAN + log).encode())
    register = Register(file.plan.kinds["cluster"], file.ledger)
    found = lookup.find_names_in_words(register, ["x", *words, "THIET", "BINH", "x y", "thiet", "binh bd"])
    assert found == [[" ".join(words)], ["Thiết Bình"]]


def test_the_looks_of_known_names_are_made_once_for_all_unknown_ones(plantrack: Run) -> None:
    Path("plan.toml").write_text(
        PLAN + "".join(STARTED.format(f"Cụm số {place}") for place in range(50)), encoding="utf-8"
    )

    def looks(*unknown: str) -> int:
        return calls(lambda: plantrack("log", "cluster", "started", *unknown))["squeeze_name"]

    # A second unknown name costs its own look, and not those of the 50.
    assert looks("Xyz tuv", "Uvw rst") - looks("Xyz tuv") == 1


TARGETS = "".join(f"[targets.clusters-in-district-{place:02}]\nbaseline = 0\ngoal = 10\n" for place in range(30))
COMPARED = "get_close_matches"


def test_import_guesses_for_the_first_twenty_unknown_words(plantrack: Run) -> None:
    Path("plan.toml").write_text(PLAN + TARGETS, encoding="utf-8")
    rows = [f"2024-01-01,clustars-in-district-{place:03},1\n" for place in range(100)]
    Path("rows.csv").write_text("date,target,value\n" + "".join(rows), encoding="utf-8")
    assert calls(lambda: plantrack("import", "rows.csv"))[COMPARED] == 20
    told = plantrack("import", "rows.csv").stderr.splitlines()
    assert told[38:42] == [
        'error: rows.csv:21: unknown target "clustars-in-district-019"',
        'hint: did you mean "clusters-in-district-19"?',
        'error: rows.csv:22: unknown target "clustars-in-district-020"',
        'error: rows.csv:23: unknown target "clustars-in-district-021"',
    ]
    assert len(told) == 100 + 20 + 1


def test_import_guesses_once_for_a_word_that_stands_in_every_row(plantrack: Run) -> None:
    Path("plan.toml").write_text(PLAN + TARGETS, encoding="utf-8")
    rows = "2024-01-01,clustars-in-district-07,1\n" * 100
    Path("rows.csv").write_text("date,target,value\n" + rows, encoding="utf-8")
    assert calls(lambda: plantrack("import", "rows.csv"))[COMPARED] == 1
    told = plantrack("import", "rows.csv").stderr.splitlines()
    assert told.count('hint: did you mean "clusters-in-district-07"?') == 100


@pytest.mark.parametrize("command", ["check", "status"])
def test_a_plan_guesses_for_the_first_twenty_unknown_words(command: str, plantrack: Run) -> None:
    records = [f'[[measurements]]\ndate = 2024-01-01\ntarget = "clustars-{place}"\nvalue = 1\n' for place in range(100)]
    keys = "".join(f'goal{place} = 1\nsuorce = "x"\n' if not place else f"goal{place} = 1\n" for place in range(10))
    Path("plan.toml").write_text(PLAN + TARGETS + keys + "".join(records), encoding="utf-8")
    assert calls(lambda: plantrack(command))[COMPARED] == 20


def test_a_command_that_reads_guesses_for_the_first_twenty_unknown_words(plantrack: Run) -> None:
    Path("plan.toml").write_text(PLAN + TARGETS, encoding="utf-8")
    asked = [f"clustars-{place}" for place in range(100)]
    assert calls(lambda: plantrack("status", *asked))[COMPARED] == 20


def test_of_many_known_words_the_first_are_listed(plantrack: Run) -> None:
    Path("plan.toml").write_text(PLAN + TARGETS, encoding="utf-8")
    listed = ", ".join(f"clusters-in-district-{place:02}" for place in range(20))
    assert plantrack("measure", "zzz", "5").stderr == (
        f'error: unknown target "zzz"\nhint: known are: {listed} and 10 others\nnothing was written\n'
    )


def test_a_word_of_12_000_letters_is_compared_with_nothing(plantrack: Run) -> None:
    # Of 140 letters, as of Chinese ones: with fewer, difflib takes each for a space.
    long = "".join(chr(0x4E00 + place * place % 139) for place in range(12_000))
    Path("plan.toml").write_text(PLAN + STARTED.format(long + "x"), encoding="utf-8")
    for arguments in (("show", long), ("log", "cluster", "started", long), ("measure", long, "5")):
        assert calls(lambda arguments=arguments: plantrack(*arguments))["find_longest_match"] == 0  # type: ignore[misc]
    assert guesses.closest_word("a" * 100, ["a" * 99]) == "a" * 99
    assert guesses.closest_word("a" * 101, ["a" * 99]) is None
    assert guesses.closest_word("a" * 99, ["a" * 101]) is None


def test_the_line_of_a_number_with_too_many_digits_is_named(plantrack: Run) -> None:
    long = "1" * 5000
    texts = f"# {long}\n{long} = 1\na = \"{long}\"\nb = '''\n{long}'''\nc = {long}.5\nd = 1.{long}\ne = 1e-{long}\n"
    lines = (
        texts + "".join(f"f{place} = {'1' * 4299}\n" for place in range(3)) + f"g = [1, -{long[:4000]}_{long[:4000]}]\n"
    )
    Path("plan.toml").write_text(f"{PLAN}[x-more]\n{lines}", encoding="utf-8")
    number = PLAN.count("\n") + 1 + lines.count("\n")
    told = f"error: plan.toml:{number}: not valid TOML: a number has too many digits\n"
    assert plantrack("status") == ("", told, 3)


@pytest.mark.parametrize("record", [STARTED + WITHDRAWN, WITHDRAWN.replace("2024-01-01", '"2024"')])
def test_check_asks_no_target_of_each_item(record: str, plantrack: Run) -> None:
    def asked(targets: int, items: int) -> int:
        promised = [
            f'[targets.t{place}]\nkind = "cluster"\nstages = ["started"]\nbaseline = {place}\ngoal = 99\n'
            for place in range(targets)
        ]
        log = [record.replace("{}", f"{place * 7919:x}") for place in range(items)]
        Path("plan.toml").write_text(PLAN + "".join(promised + log), encoding="utf-8")
        return steps(lambda: plantrack("check"))

    # What is read only once, as the words of a name, is known from here on.
    asked(20, 40)
    # What each target and each item costs is in all four; what is left is what each item costs with each target.
    product = asked(20, 40) - asked(10, 40) - asked(20, 20) + asked(10, 20)
    assert product < 10 * 20


def test_what_an_often_revised_promise_expects_stays_short() -> None:
    since = [date(2021, 1, 1) + timedelta(4 * place) for place in range(1, 400)]
    # The goal rises, so that the line bends anew on each of these days.
    revised = [f"{{ from = {one}, goal = {44 + place}, due = 2126-01-01 }}" for place, one in enumerate(since)]
    target = f"[targets.t]\nbaseline = 0\ngoal = 43\nrevised = [{', '.join(revised)}]\n"
    file = planfile.parse("plan.toml", (PLAN + target).encode())
    planned = planned_over_time(file.plan.targets["t"], dates.parse_date("2125-12-31").hi)
    assert len(planned.moments) == 400
    assert max(value.denominator for value in planned.values) <= 10**300


COUNTED = """
[kinds.park]
stages = ["started"]
attributes = { district = "text" }

[targets.parks]
kind = "park"
stages = ["started"]
baseline = 0
goal = 9
"""
PARK = '[[milestones]]\ndate = {}-01-01\nkind = "park"\nstage = "started"\nitem = "{}"\nsource = "x"\n'


@pytest.mark.parametrize(
    ("line", "reports"),
    [
        ("status", 1),
        ("status --by district", 0),
        ("status --since 2025", 0),
        ("status --since 2025 --by district", 0),
        ("status --by district --only attention", 1),
        ("status --since 2025 --sort worst", 1),
        ("status --since 2025 --fail-if behind", 1),
    ],
)
def test_where_all_stand_is_asked_only_where_that_is_told_or_chosen_by(line: str, reports: int, plantrack: Run) -> None:
    Path("plan.toml").write_text(PLAN + COUNTED + PARK.format(2024, "Liên Hà"), encoding="utf-8")
    assert calls(lambda: plantrack(*line.split()))["status_report"] == reports


def test_what_moved_is_asked_of_the_items_of_that_time_alone(plantrack: Run) -> None:
    log = "".join(PARK.format(2024, f"Khu số {place}") for place in range(50)) + PARK.format(2025, "Liên Hà")
    Path("plan.toml").write_text(PLAN + COUNTED + log, encoding="utf-8")
    counted = calls(lambda: plantrack("status", "--since", "2025", "--as-of", "2025-12-31"))
    assert counted["_enter"] == 2  # one record, and the end
    assert "Liên Hà" in plantrack("status", "--since", "2025", "--as-of", "2025-12-31").stdout


def test_what_says_the_stage_of_many_records_is_said_once(plantrack: Run) -> None:
    log = "".join(PARK.format(2024, f"Khu số {place}") for place in range(50))
    Path("plan.toml").write_text(PLAN + COUNTED + log, encoding="utf-8")
    assert calls(lambda: plantrack("history"))["word_record"] == 1
