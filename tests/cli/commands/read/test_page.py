"""`plantrack page`: where it is written, what stands on it, and that nothing of a plan is anything but text there."""

import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from conftest import EXAMPLES, NOW, SHELL_ENVIRONMENT, Ran, Run, ran
from hypothesis import given
from strategies import Data, examples, plans, spelled

from plantrack.cli.answer import Surroundings
from plantrack.cli.app import answer_arguments
from plantrack.render.dossier import draw
from plantrack.render.dossier.draw import PAGE_MARK

ASK = ("page", "--as-of", "2025-06-30")
SINCE = (*ASK, "--since", "2024-12-15")
HTML = "{http://www.w3.org/1999/xhtml}"
WROTE = Ran("wrote page.html\n")
PLAN = """
[plan]
title = "Schools"
start = 2021-01-01
end = 2025-12-31
source = "Decision 1"
"""


def read(text: str) -> Element:
    """Return a page that breaks no rule of HTML."""
    document: Element = html5lib.HTMLParser(strict=True).parse(text)
    return document


def all_of(document: Element, tag: str) -> list[Element]:
    return list(document.iter(f"{HTML}{tag}"))


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def classed(document: Element, name: str) -> list[Element]:
    return [one for one in document.iter() if name in one.get("class", "").split()]


def check_page(text: str) -> Element:
    """Tell that a page is sound, fetches and runs nothing, and that its links lead to their ends."""
    document = read(text)
    tags = [one.tag.rpartition("}")[2] for one in document.iter()]
    assert not {"script", "link", "img", "iframe", "object", "form", "input", "use", "image"} & {*tags}
    assert tags.count("h1") == 1
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(later <= before + 1 for before, later in pairwise(levels))
    ids = [one.get("id") for one in document.iter() if one.get("id")]
    assert len(ids) == len({*ids})
    for one in document.iter():
        assert not [name for name in one.keys() if name.startswith("on") or name in ("src", "srcset")]  # noqa: SIM118
        for name in ("aria-labelledby", "aria-describedby"):
            assert {*one.get(name, "").split()} <= {*ids}
    for link in all_of(document, "a"):
        leads = link.get("href", "")
        assert leads[1:] in ids if leads.startswith("#") else re.match("https?://", leads, re.IGNORECASE)
    for table in all_of(document, "table"):
        columns = len(all_of(table, "col"))
        assert text_of(all_of(table, "caption")[0])
        for row in all_of(table, "tr"):
            assert sum(int(cell.get("colspan", "1")) for cell in [*row]) == columns
        assert all(head.get("scope") for head in all_of(table, "th"))
    # What a style sheet could fetch.
    assert "url(" not in text
    assert "@import" not in text
    return document


def test_it_is_written_to_a_file_or_into_a_pipe(hanoi: Run, tmp_path: Path) -> None:
    assert hanoi(*ASK, "--output", "page.html") == WROTE
    written = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert written.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert hanoi(*ASK) == Ran(written)
    assert hanoi(*SINCE, "--output", "page.html") == WROTE
    assert (tmp_path / "page.html").read_text(encoding="utf-8") != written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "plan.toml"]
    assert (tmp_path / "plan.toml").read_bytes() == (EXAMPLES / "plan.toml").read_bytes()


