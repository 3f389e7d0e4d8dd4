"""The series of a drawing: how each looks, and the value of each that stands in the column at the right."""

from typing import NamedTuple

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import TargetBurnup
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Value, exact_text, say
from plantrack.render.chart.labels import measure_label
from plantrack.render.chart.telling import choose_actual
from plantrack.render.palette import Use
from plantrack.render.text import headings
from plantrack.render.text.numbers import format_figure, group_thousands
from plantrack.render.text.wording import worded

# A number of more letters than the greatest whole one of a plan has is rounded: 0.000…1 may have three hundred.
LONGEST_BESIDE = 21


class SvgSeries(NamedTuple):
    """How one series is drawn, and what it is called."""

    name: Value
    use: Use
    width: float
    dashes: str | None = None
    is_round: bool = False  # dashes end round, so that those of no length are dots


ACTUAL_STEPS = SvgSeries(headings.ACTUAL, "link", 2.75)
REPORTED = SvgSeries(say("a reported total"), "link", 1.75)
EXPECTED_STEPS = SvgSeries(headings.EXPECTED, "link", 2.75, "0.1 5.5", is_round=True)
PLANNED_LINE = SvgSeries(headings.PLANNED, "axis", 1.25)
GOAL_LEVEL = SvgSeries(headings.GOAL, "ink", 1.25, "6 4")
STRETCH_LEVEL = SvgSeries(say("stretch"), "axis", 1.25, "6 4")


class Labelled(NamedTuple):
    """A value of a series, and its day: a proleptic ordinal; None where it holds for all days."""

    series: SvgSeries
    value: Number
    number: str
    day: int | None = None

    @property
    def width(self) -> float:
        """Return how wide its label is, at most."""
        return measure_label(f"{self.number} {worded(self.series.name)}")


def list_labelled(target: TargetBurnup, stands: TargetStatus, today: int, judged: int) -> list[Labelled]:
    """Return the values that stand at the right of a drawing: what was promised, what is planned, what is so."""
    promised = [
        Labelled(series, value, write_number(value))
        for series, value in ((STRETCH_LEVEL, target.stretch), (GOAL_LEVEL, target.goal))
        if value is not None
    ]
    if stands.planned is not None and target.planned and stands.status != "not-started":
        told = format_figure(stands.planned, stands.places)
        told = told if len(told) <= LONGEST_BESIDE else write_number(stands.planned)
        promised.append(Labelled(PLANNED_LINE, stands.planned, told, judged))
    actual = choose_actual(target, stands)
    if actual:
        promised.append(Labelled(ACTUAL_STEPS, actual[-1].value, write_number(actual[-1].value), today))
    if target.expected:
        # Its day is that of the actual, from which it goes on: there is no dot at its end.
        promised.append(Labelled(EXPECTED_STEPS, target.expected[-1].value, write_number(target.expected[-1].value)))
    return promised


def write_number(value: Number) -> str:
    """Return a number beside a drawing: as it is, or where that is too long to three digits.

    >>> write_number(1234.5), write_number(1e-300)
    ('1,234.5', '1e-300')
    """
    text = exact_text(value)
    return group_thousands(text) if len(text) <= LONGEST_BESIDE else f"{value:.3g}"
