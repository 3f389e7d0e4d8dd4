"""How targets went over time, as a table of points."""

from plantrack.plan.reports.burnup import BurnupReport, burnup_rows
from plantrack.render.page import Column, Line, Page, Table
from plantrack.render.text import headings
from plantrack.render.text.wording import word_as_of

# What the series of a chart are called, by the words of its CSV.
SERIES_CALLED = {
    "actual": headings.ACTUAL,
    "planned": headings.PLANNED,
    "goal": headings.GOAL,
    "measured": headings.MEASURED,
}
_POINT_COLUMNS = (
    Column(headings.TARGET),
    Column(headings.SERIES),
    Column(headings.DATE, is_date=True),
    Column(headings.VALUE, align="point"),
)


def build_points_page(report: BurnupReport) -> Page:
    """Return a row for each point of what was actual, planned, promised and measured."""
    return [
        Line(report.plan.title, heading=True),
        Line(word_as_of(report.as_of, report.known), "dim"),
        Table(
            _POINT_COLUMNS,
            [
                [row.target, SERIES_CALLED.get(row.series, row.series), row.date, row.value]
                for row in burnup_rows(report)
            ],
        ),
    ]
