"""Sound plans as data, and the same plans as TOML text in many spellings, for the laws.

`HYPOTHESIS_PROFILE=thorough` tries each law on forty times as many examples, and on new ones each time. Else all laws
look at the same plans, which are drawn once: to draw one takes ten times as long as most laws take to look at it.
"""

import os
import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from functools import cache
from itertools import pairwise
from random import Random
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar
from unicodedata import normalize

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

Data = dict[str, Any]
Example = TypeVar("Example")
Written = date | str

_of = st.sampled_from

WITHDRAWN = "withdrawn"
CHANGED = "changed"
EVIDENCE = ("decision", "source", "note")
TABLES = ("milestones", "measurements", "comments")

_SHARED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    "database": None,
    "phases": [Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
    "report_multiple_bugs": False,
}
settings.register_profile("quick", derandomize=True, **_SHARED)
settings.register_profile("thorough", **_SHARED)
# Where it matters only whether a law is broken.
settings.register_profile("unshrunk", derandomize=True, **_SHARED | {"phases": [Phase.explicit, Phase.generate]})
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "quick")
settings.load_profile(PROFILE)


def examples(number: int) -> settings:
    """Return the settings of a law that is tried on so many examples, or in the thorough profile on many more."""
    return settings(max_examples=number * (40 if PROFILE == "thorough" else 1))


def kept(strategy: st.SearchStrategy[Example], number: int) -> st.SearchStrategy[Example]:
    """Return a strategy that gives so many examples of another again and again, the shortest first."""
    found: list[Example] = []

    @settings(max_examples=number, phases=[Phase.generate])
    @given(strategy)
    def keep(one: Example) -> None:
        found.append(one)

    keep()
    return _of(sorted(found, key=lambda one: len(repr(one))))


