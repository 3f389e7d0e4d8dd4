"""`import office.toml`: what another plan says beyond ours, all or nothing, and what both say otherwise."""

import json
from pathlib import Path

import pytest
import tomli
from conftest import Ran, Run

PROMISES = """[plan]
title = "A"
start = 2021-01-01
end = 2025-12-31

[kinds.cluster]
stages = ["planned", "started"]
attributes.district = "text"

[targets.total]
kind = "cluster"
stages = ["started"]
baseline = 0
goal = 9

[targets.products]
baseline = 1.5
goal = 40
"""
FIRST = PROMISES.count("\n") + 2  # the line of the first record


def milestone(item: str, date: str, stage: str = "started", more: str = "", kind: str = "cluster") -> str:
    return f'\n[[milestones]]\ndate = {date}\nkind = "{kind}"\nstage = "{stage}"\nitem = "{item}"\n{more}'


def total(target: str, date: str, value: str, more: str = "") -> str:
    return f'\n[[measurements]]\ndate = {date}\ntarget = "{target}"\nvalue = {value}\n{more}'


STARTED = milestone("Kim Bài", "2023-05-01")


@pytest.fixture
def office(plantrack: Run, tmp_path: Path) -> Run:
    """Return a function that imports a plan with these records into one with those."""

    def import_records(
        theirs: str, ours: str = STARTED, *options: str, promises: str = PROMISES, here: str = PROMISES
    ) -> Ran:
        (tmp_path / "plan.toml").write_text(here + ours, encoding="utf-8")
        (tmp_path / "office.toml").write_text(promises + theirs, encoding="utf-8")
        before = (tmp_path / "plan.toml").read_bytes()
        told = plantrack("import", "office.toml", *options)
        after = (tmp_path / "plan.toml").read_bytes()
        assert after.startswith(before)
        assert (after == before) == (told.code != 0 or "--dry-run" in options or ": 0 recorded" in told.stdout)
        assert plantrack("check").code == 0
        return told

    return import_records


def written(tmp_path: Path, table: str = "milestones") -> list[dict[str, object]]:
    records: list[dict[str, object]] = tomli.loads((tmp_path / "plan.toml").read_text(encoding="utf-8"))[table]
    return records


def last(tmp_path: Path, table: str = "milestones") -> dict[str, object]:
    record = written(tmp_path, table)[-1]
    return {key: str(value) if key == "date" else value for key, value in record.items() if key != "recorded"}


def test_what_is_new_is_recorded_with_its_own_moment(office: Run, tmp_path: Path) -> None:
    moment = "recorded = 2024-01-01 00:00:00+07:00\n"
    new = milestone("Hòa Bình", "2024-02-01", more=f'decision = "1/QĐ"\nx-owner = "Lan"\n{moment}')
    assert office(STARTED + new) == Ran(
        "2 records: 1 recorded in plan.toml, 1 known\n  total 1 → 2 of 9\n", "new cluster (1): Hòa Bình\n"
    )
    assert last(tmp_path) == {
        "date": "2024-02-01",
        "kind": "cluster",
        "stage": "started",
        "item": "Hòa Bình",
        "decision": "1/QĐ",
        "x-owner": "Lan",
    }
    assert "recorded = 2026-11-24 10:00:00.123000+07:00" in (tmp_path / "plan.toml").read_text(encoding="utf-8")


def test_what_stands_at_any_place_of_our_log_is_known(office: Run) -> None:
    assert office(STARTED, STARTED + milestone("Kim Bài", "2023-06-01")) == Ran(
        "1 record: 0 recorded in plan.toml, 1 known\n"
    )


def test_what_was_corrected_there_is_corrected_here(office: Run, tmp_path: Path) -> None:
    again = milestone("Kim Bài", "2023-06-01", more='note = "a slip"\n')
    assert office(STARTED + again).stdout.startswith("2 records: 1 recorded in plan.toml, 1 known\n")
    assert (last(tmp_path)["date"], last(tmp_path)["note"]) == ("2023-06-01", "a slip")


