"""Texts of several words that were typed without quotes, on every command: told where they are surely one text."""

from pathlib import Path

import pytest
from conftest import Ran, Run

from plantrack.cli.app import WRITING

QUOTED = [
    # What is the argument of a command.
    ("show|Thiết|Bình", "Thiết Bình"),
    ("show|--as-of|2024|thiet|binh", "thiet binh"),
    ("show|Clusters|started|or|completed", "Clusters started or completed"),
    ("edit|Thiết|Bình", "Thiết Bình"),
    ("items|industrial|cluster", "industrial cluster"),
    ("status|Clusters|started|or|completed", "Clusters started or completed"),
    ("chart|parks-new|Clusters|started|or|completed", "Clusters started or completed"),
    ("form|1|Clusters|started|or|completed", "Clusters started or completed"),
    ("measure|Clusters|started|or|completed|5", "Clusters started or completed"),
    ("measure|clusters-started|1|234", "1 234"),
    ("log|industrial|cluster|started|Thiết Bình", "industrial cluster"),
    ("log|cluster|construction|started|Thiết Bình", "construction started"),
    ("log|cụm|công|nghiệp|khởi công|Thiết Bình", "cụm công nghiệp"),
]
BEHIND = [
    # What is the value of an option.
    ("status|--group|night|economy|and|new|forms", "--group", "night economy and new forms"),
    ("status|--group|Cụm|công|nghiệp", "--group", "Cụm công nghiệp"),
    ("status|--owner|Industry|division", "--owner", "Industry division"),
    ("due|--owner|Industry|division", "--owner", "Industry division"),
    ("due|--kind|industrial|cluster", "--kind", "industrial cluster"),
    ("items|cluster|--stage|construction|started", "--stage", "construction started"),
    ("items|cluster|--by|area|in|ha", "--by", "area in ha"),
    ("history|--item|thiet|binh", "--item", "thiet binh"),
    ("history|--target|Clusters|started|or|completed", "--target", "Clusters started or completed"),
    ("status|--as-of|quý|I/2024", "--as-of", "quý I/2024"),
    ("status|--during|quý|I|năm|2024", "--during", "quý I năm 2024"),
    ("measure|clusters-started|5|--date|30|June|2025", "--date", "30 June 2025"),
    ("log|cluster|started|Cam|Thượng|--date|quý|I|năm|2025", "--date", "quý I năm 2025"),
    ("log|cluster|started|Cam Thượng|--date|ngày|5|tháng|6|năm|2025", "--date", "ngày 5 tháng 6 năm 2025"),
]
# What has another sign between its words.
SIGNS = [
    ("status|clusters|started", '"clusters started" was typed as several words', "clusters-started"),
    ("chart|Clusters|Started", '"Clusters Started" was typed as several words', "clusters-started"),
    ("measure|clusters|started|5", '"clusters started" was typed as several words', "clusters-started"),
    ("items|night|economy", '"night economy" was typed as several words', "night-economy"),
    (
        "history|--target|clusters|started",
        "--target is one text, and was typed as several words: clusters started",
        "clusters-started",
    ),
    ("status|--only|at|risk", "--only is one text, and was typed as several words: at risk", "at-risk"),
    ("status|--fail-if|at|risk", "--fail-if is one text, and was typed as several words: at risk", "at-risk"),
    (
        "measure|clusters-started|5|--date|5|6|2025",
        "--date is one text, and was typed as several words: 5 6 2025",
        "5/6/2025",
    ),
]
BARE = [
    ("check|plan.toml", "plan.toml", "--plan plan.toml"),
    ("status|plan.toml", "plan.toml", "--plan plan.toml"),
    ("undo|plan.toml", "plan.toml", "--plan plan.toml"),
    ("history|thiet|binh", "thiet binh", '--item "thiet binh"'),
    ("history|clusters-started", "clusters-started", "--target clusters-started"),
    ("due|CCN", "CCN", "--kind CCN"),
    ("status|2024-06-30", "2024-06-30", "--as-of 2024-06-30"),
    ("show|Thiết Bình|30/6/2025", "30/6/2025", "--as-of 30/6/2025"),
    ("measure|clusters-started|33|2026-03-01", "2026-03-01", "--date 2026-03-01"),
    ("measure|clusters-started|33|2026-Q1", "2026-Q1", "--date 2026-Q1"),
    ("measure|clusters-started|33|305/KH-UBND", "305/KH-UBND", "--decision 305/KH-UBND"),
    ("measure|clusters-started|33|https://example.org", "https://example.org", "--source https://example.org"),
    ("items|cluster|khởi công", "khởi công", '--stage "khởi công"'),
    ("form|3|cluster", "cluster", "--kind cluster"),
    ("import|plan.toml|cluster", "cluster", "--kind cluster"),
    ("page|report.html", "report.html", "--output report.html"),
    ("chart|clusters-started|chart.svg", "chart.svg", "--output chart.svg"),
]
# It may be a slip, or another word that belongs to nothing.
OTHERS = [
    ("show|Thiết|Bín", "there are more words than arguments: Bín", "plantrack show --help"),
    ("show|Thiết Bình|2024", "there are more words than arguments: 2024", "plantrack show --help"),
    ("history|2024", "there are more words than arguments: 2024", "plantrack history --help"),
    ("undo|3", "there are more words than arguments: 3", "plantrack undo --help"),
    ("check|other.toml", "there are more words than arguments: other.toml", "plantrack check --help"),
    ("status|--group|Trad|clusters-totl", 'unknown target "clusters-totl"', 'did you mean "clusters-total"?'),
    ("status|--group|Trade|clusters-totl", 'unknown target "clusters-totl"', 'did you mean "clusters-total"?'),
    ("chart|clusters-total|parks-nwe", 'unknown target "parks-nwe"', 'did you mean "parks-new"?'),
]