class Kept(Data):
    """A plan that all laws look at, and that nothing changes: it is told from others by its place in memory."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def once(function: Callable[[Data], Example]) -> Callable[[Data], Example]:
    """Return a function that is asked once of each plan that all laws look at, and else each time."""
    ask_once = cache(function)
    return lambda data: ask_once(data) if isinstance(data, Kept) else function(data)


# Dates


@cache
def interval(written: Written) -> tuple[int, int]:
    """Return the first and the last day that a date of a plan may mean, as ordinals."""
    text = str(written)
    year, _, rest = text.partition("-")
    if len(text) == len("2024-06-05"):
        first = last = date.fromisoformat(text)
    else:
        part = int(rest.lstrip("QH") or 0)
        length = {"Q": 3, "H": 6}.get(rest[:1], 1 if rest else 12)
        last_month = part * length if rest else 12
        first = date(int(year), last_month - length + 1, 1)
        last = date(int(year), last_month, monthrange(int(year), last_month)[1])
    return first.toordinal(), last.toordinal()


def days_in(row: "Data") -> list[int]:
    """Return the first and the last day of each date of a record, of an expected one too."""
    return [day for key in ("date", "expected") if key in row for day in interval(row[key])]


def order_in_time(row: "Data") -> tuple[int, int]:
    """Return the last and the first day of a record: what has no date is before all that has one."""
    return interval(row["date"])[::-1] if "date" in row else (0, 0)


def ways_to_write(day: date) -> list[Written]:
    """Return the dates that mean or may mean a day, the exact ones first and more often."""
    exact: list[Written] = [day, day, day, day.isoformat()]
    half = f"{day.year}-H{(day.month + 5) // 6}"
    return [*exact, f"{day:%Y-%m}", f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", half, f"{day.year}"]


# Names


NAMES = (
    *(
        "Thiết Bình",
        "Liên Hà",
        "Liên Hà (Đan Phượng)",
        "Hòa Bình",
        "Hóa Bình",
        "Thuỷ Xuân Tiên",
        "Quỳnh Đô",
        "Kim Bài",
        "Đông Anh",
    ),
    *("CCN số 1", "CCN số 2", 'Chợ "Đầu mối" [draft]', "東京 [/x]", "O'Nhỏ \\ n", "Vạn Điểm -- 3"),
)
_TONES = {"òa": "oà", "oà": "òa", "uỷ": "ủy", "ủy": "uỷ", "uỳ": "ùy"}
_TONE_FIRST = re.compile("(o(?=.[ae])|u(?=.y))([\u0300\u0301\u0303\u0309\u0323])([aey])(?![\u0300-\u036f])")


@cache
def one_name(name: str) -> str:
    """Return what the spellings of one name have in common."""
    bare = " ".join(normalize("NFD", normalize("NFC", name).casefold()).split())
    return _TONE_FIRST.sub(r"\1\3\2", bare)


def without_accents(name: str) -> str:
    """Return a name as someone types it who types no accents."""
    return re.sub("[\u0300-\u036f]", "", one_name(name)).replace("đ", "d")


def _other_tones(name: str) -> str:
    return re.sub("|".join(_TONES), lambda match: _TONES[match[0]], name)


SPELLINGS_OF_A_NAME = (
    *(str, str, str, str.upper, str.lower, _other_tones),
    *(lambda name: normalize("NFD", name), lambda name: f"  {name} ".replace(" ", "  ")),
)


def spellings_of(names: Sequence[str]) -> st.SearchStrategy[str]:
    """Draw one of the spellings of one of these names."""
    return st.builds(lambda spell, name: spell(name), _of(SPELLINGS_OF_A_NAME), _of(names))


# Records as they stand


Identity = tuple[str | int, ...]
# By kind and name of those that got other names what all names of one item have in common.
Called = Mapping[tuple[str, str], str]


def names_in(data: Data) -> Called:
    """Return which names the items of a plan got, by a walk from the first record to the last."""
    called: dict[tuple[str, str], str] = {}
    for row in data.get("milestones", ()):
        if "name" in row:
            first = item_of(row, called)[1]
            called[row["kind"], one_name(row["name"])] = first
    return called


def item_of(row: Data, called: Called = MappingProxyType({})) -> tuple[str, str]:
    """Return of which item a record is."""
    name = row["kind"], one_name(row["item"])
    return row["kind"], called.get(name, name[1])


def identity(row: Data, called: Called = MappingProxyType({})) -> Identity:
    """Return what two records share of which the later replaces the earlier."""
    if "text" in row:
        of = (row["target"],) if "target" in row else item_of(row, called)
        return "", *of, *interval(row["date"])
    if "target" in row:
        return row["target"], *interval(row["date"])
    days = interval(row["date"]) if row["stage"] == CHANGED else ()
    return *item_of(row, called), row["stage"], *days


def rows(data: Data) -> list[Data]:
    """Return the records of a plan."""
    return [row for table in TABLES for row in data.get(table, ())]


def table_of(row: Data) -> Literal["milestones", "measurements", "comments"]:
    """Return the table of the log in which a record stands."""
    return "comments" if "text" in row else "measurements" if "target" in row else "milestones"


@once
def standing(data: Data) -> dict[Identity, Data]:
    """Return what stands of the records of a plan at the end of the log."""
    found: dict[Identity, Data] = {}
    called = names_in(data)
    for row in rows(data):
        key = identity(row, called)
        earlier = found.get(key, {})
        if "date" in earlier and "date" not in row:
            # By when it was to be is said beside the date, on evidence of its own.
            row = {key: value for key, value in row.items() if key not in (*EVIDENCE, "item", "recorded")}
        elif earlier and says_otherwise(earlier, row):
            earlier = {key: value for key, value in earlier.items() if key not in EVIDENCE}
        found[key] = {**earlier, **row}
    return found


def attributes_in(data: Data, kind: str) -> dict[str, Data]:
    """Return the attributes of a kind with their type, and from when until when there are any."""
    declared = data["kinds"][kind].get("attributes", {})
    return {
        name: what if isinstance(what, dict) else {"type": what}
        for name, what in declared.items()
        if not name.startswith("x-")
    }


def values_on(data: Data, item: tuple[str, ...], day: int) -> dict[str, Any]:
    """Return what holds of an item, a kind and a key, on a day, whenever there are such attributes."""
    declared = attributes_in(data, item[0])
    stand, log, called = standing(data), rows(data), names_in(data)
    said: dict[str, list[tuple[int, int, int, Any]]] = {}
    for key, row in stand.items():
        for name in row if key[:2] == item else ():
            if name in declared:
                place = max(place for place, one in enumerate(log) if identity(one, called) == key and name in one)
                said.setdefault(name, []).append((*order_in_time(row), place, row[name]))
    found = {}
    for name, values in said.items():
        by_then = [value for value in values if value[0] <= day]
        found[name] = (max(by_then) if by_then else min(values))[-1]
    return found


def name_on(data: Data, item: tuple[str, ...], day: int) -> str:
    """Return the name that an item has on a day, as it was first spelled."""
    called = names_in(data)
    own = [row for row in data["milestones"] if item_of(row, called) == item]
    given = [
        (*interval(row["date"])[::-1], row["name"])
        for key, row in standing(data).items()
        if key[:2] == item and "name" in row and interval(row["date"])[1] <= day
    ]
    name: str = max(given)[-1] if given else own[0]["item"]
    spelled: list[str] = [own[0]["item"], *(row["name"] for row in own if "name" in row)]
    return next(one for one in spelled if same(one, name))


def same(one: Any, other: Any) -> bool:
    """Tell whether two values of an attribute, or two names, are one."""
    if isinstance(one, str) and isinstance(other, str):
        return one_name(one) == one_name(other)
    return bool(one == other)


def one_text(text: str) -> str:
    """Return what the spellings of what a comment says have in common."""
    return " ".join(normalize("NFC", text).split())


def says_otherwise(earlier: Data, row: Data) -> bool:
    """Tell whether a record changes a value, or a date to what does not lie within it: its evidence is its own."""
    if "text" in row:
        return any(
            one_text(row[key]) != one_text(earlier[key]) for key in ("text", "ask") if {key} <= row.keys() & earlier
        )
    if "target" in row:
        return bool(row["value"] != earlier["value"])
    if row["stage"] == CHANGED:
        said = row.keys() - {*EVIDENCE, "date", "kind", "stage", "item", "recorded"}
        return any(not same(row[key], earlier[key]) for key in said & earlier.keys() if not key.startswith("x-"))
    key = "date" if "date" in earlier else "expected"
    if key not in row or (key == "expected" and "date" in row):
        # A date where there was none but an expected one is news; an expected one beside a date is none.
        return key == "expected"
    (lo, hi), (new_lo, new_hi) = interval(earlier[key]), interval(row[key])
    return not lo <= new_lo <= new_hi <= hi


def _without_unsound_withdrawals(milestones: list[Data]) -> list[Data]:
    stand, called = standing({"milestones": milestones}), names_in({"milestones": milestones})
    unsound = {
        key[:2]
        for key, row in stand.items()
        if (withdrawal := stand.get((*key[:2], WITHDRAWN))) and order_in_time(row)[1] > interval(withdrawal["date"])[1]
    }
    return [row for row in milestones if row["stage"] != WITHDRAWN or item_of(row, called) not in unsound]


def later_names(name: str) -> tuple[str, ...]:
    """Return names that an item may get, and no other item has: its own in another spelling is among them."""
    return f"{name} - Vân Hà", f"Cụm {one_name(name)} mới", f"{name.upper()} - VÂN HÀ", name


@st.composite
def _with_changes(draw: st.DrawFn, data: Data, dates: st.SearchStrategy[Written]) -> list[Data]:
    """Draw the milestones of a plan with changes among them: below one that gives a name that name may be used."""
    found: list[Data] = []
    called: dict[tuple[str, str], list[str]] = {}
    for row in data["milestones"]:
        kind = row["kind"]
        names = called.setdefault(item_of(row), [row["item"]])
        found.append(row | {"item": draw(_of([row["item"], *names[1:]]))} if len(names) > 1 else row)
        if draw(st.booleans()):
            change = draw(_changes(data, kind, _of(later_names(names[0])), dates))
            found.append(change | {"item": draw(_of(names))})
            names += [change["name"]] if "name" in change else []
    return found


def _changes(
    data: Data, kind: str, names: st.SearchStrategy[str], dates: st.SearchStrategy[Written]
) -> st.SearchStrategy[Data]:
    """Draw a change, without its item."""
    values = {key: texts if what["type"] == "text" else _MEASURES for key, what in attributes_in(data, kind).items()}
    given: dict[str, st.SearchStrategy[Any]] = {"name": names, **values}
    return st.builds(
        lambda row, one: {**row, **({} if row.keys() & given.keys() else one)},
        st.fixed_dictionaries(
            {"date": dates, "kind": st.just(kind), "stage": st.just(CHANGED)},
            optional={**given, "decision": texts, "recorded": _of(_MOMENTS)},
        ),
        st.one_of([st.fixed_dictionaries({key: value}) for key, value in given.items()]),
    )


# Plans as data


_TEXTS = (
    "Kế hoạch",
    "2797/QĐ-UBND",
    "https://example.org/a?b=c#d",
    "a \"quoted\" \\ 'word'",
    "\n[[milestones]]\nx = 1\n",
)
_MOMENTS = (
    datetime(2024, 3, 1, 8, 0, tzinfo=timezone(timedelta(hours=7))),
    datetime(2026, 11, 24, 10, 0, 0, 999000, tzinfo=timezone(timedelta(hours=7))),
    datetime(2026, 11, 24, 3, 0, 1, tzinfo=UTC),
    datetime(2027, 1, 31, 23, 59, 59, 999999, tzinfo=timezone(-timedelta(hours=9, minutes=30))),
)
_OWN = (
    float("nan"),
    [1, {"x": float("nan")}],
    {"milestones": [{"a": _MOMENTS[0]}]},
    date(2024, 2, 29),
    True,
    _TEXTS[-1],
)
_COUNTS = st.integers(0, 60)
_NEAR: tuple[Callable[[date], date], ...] = (
    lambda day: day,
    lambda day: day,
    lambda day: day + timedelta(1),
    lambda day: day + timedelta(12),
    lambda day: date.fromordinal(interval(f"{day:%Y-%m}")[1]),
)
_MEASURES = _of((0, 0.1, 2.5, 33.3, -7.5, 100, 117, 10**12)) | st.integers(-500, 5000).map(lambda number: number / 100)

_SAID = _of(("Land clearance waits for the price list.", "5 ha: bàn giao chậm", *_TEXTS[3:]))

own_keys: st.SearchStrategy[Data] = st.just({}) | st.dictionaries(_of(("x-a", "x-B c")), _of(_OWN), max_size=1)
texts = _of(_TEXTS)
units = texts | _of(("percent", " % "))
titles = _of(
    (
        "Cụm công nghiệp",
        {"en": "Clusters [new]", "vi": "Cụm"},
        {"vi": "Chợ đầu mối"},
        "東京 │ [/x]",
        {"en": "A", "x-fr": 1},
    )
)
_evidence: dict[str, st.SearchStrategy[Any]] = {
    "decision": texts | st.just(""),
    "source": texts,
    "note": texts,
    "recorded": _of(_MOMENTS),
    "x-a": _of(_OWN),
}


_WORDS_OF_TARGETS = {"title": titles, "unit": units, "group": titles, "owner": titles, "source": texts}


def _whole(value: float | Fraction) -> int | float:
    return int(value) if value == int(value) else float(value)


@st.composite
def _kinds(draw: st.DrawFn) -> Data:
    found = {}
    for kind in draw(_of((("cluster",), ("cluster", "night-market_2")))):
        table: Data = {"stages": draw(st.lists(_of(("planned", "started", "done")), min_size=1, unique=True))}
        table |= draw(st.fixed_dictionaries({}, optional={"title": titles}))
        table |= draw(own_keys)
        turn = draw(_of((date(2021, 3, 14), date(2022, 6, 30), date(2023, 12, 31))))
        ended, begun = {"type": "text", "until": turn}, {"type": "text", "from": turn + timedelta(1)}
        many: Data = {"district": ended, "commune": begun, "area_ha": {"type": "number", "x-a": 1}}
        attributes = draw(_of(({}, {"district": "text"}, {"district": "text", "area_ha": "number"}, many)))
        if attributes:
            table["attributes"] = attributes | draw(own_keys)
        if draw(st.booleans()):
            table["labels"] = {draw(_of((*table["stages"], WITHDRAWN))): draw(titles)}
        found[kind] = table
    return found


@st.composite
def _targets(draw: st.DrawFn, kinds: Data, start: date, end: date) -> Data:
    found = {}
    for id in draw(_of((("total",), ("total", "new-2"), ("total", "new-2", "products")))):
        table: Data = draw(st.fixed_dictionaries({}, optional=_WORDS_OF_TARGETS))
        table |= draw(own_keys)
        counted = draw(st.booleans())
        if counted:
            table["kind"] = draw(_of(list(kinds)))
            table["stages"] = draw(st.lists(_of(kinds[table["kind"]]["stages"]), min_size=1, max_size=3))
            if "area_ha" in kinds[table["kind"]].get("attributes", {}) and draw(st.booleans()):
                table["sum"] = "area_ha"
                table.pop("unit", None)
        totals = _COUNTS if counts_whole(table) else _MEASURES
        if draw(_of((False, False, False, True))):
            table["start"] = start + timedelta(draw(st.integers(-40, 40)))
        if draw(_of((False, False, False, True))) or table.get("start", start) >= end:
            table["due"] = table.get("start", start) + timedelta(draw(_of((1, 2, 20, 100)) | st.integers(1, 400)))
        if draw(_of((False, False, False, True))):
            found[id] = table
            if draw(st.booleans()):
                table["baseline"] = draw(st.just(0) | totals)
            continue
        table["baseline"] = draw(st.just(0) | totals)
        _promise(draw, table, table.get("start", start), table.get("due", end))
        found[id] = table
    return found


def counts_whole(table: Data) -> bool:
    """Tell whether a target counts whole items."""
    return "kind" in table and "sum" not in table


def _promise(draw: st.DrawFn, table: Data, start: date, due: date) -> None:
    """Give a target its goal, and what goes with it."""
    whole = counts_whole(table)
    away = Fraction(str(draw(_of((1, 2, 10, 40, 100)) | (st.integers(1, 60) if whole else _MEASURES))))
    if "kind" in table:
        away = abs(away)
    elif not draw(st.booleans()):
        away = -away
    baseline = Fraction(str(table["baseline"]))
    table["goal"] = _whole(baseline + (away or 1))
    if draw(_of((False, False, False, True))):
        table["stretch"] = _whole(baseline + 2 * (away or 1))
    between = (due - start).days - 1
    if draw(_of((False, False, True))) and between:
        offsets = sorted(draw(st.sets(st.integers(1, between), min_size=1, max_size=3)))
        shares = sorted(draw(st.lists(st.integers(0, 4), min_size=len(offsets), max_size=len(offsets))))
        goals = (baseline + (int(away * share / 4) if whole else round(away * share / 4, 4)) for share in shares)
        table["interim"] = [
            {"by": start + timedelta(offset), "goal": _whole(goal)} | draw(own_keys)
            for offset, goal in zip(offsets, goals, strict=True)
        ]
    pace = draw(_of((None, None, "linear", "none")))
    if pace is not None and not (pace == "none" and "interim" in table):
        table["pace"] = pace
    if draw(_of((False, False, True))):
        _revise(draw, table, start, due)


def _revise(draw: st.DrawFn, table: Data, start: date, due: date) -> None:
    """Give a target its revisions: of its goal to less or more, of its due date to sooner or later, of its stretch."""
    baseline, goal = (Fraction(str(table[key])) for key in ("baseline", "goal"))
    first, since = goal - baseline, start
    table["revised"] = []
    for _ in range(draw(_of((1, 1, 2, 3)))):
        since += timedelta(draw(_of((1, 2, 5, 10, 20, 50)) | st.integers(1, 200)))
        terms = draw(st.sets(_of(("goal", "goal", "due", "stretch")), min_size=1))
        row: Data = {"from": since}
        if "due" in terms or due <= since:
            row["due"] = due = since + timedelta(draw(_of((1, 5, 10, 40)) | st.integers(1, 400)))
        if "goal" in terms:
            away = first * Fraction(draw(_of(("0.1", "0.5", "0.8", "1", "1.5", "2"))))
            away = away if not counts_whole(table) else Fraction(max(int(away), 1))
            goal = baseline + round(away, 4) if round(away, 4) else goal
            row["goal"] = _whole(goal)
        if "stretch" in terms:
            row["stretch"] = _whole(2 * goal - baseline)
        row |= draw(st.fixed_dictionaries({}, optional={"decision": texts, "source": texts, "note": texts}))
        table["revised"].append(row | draw(own_keys))


def _telling_values(table: Data, start: date, end: date) -> list[int | float]:
    """Return totals at which the status changes of a target, when a quarter, a half or all of its time is gone."""
    start, due = table.get("start", start), table.get("due", end)
    baseline, goal = (Fraction(str(table.get(key, 0))) for key in ("baseline", "goal"))
    points = [(start, baseline), *((one["by"], Fraction(str(one["goal"]))) for one in table.get("interim", ()))]
    values = [baseline, goal, goal, 2 * goal - baseline]
    goals = [Fraction(str(one["goal"])) for one in table.get("revised", ()) if "goal" in one]
    values += [baseline + (revised - baseline) * share / 4 for revised in goals for share in range(1, 5)]
    for (first, low), (last, high) in pairwise([*points, (due, goal)]):
        for day in (start + (due - start) * quarters / 4 for quarters in range(1, 5)):
            if first < day <= last:
                planned = low + (high - low) * Fraction((day - first).days, (last - first).days)
                values += [baseline + (planned - baseline) * pace for pace in (Fraction("0.6"), Fraction("0.95"), 1)]
    if counts_whole(table):
        return [max(0, int(value) + more) for value in values for more in (0, 1)]
    return [*(_whole(round(value, 4)) for value in values), 7]


@st.composite
def fresh_plans(draw: st.DrawFn) -> Data:
    """Draw a sound plan as tomli would give it."""
    start = draw(_of((date(2021, 1, 1), date(2023, 3, 15))) | st.dates(date(2020, 1, 1), date(2023, 12, 31)))
    length = draw(_of((1, 3, 20, 100, 400)) | st.integers(1, 1500))
    end = start + timedelta(length)
    data: Data = {**draw(own_keys), "plan": {"title": draw(titles), "start": start, "end": end, **draw(own_keys)}}
    data["plan"] |= draw(st.fixed_dictionaries({}, optional={"format": st.just(1), "note": texts}))
    data["kinds"] = kinds = draw(_kinds())
    data["targets"] = targets = draw(_targets(kinds, start, end))
    offsets = _of((0, length // 10, length // 4, length // 2, length, -1, -50)) | st.integers(-60, length + 60)
    days = [start + timedelta(offset) for offset in draw(st.lists(offsets, min_size=1, max_size=3))]
    near = st.lists(st.tuples(_of(_NEAR), st.integers(0, 8)), min_size=4, max_size=4)
    dates = _of([ways_to_write(move(day))[way] for day in days for move, way in draw(near)])
    items = spellings_of(draw(st.lists(_of(NAMES), min_size=1, max_size=4, unique=True)))
    milestones = st.one_of([_milestones(id, kinds[id], items, dates, _evidence) for id in kinds])
    totals = st.one_of([_totals(id, table, (start, end), dates, _evidence) for id, table in targets.items()])
    fewest = draw(_of((0, 3, 6)))
    data["milestones"] = draw(st.lists(milestones, min_size=fewest, max_size=fewest + 6))
    if draw(_of((False, True, True))):
        data["milestones"] = draw(_with_changes(data, dates))
    data["milestones"] = _without_unsound_withdrawals(data["milestones"])
    data["measurements"] = draw(st.lists(totals, min_size=fewest // 3, max_size=4))
    data["comments"] = draw(st.lists(_comments(data, dates, _evidence), max_size=fewest // 2))
    return {key: value for key, value in data.items() if value != []}


@st.composite
def fresh_judged_plans(draw: st.DrawFn) -> Data:
    """Draw a sound plan of one promise, with totals at which its status changes on days on which it does."""
    start = date(2021, 1, 1)
    length = draw(_of((20, 20, 40, 100, 1, 7, 30)))
    end = start + timedelta(length)
    counts: Data = {"kind": "cluster", "stages": ["done"]}
    table: Data = draw(_of(({}, {}, counts, counts, counts | {"sum": "area_ha"})))
    table = {"baseline": draw(st.just(0) | (_COUNTS if counts_whole(table) else _MEASURES))} | table
    table |= {} if "sum" in table else draw(_of(({}, {}, {"unit": "percent"})))
    _promise(draw, table, start, end)
    tenth, quarter = length // 10, length // 4
    offsets = (0, 0, 1, tenth, tenth, quarter, 2 * quarter, 3 * quarter, length - 1, length, length + 1, length + 5)
    dates = _of([start + timedelta(offset) for offset in offsets])
    return {
        "plan": {"title": "A", "start": start, "end": end},
        "kinds": {"cluster": {"stages": ["done"], "attributes": {"area_ha": "number"}}},
        "targets": {"total": table},
        "measurements": draw(
            st.lists(_totals("total", table, (start, end), dates, {"source": texts}), min_size=1, max_size=4)
        ),
    }


@st.composite
def fresh_lived_plans(draw: st.DrawFn) -> Data:
    """Draw a sound plan of one counted target, with few items that live, and totals, close to each other in time."""
    start = date(2021, 3, 1)
    end = start + timedelta(60)
    days = [start + timedelta(offset) for offset in (-20, 0, 14, 40)]
    table: Data = {"kind": "cluster", "stages": draw(_of((["started"], ["done", "started"])))}
    table |= draw(_of(({"baseline": 0}, {"baseline": 5}, {"baseline": 5, "goal": 7}, {}, {"baseline": 0, "goal": 2})))
    kind: Data = {"stages": ["started", "done"]}
    if draw(st.booleans()):
        table["sum"] = "area_ha"
        kind["attributes"] = {"area_ha": "number"}
    dates, later = (
        st.builds(lambda day, move, way: ways_to_write(move(day))[way], _of(some), _of(_NEAR), st.integers(0, 8))
        for some in (days, days[2:])
    )
    evidence = draw(_of(({"decision": texts}, {"source": texts})))
    reached = draw(st.lists(_milestones("cluster", kind, _of(NAMES[:2]), dates, evidence), min_size=1, max_size=5))
    withdrawn = draw(st.lists(_milestones("cluster", kind, _of(NAMES[:2]), later, evidence), max_size=2))
    data: Data = {"kinds": {"cluster": kind}}
    gone = [{key: value for key, value in row.items() if key != "expected"} for row in withdrawn if "date" in row]
    data["milestones"] = [*reached, *(row | {"stage": WITHDRAWN} for row in gone)]
    if draw(st.booleans()):
        data["milestones"] = draw(_with_changes(data, dates))
    return {
        "plan": {"title": "A", "start": start, "end": end},
        "kinds": {"cluster": kind},
        "targets": {"total": table},
        "milestones": _without_unsound_withdrawals(data["milestones"]),
        "measurements": draw(st.lists(_totals("total", table, (start, end), dates, evidence), max_size=4)),
    }


@cache
def plans() -> st.SearchStrategy[Data]:
    """Draw one of the sound plans that all laws look at."""
    return fresh_plans() if PROFILE == "thorough" else kept(fresh_plans().map(Kept), 100)


@cache
def lived_plans() -> st.SearchStrategy[Data]:
    """Draw one of the plans with few items that live that all laws look at."""
    return fresh_lived_plans() if PROFILE == "thorough" else kept(fresh_lived_plans().map(Kept), 120)


@cache
def judged_plans() -> st.SearchStrategy[Data]:
    """Draw one of the plans of one promise that all laws look at."""
    return fresh_judged_plans() if PROFILE == "thorough" else kept(fresh_judged_plans().map(Kept), 220)


def _milestones(
    kind: str,
    table: Data,
    items: st.SearchStrategy[str],
    dates: st.SearchStrategy[Written],
    evidence: Mapping[str, st.SearchStrategy[Any]],
) -> st.SearchStrategy[Data]:
    attributes = attributes_in({"kinds": {kind: table}}, kind)
    reached = st.fixed_dictionaries(
        {
            "date": dates,
            "kind": st.just(kind),
            "stage": _of((*table["stages"], *table["stages"], WITHDRAWN)),
            "item": items,
        },
        optional={
            **{key: texts if what["type"] == "text" else _MEASURES for key, what in attributes.items()},
            **evidence,
        },
    )
    return st.builds(_expect, reached, dates, _of(("reached",) * 5 + ("both", "expected")))


def _expect(row: Data, by: Written, how: str) -> Data:
    """Return a record that also says by when, or that says nothing else, as a record of a stage may."""
    if how == "reached" or row["stage"] == WITHDRAWN:
        return row
    date_left_out = {key: value for key, value in row.items() if key != "date" or how == "both"}
    return {"expected": by, **date_left_out}


def _totals(
    id: str,
    table: Data,
    span: tuple[date, date],
    dates: st.SearchStrategy[Written],
    evidence: Mapping[str, st.SearchStrategy[Any]],
) -> st.SearchStrategy[Data]:
    values = _of(_telling_values(table, *span))
    return st.fixed_dictionaries({"date": dates, "target": st.just(id), "value": values}, optional={**evidence})


def _comments(
    data: Data, dates: st.SearchStrategy[Written], evidence: Mapping[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[Data]:
    """Draw a comment of a target or of an item, by any of its names."""
    names = [(row["kind"], row[key]) for row in data.get("milestones", ()) for key in ("item", "name") if key in row]
    subjects = [{"target": id} for id in data["targets"]] + [{"kind": kind, "item": name} for kind, name in names[:4]]
    said = {"text": _SAID}
    given = st.fixed_dictionaries({"date": dates, **said}, optional={"ask": _SAID | st.just(""), **evidence})
    return st.builds(lambda of, row: of | row, _of(subjects), given)


@st.composite
def new_records(draw: st.DrawFn, data: Data, *tables: str) -> Data:
    """Draw a record as one would give it to a command: without `recorded` and keys of the user's own."""
    near = (data["plan"]["start"], data["plan"]["end"], data["plan"]["start"] + timedelta(200), date(2026, 11, 30))
    dates = _of(
        [*(row["date"] for row in rows(data) if "date" in row), *(way for day in near for way in ways_to_write(day))]
    )
    # What stands for a letter that was lost is refused as damage, which has tests of its own.
    free = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd"), min_size=1, max_size=8)
    evidence = dict.fromkeys(EVIDENCE, texts | free)
    found = []
    if "milestones" in tables:
        items = spellings_of(NAMES)
        found += [_milestones(id, kind, items, dates, evidence) for id, kind in data["kinds"].items()]
        for id in data["kinds"]:
            new = _of([name for known in NAMES[:4] for name in later_names(known)])
            changes = _changes(data, id, new, dates)
            found.append(st.builds(lambda row, item: row | {"item": item}, changes, items).map(_without_moment))
    if "measurements" in tables:
        span = (data["plan"]["start"], data["plan"]["end"])
        found += [_totals(id, target, span, dates, evidence) for id, target in data["targets"].items()]
    if "comments" in tables:
        found.append(_comments(data, dates, evidence | {"ask": _SAID}))
    known = [row for table in tables for row in data.get(table, ())]
    if known and draw(_of((True, True, False))):
        return _again(draw, data, known, evidence)
    return draw(st.one_of(found))


