"""What holds for every recording, whatever plan it meets and however that is written; and for every report."""

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from assessing import parsed
from conftest import NOW, Ran
from conftest import ran as plantrack
from hypothesis import given
from hypothesis import strategies as st
from strategies import (
    CHANGED,
    EVIDENCE,
    TABLES,
    WITHDRAWN,
    Data,
    Spelling,
    attributes_in,
    days_in,
    examples,
    identity,
    interval,
    item_of,
    judged_plans,
    lived_plans,
    names_in,
    new_records,
    one_text,
    plans,
    rows,
    same,
    says_otherwise,
    spelled,
    spellings,
    standing,
    table_of,
    values_on,
)

from plantrack.cli.resolving import Accepted, resolve_items
from plantrack.plan.model import Comment, ItemRecord, find_date
from plantrack.plan.naming.cleaning import mend_letters
from plantrack.plan.naming.values import is_same_value
from plantrack.plan.problems import Problems
from plantrack.plan.rules.joining import join_records
from plantrack.store import planfile
from plantrack.store.appending import compose_addition
from plantrack.store.read.log import LogReader

TODAY = NOW.date().toordinal()
IDENTITY = ("kind", "stage", "item", "target")


# What a recording is to do, from its definition alone


def comparable(value: Any) -> Any:
    """Return data in which nan equals nan."""
    if isinstance(value, dict):
        return {key: comparable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [comparable(inner) for inner in value]
    return "not a number" if value != value else value


def loads(content: bytes) -> Data:
    found: Data = comparable(tomli.loads(content.decode().removeprefix("\ufeff")))
    return found


def with_rows(data: Data, new: list[Data]) -> Data:
    """Return a plan with new records at the end of its log."""
    found = dict(data)
    for row in new:
        found[table_of(row)] = [*found.get(table_of(row), ()), row]
    return found


def in_order(data: Data, row: Data) -> Data:
    """Return a record as it is written: its keys in order, a full date as a date, a whole number without a point."""
    for key in ("date", "expected"):
        lo, hi = interval(row[key]) if key in row else (0, 1)
        row = row | ({key: date.fromordinal(lo)} if lo == hi else {})
    attributes = attributes_in(data, row["kind"]) if "kind" in row else {}
    keys = (
        *("date", "expected", "kind", "stage", "item", "name", "target", "value", "text", "ask"),
        *(*attributes, *EVIDENCE, "recorded"),
    )
    return {key: whole(row[key]) for key in keys if key in row}


def whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def named(data: Data, given: list[Data], accepted: Accepted) -> list[Data] | None:
    """Return records of the items that their names mean; None where one means none. What means which has its tests."""
    file = planfile.parse("plan.toml", spelled(data))
    reader = LogReader(file.promises, Problems())
    records = [reader.record(table_of(row), row, 0) for row in given]
    resolved = resolve_items(file, [record for record in records if record is not None], accepted)
    assert len(resolved.records) == len(given)
    if resolved.refused:
        return None
    return [
        row | {"item": record.item, **record.attributes} | ({"name": record.name} if record.name else {})
        if isinstance(record, ItemRecord)
        else row | {"item": record.item}
        if isinstance(record, Comment) and record.item is not None
        else row
        for row, record in zip(given, resolved.records, strict=True)
    ]


def is_known(data: Data, row: Data) -> bool:
    """Tell whether a name means anything in a plan, be it several items."""
    return named(data, [row], "new") is None


def contains(one: Data, other: Data) -> bool:
    """Tell whether the date of one record may mean every day that the date of another may."""
    if "date" not in one or "date" not in other:
        return False
    (lo, hi), (other_lo, other_hi) = interval(one["date"]), interval(other["date"])
    return lo <= other_lo and other_hi <= hi


def says(row: Data, key: str, value: Any) -> bool:
    if key in ("date", "expected") or key not in row:
        return key in row and str(row[key]) == str(value)
    if key in ("text", "ask"):
        return one_text(row[key]) == one_text(value)
    # Spaces around evidence say nothing.
    return bool(row[key].strip() == value.strip()) if key in EVIDENCE else same(row[key], value)


def adds_nothing(data: Data, row: Data, *, correct: bool) -> bool:
    """Tell whether all keys of a record were said of one figure; a wider date is no other one than that which stands.

    What corrects adds nothing only where that value has not been replaced since: else nothing could be set right again.
    """
    called = names_in(data)
    known = standing(data).get(identity(row, called))
    if known is None:
        return False
    earlier = [one for one in rows(data) if identity(one, called) == identity(row, called)]
    # What is expected now is what was said last.
    is_expected = "item" in row and "date" not in row
    if is_expected and "date" in known:
        known = {key: value for key, value in known.items() if key not in EVIDENCE} | expected_of(earlier, known)
    figures = [[known]] if correct or is_expected else figures_of(earlier)
    return any(
        all(
            any(says(one, key, value) for one in holding)
            or (key == "date" and contains(row, known) and holding is figures[-1])
            for key, value in row.items()
            if key not in IDENTITY
        )
        for holding in figures
    )


def expected_of(earlier: list[Data], known: Data) -> Data:
    """Return what was said of by when a stage was to be reached, where that still stands beside the date."""
    alone = [one | {"item": earlier[0]["item"]} for one in earlier if "date" not in one]
    (expected,) = standing({"milestones": alone}).values() or ({},)
    return expected if str(expected.get("expected")) == str(known.get("expected")) else {}


def figures_of(earlier: list[Data]) -> list[list[Data]]:
    """Return the records of one identity figure by figure, each with what it took over: anything but evidence."""
    figures: list[list[Data]] = []
    stands: Data = {}
    for one in earlier:
        if not figures or says_otherwise(stands, one):
            stands = {key: value for key, value in stands.items() if key not in EVIDENCE}
            figures.append([{key: value for key, value in stands.items() if key not in one}])
        stands = stands | one
        figures[-1].append(one)
    return figures


def changes_known(data: Data, row: Data) -> bool:
    known = standing(data).get(identity(row, names_in(data)))
    if known is None:
        return False
    if "text" in row:
        return says_otherwise(known, row)
    if "target" in row:
        return bool(row["value"] != known["value"])
    if row["stage"] == CHANGED:
        said = ["name", *attributes_in(data, row["kind"])]
        return any(not same(row[key], known[key]) for key in said if key in row and key in known)
    return "date" in row and "date" in known and not (contains(row, known) or contains(known, row))


def names_another_text(data: Data, row: Data) -> bool:
    """Tell whether a milestone gives another text than its item is known to have on its day."""
    if row.get("stage", CHANGED) == CHANGED:
        return False
    day = interval(row["date"])[1] if "date" in row else date.max.toordinal()
    held = values_on(data, item_of(row, names_in(data)), day)
    given = ((key, value) for key, value in row.items() if isinstance(value, str) and key in held)
    return any(not is_same_value(value, str(held[key])) for key, value in given)


def takes_a_name(data: Data, row: Data) -> bool:
    """Tell whether a change gives a name that another item has, had, or was given."""
    called = names_in(data)
    owners = {
        item_of(one, called)
        for one in data.get("milestones", ())
        for name in (one["item"], one.get("name", one["item"]))
        if one["kind"] == row.get("kind") and "name" in row and same(name, row["name"])
    }
    return "name" in row and bool(owners - {item_of(row, called)})


def out_of_life(data: Data, row: Data) -> bool:
    """Tell whether a milestone is certainly before an earlier or after a later stage, a withdrawal being the last."""
    stages = [*data["kinds"][row["kind"]]["stages"], WITHDRAWN]
    if row["stage"] == CHANGED:
        stages = [CHANGED, WITHDRAWN]
    elif row["stage"] == WITHDRAWN:
        stages.insert(-1, CHANGED)
    if "date" not in row:
        # What is reached or left behind is no more expected.
        later = {*stages[stages.index(row["stage"]) :]}
        reached = {
            key[2]
            for key, other in standing(data).items()
            if key[:2] == item_of(row, names_in(data)) and "date" in other
        }
        return bool(later & reached)
    lo, hi = interval(row["date"])
    for key, other in standing(data).items():
        if key[:2] == item_of(row, names_in(data)) and other["stage"] in stages and "date" in other:
            other_lo, other_hi = interval(other["date"])
            order = stages.index(other["stage"]) - stages.index(row["stage"])
            if (order < 0 and hi < other_lo) or (order > 0 and lo > other_hi):
                return True
    return False


def accepted(data: Data, given: list[Data], *, correct: bool) -> list[Data] | None:
    """Return what is to be recorded of these records; None where one of them is to be refused."""
    found: list[Data] = []
    for row in given:
        so_far = with_rows(data, found)
        if adds_nothing(so_far, row, correct=correct):
            continue
        if takes_a_name(so_far, row):
            return None
        if not correct and (changes_known(so_far, row) or names_another_text(so_far, row)):
            return None
        known = standing(so_far).get(identity(row, names_in(so_far)))
        found.append(row | {"date": known["date"]} if known is not None and contains(row, known) else row)
    after = with_rows(data, found)
    # What another row of the same command replaces is not asked.
    last = {identity(row, names_in(after)): place for place, row in enumerate(found)}
    asked = [row for place, row in enumerate(found) if last[identity(row, names_in(after))] == place]
    is_to_come = any("date" in row and interval(row["date"])[0] > TODAY for row in asked)
    return None if is_to_come or any("stage" in row and out_of_life(after, row) for row in asked) else found


def as_typed(row: Data) -> Data:
    """Return what a record says that is typed on the command line, where blank evidence says nothing."""
    said = {key: value.strip() for key, value in row.items() if key in ("text", "ask")}
    return with_letters_mended(
        {key: value for key, value in (row | said).items() if key not in EVIDENCE or value.strip()}
    )


def as_cells(row: Data) -> Data:
    """Return what a record says that stands in a table, where spaces around a cell say nothing."""
    cut = {key: cell.strip() if isinstance(cell, str) else cell for key, cell in row.items()}
    return with_letters_mended({key: cell for key, cell in cut.items() if cell != ""})


def with_letters_mended(row: Data) -> Data:
    """Return a record with the letters of its decision as they are meant: Ð is Đ."""
    return row | ({"decision": mend_letters(row["decision"])} if "decision" in row else {})


# How it is given to a command


def plain(number: float) -> str:
    return f"{Decimal(str(number)):f}"


def command(data: Data, row: Data) -> list[str]:
    """Return the arguments that record one record."""
    options = [
        text for key in ("date", "expected", "ask", *EVIDENCE) if key in row for text in (f"--{key}", str(row[key]))
    ]
    if "text" in row:
        options += ["--kind", row["kind"]] if "kind" in row else []
        return ["comment", *options, row.get("target", row.get("item")), row["text"]]
    if "target" in row:
        return ["measure", row["target"], plain(row["value"]), "--decimal", "point", *options]
    for key, value in row.items():
        if key in attributes_in(data, row["kind"]):
            options += ["--set", f"{key}={value if isinstance(value, str) else plain(value)}"]
    options += ["--name", row["name"]] if "name" in row else []
    new = [] if is_known(data, row) else ["--new"]
    return ["log", *new, "--decimal", "point", *options, row["kind"], row["stage"], row["item"]]


def sheet(data: Data, given: list[Data], separator: str, newline: str, bom: bool) -> bytes:
    """Write records as CSV."""
    columns = list(dict.fromkeys(key for row in given for key in row))
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=separator, lineterminator=newline, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in given:
        cells = (row.get(key, "") for key in columns)
        writer.writerow([plain(cell) if isinstance(cell, int | float) else cell for cell in cells])
    return ("\ufeff" * bom + output.getvalue()).encode()


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where the commands find their plan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANTRACK_PLAN", raising=False)
    return tmp_path / "plan.toml"


def check_recorded(plan: Path, old: bytes, dry: Ran, done: Ran, expected: list[Data] | None) -> None:
    """See that a command did to the file what it was to do, and that its dry run told that to the byte."""
    new = plan.read_bytes()
    if not expected:
        assert new == old
        assert (done.code, dry.code) == ((4, 4) if expected is None else (0, 0)), done
        assert dry.stdout == ""
        assert ("nothing was written" in done.stderr) == (expected is None)
        return
    assert (done.code, dry.code) == (0, 0), done
    assert new == old + dry.stdout.encode()
    before, after = loads(old), loads(new)
    moments: set[datetime] = set()
    for name in TABLES:
        moments |= {row.pop("recorded") for row in after.get(name, [])[len(before.get(name, [])) :]}
    (moment,) = moments
    earlier = [row["recorded"] for row in rows(before) if "recorded" in row]
    assert all(moment > one for one in earlier)
    assert moment == NOW or any(one >= NOW for one in earlier)
    assert after == with_rows(before, [in_order(before, row) for row in expected])


# The laws of recording


@examples(50)
@given(plans(), spellings)
def test_every_spelling_of_a_plan_says_the_same(data: Data, spelling: Spelling) -> None:
    content = spelled(data, spelling)
    assert loads(content) == comparable(data)
    file, plainly = planfile.parse("plan.toml", content), parsed(data)
    assert file.text.encode() == content
    assert sorted(file.plan.targets.values()) == sorted(plainly.plan.targets.values())
    assert file.plan.records() == plainly.plan.records()


@examples(50)
@given(plans(), spellings, st.data())
def test_appending_keeps_every_old_byte_and_adds_exactly_the_records(
    data: Data, spelling: Spelling, draw: st.DataObject
) -> None:
    old = spelled(data, spelling)
    file = planfile.parse("plan.toml", old)
    new = draw.draw(st.lists(new_records(data, *TABLES), min_size=1, max_size=3))
    reader = LogReader(file.promises, Problems())
    records = []
    for row in new:
        record = reader.record(table_of(row), row, 0)
        assert record is not None
        records.append(record._replace(recorded=NOW))
    # A table below another is written below it, and so after what stands in that one.
    expected = [in_order(loads(old), row) | {"recorded": NOW} for row in new]
    text = "".join(f"\n[[{table_of(row)}]]\n{tomli_w.dumps(row)}" for row in expected)
    first_line, newline, _ = old.partition(b"\n")
    if newline and first_line.endswith(b"\r"):
        text = text.replace("\n", "\r\n")
    assert compose_addition(file, records) == text
    assert loads(old + text.encode()) == with_rows(loads(old), expected)


@examples(90)
@given(lived_plans() | plans())
def test_a_record_joins_a_plan_only_where_it_adds_to_it_and_can_be_true_beside_it(data: Data) -> None:
    file = parsed(data)
    reader = LogReader(file.promises, Problems())
    dates = list({str(row["date"]): row["date"] for row in rows(data) if "date" in row}.values())[:5]
    items = list({item_of(row): row for row in data.get("milestones", ())}.values())[:2]
    given: list[Data] = [
        {"date": day, "kind": row["kind"], "stage": stage, "item": row["item"]}
        for row in items
        for stage in (*data["kinds"][row["kind"]]["stages"], WITHDRAWN)
        for day in dates
    ]
    for row in data.get("measurements", ()):
        said = {key: value for key, value in row.items() if key not in ("recorded", "x-a")}
        given += [said, said | {"value": row["value"] + 1}]
    for row in data.get("milestones", ()):
        if row["stage"] == CHANGED:
            said = {key: value for key, value in row.items() if key not in ("recorded", "x-a")}
            given += [said, said | {"name": f"{row['item']} khác"}, said | {"name": items[0]["item"]}]
    for row in data.get("comments", ()):
        said = {key: value for key, value in row.items() if key not in ("recorded", "x-a")}
        given += [
            said,
            said | {"text": f"{row['text']}\n"},
            said | {"text": "Otherwise."},
            said | {"ask": "Otherwise."},
        ]
    for row in given:
        record = reader.record(table_of(row), row, 0)
        assert record is not None
        for correct in (False, True):
            expected = accepted(data, [row], correct=correct)
            joined = join_records(file.plan, file.ledger, [record], TODAY, correct=correct)
            assert bool(joined.refused) == (expected is None)
            if expected is not None:
                dates = [find_date(one) for one in joined.added]
                assert [one and one.text for one in dates] == [
                    str(one["date"]) if "date" in one else None for one in expected
                ]
                assert len(joined.already_recorded) == 1 - len(expected)


@examples(85)
@given(lived_plans() | plans(), spellings, st.data())
def test_a_command_records_what_it_is_given_once(
    plan: Path, data: Data, spelling: Spelling, draw: st.DataObject
) -> None:
    row = draw.draw(new_records(data, *TABLES))
    correct = draw.draw(st.booleans())
    old = spelled(data, spelling)
    plan.write_bytes(old)
    arguments = [*command(data, row), *["--correct"] * correct]
    said = as_typed(row)
    said |= {key: said[key].strip() for key in ("item", "name") if key in said}
    meant = named(data, [said], "any")
    expected = None if meant is None else accepted(data, meant, correct=correct)
    dry = plantrack(*arguments, "--dry-run")
    assert plan.read_bytes() == old
    done = plantrack(*arguments)
    check_recorded(plan, old, dry, done, expected)
    if expected is not None:
        new = plan.read_bytes()
        known = [one for one in arguments if one != "--new"]
        again = plantrack(*known, now=NOW + timedelta(seconds=1))
        assert again.code == 0, again.stderr
        assert "already recorded" in again.stdout
        assert ("already recorded" in done.stdout) == (not expected)
        assert plan.read_bytes() == new


@examples(60)
@given(
    lived_plans() | plans(), spellings, st.sampled_from((",", ";", "\t")), st.sampled_from(("\n", "\r\n")), st.data()
)
def test_an_import_records_what_its_rows_say_once(
    plan: Path, data: Data, spelling: Spelling, separator: str, newline: str, draw: st.DataObject
) -> None:
    table = draw.draw(st.sampled_from(TABLES))
    given = draw.draw(st.lists(new_records(data, table), min_size=1, max_size=4))
    correct = draw.draw(st.booleans())
    old = spelled(data, spelling)
    plan.write_bytes(old)
    plan.with_name("rows.csv").write_bytes(sheet(data, given, separator, newline, spelling.bom))
    cut = list(map(as_cells, given))
    meant = named(data, cut, "any")
    expected = None if meant is None else accepted(data, meant, correct=correct)
    arguments = ["import", "rows.csv", "--new", "--decimal", "point", *["--correct"] * correct]
    dry = plantrack(*arguments, "--dry-run")
    assert plan.read_bytes() == old
    done = plantrack(*arguments)
    check_recorded(plan, old, dry, done, expected)
    # Rows that correct each other do so each time.
    if expected is not None and not (correct and len({identity(row)[:2] for row in cut}) < len(cut)):
        new = plan.read_bytes()
        again = plantrack(*arguments, now=NOW + timedelta(seconds=1))
        assert again.code == 0, again.stderr
        assert f" 0 recorded in plan.toml, {len(given)} known" in again.stdout
        assert plan.read_bytes() == new


@examples(30)
@given(lived_plans() | plans(), spellings, st.data())
def test_each_recording_is_later_than_all_before_it(
    plan: Path, data: Data, spelling: Spelling, draw: st.DataObject
) -> None:
    plan.write_bytes(spelled(data, spelling))
    nows = st.sampled_from((NOW, NOW, NOW - timedelta(days=1), NOW + timedelta(microseconds=700)))
    for row in draw.draw(st.lists(new_records(data, *TABLES), min_size=3, max_size=4)):
        before = rows(loads(plan.read_bytes()))
        plantrack(*command(data, row), "--correct", now=draw.draw(nows))
        after = rows(loads(plan.read_bytes()))
        moments = [one["recorded"] for one in before if "recorded" in one]
        for one in after:
            if one not in before:
                assert isinstance(one["recorded"], datetime)
                assert all(one["recorded"] > moment for moment in moments)


# The laws of reports

WORDS = {
    **{word: word for word in ("met", "missed", "unreported", "open", "behind")},
    **{"met-late": "met late", "on-track": "on track", "at-risk": "at risk"},
    **{"no-data": "no data", "not-started": "not started", "no-goal": "followed"},
}


def rounded(number: float, places: int) -> str:
    """Return a number as people write it: no more places than needed."""
    text = f"{Decimal(number).quantize(Decimal(1).scaleb(-places)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def grouped(number: str) -> str:
    """Return a number with its thousands apart."""
    whole, point, decimals = number.partition(".")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole) + point + decimals


