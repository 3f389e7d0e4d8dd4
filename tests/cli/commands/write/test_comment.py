"""`comment`: why a target or an item stands as it does, what is asked, and where that is shown."""

import json
from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

PLAN = """\
[plan]
title = "Industry"
start = 2021-01-01
end = 2025-12-31
[kinds.cluster]
stages = ["started"]
[kinds.park]
stages = ["started"]
[targets.clusters]
title = "Clusters started"
kind = "cluster"
stages = ["started"]
baseline = 0
goal = 10
[targets.products]
baseline = 0
goal = 3
"""
STARTED = """\
[[milestones]]
date = 2023-01-01
kind = "{}"
stage = "started"
item = "{}"
source = "https://example.org"
"""
WAITS = ("clusters", "Land clearance waits.", "--ask", "The City to decide.", "--date", "2025-06-14")
NOTHING = "nothing was written\n"


@pytest.fixture
def industry(plantrack: Run, tmp_path: Path) -> Run:
    items = (("cluster", "Thiết Bình"), ("park", "Thiết Bình"), ("cluster", "Kim Bài"))
    text = PLAN + "".join(STARTED.format(*item) for item in items)
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    return plantrack


def comments(folder: Path) -> list[dict[str, object]]:
    rows = tomli.loads((folder / "plan.toml").read_text(encoding="utf-8"))["comments"]
    return [{key: str(value) for key, value in row.items() if key != "recorded"} for row in rows]


def test_it_is_recorded_once(industry: Run, tmp_path: Path) -> None:
    assert industry("comment", *WAITS) == Ran(
        "clusters: comment, 2025-06-14, recorded in plan.toml\n  no number changes\n"
    )
    assert industry("comment", *WAITS) == Ran("clusters: comment, 2025-06-14, already recorded in plan.toml\n")
    assert comments(tmp_path) == [
        {"date": "2025-06-14", "target": "clusters", "text": "Land clearance waits.", "ask": "The City to decide."}
    ]
    assert industry("undo").stdout.startswith("\n[[comments]]\ndate = 2025-06-14\n")


def test_the_receipt_as_json_has_what_was_replaced(industry: Run) -> None:
    industry("comment", *WAITS)
    other = ("comment", "clusters", "It is decided.", "--date", "2025-06-14", "--correct", "--format", "json")
    fact = {"subject": "clusters", "kind": None, "key": "text", "was": "Land clearance waits.", "now": "It is decided."}
    assert json.loads(industry(*other).stdout)["replaced"] == [fact | {"stage": None, "made_exact": False}]
    # What is added to it replaces nothing, nor does another spelling of it.
    same = (
        "comment",
        "clusters",
        " It  is decided. ",
        "--date",
        "2025-06-14",
        "--note",
        "by letter",
        "--format",
        "json",
    )
    told = json.loads(industry(*same).stdout)
    assert (told["replaced"], len(told["recorded"])) == ([], 1)


@pytest.mark.parametrize(
    ("words", "text", "typed"),
    [
        ("clusters|Land|clearance|waits", "Land clearance waits", 'clusters "Land clearance waits"'),
        ("Kim|Bai|The|investor|left", "The investor left", '"Kim Bai" "The investor left"'),
        ("Kim|Bài|The investor left", "The investor left", '"Kim Bài" "The investor left"'),
        ("Clusters|started|waits", "waits", '"Clusters started" "waits"'),
        # What is known of two kinds is chosen by the option; what is unknown is one word.
        ("Thiết|Bình|waits|--kind|park", "waits", '"Thiết Bình" "waits"'),
        ("Cụm|Mới|waits", "Mới waits", 'Cụm "Mới waits"'),
    ],
)
def test_words_without_quotes_are_told_as_they_are_to_be_typed(
    industry: Run, tmp_path: Path, words: str, text: str, typed: str
) -> None:
    assert industry("comment", *words.split("|")) == Ran(
        "",
        f"error: a comment is one text, and was typed as several words: {text}\n"
        f"hint: a text of several words needs quotes: plantrack comment {typed}\n{NOTHING}",
        2,
    )
    assert "comments" not in tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))


VALUES_WITHOUT_QUOTES = [
    # A text stands before: all words behind the option are its.
    ("clusters|The text.|--ask|The|City|to|decide", "--ask", "The City to decide"),
    ("clusters|The|text|--ask|The|City", "--ask", "The City"),
    ("clusters|The text.|--ask=The|City|--kind|cluster", "--ask", "The City"),
    ("clusters|The text.|-q|--note|seen|by|us|--date|2025", "--note", "seen by us"),
    # None does: what was typed in quotes is it.
    ("clusters|--ask|The|City|The text.", "--ask", "The City"),
    ("--ask|The City|to|decide|clusters|The text.", "--ask", "The City to decide"),
]


@pytest.mark.parametrize(("words", "option", "text"), VALUES_WITHOUT_QUOTES)
def test_the_value_of_an_option_without_quotes_is_told_as_it_is_to_be_typed(
    industry: Run, words: str, option: str, text: str
) -> None:
    assert industry("comment", *words.split("|")) == Ran(
        "",
        f"error: {option} is one text, and was typed as several words: {text}\n"
        f'hint: a text of several words needs quotes: {option} "{text}"\n{NOTHING}',
        2,
    )