def _without_moment(row: Data) -> Data:
    return {key: value for key, value in row.items() if key != "recorded"}


def _again(draw: st.DrawFn, data: Data, known: list[Data], evidence: dict[str, st.SearchStrategy[Any]]) -> Data:
    """Draw a record that says of a known one all or a part of what is known, or more, or something else of its item."""
    left_out = draw(_of((("recorded",), ("recorded", *EVIDENCE))))
    known_row = draw(_of(known))
    row = {key: value for key, value in known_row.items() if key not in left_out and key[:2] != "x-" and value != ""}
    row |= {} if draw(st.booleans()) else draw(st.fixed_dictionaries({}, optional=evidence))
    if "text" in row:
        return row | draw(_of(({}, {}, {"text": f" {row['text']}\n"}, {"text": "Otherwise."}, {"ask": "Otherwise."})))
    if "target" in row:
        return row | {"value": row["value"] + draw(_of((0, 0, 0, 1)))}
    dates = [one["date"] for one in known if "item" in one and "date" in one]
    if draw(_of((False, False, True))):
        row["stage"] = draw(_of((WITHDRAWN, *data["kinds"][row["kind"]]["stages"])))
        row.pop("name", None)
        if row["stage"] == WITHDRAWN:
            row.pop("expected", None)
        dates += ways_to_write(data["plan"]["start"])
    elif "date" not in row:
        return row | {"expected": draw(_of([row["expected"], *ways_to_write(data["plan"]["end"])]))}
    else:
        dates += ways_to_write(date.fromordinal(interval(row["date"])[0])) + [row["date"]] * 2 * len(dates)
    spell = draw(_of((*SPELLINGS_OF_A_NAME, without_accents)))
    return row | {"item": spell(row["item"]), "date": draw(_of(dates))}