def test_what_another_wrote_stays_unless_it_is_forced(hanoi: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>mine</p>")
    refused = (
        "error: page.html: is there already, and plantrack did not write it\n"
        "hint: choose another name, or add --force to write over it\n"
    )
    assert hanoi(*ASK, "--output", "page.html") == Ran(stderr=refused, code=4)
    assert (tmp_path / "page.html").read_text() == "<p>mine</p>"
    assert hanoi(*ASK, "--output", "page.html", "--force") == WROTE
    assert PAGE_MARK in (tmp_path / "page.html").read_text(encoding="utf-8")[:1000]


def test_it_is_not_for_a_screen(hanoi: Run) -> None:
    told = "error: a page is not for a screen\nhint: write --output report.html, or into a pipe\n"
    answer = answer_arguments(["page"], Surroundings(NOW, width=80, is_screen=True))
    assert Ran(answer.text, answer.notes, answer.exit_code) == Ran(stderr=told, code=2)
    answer = answer_arguments(["page", "--output", "page.html"], Surroundings(NOW, width=80, is_screen=True))
    assert Ran(answer.text, answer.notes, answer.exit_code) == WROTE


@pytest.mark.parametrize("name", ["page.htm", "page", "", "plan.toml"])
def test_a_name_that_is_none_for_a_page(hanoi: Run, name: str) -> None:
    told = f'error: --output "{name}" does not end in .html\nhint: write --output NAME.html\n'
    assert hanoi(*ASK, "--output", name) == Ran(stderr=told, code=2)


def test_what_cannot_be_asked(hanoi: Run) -> None:
    assert hanoi("page", "--force") == Ran(stderr="error: --force is for --output FILE\n", code=2)
    assert hanoi("page", "clusters-nw").code == 2
    assert hanoi("page", "--group", "Industri").stderr.startswith('error: unknown group "Industri"\n')
    late = "error: --since 2025 is after the day as of which it is asked, 2024-06-30\n"
    assert hanoi("page", "--since", "2025", "--as-of", "2024-06-30") == Ran(stderr=late, code=2)


def test_without_jinja_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['jinja2'] = None; from plantrack.cli.app import run; sys.exit(run(['page']))"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=EXAMPLES, env=SHELL_ENVIRONMENT, capture_output=True, encoding="utf-8"
    )
    hint = 'hint: pip install "plantrack[page]"\n'
    assert Ran(told.stdout, told.stderr, told.returncode) == Ran(stderr=f"error: a page needs Jinja2\n{hint}", code=2)


@pytest.mark.parametrize("asked", [ASK, SINCE, ("page",), ("page", "--as-of", "2020-06-30"), (*SINCE, "--lang", "vi")])
def test_the_page_of_the_example_is_sound_and_small(hanoi: Run, asked: tuple[str, ...]) -> None:
    told = hanoi(*asked)
    assert (told.stderr, told.code) == ("", 0)
    check_page(told.stdout)
    assert len(told.stdout.encode()) < 500_000


def test_the_sentence_is_made_of_the_data(hanoi: Run) -> None:
    def lead(*asked: str) -> str:
        return text_of(classed(read(hanoi(*asked).stdout), "lead")[0])

    assert lead(*ASK) == "Of 5 targets with a goal 4 are behind and 1 is at risk."
    assert lead(*ASK, "--since", "2024-12-15") == (
        "Of 5 targets with a goal 4 are behind and 1 is at risk. Since 15 December 2024 no target changed its status."
    )
    # Before 2024-07-02 8 clusters have started by name, of 30 that are planned; 30 of 38 a year later are at risk.
    assert lead(*ASK, "--since", "2024-07-02").endswith(
        " Since 2 July 2024, 1 got better: Clusters started or completed."
    )
    assert lead(*ASK, "wholesale-markets") == "The only target with a goal is behind."
    assert lead(*ASK, "key-products") == "The target has no goal: it is followed, not judged."
    assert lead(*ASK, "--lang", "vi") == "Trong 5 chỉ tiêu có mục tiêu, 4 chậm tiến độ và 1 có nguy cơ chậm tiến độ."


def test_what_got_worse_and_what_got_better_is_named(plantrack: Run, tmp_path: Path) -> None:
    values = {"a": (50, 60), "b": (5, 90), "c": (50, 80)}
    text = PLAN
    for name in values:
        text += f'\n[targets.{name}]\ntitle = "Target {name.upper()}"\nbaseline = 0\ngoal = 100\n'
    for name, pair in values.items():
        for day, value in zip(("2023-06-30", "2025-06-30"), pair, strict=True):
            text += f'\n[[measurements]]\ndate = {day}\ntarget = "{name}"\nvalue = {value}\nsource = "x"\n'
    (tmp_path / "plan.toml").write_text(text)
    # On 2023-06-30 50 are planned, on 2025-06-30 90: A goes from on track to at risk, B from behind to on track.
    text = text_of(classed(read(plantrack("page", "--as-of", "2025-06-30", "--since", "2024").stdout), "lead")[0])
    assert text == (
        "Of 3 targets with a goal 2 are at risk and 1 is on track. "
        "Since 1 January 2024, 2 got worse (Target A, Target C) and 1 got better (Target B)."
    )


def test_without_since_nothing_is_compared(hanoi: Run) -> None:
    alone, compared = hanoi(*ASK).stdout, hanoi(*SINCE).stdout
    for words in ("What moved", "Changes since", "as before 15"):
        assert words not in alone
        assert words in compared.replace("\u00a0", " ")