def test_all_conflicts_are_told_with_both_lines_and_nothing_is_written(office: Run) -> None:
    ours = STARTED + total("products", "2024", "2") + milestone("Hòa Bình", "2022-01-01", more='district = "A"\n')
    theirs = (
        milestone("Kim Bài", "2023-06-01")
        + total("products", '"2024"', "3")
        + milestone("Hòa Bình", "2022-01-01", more='district = "B"\n')
    )
    assert office(theirs, ours.replace("date = 2024\n", 'date = "2024"\n')) == Ran(
        "",
        f"error: office.toml:{FIRST}: Kim Bài: started: the date is 2023-06-01, but 2023-05-01 on plan.toml:{FIRST}\n"
        f"error: office.toml:{FIRST + 6}: products: the total: the value is 3, but 2 on plan.toml:{FIRST + 6}\n"
        "hint: --correct takes what office.toml says; to keep what is said here, correct it there\n"
        f'error: office.toml:{FIRST + 11}: Hòa Bình: started: the district is "B", but "A" on plan.toml:{FIRST + 11}\n'
        "hint: another item needs a name of its own, in one of both plans; "
        "--correct takes what office.toml says; to keep what is said here, correct it there\n"
        "nothing was written\n",
        4,
    )


def test_correct_takes_theirs_and_then_all_is_known(office: Run, plantrack: Run, tmp_path: Path) -> None:
    theirs = milestone("Kim Bài", "2023-06-01")
    assert office(theirs, STARTED, "--correct").stdout == (
        "1 record: 1 recorded in plan.toml, 0 known\n"
        "  Kim Bài, started: replaces the date 2023-05-01\n"
        "  total 1 of 9, unchanged\n"
    )
    assert last(tmp_path)["date"] == "2023-06-01"
    assert plantrack("import", "office.toml").stdout == "1 record: 0 recorded in plan.toml, 1 known\n"
    assert plantrack("import", "plan.toml", "--plan", "office.toml").stdout == (
        "2 records: 0 recorded in office.toml, 2 known\n"
    )


def test_other_evidence_is_added(office: Run, tmp_path: Path) -> None:
    evidence = [milestone("Kim Bài", "2023-05-01", more=f'decision = "{number}/QĐ"\n') for number in (1, 2)]
    assert office(evidence[1], evidence[0]).stdout.startswith("1 record: 1 recorded in plan.toml, 0 known\n")
    assert last(tmp_path)["decision"] == "2/QĐ"


def test_what_followed_on_known_evidence_is_added(office: Run, tmp_path: Path) -> None:
    first, then = (milestone("Kim Bài", "2023-05-01", more=f'decision = "{number}/QĐ"\n') for number in (1, 2))
    # Where ours ends there, and where it has gone on otherwise.
    for ours in (first, first + milestone("Kim Bài", "2023-05-01", more='note = "from the ward"\n')):
        assert office(first + then, ours).stdout.startswith("2 records: 1 recorded in plan.toml, 1 known\n")
        assert last(tmp_path)["decision"] == "2/QĐ"


def test_all_that_was_said_in_turn_comes_in_turn(office: Run, tmp_path: Path) -> None:
    said = [milestone("Kim Bài", "2023-05-01", more=f'x-owner = "{owner}"\n') for owner in ("Lan", "Mai")]
    assert office("".join(said), STARTED).stdout.startswith("2 records: 2 recorded in plan.toml, 0 known\n")
    assert [record.get("x-owner") for record in written(tmp_path)] == [None, "Lan", "Mai"]


def test_what_is_more_exact_holds_and_what_is_less_is_known(office: Run, tmp_path: Path) -> None:
    assert office(milestone("Kim Bài", '"2023"')).stdout == "1 record: 0 recorded in plan.toml, 1 known\n"
    assert office(STARTED, milestone("Kim Bài", '"2023"')).stdout.startswith("1 record: 1 recorded in plan.toml, 0")
    assert last(tmp_path)["date"] == "2023-05-01"


@pytest.mark.parametrize("is_here", [True, False])
def test_an_item_that_was_renamed_in_one_plan_is_one_item(office: Run, plantrack: Run, is_here: bool) -> None:
    renamed = STARTED + milestone("Kim Bài", "2024-01-01", "changed", 'name = "Kim Bài - Thanh Oai"\n')
    other = STARTED + milestone("Kim Bài", "2022-01-01", "planned")
    assert office(*((other, renamed) if is_here else (renamed, other))).code == 0
    items = json.loads(plantrack("items", "cluster", "--format", "json").stdout)["items"]
    assert [item["item"] for item in items] == ["Kim Bài - Thanh Oai"]


def test_two_new_items_that_are_one_by_its_place_are_asked_about(office: Run, tmp_path: Path) -> None:
    of_district = 'district = "Ba Vì"\n'
    two = milestone("Thủy", "2022-01-01", more=of_district) + milestone("Thủy (Ba Vì)", "2023-01-01", more=of_district)
    assert office(two) == Ran(
        "",
        f'error: office.toml:{FIRST}: cluster "Thủy" (office.toml:{FIRST}), "Thủy (Ba Vì)" (office.toml:{FIRST + 7}) '
        "are read as one item\nhint: write them under one name, or add --new if they are two\nnothing was written\n",
        4,
    )
    assert office(two, STARTED, "--new").stdout.startswith("2 records: 2 recorded in plan.toml, 0 known\n")
    assert [record["item"] for record in written(tmp_path)] == ["Kim Bài", "Thủy", "Thủy (Ba Vì)"]