def refuse(typed: str, message: str, hint: str) -> Ran:
    told = "nothing was written\n" if typed.split("|")[0] in WRITING else ""
    return Ran("", f"error: {message}\nhint: {hint}\n{told}", 2)


@pytest.mark.parametrize(("typed", "text"), QUOTED)
def test_an_argument(hanoi: Run, typed: str, text: str) -> None:
    hint = f'a text of several words needs quotes: "{text}"'
    assert hanoi(*typed.split("|")) == refuse(typed, f'"{text}" was typed as several words', hint)


@pytest.mark.parametrize(("typed", "option", "text"), BEHIND)
def test_the_value_of_an_option(hanoi: Run, typed: str, option: str, text: str) -> None:
    hint = f'a text of several words needs quotes: {option} "{text}"'
    assert hanoi(*typed.split("|")) == refuse(
        typed, f"{option} is one text, and was typed as several words: {text}", hint
    )


@pytest.mark.parametrize(("typed", "message", "meant"), SIGNS)
def test_words_without_the_signs_between_them(hanoi: Run, typed: str, message: str, meant: str) -> None:
    assert hanoi(*typed.split("|")) == refuse(typed, message, f'did you mean "{meant}"?')


@pytest.mark.parametrize(("typed", "text", "option"), BARE)
def test_a_name_without_its_option(hanoi: Run, typed: str, text: str, option: str) -> None:
    assert hanoi(*typed.split("|")) == refuse(typed, f'"{text}" stands behind no option', f"name it by {option}")


@pytest.mark.parametrize(("typed", "message", "hint"), OTHERS)
def test_of_what_may_be_something_else_nothing_is_said(hanoi: Run, typed: str, message: str, hint: str) -> None:
    assert hanoi(*typed.split("|")) == refuse(typed, message, hint)


