"""The series of a drawing: how each looks, and the value of each that stands in the column at the right."""

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import TargetBurnup
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Value, exact_text, say
from plantrack.render.chart.labels import measure_label
from plantrack.render.chart.telling import choose_actual
from plantrack.render.palette import Use
from plantrack.render.text import headings
from plantrack.render.text.numbers import format_figure
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

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


class Days(NamedTuple):
    """The day that is asked about, and the one for which the actual is true: proleptic ordinals."""

    today: int
    judged: int


class Labelled(NamedTuple):
    """A value of a series, and its day: a proleptic ordinal; None where it holds for all days."""

    series: SvgSeries
    value: Number
    number: str  # as it is written, as is the next
    name: str
    day: int | None = None

    @property
    def width(self) -> float:
        """Return how wide its label is, at most."""
        return measure_label(f"{self.number} {self.name}")


def list_labelled(target: TargetBurnup, stands: TargetStatus, days: Days, writer: Writer) -> list[Labelled]:
    """Return the values that stand at the right of a drawing: what was promised, what is planned, what is so."""

    def label(series: SvgSeries, value: Number, day: int | None = None, told: str = "") -> Labelled:
        return Labelled(series, value, told or write_number(value, writer), writer.write(series.name), day)

    promised = ((STRETCH_LEVEL, target.stretch), (GOAL_LEVEL, target.goal))
    labels = [label(series, value) for series, value in promised if value is not None]
    if stands.planned is not None and target.planned and stands.status != "not-started":
        told = writer.write(format_figure(stands.planned, stands.places))
        labels.append(label(PLANNED_LINE, stands.planned, days.judged, told if len(told) <= LONGEST_BESIDE else ""))
    actual = choose_actual(target, stands)
    if actual:
        labels.append(label(ACTUAL_STEPS, actual[-1].value, days.today))
    if target.expected:
        # Without a day: no dot stands where it ends.
        labels.append(label(EXPECTED_STEPS, target.expected[-1].value))
    return labels


def write_number(value: Number, writer: Writer) -> str:
    """Return a number beside a drawing: as it is, or where that is too long to three digits.

    >>> write_number(1234.5, Writer()), write_number(1e-300, Writer())
    ('1,234.5', '1e-300')
    """
    return writer.write(value) if len(exact_text(value)) <= LONGEST_BESIDE else f"{value:.3g}"