def test_two_items_there_that_are_one_here_are_refused(office: Run) -> None:
    renamed = STARTED + milestone("Kim Bài", "2024-01-01", "changed", 'name = "Vân Hà"\n')
    two = STARTED + milestone("Vân Hà", "2024-02-01")
    hint = "hint: write them under one name, or under two, in one of both plans: plantrack edit --plan FILE\n"
    assert office(two, renamed) == Ran(
        "",
        f'error: office.toml:{FIRST}: cluster "Kim Bài" (office.toml:{FIRST}), "Vân Hà" (office.toml:{FIRST + 6}) '
        f'are one item here: "Kim Bài" (plan.toml:{FIRST})\n{hint}nothing was written\n',
        4,
    )
    assert office(renamed, two) == Ran(
        "",
        f'error: office.toml:{FIRST}: cluster "Kim Bài" is several items here: "Kim Bài" (plan.toml:{FIRST}), '
        f'"Vân Hà" (plan.toml:{FIRST + 6})\n{hint}nothing was written\n',
        4,
    )


def test_a_name_that_nearly_equals_ours_is_refused_unless_it_is_new(office: Run) -> None:
    near = milestone("Kim Bải", "2024-02-01")
    refused = office(near)
    assert (refused.code, refused.stderr) == (
        4,
        f'error: office.toml:{FIRST}: cluster "Kim Bải" nearly equals "Kim Bài"\n'
        'hint: write it "Kim Bài", or add --new if it is another one\nnothing was written\n',
    )
    assert office(near, STARTED, "--new").stdout.startswith("1 record: 1 recorded in plan.toml, 0 known\n")


def test_another_spelling_means_ours(office: Run, tmp_path: Path) -> None:
    assert office(milestone("CCN Kim Bài", "2022-02-01", "planned")).stderr == '"CCN Kim Bài" is Kim Bài\n'
    assert last(tmp_path)["item"] == "Kim Bài"


