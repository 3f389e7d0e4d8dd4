"""What is done once, and no more often: the calls are counted, since a clock says something else each time."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from conftest import EXAMPLES, NOW

from plantrack.plan.dates import from_day, parse_date
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Kind
from plantrack.plan.naming import readings
from plantrack.plan.reports import history, parts
from plantrack.plan.reports.breakdown import breakdown_report
from plantrack.plan.reports.history import Selection, history_report
from plantrack.plan.reports.movement import movement_report
from plantrack.plan.rules.alike import check_near_twins
from plantrack.plan.view import View
from plantrack.render.layout import lay_out
from plantrack.render.page import Column, Table
from plantrack.render.text.writer import ENGLISH
from plantrack.store import planfile

FILE = planfile.load(str(EXAMPLES / "plan.toml"))
PLAN = FILE.plan
VIEW = View(PLAN, FILE.ledger, FILE.path, from_day(NOW.date()), None, planfile.record_lines(FILE))
CLUSTER: Kind = PLAN.kinds["cluster"]
OF_CLUSTERS = [target for target in PLAN.targets.values() if target.kind == "cluster"]
Count = Callable[..., Counter[Any]]


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    """Return what counts the calls of a function that something has, by what a key makes of their arguments."""

    def count_calls(owner: Any, name: str, key: Callable[..., Any]) -> Counter[Any]:
        function, calls = getattr(owner, name), Counter[Any]()

        def call(*given: Any, **named: Any) -> Any:
            calls[key(*given)] += 1
            return function(*given, **named)

        monkeypatch.setattr(owner, name, call)
        return calls

    return count_calls


def test_where_several_targets_count_a_kind_its_items_are_made_once(count: Count) -> None:
    made = count(Ledger, "named_items", lambda _, kind, called: (kind, len(called)))
    assert len(OF_CLUSTERS) > 2
    breakdown_report(VIEW, OF_CLUSTERS, "district")
    assert made == {(CLUSTER.id, len(FILE.ledger.names[CLUSTER.id])): 1}
    made.clear()
    movement_report(VIEW, parse_date("2025"), list(PLAN.targets.values()))
    assert made == {}


def test_what_is_asked_of_an_item_by_its_dates_is_asked_once_for_each_of_these(count: Count) -> None:
    target, items = OF_CLUSTERS[0], list(FILE.ledger.items(CLUSTER.id))
    asked = count(parts, "find_entrance", lambda target, dates: tuple(dates.values()))
    entered = list(parts.list_entered(target, [*items, *items]))
    assert set(asked.values()) == {1}
    assert len(asked) < len(entered)


def test_history_describes_once_what_was_recorded_once(count: Count) -> None:
    described = count(history, "describe_record", lambda record, *_: record.place)
    report = history_report(VIEW, Selection())
    assert FILE.ledger.replaced == {}
    assert described == dict.fromkeys((record.place for record in PLAN.records()), 1)
    assert len(report.records) == len(report.standing) == len(described)


def test_names_with_the_same_end_are_read_once_for_their_twins(count: Count) -> None:
    read = count(readings, "_read_phrase", lambda phrase, _: " ".join(word.raw for word in phrase.words))
    assert list(check_near_twins(CLUSTER, FILE.ledger.items(CLUSTER.id), FILE.ledger)) == []
    assert read == dict.fromkeys(("ω", "ω 2", "ω giai đoạn 1", "ω giai đoạn 2", "thanh văn tân ước"), 1)
    assert len(FILE.ledger.names[CLUSTER.id]) > 20


def test_a_text_is_split_into_words_only_where_a_column_is_too_wide() -> None:
    class Text(str):
        __slots__ = ()

        def split(self, *_: Any) -> list[str]:
            raise AssertionError

    table = Table([Column("a", overflow="wraps")], [[Text("two words")]])
    assert len(list(lay_out([table], None, ENGLISH))) == len(list(lay_out([table], 20, ENGLISH))) == 2