def told(target: Data) -> dict[str, str]:
    """Return what a person is to read of a target: its status, its actual and goal, its progress, where it stands."""
    of_goal = ""
    if target["goal"] is not None:
        low, high = grouped(plain(target["goal"])), target["stretch"]
        joint = " to " if high is not None and high < 0 else "-"
        best = "" if high is None else grouped(plain(high))
        of_goal = f" of {low}{joint}{best}" if best else f" of {low}"
        if target["goal"] < target["baseline"]:
            of_goal = f", goal {low} or less" + (f", at best {best}" if best else "")
    actual = "–" if target["actual"] is None else grouped(plain(target["actual"]))
    progress = target["progress"]
    # What is something is never shown as nothing, nor what is short of all as all.
    near = (
        {} if progress is None else {0 < progress < 0.01: "<1", -0.01 < progress < 0: "<0", 0.99 < progress < 1: "99"}
    )
    share = "" if progress is None else f"{near.get(True) or rounded(progress * 100, 0)} %"
    return {
        "status": f"{WORDS[target['status']]}{'*' if target['revised'] else ''}",
        "actual": f"{actual}{of_goal}",
        "progress": share,
        "due": "" if target["goal"] is None else target["due"],
        "owner": target["owner"] or "",
        "last record": target["last_date"] or "",
        "id": target["id"],
    }