# Plans as text


class Spelling(NamedTuple):
    """How a plan is written. A seed of 0 is the plainest way, no newline a mixture of both; `ending` ends the file."""

    seed: int = 0
    bom: bool = False
    newline: Literal["\n", "\r\n", ""] = "\n"
    ending: str = "\n"


PLAIN = Spelling()
spellings = st.builds(
    Spelling,
    st.integers(0, 2**32),
    st.booleans(),
    _of(("\n", "\r\n", "")),
    _of(("\n", "", "\n\n", " ", "\n\t# [[milestones]]", '\n# """', "\n\n\n  ")),
)
_COMMENTS = ("# [[milestones]]", '# """ it\'s', "#", "# milestones = [", "#\tghi chú: [x")


def spelled(data: Data, spelling: Spelling = PLAIN) -> bytes:
    """Write a plan."""
    writer = _Writer(spelling.seed)
    text = writer.document(data) + spelling.ending
    newlines = (spelling.newline,) if spelling.newline else ("\n", "\r\n")
    text = re.sub("\n", lambda _: writer.random.choice(newlines), text)
    return ("\ufeff" * spelling.bom + text).encode()


class _Writer:
    """Writes values, tables and documents of TOML, each time in one of the ways in which they may be written."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.plain = seed == 0

    def chance(self, share: float) -> bool:
        return not self.plain and self.random.random() < share

    def pick(self, *ways: str) -> str:
        """Return the first way where all is plain."""
        return ways[0] if self.plain else self.random.choice(ways)

    def document(self, data: Data) -> str:
        before_headers: list[str] = []
        promises: list[list[str]] = []
        for key, value in data.items():
            if key in TABLES:
                continue
            way = self.pick("headers", "headers", "header", "statement") if isinstance(value, dict) else "statement"
            if way == "statement":
                before_headers += self.statement((key,), value)
            elif way == "header" or key not in ("kinds", "targets"):
                promises.append(self.table((key,), value))
            else:
                promises += [self.table((key, id), table) for id, table in value.items()]
        if not self.plain:
            self.random.shuffle(promises)
        logs = [[self.table((name,), row, "[[{}]]") for row in data.get(name, ())] for name in TABLES]
        queues = [queue for queue in (promises, *logs) if queue]
        lines = before_headers
        while queues:
            queue = queues[0] if self.plain else self.random.choice(queues)
            lines += ["", *queue.pop(0)]
            queues = [queue for queue in queues if queue]
        return "\n".join(lines)

    def table(self, path: tuple[str, ...], values: Data, header: str = "[{}]") -> list[str]:
        """Return the lines of a table under its header, those of tables below it after its own."""
        lines = [header.format(self.space() + self.key(path) + self.space()) + self.comment()]
        below: list[str] = []
        for key, value in values.items():
            if isinstance(value, dict) and self.chance(0.3):
                below += self.table((*path, key), value)
            elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value) and self.chance(0.3):
                for one in value:
                    below += self.table((*path, key), one, "[[{}]]")
            else:
                lines += self.statement((key,), value)
        return lines + below

    def statement(self, words: tuple[str, ...], value: Any) -> list[str]:
        if isinstance(value, dict) and value and self.chance(0.4):
            return [line for key, inner in value.items() for line in self.statement((*words, key), inner)]
        lines = [self.random.choice(("", *_COMMENTS))] if self.chance(0.1) else []
        line = f"{self.space()}{self.key(words)}{self.space() or ' '}={self.space() or ' '}{self.value(value)}"
        return [*lines, line + self.comment()]

    def space(self) -> str:
        return self.random.choice((" ", "\t", "   ")) if self.chance(0.1) else ""

    def comment(self) -> str:
        return f" {self.random.choice(_COMMENTS)}" if self.chance(0.1) else ""

    def key(self, words: tuple[str, ...]) -> str:
        return self.pick(".", ".", " . ").join(
            word
            if re.fullmatch("[A-Za-z0-9_-]+", word) and not self.chance(0.1)
            else self.pick(_basic(word), f"'{word}'")
            for word in words
        )

    def value(self, value: Any) -> str:
        match value:
            case bool():
                return str(value).lower()
            case str():
                return self.text(value)
            case int():
                signed = f"+{value}" if value > 0 else f"{value}"
                return self.pick(
                    str(value), str(value), signed, f"{value:_}", f"{value}.0", *([hex(value)] if value > 0 else [])
                )
            case float():
                return self.pick(repr(value), repr(value), f"+{value!r}" if value > 0 else repr(value))
            case datetime():
                return self.pick(value.isoformat(), value.isoformat(" ")).replace("+00:00", self.pick("Z", "+00:00"))
            case date() | time():
                return value.isoformat()
            case list():
                return self.between("[", [self.value(one) for one in value], "]")
            case dict():
                pairs = [f"{self.key((key,))} = {self.value(inner)}" for key, inner in value.items()]
                return self.between("{", pairs, "}")
        raise TypeError(value)

    def between(self, opening: str, inner: list[str], closing: str) -> str:
        """Return an array or an inline table, which TOML 1.1 lets run over lines and end with a comma."""
        if self.chance(0.2):
            lines = "".join(f"\n  {one},{self.comment()}" for one in inner)
            return f"{opening}{self.comment() and ' # ['}{lines}\n{closing}"
        return f"{opening} {', '.join(inner)} {closing}"

    def text(self, value: str) -> str:
        lines = _escaped(value, kept="\n")
        ways = [_basic(value), _basic(value), f'"""\n{lines}"""']
        if '""' not in value and not value.endswith('"'):
            lines = _escaped(value, kept='\n"')
            ways.append(f'"""\n{lines}"""')
        if "'" not in value and value.replace("\n", "").isprintable():
            ways.append(f"'''\n{value}'''")
            if "\n" not in value:
                ways.append(f"'{value}'")
        return self.pick(*ways, "".join(f"\\U{ord(character):08x}" for character in value).join('""'))


def _basic(value: str) -> str:
    return _escaped(value).join('""')


def _escaped(value: str, kept: str = "") -> str:
    """Return a text as it stands between quotes, with these characters as they are."""
    return "".join(
        f"\\u{ord(character):04x}"
        if (character in '"\\\x7f' or character < " ") and character not in kept
        else character
        for character in value
    )
