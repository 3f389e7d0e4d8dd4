"""`measure`: what is recorded, what it says of it, and what it refuses."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run


def test_a_total_is_appended_as_one_block(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    ran = hanoi(
        "measure", "clusters-started", "35", "--date", "2026-03", "--source", "s", "--decision", "d", "--note", "n"
    )
    assert ran == Ran("clusters-started: 35, 2026-03, recorded in plan.toml\n  clusters-started 32 → 35 of 43\n")
    assert (tmp_path / "plan.toml").read_bytes() == before + (
        b'\n[[measurements]]\ndate = "2026-03"\ntarget = "clusters-started"\nvalue = 35\n'
        b'decision = "d"\nsource = "s"\nnote = "n"\nrecorded = 2026-11-24 15:14:10.619000+07:00\n'
    )


@pytest.mark.parametrize(
    ("arguments", "change"),
    [
        ("clusters-started|30|2025-01-31", "clusters-started 32 of 43, the total of 2025-11-12 is later"),
        ("clusters-started|32|2026-01-31", "clusters-started 32 of 43, unchanged"),
        ("clusters-started|33|2026", "clusters-started 32 of 43, counts from 2026-12-31"),
        ("clusters-started|3|2020-12-31", "clusters-started 32 of 43, from before its start, no part of it"),
        ("sharing-economy|-5|2026-01-31", "sharing-economy – → -5"),
        ("sharing-economy|-5.5|2026-01-31", "sharing-economy – → -5.5"),
        ("sharing-economy|+12.0|2026-01-31", "sharing-economy – → 12"),
    ],
)
def test_it_says_what_changes_or_why_nothing_does(hanoi: Run, arguments: str, change: str) -> None:
    target, value, date = arguments.split("|")
    shown = value.lstrip("+").removesuffix(".0")
    assert hanoi("measure", target, value, "--date", date) == Ran(
        f"{target}: {shown}, {date}, recorded in plan.toml\n  {change}\n"
    )


def test_what_adds_nothing_is_passed_over(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi("measure", "clusters-started", "24", "--date", "2024-07-10") == Ran(
        "clusters-started: 24, 2024-07-10, already recorded in plan.toml\n"
    )
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_a_known_value_is_changed_only_to_correct_it(hanoi: Run) -> None:
    arguments = ("measure", "clusters-started", "25", "--date", "2024-07-10")
    assert hanoi(*arguments) == Ran(
        "",
        "error: clusters-started: the total on 2024-07-10 is known to be 24, not 25\n"
        "hint: if the known one is wrong, add --correct\n"
        "nothing was written\n",
        4,
    )
    assert hanoi(*arguments, "--correct").code == 0
    assert '"actual": 25' in hanoi("status", "clusters-started", "--as-of", "2024-07-10", "--format", "json").stdout


WRONG = [
    (("clusters-strted", "5"), 'unknown target "clusters-strted"\nhint: did you mean "clusters-started"?', 2),
    (
        ("clusters-started", "5.5"),
        "value of a counted target must be a whole number from 0, not 5.5\n"
        "hint: it counts items: what has fractions needs a target with sum, or one without kind",
        2,
    ),
    (("clusters-started", "-5"), "value of a counted target must be a whole number from 0, not -5", 2),
    (
        ("clusters-started", "1,5"),
        "value of a counted target must be a whole number from 0, not 1.5\n"
        "hint: it counts items: what has fractions needs a target with sum, or one without kind",
        2,
    ),
    (("clusters-started", "nan"), 'value: "nan" is not a number such as 1234.5', 2),
    (
        ("vending-machines", "1.250"),
        'value: "1.250" may be 1250 or 1.25\nhint: choose with --decimal comma or --decimal point',
        2,
    ),
    (
        ("vending-machines", "-2,500"),
        'value: "-2,500" may be -2500 or -2.5\nhint: choose with --decimal comma or --decimal point',
        2,
    ),
    (("vending-machines", "1.5", "--decimal", "comma"), 'value: "1.5" is not a number with a decimal comma', 2),
    (("clusters-started", "9" * 30), f"value must be a number between -{2**53} and {2**53}, not {'9' * 30}", 2),
    (
        ("clusters-started", "5", "--date", "2027-01-01"),
        "clusters-started: the total on 2027-01-01 is in the future: today is 2026-11-24\n"
        "hint: it can be recorded from that day on",
        4,
    ),
]


@pytest.mark.parametrize(("arguments", "error", "code"), WRONG)
def test_what_is_wrong_is_not_written(
    hanoi: Run, tmp_path: Path, arguments: tuple[str, ...], error: str, code: int
) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    assert hanoi("measure", *arguments) == Ran("", f"error: {error}\nnothing was written\n", code)
    assert (tmp_path / "plan.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("value", "recorded"),
    [
        (("1.250", "--decimal", "comma"), "1250"),
        (("1.250", "--decimal", "point"), "1.25"),
        (("1,250", "--decimal", "point"), "1250"),
        (("--decimal", "comma", "-1.250"), "-1250"),
        (("1.250.000",), "1250000"),
        (("1250",), "1250"),
        (("1,5",), "1.5"),
        (("0.125",), "0.125"),
        (("0.125", "--decimal", "comma"), "0.125"),
    ],
)
def test_a_number_is_read_as_import_reads_it(hanoi: Run, value: tuple[str, ...], recorded: str) -> None:
    ran = hanoi("measure", "vending-machines", *value, "--dry-run")
    assert (ran.code, tomli.loads(ran.stdout)["measurements"][0]["value"]) == (0, float(recorded))
    assert f"value = {recorded}\n" in ran.stdout


def test_an_unknown_option_beside_a_negative_value_is_an_error(hanoi: Run) -> None:
    hint = "hint: plantrack measure --help\nnothing was written\n"
    near = 'error: unknown option "--sorce"\nhint: did you mean "--source"?\nnothing was written\n'
    assert hanoi("measure", "key-products", "5", "--sorce", "x") == Ran("", near, 2)
    assert hanoi("measure", "key-products", "5", "-z") == Ran("", f'error: unknown option "-z"\n{hint}', 2)
    assert hanoi("measure", "key-products", "-5", "--sorce", "x") == Ran("", near, 2)
    assert hanoi("measure", "key-products", "-5h") == Ran(
        "", 'error: value: "-5h" is not a number such as 1234.5\nnothing was written\n', 2
    )
    assert hanoi("measure", "sharing-economy", "--note", "-5", "--", "-5", "--dry-run").code == 2
    assert 'note = "-5"' in hanoi("measure", "sharing-economy", "--note", "-5", "-7", "--dry-run").stdout


def test_words_behind_a_note_are_told_as_its_value(hanoi: Run) -> None:
    assert hanoi("measure", "clusters-started", "24", "--note", "as", "reported") == Ran(
        "",
        "error: --note is one text, and was typed as several words: as reported\n"
        'hint: a text of several words needs quotes: --note "as reported"\n'
        "nothing was written\n",
        2,
    )
    assert hanoi("measure", "--note", "as", "reported", "clusters-started", "24") == Ran(
        "",
        "error: there are more words than arguments: 24\nhint: plantrack measure --help\nnothing was written\n",
        2,
    )


SHARES = """
plan = { title = "Shares", start = 2024-01-01, end = 2026-12-31 }
[targets.share]
unit = "%"
baseline = 10
goal = 80
[targets.length]
unit = "km"
baseline = 0
goal = 5000
"""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("length|1.234|--lang|vi", 'length: 1234 ("1.234", không phải 1,234), ngày 30/6/2025'),
        ("length|1,234|--lang|vi", 'length: 1,234 ("1,234", không phải 1234), ngày 30/6/2025'),
        ("length|-1.234|--decimal|comma", 'length: -1234 ("-1.234", not -1.234), 2025-06-30'),
        ("length|1.234|--decimal|point", 'length: 1.234 ("1.234", not 1234), 2025-06-30'),
        ("share|1,234%|--decimal|comma", 'share: 1.234 ("1,234%", not 1234), 2025-06-30'),
        # What can be no other number is told as before.
        ("length|1.234,5|--lang|vi", 'length: 1.234,5 ("1.234,5"), ngày 30/6/2025'),
        ("length|1234|--lang|vi", "length: 1.234, ngày 30/6/2025"),
    ],
)
def test_what_may_be_two_numbers_is_told_with_the_one_that_it_is_not(
    plantrack: Run, tmp_path: Path, arguments: str, told: str
) -> None:
    (tmp_path / "plan.toml").write_text(SHARES, encoding="utf-8")
    ran = plantrack("measure", *arguments.split("|"), "--date", "2025-06-30")
    assert (ran.stdout.splitlines()[0].rpartition(", ")[0], ran.stderr, ran.code) == (told, "", 0)


def test_a_percentage_that_none_can_be_is_recorded_and_told(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SHARES, encoding="utf-8")
    note = "share: the total of 2025-06-30 is 1,234, outside 0 to 100 percent\n"
    measured = ("measure", "share", "1.234", "--date", "2025-06-30", "--decimal", "comma")
    ran = plantrack(*measured, "--dry-run")
    assert (ran.code, ran.stderr) == (
        0,
        f'{note}share: 1234 ("1.234", not 1.234), 2025-06-30, to be recorded in plan.toml\n'
        "  share 10 → 1,234 of 80\ndry run: nothing was written\n",
    )
    assert plantrack(*measured, "--lang", "vi", "--dry-run").stderr.splitlines()[0] == (
        "share: tổng số ngày 30/6/2025 là 1.234, ngoài khoảng 0 đến 100 phần trăm"
    )
    assert plantrack(*measured) == Ran(
        'share: 1234 ("1.234", not 1.234), 2025-06-30, recorded in plan.toml\n  share 10 → 1,234 of 80\n', note
    )
    assert plantrack(*measured).stderr == ""  # it is known
    assert plantrack("measure", "share", "-0.5", "--date", "2025-07-01", "--quiet") == Ran("")
    assert plantrack("measure", "share", "100", "--date", "2025-07-02").stderr == ""
    assert plantrack("measure", "length", "1234", "--date", "2025-07-02").stderr == ""


def test_of_a_list_the_first_percentages_that_none_can_be_are_told(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(SHARES, encoding="utf-8")
    days = [f"2025-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 13)]
    rows = [f"{day},share,{100 + place}" for place, day in enumerate(days)]
    (tmp_path / "list.csv").write_text("\n".join(["date,target,value", *rows]), encoding="utf-8")
    told = plantrack("import", "list.csv").stderr.splitlines()
    assert told[0] == "share: the total of 2025-01-02 is 101, outside 0 to 100 percent"
    assert (len(told), told[-1]) == (21, "and 3 more")
    # Those of another plan too.
    other, here = (tmp_path / "plan.toml").read_text(encoding="utf-8"), tmp_path / "here.toml"
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    here.write_text(SHARES, encoding="utf-8")
    assert plantrack("import", "other.toml", "--plan", "here.toml").stderr.splitlines() == told