def said_of_days(target: Data) -> set[str]:
    """Return with what the schedule of a target may begin or end."""
    days = target["days"]
    if days is None:
        return {""}
    if target["status"] in ("met", "met-late"):
        return {"on time" if days == 0 else "early" if days > 0 else "late"}
    falls = target["goal"] < target["baseline"]
    short, ahead = ("above since", "below until") if falls else ("short since", "ahead until")
    if days == 0:
        return {"on time"} if target["status"] == "on-track" else {"", short}
    return {ahead if days > 0 else short}


@examples(85)
@given(judged_plans() | plans(), spellings, st.integers(-30, 1600), st.data())
def test_table_json_and_csv_say_the_same(
    plan: Path, data: Data, spelling: Spelling, offset: int, draw: st.DataObject
) -> None:
    plan.write_bytes(spelled(data, spelling))
    start, end = data["plan"]["start"], data["plan"]["end"]
    days = [start + timedelta(offset), *(start + (end - start) * quarters / 4 for quarters in range(1, 5))]
    days += [date.fromordinal(day) for row in rows(data) for day in days_in(row)]
    days += [one["from"] for table in data["targets"].values() for one in table.get("revised", ())]
    day = draw.draw(st.sampled_from(days))
    formats = {
        format: plantrack("status", "--as-of", day.isoformat(), "--format", format)
        for format in ("table", "json", "csv", "markdown")
    }
    assert all(ran.code == 0 for ran in formats.values())
    report = json.loads(formats["json"].stdout)
    assert report["as_of"] == day.isoformat()
    targets = report["targets"]

    cells = list(csv.reader(io.StringIO(formats["csv"].stdout)))
    for row, target in zip(cells[1:], targets, strict=True):
        nested = {"measured": ("date", "value"), "comment": ("date", "text", "ask", *EVIDENCE)}
        flat = dict(target)
        for key, inner in nested.items():
            values = flat.pop(key) or dict.fromkeys(inner)
            flat |= {f"{key}_{name}": values[name] for name in inner}
        assert sorted(cells[0]) == sorted(flat)
        for column, cell in zip(cells[0], row, strict=True):
            value = flat[column]
            if isinstance(value, int | float):
                assert cell == rounded(value, 4), column
            elif column == "interim":
                assert cell.split() == [part for one in value for part in (one["by"], rounded(one["goal"], 4))]
            else:
                assert cell == (" ".join(value) if isinstance(value, list) else value or ""), column

    header, _, *lines = [line for line in formats["markdown"].stdout.split("\n") if line.startswith("| ")]
    names = header[2:-2].split(" | ")
    # The heading of a group has no status: it is all in the first cell.
    lines = [line for line in lines if line[2:-2].split(" | ")[1]]
    for line, target in zip(lines, targets, strict=True):
        written = dict(zip(names, line[2:-2].split(" | "), strict=True))
        shown = {name: cell.strip().replace("**", "").replace("\\", "") for name, cell in written.items()}
        for name, cell in told(target).items():
            seen = shown.get(name, "")
            if name == "status":
                seen = seen[2:]
            elif name == "actual" and seen.startswith("none yet"):
                assert (target["actual"], target["records"], bool(target["kind"])) == (0, 0, True)
                seen = seen.replace("none yet", "0")
            assert seen == cell, name
        planned = shown.get("planned", "").replace(",", "")
        if target["planned"] is None:
            assert planned == ""
        elif target["kind"] and target["sum"] is None:
            assert planned in (str(int(target["planned"])), "<1")
        elif not planned.startswith("<"):
            assert abs(float(planned) - target["planned"]) < 0.0501
        schedule = shown.get("schedule", "")
        assert any(schedule.startswith(words) or schedule.endswith(words) for words in said_of_days(target)), schedule
        assert (schedule == "") <= ("" in said_of_days(target))
    for status in {target["status"] for target in targets}:
        number = sum(target["status"] == status for target in targets)
        assert f" {number} {WORDS[status]}" in formats["table"].stdout