def test_what_needs_attention_is_at_most_seven_and_the_worst_first(plantrack: Run, tmp_path: Path) -> None:
    text = PLAN + "".join(
        f'\n[targets.t{number}]\ntitle = "Target {number}"\nowner = "Office"\nbaseline = 0\ngoal = 100\n'
        for number in range(9)
    )
    for number in range(9):
        text += f'\n[[measurements]]\ndate = 2025-06-30\ntarget = "t{number}"\nvalue = {10 * number}\nsource = "x"\n'
    (tmp_path / "plan.toml").write_text(text)
    document = check_page(plantrack(*ASK).stdout)
    table = classed(document, "attention")[0]
    heads = [text_of(head) for head in all_of(all_of(table, "tbody")[0], "th")]
    # 90 are planned: 80 are on the way at 0.89, at risk from 54 on.
    assert heads == [f"Target {number}Office" for number in range(7)]
    assert "And 2 more, see the results." in text_of(table)
    assert len(classed(document, "target")) == 9


def test_each_number_of_the_evidence_is_cited_in_order(hanoi: Run) -> None:
    document = read(hanoi(*SINCE).stdout)
    cited = list(dict.fromkeys(int(text_of(one)[1:-1]) for one in classed(document, "cite")))
    assert cited == list(range(1, len(cited) + 1))
    assert len(all_of(classed(document, "sources")[0], "li")) == len(cited)


