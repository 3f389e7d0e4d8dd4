"""What the words about a target promise, for any plan and day."""

import math
from datetime import date

from assessing import parsed
from conftest import view_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import Data, days_in, examples, judged_plans, lived_plans, plans, rows

from plantrack.plan import dates
from plantrack.plan.reports.status import TargetStatus, status_report
from plantrack.plan.show.target import target_report
from plantrack.render.formats.markdown import write_markdown
from plantrack.render.pages.status import build_status_page
from plantrack.render.pages.target import build_target_page
from plantrack.render.text.schedule import word_schedule
from plantrack.render.text.standing import word_actual, word_distance

any_plans = st.one_of(judged_plans(), lived_plans(), plans())


def ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def agree(target: TargetStatus) -> None:
    """The words follow from the figures, wherever JSON has those that they need."""
    distance, turn = target.in_words.distance, target.in_words.turn
    # 1. How far it is: the sign is that of actual - planned, towards the goal; nothing where nothing is planned.
    assert distance is None or target.planned is not None
    if distance is not None and target.planned is not None:
        assert target.actual is not None
        assert target.goal is not None
        assert target.baseline is not None
        gap = (target.actual - target.planned) * (1 if target.goal > target.baseline else -1)
        tolerance = 1e-9 * max(abs(target.actual), abs(target.planned), 1)
        assert gap < tolerance if distance.side == "short" else gap > -tolerance
        whole = target.kind is not None and target.sum is None
        assert abs(distance.size - abs(gap)) < 1 if whole else math.isclose(distance.size, abs(gap), abs_tol=tolerance)
        assert not whole or (isinstance(distance.size, int) and distance.size <= abs(gap) + tolerance)
    # 2. The days lead to the day that the words name; but what fell was short only once it had fallen.
    assert (turn is None) == (target.days is None)
    if turn is not None and target.days is not None and target.judged is not None:
        if target.status in ("met", "met-late"):
            assert turn == ordinal(target.due) - target.days
        elif target.days < 0:
            assert target.status == "unreported" or ordinal(target.judged) + target.days <= turn
            assert turn <= max(ordinal(target.judged), ordinal(target.due))
        elif target.status in ("on-track", "at-risk", "behind"):
            assert turn == ordinal(target.judged) + target.days
    # 3. A dash is for null alone, and none yet is a 0 that rests on nothing.
    assert (word_actual(target) == "–") == (target.actual is None)
    assert not target.in_words.none_yet or (target.actual, target.records) == (0, 0)
    # 4. No word speaks of being late but where the goal is met.
    assert " late" not in str(word_schedule(target)) or target.status == "met-late"
    assert "short" not in str(word_distance(target)) or target.status not in ("met-late", "no-goal", "not-started")


@examples(80)
@given(any_plans)
def test_words_and_figures_agree_and_every_target_can_be_told(data: Data) -> None:
    file = parsed(data)
    days = {day + more for row in rows(data) for day in days_in(row) for more in (-1, 1, 200)}
    days |= {data["plan"]["start"].toordinal() - 1, data["plan"]["end"].toordinal() + 1}
    for day in sorted(days)[::3]:
        view = view_of(file, dates.from_day(date.fromordinal(day)))
        report = status_report(view, list(file.plan.targets.values()))
        assert write_markdown(build_status_page(report, []))
        for told in report.targets:
            agree(told)
            target = file.plan.targets[told.id]
            kind = file.plan.kinds[target.kind] if target.kind is not None else None
            assert write_markdown(build_target_page(target_report(view, target, 1), kind))