SIGNED = [
    ("--plan|plan.toml|status", "--plan stands before the command", "plantrack status --plan"),
    ("--plan=plan.toml|check", "--plan stands before the command", "plantrack check --plan"),
    ("--as-of|2024|show|Kim Bài", "--as-of stands before the command", "plantrack show --as-of"),
    ("status|\u2013as-of|2024", 'unknown option "\u2013as-of"', '"--as-of"'),
    ("status|\u2014lang=vi", 'unknown option "\u2014lang=vi"', '"--lang=vi"'),
    (
        "log|cluster|started|Kim Bài|\u2013-date|2024-01-05",
        'unknown option "\u2013-date"',
        '"--date"',
    ),
]


@pytest.mark.parametrize(("typed", "message", "meant"), SIGNED)
def test_an_option_before_its_command_or_with_a_long_dash(hanoi: Run, typed: str, message: str, meant: str) -> None:
    told = "nothing was written\n" if typed.startswith("log") else ""
    assert hanoi(*typed.split("|")) == Ran("", f"error: {message}\nhint: did you mean {meant}?\n{told}", 2)


def test_it_is_told_in_vietnamese(hanoi: Run) -> None:
    assert hanoi("show", "Thiết", "Bình", "--lang", "vi") == Ran(
        "",
        'lỗi: "Thiết Bình" đã gõ rời thành nhiều từ\ngợi ý: nội dung có nhiều từ cần dấu ngoặc kép: "Thiết Bình"\n',
        2,
    )
    assert hanoi("history", "thiet", "binh", "--lang", "vi") == Ran(
        "", 'lỗi: "thiet binh" không đứng sau tùy chọn nào\ngợi ý: gõ --item "thiet binh"\n', 2
    )
    assert hanoi("log", "cluster", "started", "Tiểu", "học", "X", "--lang", "vi").stderr.splitlines()[-2:] == [
        'gợi ý: cụm công nghiệp mới thì ghi với --new; một tên có nhiều từ cần dấu ngoặc kép: "Tiểu học X"',
        "chưa ghi gì vào tệp",
    ]


def test_without_a_plan_dates_are_known_alone(plantrack: Run) -> None:
    assert plantrack("show", "Thiết", "Bình") == Ran(
        "", "error: there are more words than arguments: Bình\nhint: plantrack show --help\n", 2
    )
    assert plantrack("due", "--as-of", "quý", "I/2024").stderr == (
        "error: --as-of is one text, and was typed as several words: quý I/2024\n"
        'hint: a text of several words needs quotes: --as-of "quý I/2024"\n'
    )


def test_a_file_with_a_space_in_its_name(hanoi: Run) -> None:
    hanoi("init", "my plan.toml")
    assert hanoi("import", "my", "plan.toml") == refuse(
        "import", '"my plan.toml" was typed as several words', 'a text of several words needs quotes: "my plan.toml"'
    )