def test_a_text_is_spelled_as_here_where_it_is_known_in_another_spelling_alone(office: Run, tmp_path: Path) -> None:
    def spell(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[object]:
        own, others = (
            "".join(
                milestone(f"{side} {number}", "2023-05-01", more=f'district = "{text}"\n')
                for number, text in enumerate(texts)
            )
            for side, texts in (("Hòa Bình", ours), ("Vân Côn", theirs))
        )
        assert office(others, own).code == 0
        return [record["district"] for record in written(tmp_path)[len(ours) :]]

    assert spell(("Đông Anh",), ("huyện ĐÔNG ANH",)) == ["Đông Anh"]
    assert spell(("Đông Anh", "huyện Đông Anh"), ("huyện Đông Anh",)) == ["huyện Đông Anh"]
    assert spell(("Đông Anh",), ("Hà Đông", "quận Hà Đông")) == ["Hà Đông", "quận Hà Đông"]


def test_an_item_in_another_district_may_be_another_item(office: Run) -> None:
    ours = milestone("Liên Hà", "2023-05-01", more='district = "Đông Anh"\n')
    theirs = milestone("Liên Hà", "2022-05-01", "planned", 'district = "Đan Phượng"\n')
    assert office(theirs, ours).stderr.startswith(
        f'error: office.toml:{FIRST}: Liên Hà: planned: the district is "Đan Phượng", '
        f'but "Đông Anh" on plan.toml:{FIRST}\n'
    )
    again = ours + milestone("Liên Hà", "2024-05-01", "changed", 'district = "huyện ĐÔNG ANH"\n')
    assert office(again, ours).code == 0


def test_what_cannot_be_true_beside_ours_is_refused_from_either_side(office: Run) -> None:
    late = milestone("Kim Bài", "2024-01-01", "planned")
    assert office(late).stderr == (
        f"error: office.toml:{FIRST}: Kim Bài: planned on 2024-01-01 is after started on 2023-05-01, "
        f"on plan.toml:{FIRST}\nhint: correct the one that is wrong, in the plan in which it stands\n"
        "nothing was written\n"
    )
    assert office(STARTED, late).code == 4
    assert office(milestone("Kim Bài", "2027-01-01")).stderr.startswith(
        f"error: office.toml:{FIRST}: Kim Bài: started: the date is 2027-01-01"
    )


def test_what_cannot_be_true_is_told_whatever_else_is_new(office: Run) -> None:
    late = milestone("Kim Bài", "2024-01-01", "planned")
    told = office(late).stderr.replace(f":{FIRST}: ", ":{line}: ", 1)
    corrected = milestone("Hòa Bình", "2022-01-01") + milestone("Hòa Bình", "2022-02-01")
    # A total, and a milestone that another one replaces, stand before it in the file.
    for more in (total("products", "2024-01-01", "2"), corrected):
        line = f":{FIRST + more.count(chr(10))}: "
        assert office(more + late).stderr == told.replace(":{line}: ", line)


def test_what_cannot_be_true_there_either_hides_nothing_else(office: Run) -> None:
    completed = milestone("Kim Bài", "2023-01-01", "completed")
    theirs = milestone("Kim Bài", "2024-06-01", "planned") + milestone("Kim Bài", "2024-01-01")
    promises = PROMISES.replace('"started"]', '"started", "completed"]', 1)
    told = office(theirs, completed, promises=promises, here=promises).stderr
    assert [line.split(", on ")[0] for line in told.splitlines() if line.startswith("error: ")] == [
        f"error: office.toml:{FIRST}: Kim Bài: planned on 2024-06-01 is after completed on 2023-01-01",
        f"error: office.toml:{FIRST + 6}: Kim Bài: started on 2024-01-01 is after completed on 2023-01-01",
    ]


def test_promises_that_differ_are_told_and_stay(office: Run) -> None:
    promises = PROMISES.replace("goal = 9", "goal = 8\ndue = 2024-12-31").replace('"text"', '"text"\ntitle = "Cụm"')
    promises += '\n[kinds.park]\nstages = ["planned"]\n'
    assert office(STARTED, promises=promises) == Ran(
        "1 record: 0 recorded in plan.toml, 1 known\n",
        "kinds.cluster differs in office.toml: title\n"
        "kinds.park is in office.toml alone\n"
        "targets.total differs in office.toml: goal, due\n",
    )
    sourced = PROMISES.replace("goal = 9", 'goal = 9\nsource = "https://example.org/2"')
    assert office(STARTED, promises=sourced).stderr == "targets.total differs in office.toml: source\n"


def test_what_is_missing_here_is_told_with_the_lines_to_add(office: Run) -> None:
    promises = PROMISES.replace('"planned", "started"]', '"planned", "approved", "started", "done"]')
    promises = promises.replace('"text"', '"text"\nattributes.area_ha = "number"')
    promises += '\n[kinds.park]\ntitle = "Park"\nstages = ["planned"]\n\n[targets.fairs]\nbaseline = 0\ngoal = 5\n'
    first = promises.count("\n") + 2
    theirs = (
        milestone("Kim Bài", "2023-04-01", "approved")
        + milestone("Hòa Bình", "2023-04-01", more="area_ha = 5\n")
        + milestone("Thạch Thất", "2023-04-01", "planned", kind="park")
        + total("fairs", "2024-01-01", "2")
    )
    assert office(theirs, promises=promises) == Ran(
        "",
        f"error: office.toml:{first}: Kim Bài: needs kinds.cluster.stages.approved, which plan.toml lacks\n"
        'hint: write below [kinds.cluster]: stages = ["planned", "approved", "started", "done"]\n'
        f"error: office.toml:{first + 6}: Hòa Bình: needs kinds.cluster.attributes.area_ha, which plan.toml lacks\n"
        'hint: add below [kinds.cluster]: attributes.area_ha = "number"\n'
        f"error: office.toml:{first + 13}: Thạch Thất: needs kinds.park, which plan.toml lacks\n"
        f"hint: add lines {first - 8} to {first - 6} of office.toml to plan.toml\n"
        f"error: office.toml:{first + 19}: fairs: needs targets.fairs, which plan.toml lacks\n"
        f"hint: add lines {first - 4} to {first - 2} of office.toml to plan.toml\n"
        "nothing was written\n",
        2,
    )


def test_what_is_no_value_here_is_told(office: Run) -> None:
    promises = PROMISES.replace('kind = "cluster"\nstages = ["started"]\nbaseline', "baseline").replace(
        '"text"', '"number"'
    )
    first = promises.count("\n") + 2
    theirs = milestone("Kim Bài", "2023-05-01", more="district = 5\n") + total("total", "2024-01-01", "2.5")
    assert office(theirs, promises=promises).stderr == (
        f"error: office.toml:{first + 5}: milestones: Kim Bài: district must be a text, not 5\n"
        f"error: office.toml:{first + 10}: measurements: total: value of a counted target must be a whole number "
        "from 0, not 2.5\n"
        "hint: it counts items: what has fractions needs a target with sum, or one without kind\nnothing was written\n"
    )


def test_another_plan_that_is_not_sound_is_told_as_check_tells_it(office: Run) -> None:
    assert office(STARTED, promises=PROMISES.replace("goal = 40", "gaol = 40")) == Ran(
        "",
        'error: office.toml:18: targets.products: unknown key "gaol"\nhint: did you mean "goal"?\n'
        "nothing was written\n",
        3,
    )


@pytest.mark.parametrize("options", [("--dates", "dmy"), ("--decimal", "comma"), ("--ignore", "STT")])
def test_options_for_csv_are_refused(office: Run, options: tuple[str, str]) -> None:
    assert office(STARTED, STARTED, *options) == Ran(
        "", f"error: {options[0]} is for CSV, not for another plan file\nhint: leave it out\nnothing was written\n", 2
    )


def test_a_plan_is_known_by_its_name_or_by_its_beginning(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PROMISES, encoding="utf-8")
    other = f"\ufeff# of the office\r\n\r\n{PROMISES}{STARTED}"
    told = "1 record: 1 to be recorded in plan.toml, 0 known\n  total 0 → 1 of 9\nnew cluster (1): Kim Bài\n"
    for name in ("office.toml", "OFFICE.TOML", "office.toml.txt"):
        (tmp_path / name).write_text(other, encoding="utf-8")
        ran = plantrack("import", name, "--dry-run")
        assert (sorted(ran.stderr.splitlines()), ran.code) == (
            sorted([*told.splitlines(), "dry run: nothing was written"]),
            0,
        )
        assert ran.stdout.startswith("\n[[milestones]]\ndate = 2023-05-01\n")
    assert plantrack("import", "-", "--dry-run", stdin=other.encode()).code == 0
    assert plantrack("import", "-", "--quiet", stdin=other.encode()) == Ran()
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    assert plantrack("import", "empty.toml").code == 3


def test_json_has_what_was_recorded(office: Run) -> None:
    answer = json.loads(office(STARTED, "", "--format", "json").stdout)
    assert [record["item"] for record in answer["recorded"]] == ["Kim Bài"]
    assert answer["already_recorded"] == []


def test_what_holds_no_text_is_not_carried(office: Run) -> None:
    new = milestone("Hòa Bình", "2024-02-01", more='x-seen = true\nx-owner = "Lan"\n')
    assert office(new).stderr == "note: not carried, since it is no text: x-seen\nnew cluster (1): Hòa Bình\n"


def test_a_file_that_is_ours_adds_nothing(plantrack: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PROMISES + STARTED, encoding="utf-8")
    assert plantrack("import", "plan.toml") == Ran("1 record: 0 recorded in plan.toml, 1 known\n")


def test_two_values_of_one_day_are_a_conflict_from_either_side(office: Run) -> None:
    first = milestone("Kim Bài", "2023-05-01", "planned", 'district = "Hà Đông"\n')
    ours = first + milestone("Kim Bài", "2023-05-01", "planned", 'district = "Thanh Oai"\n')
    theirs = first + milestone("Kim Bài", "2023-05-01", more='district = "Hà Đông"\n')
    for pair, said in (((theirs, ours), ("Hà Đông", "Thanh Oai")), ((ours, theirs), ("Thanh Oai", "Hà Đông"))):
        told = office(*pair)
        assert told.code == 4
        assert f'the district is "{said[0]}", but "{said[1]}" on plan.toml:' in told.stderr


def test_a_value_that_only_they_ever_gave_is_no_conflict(office: Run) -> None:
    promises = PROMISES.replace('"planned", "started"', '"planned", "established", "started"')
    promises = promises.replace("attributes.district", 'attributes.commune = "text"\nattributes.district')
    theirs = milestone("A", '"2024-H1"', "started", 'commune = "X"\n') + milestone("A", "2025-02-02", "established")
    theirs += milestone("A", '"2025-05"', "established", 'commune = "Y"\n').replace("date =", "expected =")
    ours = milestone("A", '"2024-H1"', "established", 'district = "D"\n')
    told = office(theirs, ours, promises=promises, here=promises)
    line = promises.count("\n") + 2
    assert told.stderr.splitlines()[0] == (
        f"error: office.toml:{line + 7}: A: established: the date is 2025-02-02, but 2024-H1 on plan.toml:{line}"
    )
    assert told.code == 4
