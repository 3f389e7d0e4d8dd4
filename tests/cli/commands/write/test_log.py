"""`log`: what is recorded, what it says of it, and what it refuses."""

from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

RECORDED = "recorded = 2026-11-24 15:14:10.619000+07:00\n"


def plan(tmp_path: Path) -> bytes:
    return (tmp_path / "plan.toml").read_bytes()


def test_a_record_is_appended_as_one_block(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    ran = hanoi(
        *("log", "cluster", "started", "Cam Thượng", "--date", "2025-12-01", "--decision", "5/QĐ", "--source", "s"),
        *("--note", "a\nb", "--set", "district=Ba Vì", "--set", "area_ha=15.5"),
    )
    assert ran == Ran(
        "Cam Thượng: cluster started, 2025-12-01, recorded in plan.toml\n  clusters-started 32 → 33 of 43\n"
    )
    block = (
        '\n[[milestones]]\ndate = 2025-12-01\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n'
        'district = "Ba Vì"\narea_ha = 15.5\ndecision = "5/QĐ"\nsource = "s"\nnote = "a\\nb"\n' + RECORDED
    )
    assert plan(tmp_path) == before + block.encode()


def test_recorded_is_now_once_now_is_later_than_the_file(hanoi: Run, tmp_path: Path) -> None:
    text = plan(tmp_path).decode().replace("recorded = 2026-11-24 15:", "recorded = 2026-11-24 09:")
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8", newline="")
    hanoi("log", "cluster", "started", "Cam Thuong")
    assert plan(tmp_path).endswith(b"\nrecorded = 2026-11-24 10:00:00.123000+07:00\n")
    assert tomli.loads(plan(tmp_path).decode())["milestones"][-1]["date"].isoformat() == "2026-11-24"


def test_several_items_are_one_record_each(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("log", "cluster", "started", "cam thuong", "CHÀNG SƠN", "--date", "2026-01-02") == Ran(
        "Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n"
        "Chàng Sơn: cluster started, 2026-01-02, recorded in plan.toml\n"
        "  clusters-started 32 → 34 of 43\n"
    )
    last_two = tomli.loads(plan(tmp_path).decode())["milestones"][-2:]
    assert last_two[0]["recorded"] == last_two[1]["recorded"]


@pytest.mark.parametrize(
    ("arguments", "change"),
    [
        (
            "started|Cam Thượng|2025-06-30",
            "clusters-started 32 of 43, already in the total of 2025-11-12; named 15 → 16",
        ),
        ("started|Cam Thượng|2026", "clusters-started 32 of 43, counts from 2026-12-31"),
        (
            "completed|Tam Hiệp|2026-02-01",
            "clusters-started 32 of 43, Tam Hiệp counts already\n  clusters-completed 6 → 7",
        ),
        ("planned|Cam Thượng|2016", "no target counts this"),
        (
            "established|Xà Cầu|2020",
            "clusters-total 116 of 159, in the baseline\n  clusters-new 3 of 46, from before its start, no part of it",
        ),
        (
            "withdrawn|Kim Bài|2026-02-01",
            "clusters-total unchanged: no established date for Kim Bài\n"
            "  clusters-new unchanged: no established date for Kim Bài\n"
            "  clusters-started 32 → 31 of 43\n"
            "  clusters-completed unchanged: no completed date for Kim Bài\n"
            "  clusters-filled unchanged: no filled date for Kim Bài",
        ),
        (
            "withdrawn|Chàng Sơn|2026-02-01",
            "clusters-total 116 → 115 of 159\n"
            "  clusters-new unchanged: from before its start, no part of it\n"
            "  clusters-started unchanged: no started or completed date for Chàng Sơn\n"
            "  clusters-completed unchanged: no completed date for Chàng Sơn\n"
            "  clusters-filled unchanged: no filled date for Chàng Sơn",
        ),
    ],
)
def test_it_says_what_changes_or_why_nothing_does(hanoi: Run, arguments: str, change: str) -> None:
    stage, item, date = arguments.split("|")
    assert hanoi("log", "cluster", stage, item, "--date", date) == Ran(
        f"{item}: cluster {stage}, {date}, recorded in plan.toml\n  {change}\n"
    )


def test_what_adds_nothing_is_passed_over(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    for date in ("2023-09-06", "2023-09", "2023"):
        assert hanoi("log", "cluster", "started", "thiet binh", "--date", date) == Ran(
            f"Thiết Bình: cluster started, {date}, already recorded in plan.toml\n"
        )
    assert plan(tmp_path) == before


def test_evidence_is_added_under_a_wider_date_and_the_known_date_stays(hanoi: Run, tmp_path: Path) -> None:
    ran = hanoi("log", "cluster", "started", "Thiết Bình", "--date", "2023", "--decision", "9/QĐ")
    assert ran.stdout.startswith("Thiết Bình: cluster started, 2023-09-06, recorded in plan.toml\n")
    last = tomli.loads(plan(tmp_path).decode())["milestones"][-1]
    assert (last["date"].isoformat(), last["decision"]) == ("2023-09-06", "9/QĐ")


def test_a_partial_date_is_made_exact(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "started", "Xà Cầu", "--date", "2024-03-01").stdout == (
        "Xà Cầu: cluster started, 2024-03-01, recorded in plan.toml\n"
        "  made exact, from 2024-H1\n"
        "  clusters-started 32 of 43, already in the total of 2025-11-12\n"
    )


def test_a_known_date_is_changed_only_to_correct_it(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    arguments = ("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-07")
    assert hanoi(*arguments) == Ran(
        "",
        "error: Thiết Bình: started is known to be on 2023-09-06, not on 2023-09-07\n"
        "hint: to add to the known record, give the date 2023-09-06; if the known one is wrong, add --correct\n"
        "nothing was written\n",
        4,
    )
    assert plan(tmp_path) == before
    assert hanoi(*arguments, "--correct").code == 0
    assert plan(tmp_path).startswith(before)
    assert hanoi(*arguments).stdout == "Thiết Bình: cluster started, 2023-09-07, already recorded in plan.toml\n"
    assert hanoi("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-06").code == 0


REFUSED = [
    (
        ("cluster", "started", "Thiet Bin"),
        'error: unknown cluster "Thiet Bin"\n'
        'hint: did you mean "Thiết Bình"? a cluster that is new is recorded with --new\n',
    ),
    (
        ("cluster", "started", "Cam", "Thuong"),
        'error: unknown cluster "Cam"\nhint: a cluster that is new is recorded with --new\n'
        'error: unknown cluster "Thuong"\nhint: a name of several words needs quotes: "Cam Thượng"\n',
    ),
    (
        ("cluster", "started", "Tam Hiệp", "--date", "2027", "--correct"),
        "error: Tam Hiệp: started on 2027 is in the future: today is 2026-11-24\n"
        "hint: started on 2024-01-19 is known\n",
    ),
    (
        ("cluster", "planned", "Tam Hiệp", "--date", "2027"),
        "error: Tam Hiệp: planned on 2027 is in the future: today is 2026-11-24\n"
        "hint: established on 2020-06-26 is known\n",
    ),
    (
        ("cluster", "completed", "Tam Hiệp", "--date", "2027"),
        "error: Tam Hiệp: completed on 2027 is in the future: today is 2026-11-24\n"
        'hint: what is to come is expected: --expected instead of --date; in a file the column expected, or "started '
        'expected" where stages are columns\n',
    ),
    (
        ("cluster", "withdrawn", "Tam Hiệp", "--date", "2027"),
        "error: Tam Hiệp: withdrawn on 2027 is in the future: today is 2026-11-24\n"
        "hint: it can be recorded from that day on\n",
    ),
    (
        ("cluster", "completed", "Tam Hiệp", "--date", "2023-12-31"),
        "error: Tam Hiệp: completed on 2023-12-31 is before started on 2024-01-19\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n",
    ),
    (
        ("cluster", "planned", "Tam Hiệp", "--date", "2022"),
        "error: Tam Hiệp: planned on 2022 is after established on 2020-06-26\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n",
    ),
    (
        ("cluster", "withdrawn", "Tam Hiệp", "--date", "2023"),
        "error: Tam Hiệp: withdrawn on 2023 is before started on 2024-01-19\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n",
    ),
]


@pytest.mark.parametrize(("arguments", "error"), REFUSED)
def test_what_cannot_be_is_refused(hanoi: Run, tmp_path: Path, arguments: tuple[str, ...], error: str) -> None:
    before = plan(tmp_path)
    assert hanoi("log", *arguments) == Ran("", error + "nothing was written\n", 4)
    assert plan(tmp_path) == before


def test_after_its_withdrawal_nothing_happens_to_an_item(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "withdrawn", "Kim Bài", "--date", "2025-02-01").code == 0
    assert hanoi("log", "cluster", "completed", "Kim Bài", "--date", "2025-02-02") == Ran(
        "",
        "error: Kim Bài: completed on 2025-02-02 is after withdrawn on 2025-02-01\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n"
        "nothing was written\n",
        4,
    )


@pytest.mark.parametrize(("sign", "area"), [("comma", "1250"), ("point", "1.25")])
def test_the_decimal_sign_of_an_attribute_can_be_chosen(hanoi: Run, sign: str, area: str) -> None:
    ran = hanoi(*["log", "cluster", "started", "X", "--new", "--dry-run", "--set", "area_ha=1.250", "--decimal"], sign)
    assert ran.code == 0
    assert f"\narea_ha = {area}\n" in ran.stdout


UNKNOWN = [
    (("clustr", "started", "X"), 'unknown kind "clustr"\nhint: did you mean "cluster"?'),
    (
        ("cluster", "strted", "X"),
        'unknown stage "strted" of cluster\nhint: did you mean "started" (construction started)?',
    ),
    (
        ("cluster", "started", "X", "--set", "distrct=Y"),
        'unknown attribute "distrct" of cluster\nhint: did you mean "district"?',
    ),
    (
        ("cluster", "started", "X", "--set", "area_ha=5 ha"),
        '--set area_ha: "5 ha" is not a number such as 1234.5\nhint: write the number alone, 5',
    ),
    (
        ("cluster", "started", "X", "--set", "area_ha=1.250"),
        '--set area_ha: "1.250" may be 1250 or 1.25\nhint: choose with --decimal comma or --decimal point',
    ),
    (
        ("cluster", "started", "X", "--set", "district"),
        '--set: "district" is not NAME=VALUE\nhint: such as --set district="…"',
    ),
    (
        ("cluster", "started", "X", "--date", "12/31/2024"),
        '--date: "12/31/2024" is not a date\nhint: write it as 2024-12-31',
    ),
    (
        ("cluster", "started", "X", "--date", "2024-Q5"),
        '--date: "2024-Q5" is not a date\nhint: a date is 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024',
    ),
    (("cluster", "started", " ", "--new"), "item must not be empty"),
    (
        ("cluster", "started", "a\nb\x1b[31m", "--new"),
        'item must not hold line breaks or control characters: "a b\\x1b[31m"',
    ),
    (("cluster", "started", "\udcff", "--new"), 'item must be a text in UTF-8, not "\\udcff"'),
    (("cluster", "started", "X", "--new", "--note", "\udcff"), 'note must be a text in UTF-8, not "\\udcff"'),
]


@pytest.mark.parametrize(("arguments", "error"), UNKNOWN)
def test_what_means_nothing_is_a_usage_error(
    hanoi: Run, tmp_path: Path, arguments: tuple[str, ...], error: str
) -> None:
    before = plan(tmp_path)
    assert hanoi("log", *arguments) == Ran("", f"error: {error}\nnothing was written\n", 2)
    assert plan(tmp_path) == before


def test_a_name_without_accents_never_becomes_a_second_item(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi("log", "cluster", "started", "cam thuong").stdout.startswith("Cam Thượng: ")
    assert hanoi("log", "cluster", "started", "cam thuong", "--new") == Ran(
        "",
        'error: cluster "cam thuong" is known: it is "Cam Thượng"\nhint: leave out --new\nnothing was written\n',
        4,
    )
    assert hanoi("log", "cluster", "established", "Cẩm Thượng", "--new").code == 0
    assert hanoi("log", "cluster", "completed", "Cam Thuong", "--new") == Ran(
        "",
        'error: cluster "Cam Thuong" may be "Cam Thượng" or "Cẩm Thượng"\nhint: type it with its accents\n'
        "nothing was written\n",
        4,
    )


def test_tone_placement_and_white_space_are_one_spelling(hanoi: Run) -> None:
    ran = hanoi("log", "wholesale-market", "started", "BÍCH  HOÀ", "--date", "2023-04-06")
    assert ran == Ran("Bích Hòa: wholesale-market started, 2023-04-06, already recorded in plan.toml\n")


def test_a_dry_run_prints_the_block_that_would_be_appended(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    arguments = ("log", "cluster", "started", "Cam Thượng", "--date", "2026-01-02")
    ran = hanoi(*arguments, "--dry-run")
    assert ran == Ran(
        '\n[[milestones]]\ndate = 2026-01-02\nkind = "cluster"\nstage = "started"\nitem = "Cam Thượng"\n' + RECORDED,
        "Cam Thượng: cluster started, 2026-01-02, to be recorded in plan.toml\n"
        "  clusters-started 32 → 33 of 43\n"
        "dry run: nothing was written\n",
    )
    assert plan(tmp_path) == before
    hanoi(*arguments)
    assert plan(tmp_path) == before + ran.stdout.encode()


def test_empty_evidence_is_none(hanoi: Run, tmp_path: Path) -> None:
    hanoi("log", "cluster", "started", "Cam Thượng", "--decision", "", "--source", "")
    assert tomli.loads(plan(tmp_path).decode())["milestones"][-1].keys() == {
        "date",
        "kind",
        "stage",
        "item",
        "recorded",
    }


def test_two_names_that_are_one_without_accents_are_one_item(hanoi: Run) -> None:
    ran = hanoi("log", "park", "established", "Hòa Bình", "Hoa Binh", "--new", "--date", "2026-01-02")
    assert ran == Ran(
        "Hòa Bình: park established, 2026-01-02, recorded in plan.toml\n"
        "Hòa Bình: park established, 2026-01-02, already recorded in plan.toml\n"
        "  parks-new 0 → 1 of 2-3\n"
    )


def test_a_correction_can_be_taken_back_and_what_it_replaced_is_known(hanoi: Run) -> None:
    arguments = ("log", "cluster", "started", "Thiết Bình", "--date")
    assert hanoi(*arguments, "2023-09-07", "--correct").code == 0
    assert hanoi(*arguments, "2023-09-06") == Ran(
        "Thiết Bình: cluster started, 2023-09-06, already recorded in plan.toml; corrected since to 2023-09-07\n"
    )
    assert hanoi(*arguments, "2023-09-06", "--correct").stdout.startswith(
        "Thiết Bình: cluster started, 2023-09-06, recorded in plan.toml\n"
    )
    assert hanoi(*arguments, "2023-09-06") == Ran(
        "Thiết Bình: cluster started, 2023-09-06, already recorded in plan.toml\n"
    )


@pytest.mark.parametrize("arguments", [("--date", ""), ("--plan", ""), ("--set", "district="), ("--set", "district= ")])
def test_an_empty_option_is_no_left_out_one(hanoi: Run, tmp_path: Path, arguments: tuple[str, str]) -> None:
    before = plan(tmp_path)
    ran = hanoi("log", "cluster", "started", "Cam Thượng", *arguments)
    assert (ran.stdout, ran.code) == ("", 2)
    assert plan(tmp_path) == before


def test_of_another_date_and_another_text_the_text_is_told(hanoi: Run) -> None:
    arguments = ("log", "cluster", "started", "Thiết Bình", "--date", "2023-09-07", "--set", "district=Ba Vì")
    assert hanoi(*arguments) == Ran(
        stderr='error: Thiết Bình: started: the district is known to be "Đông Anh", not "Ba Vì"\n'
        'hint: another item needs a name of its own, such as "Thiết Bình (Ba Vì)"; what changed on a day is of the '
        "stage changed; if the known one is wrong, add --correct\n"
        "nothing was written\n",
        code=4,
    )


def test_another_text_on_another_stage_may_be_another_item(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    arguments = ("log", "cluster", "started", "Cam Thượng", "--date", "2025", "--set", "district=Sơn Tây")
    assert hanoi(*arguments) == Ran(
        stderr='error: Cam Thượng: started: the district is known to be "Ba Vì", not "Sơn Tây"\n'
        'hint: another item needs a name of its own, such as "Cam Thượng (Sơn Tây)"; what changed on a day is of the '
        "stage changed; if the known one is wrong, add --correct\n"
        "nothing was written\n",
        code=4,
    )
    assert plan(tmp_path) == before
    assert hanoi(*arguments, "--correct").code == 0
    # It is true from its date on, and before that what was known is.
    assert (
        hanoi("show", "Cam Thượng", "--as-of", "2025-12-30").stdout.splitlines()[2]
        == "district Ba Vì, area in ha 15.59"
    )
    assert hanoi("show", "Cam Thượng", "--as-of", "2025").stdout.splitlines()[2] == "district Sơn Tây, area in ha 15.59"
    # A number, or another spelling, is the same item's.
    assert hanoi(*arguments[:-1], "district=SƠN  TÂY", "--set", "area_ha=16").code == 0


def test_names_from_standard_input_are_one_record_each(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    names = "\ufeffcam thuong\r\n\r\n  CHÀNG SƠN \t\r\n   \r\nCam Thượng".encode()
    arguments = ("log", "cluster", "started", "-", "--date", "2026-01-02")
    dry = hanoi(*arguments, "--dry-run", stdin=names)
    assert dry.stderr == (
        "Cam Thượng: cluster started, 2026-01-02, to be recorded in plan.toml\n"
        "Chàng Sơn: cluster started, 2026-01-02, to be recorded in plan.toml\n"
        "Cam Thượng: cluster started, 2026-01-02, already recorded in plan.toml\n"
        "  clusters-started 32 → 34 of 43\n"
        "dry run: nothing was written\n"
    )
    assert plan(tmp_path) == before
    assert hanoi(*arguments, stdin=names) == Ran(
        "Cam Thượng: cluster started, 2026-01-02, recorded in plan.toml\n"
        "Chàng Sơn: cluster started, 2026-01-02, recorded in plan.toml\n"
        "Cam Thượng: cluster started, 2026-01-02, already recorded in plan.toml\n"
        "  clusters-started 32 → 34 of 43\n"
    )
    assert plan(tmp_path) == before + dry.stdout.encode()


def test_a_thousand_names_are_one_append_and_one_undo(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    names = "".join(f"Chợ số {number}\n" for number in range(1000)).encode()
    ran = hanoi("log", "park", "established", "-", "--new", "--date", "2026-01-02", stdin=names)
    assert (ran.stderr, ran.code) == ("", 0)
    assert ran.stdout.endswith(
        "Chợ số 999: park established, 2026-01-02, recorded in plan.toml\n  parks-new 0 → 1,000 of 2-3\n"
    )
    records = tomli.loads(plan(tmp_path).decode())["milestones"][-1000:]
    assert len({record["recorded"] for record in records}) == 1
    assert hanoi("undo").stderr == "1,000 records taken back from plan.toml\n"
    assert plan(tmp_path) == before


def test_a_thousand_unknown_names_are_refused_at_once_and_the_first_have_guesses(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    names = "".join(f"Cam Thượn {number}\n" for number in range(1000)).encode()
    ran = hanoi("log", "cluster", "started", "-", stdin=names)
    assert (ran.stdout, ran.code) == ("", 4)
    assert ran.stderr.startswith(
        'error: standard input:1: unknown cluster "Cam Thượn 0"\n'
        'hint: did you mean "Cam Thượng"? a cluster that is new is recorded with --new\n'
    )
    assert ran.stderr.endswith(
        'error: standard input:1000: unknown cluster "Cam Thượn 999"\n'
        "hint: a cluster that is new is recorded with --new\nnothing was written\n"
    )
    assert plan(tmp_path) == before


WRONG_NAMES = [
    (
        "Cam Thượng\nThiet Bin\n\nThuong\n".encode(),
        ("started", "-"),
        'error: standard input:2: unknown cluster "Thiet Bin"\n'
        'hint: did you mean "Thiết Bình"? a cluster that is new is recorded with --new\n'
        'error: standard input:4: unknown cluster "Thuong"\n'
        'hint: did you mean "Cam Thượng"? a cluster that is new is recorded with --new\n',
        4,
    ),
    (
        "Cam Thượng\nTam Hiệp\n".encode(),
        ("completed", "-", "--date", "2023-12-31"),
        "error: standard input:2: Tam Hiệp: completed on 2023-12-31 is before started on 2024-01-19\n"
        "hint: one of the two dates is wrong: log a known one anew with its right date and --correct\n",
        4,
    ),
    (
        "Cam Thượng\nTam Hiệp\n".encode(),
        ("strted", "-"),
        'error: unknown stage "strted" of cluster\nhint: did you mean "started" (construction started)?\n',
        2,
    ),
    (
        "Cam Thượng\na\x1bb\n".encode(),
        ("started", "-"),
        'error: standard input:2: item must not hold line breaks or control characters: "a\\x1bb"\n',
        2,
    ),
    (b"\n\xff", ("started", "-"), "error: standard input:2: is not UTF-8 text\n", 2),
    (b"a\n\xff\n", ("started", "-"), "error: standard input:2: is not UTF-8 text\n", 2),
    (
        b"\xef\xbb\xbf \r\n\n",
        ("started", "-"),
        "error: standard input: there is no name in it\nhint: give one name a line\n",
        2,
    ),
    *(
        (
            b"Cam",
            ("started", *names),
            "error: - reads the names from standard input: no other name may stand beside it\n",
            2,
        )
        for names in (("-", "Cam Thượng"), ("Cam Thượng", "-"), ("-", "-"))
    ),
]


@pytest.mark.parametrize(("names", "arguments", "error", "code"), WRONG_NAMES)
def test_one_wrong_name_on_standard_input_stops_all(
    hanoi: Run, tmp_path: Path, names: bytes, arguments: tuple[str, ...], error: str, code: int
) -> None:
    before = plan(tmp_path)
    assert hanoi("log", "cluster", *arguments, stdin=names) == Ran("", f"{error}nothing was written\n", code)
    assert plan(tmp_path) == before


def test_the_words_of_a_known_name_are_no_new_works(hanoi: Run, tmp_path: Path) -> None:
    before = plan(tmp_path)
    assert hanoi("log", "cluster", "completed", "thiet", "binh", "--new") == Ran(
        "",
        'error: "Thiết Bình" is known, and was typed as several names\n'
        'hint: a name of several words needs quotes: "Thiết Bình"\n'
        "nothing was written\n",
        4,
    )
    assert plan(tmp_path) == before


# What is typed behind KIND and STAGE, the option of which it is the value, and that value.
VALUES_WITHOUT_QUOTES = [
    ("started|Thiết Bình|--note|waits|for|land", "--note", "waits for land"),
    ("started|Thiết Bình|--note=waits|for|land|--date|2025", "--note", "waits for land"),
    ("started|--decision|12/QĐ|of|June|Thiết Bình", "--decision", "12/QĐ of June"),
    ("changed|Thiết Bình|--set|district=Đông|Anh|--date|2025", "--set", "district=Đông Anh"),
]


@pytest.mark.parametrize(("words", "option", "text"), VALUES_WITHOUT_QUOTES)
def test_words_behind_an_option_are_no_items_but_its_value(
    hanoi: Run, tmp_path: Path, words: str, option: str, text: str
) -> None:
    before = plan(tmp_path)
    assert hanoi("log", "cluster", *words.split("|")) == Ran(
        "",
        f"error: {option} is one text, and was typed as several words: {text}\n"
        f'hint: a text of several words needs quotes: {option} "{text}"\n'
        "nothing was written\n",
        4,
    )
    assert plan(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "error"),
    [
        # Who types one text in quotes types all so.
        ("Thiết Bình|--note|ok|Thiết Bính", 'unknown cluster "Thiết Bính"\nhint: did you mean "Thiết Bình"?'),
        ("Thiết Bình|--note|for now|Xyz", 'unknown cluster "Xyz"\nhint:'),
        # No name is left, or it is none of the option.
        ("--note|waits|land", 'unknown cluster "land"\nhint:'),
        ("Xyz|--note|ok|Thiết Bình", 'unknown cluster "Xyz"\nhint:'),
        # What may be a slip of a known name is one.
        ("Thiết Bình|--note|ok|Ngoclieq", 'unknown cluster "Ngoclieq"\nhint: did you mean "Ngọc Liệp"?'),
    ],
)
def test_a_name_behind_an_option_is_one(hanoi: Run, words: str, error: str) -> None:
    ran = hanoi("log", "cluster", "started", *words.split("|"))
    assert (ran.stdout, ran.code) == ("", 4)
    hint = " a cluster that is new is recorded with --new"
    assert ran.stderr == f"error: {error}{hint}\nnothing was written\n"


def test_new_names_may_stand_anywhere(hanoi: Run) -> None:
    calls = ("Mai|--source|http://x|Lan", "--note|ok|Mai|Lan", "Mai|--note|ok|Lan", "Mai|--decision=12/QĐ|Lan")
    for words in (f"{call}|--new" for call in calls):
        ran = hanoi("log", "cluster", "started", *words.split("|"), "--dry-run")
        assert (ran.code, ran.stdout.count("[[milestones]]")) == (0, 2)


def test_a_name_that_is_given_is_one_text(hanoi: Run) -> None:
    assert hanoi("log", "cluster", "changed", "Thiết Bình", "--name", "Vân", "Hà") == Ran(
        "",
        "error: --name is one text, and was typed as several words: Vân Hà\n"
        'hint: a text of several words needs quotes: --name "Vân Hà"\n'
        "nothing was written\n",
        2,
    )