@pytest.mark.parametrize("command", [("status",), ("log", "cluster", "started", "Kim Bài"), ("check",)])
def test_a_plan_with_a_space_in_its_name(hanoi: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    hanoi("init", "my plan.toml")
    (tmp_path / "plan.toml").unlink()
    message = "--plan is one text, and was typed as several words: my plan.toml"
    hint = 'a text of several words needs quotes: --plan "my plan.toml"'
    assert hanoi(*command, "--plan", "my", "plan.toml") == refuse(command[0], message, hint)
    # What is no file as a whole either is one that is not there.
    assert "several words" not in hanoi(*command, "--plan", "our", "plan.toml").stderr


def test_a_date_or_a_paper_is_the_name_of_no_new_item(hanoi: Run, tmp_path: Path) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    strays = {"2026-03-01": "--date", "1/3/2026": "--date", "quý I/2026": "--date"}
    strays |= {"305/KH-UBND": "--decision", "12/BC": "--decision", "https://example.org/1": "--source"}
    for text, option in strays.items():
        hint = f'{option} "{text}"' if " " in text else f"{option} {text}"
        for more in ((), ("--new",)):
            assert hanoi("log", "cluster", "started", "Mới", text, *more) == Ran(
                "", f'error: "{text}" stands behind no option\nhint: name it by {hint}\nnothing was written\n', 4
            )
    assert (tmp_path / "plan.toml").read_bytes() == before
    # In a list nobody forgets an option; and a name may hold a number.
    for name in ("Mới 2026", "Khu 30/4", "30/4", "2/9 Park", "24/7"):
        assert hanoi("log", "cluster", "started", name, "--new").code == 0
    assert hanoi("log", "cluster", "started", "-", "--new", stdin=b"2026\n").code == 0
    assert hanoi("log", "cluster", "completed", "2026").code == 0


ORDERS = [
    ("log|Thiết Bình|cluster|started", 'log cluster started "Thiết Bình"'),
    ("log|started|CCN|thiet binh", 'log CCN started "thiet binh"'),
    ("log|cluster|Thiết Bình|started", 'log cluster started "Thiết Bình"'),
    ("measure|33|clusters-started", "measure clusters-started 33"),
    ("comment|Đất chưa giao.|clusters-started", 'comment clusters-started "Đất chưa giao."'),
]


@pytest.mark.parametrize(("typed", "meant"), ORDERS)
def test_words_in_another_order(hanoi: Run, typed: str, meant: str) -> None:
    hint = f"did you mean plantrack {meant}?"
    assert hanoi(*typed.split("|")) == refuse(typed, "the words stand in another order", hint)


def test_options_of_words_in_another_order_stand_for_themselves(hanoi: Run) -> None:
    typed = "measure|33|clusters-started|--date|2025-11-20"
    hint = "did you mean plantrack measure clusters-started 33 …?"
    assert hanoi(*typed.split("|")) == refuse(typed, "the words stand in another order", hint)


def test_what_can_be_the_name_of_no_file(hanoi: Run) -> None:
    for text in ("a" * 5_000, "a" * 5_000 + ".toml", "a\0b", "a\0.toml"):
        for arguments in (("import", text, "b"), ("check", text), ("show", text, "b")):
            assert hanoi(*arguments).stderr.startswith("error: there are more words than arguments: "), arguments


def test_unknown_names_of_one_word_each_may_be_one(hanoi: Run) -> None:
    new = "hint: a cluster that is new is recorded with --new"
    assert hanoi("log", "cluster", "started", "Tiểu", "học", "X") == Ran(
        "",
        f'error: unknown cluster "Tiểu"\n{new}\nerror: unknown cluster "học"\n{new}\nerror: unknown cluster "X"\n'
        f'{new}; one name of several words needs quotes: "Tiểu học X"\nnothing was written\n',
        4,
    )
    # What was typed in quotes, or on a line of its own, is a name; and so is what is known.
    for names, stdin in ((("Tiểu học", "X"), b""), (("-",), "Tiểu\nhọc\n".encode()), (("Xà Cầu", "X"), b"")):
        assert hanoi("log", "cluster", "started", *names, stdin=stdin).stderr.count("quotes") == 0


@pytest.mark.parametrize(
    ("typed", "named"), [("show|Thiết|Bình", "hanoi.toml"), ("show|Thiết|Bình|--plan|none.toml|--plan|hanoi.toml", "")]
)
def test_the_plan_that_knows_the_text_is_the_one_of_the_command(
    hanoi: Run, monkeypatch: pytest.MonkeyPatch, typed: str, named: str
) -> None:
    Path("plan.toml").rename("hanoi.toml")
    monkeypatch.setenv("PLANTRACK_PLAN", named)
    hint = 'hint: a text of several words needs quotes: "Thiết Bình"\n'
    assert hanoi(*typed.split("|")) == Ran("", f'error: "Thiết Bình" was typed as several words\n{hint}', 2)


@pytest.mark.parametrize("typed", ["statu|show|Thiết|Bình", "--lang|en|statu|show|Thiết|Bình", "statu|--plan|x|show|a"])
def test_a_command_that_is_none_is_told_before_what_stands_behind_it(hanoi: Run, typed: str) -> None:
    error = 'error: unknown command "statu"\nhint: did you mean "status"?\n'
    assert hanoi(*typed.split("|")) == Ran("", error, 2)