@pytest.mark.parametrize(
    "words",
    [
        "--ask|Decide.|clusters|The text.",
        "clusters|--ask|Decide.|Waits.",
        "clusters|Waits.|--ask|Decide.",
        "--ask|Decide.|--|clusters|Waits.",
    ],
)
def test_a_name_and_a_text_may_stand_behind_an_option(industry: Run, tmp_path: Path, words: str) -> None:
    assert industry("comment", *words.split("|")).code == 0
    (written,) = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))["comments"]
    assert (written["target"], written["ask"]) == ("clusters", "Decide.")


def test_another_text_of_the_day_is_meant_or_refused(industry: Run, tmp_path: Path) -> None:
    industry("comment", *WAITS, "--decision", "12/BC")
    other = ("comment", "clusters", "It is decided.", "--date", "2025-06-14")
    known = 'error: clusters: the comment on 2025-06-14 is known to have the text "Land clearance waits.", not '
    hint = "hint: another comment needs another date; if the known text is wrong, add --correct\n"
    assert industry(*other) == Ran("", f'{known}"It is decided."\n{hint}{NOTHING}', 4)
    assert industry(*other, "--ask", "", "--correct") == Ran(
        "clusters: comment, 2025-06-14, recorded in plan.toml\n"
        '  replaces the text "Land clearance waits."\n'
        '  replaces the ask "The City to decide."\n'
        "  no number changes\n"
    )
    assert comments(tmp_path)[1] == {"date": "2025-06-14", "target": "clusters", "text": "It is decided.", "ask": ""}
    # Neither what was asked nor the paper of the old text is that of the new one.
    told = json.loads(industry("status", "clusters", "--format", "json").stdout)["targets"][0]["comment"]
    nothing = dict.fromkeys(("ask", "decision", "source", "note"))
    assert told == {"date": "2025-06-14", "text": "It is decided.", **nothing}
    again = industry("comment", *WAITS).stdout
    assert again.endswith('already recorded in plan.toml; corrected since to "It is decided."\n')


REFUSED = [
    (("Thiet Binh", "x"), '"Thiet Binh" is the name of 2 items\nhint: choose with --kind cluster or --kind park\n', 4),
    (("Kim Bao", "x"), 'unknown target or item "Kim Bao"\nhint: did you mean "Kim Bài"?\n', 4),
    (
        ("products", "x", "--date", "2030"),
        "products: the comment on 2030 is in the future: today is 2026-11-24\n"
        "hint: it can be recorded from that day on\n",
        4,
    ),
    (("products", " "), "text must not be empty\n", 2),
    (("products", "a\x07"), 'text must not hold control characters: "a\\x07"\n', 2),
    (("products", "x", "--kind", "market"), 'unknown kind "market"\nhint: did you mean "park"?\n', 2),
]


@pytest.mark.parametrize(("arguments", "error", "code"), REFUSED)
def test_what_is_refused(industry: Run, tmp_path: Path, arguments: tuple[str, ...], error: str, code: int) -> None:
    before = (tmp_path / "plan.toml").read_bytes()
    assert industry("comment", *arguments) == Ran("", f"error: {error}{NOTHING}", code)
    assert (tmp_path / "plan.toml").read_bytes() == before


def test_a_text_of_several_lines_is_shown_on_one(industry: Run, tmp_path: Path) -> None:
    ran = industry("comment", "kim bai", "-", stdin=b"Rock.\r\nWater.\n")
    assert ran == Ran("Kim Bài: comment, 2026-11-24, recorded in plan.toml\n  no number changes\n")
    assert comments(tmp_path)[0]["text"] == "Rock.\nWater."
    assert industry("comment", "kim bai", "-", stdin=b" \n").stderr == (
        f"error: standard input: there is no text in it\n{NOTHING}"
    )
    shown = industry("show", "Kim Bai").stdout
    assert "\ncomment of 2026-11-24 (plan.toml:37)\nRock. Water.\n" in shown


def test_the_latest_by_the_day_is_shown_and_changes_no_number(industry: Run) -> None:
    before = json.loads(industry("status", "--as-of", "2025-07-01", "--format", "json").stdout)
    industry("comment", *WAITS, "--source", "https://example.org/report")
    industry("comment", "clusters", "Later.", "--date", "2025-07-02")
    after = json.loads(industry("status", "--as-of", "2025-07-01", "--format", "json").stdout)
    told = after["targets"][0]["comment"]
    assert (told["date"], told["text"], told["ask"]) == ("2025-06-14", "Land clearance waits.", "The City to decide.")
    after["targets"][0]["comment"] = None
    assert after == before
    page = industry("status", "clusters", "--as-of", "2025-07-01", "--comments").stdout
    said = "Land clearance waits.\n  asked: The City to decide.\n  https://example.org/report\n"
    assert page.endswith(f"\ncomments\nClusters started, 2025-06-14\n  {said}")
    assert industry("status", "products", "--comments").stdout.endswith("\ncomments\nNo comments on these targets.\n")
    written = industry("status", "clusters", "--as-of", "2025-07-01", "--comments", "--format", "markdown").stdout
    assert written.endswith(
        "\n**comments**\n\nClusters started, 2025-06-14\n\nLand clearance waits.\n\nasked: The City to decide.\n\n"
        "<https://example.org/report>\n"
    )
    assert industry("status", "--comments", "--by", "district") == Ran(
        "",
        "error: --comments and --by cannot be given together\n"
        "hint: --since and --during list the comments of their time\n",
        2,
    )
    known = json.loads(industry("status", "--known", "2026-11-23", "--format", "json").stdout)
    assert known["targets"][0]["comment"] is None