def test_a_plan_without_targets(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    document = check_page(plantrack(*ASK).stdout)
    assert text_of(classed(document, "head")[0]).startswith("Progress report Schools SourceDecision 1 As of30 June")
    assert text_of(classed(document, "lead")[0]) == "The plan has no targets."
    assert text_of(all_of(document, "main")[0]) == ""
    assert all_of(document, "table") == []


def judge(plantrack: Run, path: Path, log: str, *asked: str) -> Element:
    """Return the page of a plan of two measured targets, of which each goes from 0 to 100 within five years."""
    targets = (f'\n[targets.{name}]\ntitle = "Target {name.upper()}"\nbaseline = 0\ngoal = 100\n' for name in "ab")
    (path / "plan.toml").write_text(PLAN + "".join(targets) + log)
    told = plantrack("page", *asked)
    assert (told.stderr, told.code) == ("", 0)
    return check_page(told.stdout)


def measure(target: str, day: str, value: int) -> str:
    return f'\n[[measurements]]\ndate = {day}\ntarget = "{target}"\nvalue = {value}\nsource = "x"\n'


def test_what_was_first_reported_is_neither_worse_nor_better(plantrack: Run, tmp_path: Path) -> None:
    log = measure("a", "2025-03-31", 10) + measure("b", "2025-03-31", 20)
    document = judge(plantrack, tmp_path, log, "--as-of", "2025-06-30", "--since", "2024-12-14")
    assert text_of(classed(document, "lead")[0]) == (
        "All 2 targets with a goal are behind. Since 14 December 2024: 2 were first reported in this time."
    )
    moved = next(table for table in all_of(document, "table") if table.get("id") == "moved")
    assert text_of(all_of(moved, "caption")[0]) == (
        "Since 14 December 2024. Then: at the end of 13 December 2024; now: at the end of 30 June 2025."
    )
    assert "▼ behindno data before 14 Dec 2024" in text_of(classed(document, "attention")[0])


def test_what_started_in_this_time_is_neither_worse_nor_better(plantrack: Run, tmp_path: Path) -> None:
    log = '\n[targets.c]\ntitle = "Target C"\nstart = 2025-01-01\nbaseline = 0\ngoal = 100\n'
    log += "".join(measure(target, "2025-03-31", 20) for target in "ac") + measure("b", "2024-03-31", 5)
    document = judge(plantrack, tmp_path, log, "--as-of", "2025-06-30", "--since", "2024-12-14")
    # 90 of 365 days of C are over, of which 20 are less than 95 % and more than 60 %.
    assert text_of(classed(document, "lead")[0]) == (
        "Of 3 targets with a goal 2 are behind and 1 is at risk. "
        "Since 14 December 2024: 1 was first reported in this time. "
        "1 has another status, which is neither better nor worse."
    )
    only = read(plantrack("page", "b", "--lang", "vi", "--as-of", "2025-06-30").stdout)
    assert text_of(classed(only, "lead")[0]) == "Chỉ tiêu duy nhất có mục tiêu chậm tiến độ."


def test_what_is_planned_has_the_day_of_the_figure(plantrack: Run, tmp_path: Path) -> None:
    log = measure("a", "2025-03-31", 10) + measure("b", "2025-06-30", 20)
    document = judge(plantrack, tmp_path, log, "--as-of", "2025-06-30")
    results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
    assert text_of(all_of(results, "th")[3]) == "Planned"
    # 1,551 and 1,642 of 1,826 days of the plan are over.
    planned = [text_of([*row][3]) for row in all_of(results, "tr")[1:]]
    assert planned == ["84.931 Mar 2025", "89.9"]
    assert text_of(all_of(results, "caption")[0]).startswith("All 2 targets. Followed:")
    told = text_of(all_of(classed(document, "attention")[0], "caption")[0])
    assert told.endswith("its tick is what the plan expected by the day of the figure.")


def test_of_what_nobody_recorded_it_shows_the_baseline_as_the_status_does(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN + "\n[targets.a]\nbaseline = 28\ngoal = 50\n")
    document = check_page(plantrack(*ASK).stdout)
    assert "28 of 50" in plantrack("status", "--as-of", "2025-06-30").stdout
    results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
    assert text_of([*all_of(results, "tr")[1]][2]) == "2831 Dec 2020"
    assert text_of(all_of(classed(document, "attention")[0], "td")[1]) == "28 of 50baseline"
    assert classed(document, "gauge") == []


def test_a_figure_that_is_not_known_has_no_day(plantrack: Run, tmp_path: Path) -> None:
    kind = '\n[kinds.area]\nstages = ["open"]\n[targets.areas]\nkind = "area"\nstages = ["open"]\n'
    log = '[[milestones]]\ndate = 2022-12-23\nkind = "area"\nstage = "open"\nitem = "A"\ndecision = "1"\n'
    total = '[[measurements]]\ndate = 2024-12-31\ntarget = "areas"\nvalue = 3\ndecision = "2"\n'
    # One is known by name, but not to how many it came; with a total it is of that day, and cites what says so.
    for records, told in ((log, "–"), (log + total, "331 Dec 2024[1]")):
        (tmp_path / "plan.toml").write_text(f"{PLAN}{kind}{records}", encoding="utf-8")
        document = check_page(plantrack(*ASK).stdout)
        results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
        assert text_of([*all_of(results, "tr")[1]][2]).replace(" [", "[") == told


def test_a_block_says_no_less_than_its_row(hanoi: Run) -> None:
    document = read(hanoi(*ASK, "parks-new").stdout)
    (row,), (block,) = all_of(classed(document, "attention")[0], "tr")[1:], classed(document, "target")
    assert "none yet of 2-3 parks" in text_of(row)
    assert text_of(row).endswith("1 shortsince Jul 2023")
    assert len(classed(document, "gauge")) == 1
    assert "Short since July 2023. It starts from 0: there is no record of it yet." in text_of(block)


def test_of_what_is_behind_without_a_reason_the_page_says_so(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN + BEHIND, encoding="utf-8")
    told = {
        "en": "no comment and no request on the target itself was written",
        "vi": "chưa có thuyết minh, kiến nghị cho chính chỉ tiêu này",
    }
    for language, reason in told.items():
        document = check_page(plantrack("--lang", language, *ASK).stdout)
        results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
        # One is behind, one is so with a reason, one is on track, and one is followed.
        assert [text_of([*row][-1]) for row in all_of(results, "tr")[1:]] == [reason, "The builder left.", "", ""]
        blocks = [text_of(block).casefold() for block in classed(document, "target")]
        assert [reason in block for block in blocks] == [True, False, False]


def test_what_was_put_off_does_not_leave_the_page(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN + PUT_OFF, encoding="utf-8")
    told = {
        "en": "Put off until after 28 September 2025 (1) ASchoolopened31 Dec 2025in 184 days30 April 2025 (1 ×)",
        "vi": "Lùi đến sau ngày 28/9/2025 (1) ASchoolopened31/12/2025còn 184 ngày30/04/2025 (1 lần)",
    }
    for language, row in told.items():
        document = check_page(plantrack("--lang", language, *ASK).stdout)
        coming = next(one for one in all_of(document, "section") if one.get("id") == "coming-next")
        assert row in " ".join(text_of(coming).split())


PUT_OFF = """
[kinds.school]
title = "School"
stages = ["opened"]
[targets.schools]
kind = "school"
stages = ["opened"]
baseline = 0
[[milestones]]
kind = "school"
stage = "opened"
item = "A"
expected = 2025-04-30
[[milestones]]
kind = "school"
stage = "opened"
item = "A"
expected = 2025-12-31
"""


BEHIND = """
[targets.a]
baseline = 0
goal = 50
[targets.b]
baseline = 0
goal = 50
[targets.c]
baseline = 0
goal = 50
[targets.d]
[[measurements]]
target = "a"
date = 2025-03-31
value = 5
[[measurements]]
target = "b"
date = 2025-03-31
value = 5
[[measurements]]
target = "c"
date = 2025-03-31
value = 49
[[measurements]]
target = "d"
date = 2025-03-31
value = 5
[[comments]]
target = "b"
date = 2025-04-01
text = "The builder left."
"""


def test_the_first_goal_stands_below_a_revised_one(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN + REVISED, encoding="utf-8")
    end, later = "31 Dec 2025", "31 Dec 2026"
    for language, goals in {
        "en": [
            f"50{end}",
            f"40{end}originally 50",
            f"40 or less{later}originally 30-20 or less by {end}",
            f"50{later}originally by {end}",
        ],
        "vi": [
            "5031/12/2025",
            "4031/12/2025ban đầu 50",
            "không quá 4031/12/2026ban đầu không quá 30-20 đến 31/12/2025",
            "5031/12/2026ban đầu đến 31/12/2025",
        ],
    }.items():
        document = check_page(plantrack("--lang", language, *ASK).stdout)
        results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
        assert [text_of([*row][4]) for row in all_of(results, "tr")[1:]] == goals


REVISED = """
[targets.a]
baseline = 0
goal = 50
revised = [{ from = 2022-07-01, goal = 50 }]
[targets.b]
baseline = 0
goal = 50
revised = [{ from = 2022-07-01, goal = 45 }, { from = 2023-07-01, goal = 40 }]
[targets.c]
baseline = 60
goal = 30
stretch = 20
revised = [{ from = 2022-07-01, goal = 40, due = 2026-12-31 }]
[targets.d]
baseline = 0
goal = 50
revised = [{ from = 2022-07-01, due = 2026-12-31 }]
"""


def test_targets_without_a_column_are_named(hanoi: Run) -> None:
    places = next(table for table in all_of(read(hanoi(*ASK).stdout), "table") if table.get("id") == "by-attribute")
    assert text_of(all_of(places, "caption")[0]).endswith(
        " Empty: none. Left out: Cluster infrastructure complete, Clusters filled with tenants, Recognised craft "
        "villages, Rural markets built or rebuilt, International-standard markets, Night economy areas operating."
    )


def test_after_the_end_no_bar_has_a_tick(plantrack: Run, tmp_path: Path) -> None:
    log = measure("a", "2025-12-31", 10) + measure("b", "2025-12-31", 20)
    document = judge(plantrack, tmp_path, log, "--as-of", "2026-06-30")
    assert text_of(classed(document, "lead")[0]) == "All 2 targets with a goal are missed."
    assert classed(document, "tick") == []
    told = text_of(all_of(classed(document, "attention")[0], "caption")[0])
    assert told == "The worst first. The bar goes from the baseline to the goal."


def test_a_part_of_the_targets_is_called_a_part(hanoi: Run) -> None:
    document = read(hanoi(*ASK, "clusters-started", "wholesale-markets").stdout)
    head = text_of(classed(document, "head")[0])
    assert "Scope2 of 14 targets: clusters-started, wholesale-markets" in head
    results = next(table for table in all_of(document, "table") if table.get("id") == "results-table")
    assert text_of(all_of(results, "caption")[0]).startswith("2 targets. Followed:")


def test_each_status_is_told_alone(hanoi: Run) -> None:
    told = text_of(read(hanoi(*ASK, "wholesale-markets").stdout))
    assert "less than 60 % of what was planned by then was gained" in told.replace("\u00a0", " ")
    assert "less than that" not in told


def test_months_in_vietnamese_are_called_months(hanoi: Run) -> None:
    told = text_of(read(hanoi(*ASK, "--lang", "vi").stdout))
    assert re.findall(r"(?:[Tt]hiếu|[Đđ]ạt|[Vv]ượt|[Tt]ừ|đến) \d\d/\d{4}", told) == []
    assert re.search(r"Thiếu từ tháng \d+/\d{4}\.", told)


def test_an_id_is_no_sentence(plantrack: Run, tmp_path: Path) -> None:
    log = """
[kinds.school]
title = "School"
stages = ["opened"]
attributes = { area_ha = "number" }

[targets.schools]
title = "Schools opened"
kind = "school"
stages = ["opened"]
baseline = 0
goal = 10

[[milestones]]
date = 2024-01-01
kind = "school"
stage = "opened"
item = "Old Mill"
area_ha = 2
source = "x"
"""
    document = judge(plantrack, tmp_path, log, "--as-of", "2025-06-30")
    items = next(table for table in all_of(document, "table") if table.get("id") == "items-school")
    assert [text_of(head) for head in all_of(items, "th")][1] == "area_ha"


HOSTILE = (
    "<script>alert(1)</script>",
    "</style><b>bold",
    "{{ 7 * 7 }}{% raw %}",
    '" onclick="x" \'',
    "&lt;i&gt; &copy",
    "<!-- ]]> -->",
    "javascript:alert(1)",
    "Nội\u202edesrever",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_wrote_is_text(plantrack: Run, tmp_path: Path, text: str) -> None:
    written = "'''" + text + "'''" if "\u202e" not in text else f'"{text}"'
    if text.endswith("'"):
        written = f'"""{text}"""'
    (tmp_path / "plan.toml").write_text(
        PLAN.replace('"Schools"', written)
        + f"""
[kinds.school]
title = {written}
stages = ["opened"]
attributes = {{ place = "text" }}

[targets.schools]
title = {written}
unit = {written}
group = {written}
owner = {written}
kind = "school"
stages = ["opened"]
baseline = 0
goal = 10
source = {written}

[[milestones]]
date = 2024-01-01
kind = "school"
stage = "opened"
item = {written}
place = {written}
decision = {written}
note = {written}

[[milestones]]
expected = 2025-07-01
kind = "school"
stage = "opened"
item = "Other"

[[comments]]
date = 2025-01-01
target = "schools"
text = {written}
ask = {written}
""",
        encoding="utf-8",
    )
    told = plantrack(*ASK, "--since", "2023")
    assert (told.stderr, told.code) == ("", 0)
    document = check_page(told.stdout)
    shown = text.replace("\u202e", "\\u202e")
    assert text_of(all_of(document, "h1")[0]) == shown
    for name in ("owner", "names", "ask", "sources"):
        assert shown in text_of(classed(document, name)[0]), name
    assert not [link for link in all_of(document, "a") if "javascript" in link.get("href", "")]
    assert "49" not in text_of(classed(document, "head")[0])


@examples(20)
@given(plans())
def test_the_page_of_any_plan_is_sound(tmp_path_factory: pytest.TempPathFactory, data: Data) -> None:
    path = tmp_path_factory.mktemp("plan") / "plan.toml"
    path.write_bytes(spelled(data))
    for asked in (("--since", "2022", "--as-of", "2024-06-30"), ("--lang", "vi")):
        told = ran("page", "--plan", str(path), *asked)
        assert (told.stderr, told.code) == ("", 0)
        check_page(told.stdout)


TEMPLATES = sorted((Path(draw.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_text_of_their_own(path: Path) -> None:
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"[^\W\d_]+", re.sub(r"<[^>]*>|&nbsp;", "", text)) == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pandoc") is None, reason="there is no pandoc, which makes a document of it")
def test_a_word_processor_gets_all_tables(hanoi: Run, tmp_path: Path) -> None:
    text = hanoi(*SINCE).stdout
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    subprocess.run(["pandoc", "-f", "html", "-o", "page.docx", "page.html"], cwd=tmp_path, check=True)
    with zipfile.ZipFile(tmp_path / "page.docx") as document:
        written = document.read("word/document.xml").decode()
    assert len(re.findall(r"<w:tbl>", written)) == text.count("<table") > 10


@pytest.mark.parametrize("goal", ["baseline = 0\ngoal = 90\n", ""])
def test_of_more_than_forty_items_the_page_tells_how_many_there_are_of_each_value(
    plantrack: Run, tmp_path: Path, goal: str
) -> None:
    text = PLAN + '[kinds.school]\nstages = ["opened"]\nattributes = { place = "text" }\n'
    text += '[targets.schools]\nkind = "school"\nstages = ["opened"]\n' + goal
    for number in range(42):
        place = f'place = "{("Town", "Village")[number % 3 > 0]}"\n' if number < 41 else ""
        text += f'[[milestones]]\ndate = 2024-01-01\nkind = "school"\nstage = "opened"\nitem = "S{number}"\n{place}'
    # One is withdrawn, and counts nowhere.
    text += '[[milestones]]\ndate = 2024-02-01\nkind = "school"\nstage = "withdrawn"\nitem = "S0"\n'
    (tmp_path / "plan.toml").write_text(text)
    table = next(one for one in all_of(check_page(plantrack(*ASK).stdout), "table") if one.get("id") == "items-school")
    rows = [[text_of(cell) for cell in [*row]] for row in all_of(all_of(table, "tbody")[0], "tr")]
    assert text_of(all_of(table, "caption")[0]) == "school 41 items, by place."
    assert rows == [["Town", "13"], ["Village", "27"], ["No place", "1"]]


def test_a_comment_on_an_item_is_told_as_one_and_of_many_names_how_many_there_are(
    plantrack: Run, tmp_path: Path
) -> None:
    text = PLAN + '[kinds.school]\nstages = ["opened"]\n[targets.schools]\nkind = "school"\nstages = ["opened"]\n'
    text += "baseline = 0\ngoal = 90\n"
    text += "".join(
        f'[[milestones]]\ndate = 2024-01-{number:02}\nkind = "school"\nstage = "opened"\nitem = "S{number}"\n'
        for number in range(1, 18)
    )
    text += '[[comments]]\ndate = 2025-02-01\nkind = "school"\nitem = "S1"\ntext = "It leaks."\nask = "Mend it."\n'
    (tmp_path / "plan.toml").write_text(text)
    document = check_page(plantrack(*ASK, "--since", "2025").stdout)
    records = next(table for table in all_of(document, "table") if table.get("id") == "records")
    assert [[text_of(cell) for cell in [*row]] for row in all_of(records, "tr")[1:]] == [
        ["S1", "1 Feb 2025", "comment: It leaks. – asked: Mend it.", "no target"]
    ]
    names = ", ".join(f"S{number}" for number in range(17, 2, -1))
    assert text_of(classed(document, "names")[0]) == f"17 known by name, the latest of them: {names} and 2 more."


MEANINGS = {
    "en": (
        "gained; of items also where less than one is missing, but not in the last tenth of the time; what is measured",
        "Missedthe due date is over, and on that day the goal was not reached",
    ),
    "vi": (
        "khi đó; chỉ tiêu đếm công trình thì cả khi thiếu chưa đến một đơn vị tính, trừ một phần mười thời gian cuối",
        "Không đạtđã quá hạn, và đến ngày hết hạn chưa đạt mục tiêu",
    ),
}


@pytest.mark.parametrize("language", MEANINGS)
def test_what_a_status_means_holds_of_every_target_that_has_it(plantrack: Run, tmp_path: Path, language: str) -> None:
    targets = (
        '\n[targets.a]\nkind = "school"\nstages = ["opened"]\nbaseline = 0\ngoal = 1\ndue = 2024-12-31\n'
        '\n[targets.b]\nkind = "school"\nstages = ["opened"]\nbaseline = 0\ngoal = 1\n'
        '\n[kinds.school]\nstages = ["opened"]\n'
        '\n[[milestones]]\ndate = 2025-01-02\nkind = "school"\nstage = "opened"\nitem = "A"\n'
        '\n[[milestones]]\ndate = 2025-01-03\nkind = "school"\nstage = "withdrawn"\nitem = "A"\n'
    )
    (tmp_path / "plan.toml").write_text(PLAN + targets, encoding="utf-8")
    told = " ".join(text_of(check_page(plantrack("--lang", language, *ASK).stdout)).split())
    assert [meaning for meaning in MEANINGS[language] if meaning not in told] == []
