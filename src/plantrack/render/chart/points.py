"""What `chart` says as a table: the points of a burn-up."""

from plantrack.plan.reports.burnup import BurnupReport, burnup_rows
from plantrack.render.columns import known_line
from plantrack.render.page import Column, Grid, Line, Page, cells
from plantrack.render.text.numbers import exact


def page(report: BurnupReport) -> Page:
    """Return each point of a burn-up."""
    columns = [Column("target"), Column("series"), Column("date"), Column("value", right=True)]
    return [
        Line(str(report.plan.title), heading=True),
        Line(f"as of {report.as_of}{known_line(report.known)}", "dim"),
        Grid(columns, [cells(row.target, row.series, row.date, exact(row.value)) for row in burnup_rows(report)]),
    ]