def test_what_a_time_had_of_comments_is_listed(industry: Run) -> None:
    industry("comment", *WAITS)
    industry("comment", "Kim Bai", "Rock.", "--date", "2025-06-20")
    told = industry("status", "clusters", "--during", "2025").stdout
    assert "\ncomments of this time\ntarget    date        comment " in told
    assert "\nclusters  2025-06-14  Land clearance waits. – asked: The City to decide.  plan.toml:37\n" in told
    assert "2025-06-20  Kim Bài, comment: Rock.  plan.toml:44\n" in told


def test_rows_of_comments_are_imported(industry: Run, tmp_path: Path) -> None:
    rows = (
        "Ngày,Chỉ tiêu,Loại,Tên,Thuyết minh,Kiến nghị\n"
        "2025-06-14,clusters,,,Land clearance waits.,The City to decide.\n2025-06-15,,cluster,kim bai,Rock.,\n"
    )
    done = industry("import", "-", stdin=rows.encode())
    assert done.stdout == "2 rows: 2 recorded in plan.toml, 0 known\n  no number changes\n"
    assert comments(tmp_path)[1] == {"date": "2025-06-15", "kind": "cluster", "item": "Kim Bài", "text": "Rock."}
    log = industry("history", "--format", "csv").stdout
    assert log.splitlines()[0] == "date,first,last,kind,stage,item,target,value,text,ask,decision,source,note"
    assert industry("import", "-", stdin=log.encode()).stdout == "5 rows: 0 recorded in plan.toml, 5 known\n"
    assert len(industry("history", "--target", "clusters", "--format", "csv").stdout.splitlines()) == 4
    assert len(industry("history", "--item", "Kim Bai", "--format", "csv").stdout.splitlines()) == 3
    wrong = "date,target,text,value\n2025-06-14,clusters,x,5\n"
    assert industry("import", "-", stdin=wrong.encode()).stderr == (
        "error: standard input:2: names a comment and a stage or a total: each row is one of them\n"
        f"hint: leave the cells of the other one empty\n{NOTHING}"
    )
    unknown = "date,kind,item,text\n2025-06-14,cluster,Kim Bao,x\n"
    assert industry("import", "-", stdin=unknown.encode()) == Ran(
        "", f'error: standard input:2: unknown cluster "Kim Bao"\nhint: did you mean "Kim Bài"?\n{NOTHING}', 4
    )


def test_a_comment_follows_the_names_of_its_item(industry: Run, tmp_path: Path) -> None:
    industry("log", "cluster", "changed", "Kim Bai", "--name", "Kim Bài Mới", "--date", "2025-01-01")
    industry("comment", "Kim Bai", "Rock.", "--date", "2024-06-20")
    industry("comment", "Kim Bai Moi", "Water.", "--date", "2025-06-20")
    assert [one["item"] for one in comments(tmp_path)] == ["Kim Bài", "Kim Bài Mới"]
    assert "\nWater.\n" in industry("show", "Kim Bai").stdout
    assert "\nRock.\n" in industry("show", "Kim Bai", "--as-of", "2024-12-31").stdout
    log = industry("history", "--item", "Kim Bai", "--format", "csv").stdout
    (tmp_path / "other.toml").write_text(PLAN, encoding="utf-8")
    assert industry("import", "-", "--plan", "other.toml", stdin=log.encode()).code == 0
    assert industry("history", "--item", "Kim Bai", "--format", "csv", "--plan", "other.toml").stdout == log


def test_two_texts_of_one_day_in_two_plans_are_a_conflict(industry: Run, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_bytes((tmp_path / "plan.toml").read_bytes())
    industry("comment", *WAITS)
    industry("comment", "clusters", "All is well.", "--date", "2025-06-14", "--plan", "office.toml")
    industry("comment", "Kim Bai", "Rock.", "--date", "2025-06-20", "--plan", "office.toml")
    refused = industry("import", "office.toml")
    assert (refused.code, refused.stderr.splitlines()[0]) == (
        4,
        'error: office.toml:37: clusters: the comment: the text is "All is well.", but "Land clearance waits." on '
        "plan.toml:37",
    )
    assert industry("import", "office.toml", "--correct").stdout == (
        "5 records: 2 recorded in plan.toml, 3 known\n"
        '  clusters: replaces the text "Land clearance waits."\n'
        "  no number changes\n"
    )
    assert industry("import", "office.toml").stdout == "5 records: 0 recorded in plan.toml, 5 known\n"
