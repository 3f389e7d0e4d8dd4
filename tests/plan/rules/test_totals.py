"""Totals that fall: when a withdrawal may be why."""

from datetime import timedelta

from assessing import parsed
from conftest import NOW
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, examples

from plantrack.plan.dates import PartialDate, from_day, parse_date
from plantrack.plan.rules.checks import find_warnings

FALLS = "no item that was in it was withdrawn between"
START = parse_date("2024-01-01")
_DAYS = st.integers(0, 75).map(lambda days: from_day(NOW.replace(2024, 1, 1).date() + timedelta(days)))
_DATES = _DAYS | st.sampled_from([parse_date(text) for text in ("2024-01", "2024-02", "2024-Q1", "2024-H1")])


def days(date: PartialDate) -> range:
    return range(date.lo, date.hi + 1)


@examples(200)
@given(st.tuples(_DATES, _DATES, _DATES, _DATES))
def test_a_fall_is_told_unless_on_some_days_an_item_may_have_gone_between(dates: tuple[PartialDate, ...]) -> None:
    started, withdrawn, *others = dates
    earlier, later = sorted(others, key=lambda date: (date.hi, date.lo))
    if earlier.text == later.text or withdrawn.hi < started.lo:
        return
    item = {"kind": "cluster", "item": "Kim Bài", "source": "a letter"}
    total = {"target": "started", "source": "a report"}
    data: Data = {
        "plan": {"title": "Clusters", "start": START.toml(), "end": parse_date("2024-12-31").toml()},
        "kinds": {"cluster": {"stages": ["started"]}},
        "targets": {"started": {"kind": "cluster", "stages": ["started"], "baseline": 0}},
        "milestones": [
            {**item, "stage": "started", "date": started.toml()},
            {**item, "stage": "withdrawn", "date": withdrawn.toml()},
        ],
        "measurements": [
            {**total, "date": later.toml(), "value": 23},
            {**total, "date": earlier.toml(), "value": 24},
        ],
    }
    file = parsed(data)
    told = [str(problem.message) for problem in find_warnings(file.plan, file.ledger, NOW)]
    # It was in on the day of the earlier total, it went on a later day, and the later total is of that day or after it.
    may_have_gone = any(
        started.lo <= counted < gone <= later.hi for counted in days(earlier) for gone in days(withdrawn)
    )
    assert [message.endswith(FALLS) for message in told] == ([] if may_have_gone else [True])
