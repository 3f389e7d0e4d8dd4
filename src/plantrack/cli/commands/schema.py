"""`plantrack schema`: the JSON Schema of a plan file, or of what a command prints as JSON."""

from typing import Annotated

import typer

from plantrack.cli.answer import Answer
from plantrack.cli.options import examples
from plantrack.plan.due.report import DueReport
from plantrack.plan.forms.items import ItemsForm
from plantrack.plan.forms.missing import MissingForm
from plantrack.plan.forms.period import PeriodForm
from plantrack.plan.forms.places import PlacesForm
from plantrack.plan.forms.sources import SourcesForm
from plantrack.plan.forms.targets import TargetsForm
from plantrack.plan.guesses import ask_whether, closest_word, list_known, say_unknown
from plantrack.plan.problems import Problem, UsageError, say_of
from plantrack.plan.reports.breakdown import BreakdownMovementReport, BreakdownReport
from plantrack.plan.reports.burnup import BurnupReport
from plantrack.plan.reports.check import CheckReport
from plantrack.plan.reports.history import HistoryReport
from plantrack.plan.reports.items import ItemsReport
from plantrack.plan.reports.movement import MovementReport
from plantrack.plan.reports.recording import RecordingReport, UndoReport
from plantrack.plan.reports.status import StatusReport
from plantrack.plan.sentences import list_values
from plantrack.plan.show.item import ItemReport
from plantrack.plan.show.target import TargetReport
from plantrack.store import disk

REPORTS: dict[str, type] = {
    "status": StatusReport,
    "status-since": MovementReport,
    "status-by": BreakdownReport,
    "status-since-by": BreakdownMovementReport,
    "due": DueReport,
    "items": ItemsReport,
    "show-target": TargetReport,
    "show-item": ItemReport,
    "history": HistoryReport,
    "chart": BurnupReport,
    "form-targets": TargetsForm,
    "form-period": PeriodForm,
    "form-items": ItemsForm,
    "form-missing": MissingForm,
    "form-places": PlacesForm,
    "form-sources": SourcesForm,
    "check": CheckReport,
    "log": RecordingReport,
    "measure": RecordingReport,
    "comment": RecordingReport,
    "import": RecordingReport,
    "undo": UndoReport,
}

OfOption = Annotated[
    str | None,
    typer.Option("--of", metavar="COMMAND", help=f"Of the JSON that it prints: {', '.join(REPORTS)}."),
]

EXAMPLES = examples("plantrack schema > plan.schema.json", "plantrack schema --of status")


def schema(context: typer.Context, of: OfOption = None) -> Answer:
    """Print the JSON Schema of a plan file, for editors.

    An editor that knows it completes the keys of a plan, explains them, and marks mistakes while you type; check finds
    more. With --of it is the schema of what a command prints with --format json.
    """
    if of is None:
        return Answer(disk.read_plan_schema().decode(), form="data")
    if of not in REPORTS:
        raise UsageError(_refuse_report(of))
    from plantrack.render.formats.json import write_data
    from plantrack.render.schema import build_schema

    return Answer(write_data(build_schema(REPORTS[of], of)), form="data")


def _refuse_report(of: str) -> Problem:
    """Return the problem of a word that is no report: a command may print several."""
    begun = [report for report in REPORTS if report.startswith(f"{of.casefold()}-")]
    meant = closest_word(of.casefold(), REPORTS)
    likely = begun or ([] if meant is None else [meant])
    known = list_known([list_values([*REPORTS])])
    return Problem(say_of("--of", say_unknown("value", of)), ask_whether(likely) if likely else known)
