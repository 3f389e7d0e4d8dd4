"""`plantrack due`: what is late and what is next."""

from typing import Annotated

import typer

from plantrack.cli import asking, calling, naming
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, OutputOptions, OwnerOption
from plantrack.cli.options import DateOptions, examples, read_date_option
from plantrack.cli.parsing import WordChoice
from plantrack.plan.dates import LAST_DAY
from plantrack.plan.due.lines import DueLine
from plantrack.plan.due.report import DAYS_WITHIN, DueRequest, due_report
from plantrack.plan.model import Plan
from plantrack.plan.problems import Problem, UsageError
from plantrack.plan.sentences import say, say_meaning
from plantrack.render.page import Rows
from plantrack.render.pages.due import build_due_page
from plantrack.tuples import NamedTuple

WithinOption = Annotated[
    int | None,
    typer.Option(
        "--within", metavar="DAYS", min=0, help=f"What is due in so many days is next; left out: {DAYS_WITHIN}."
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="What is due by its last day is next: 2025-Q2; not with --within."),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only items of this kind, and targets that count them; repeated: or."),
]
UndatedOption = Annotated[
    bool,
    typer.Option("--undated", help="List also the items that have no date for the next stage that a target counts."),
]
FailIfLateOption = Annotated[
    str | None,
    typer.Option(
        "--fail-if",
        click_type=WordChoice({"late": say_meaning("what is due", "late")}),
        help="Exit 1 when anything that is shown is late.",
    ),
]


class WindowOptions(NamedTuple):
    """How far ahead to look."""

    within: WithinOption = None
    until: UntilOption = None

    def read(self, asked: Asked) -> int:
        """Return the last day of what is next; raise UsageError for one that is over, or where both are given."""
        if self.until is None:
            days = DAYS_WITHIN if self.within is None else self.within
            return min(asked.view.day + days, LAST_DAY)
        if self.within is not None:
            raise UsageError(
                Problem(say("--within and --until cannot be given together"), say("leave one of them out"))
            )
        date, day = read_date_option(self.until, "--until", asked.manner), asked.view.day_text
        if date.hi < asked.view.day:
            message = say("--until {until} is over on the day as of which it is asked, {day}", until=date, day=day)
            raise UsageError(Problem(message, say("what is late by then is told by --as-of {until}", until=date)))
        return date.hi


class DueChoiceOptions(NamedTuple):
    """Which things."""

    kind: KindOption = None
    owner: OwnerOption = None
    undated: UndatedOption = False

    def read(self, plan: Plan, until: int) -> DueRequest:
        """Return what is asked for; raise UsageError where a name is unknown."""
        words = calling.TypedWords(plan)
        kinds = {kind.id for kind in map(words.kind, self.kind or ()) if kind is not None}
        known = (target.owner for target in plan.targets.values())
        owners = naming.find_titles("owner", known, self.owner or (), words.problems)
        words.check()
        return DueRequest(until, [kind for kind in plan.kinds if kind in kinds], owners, self.undated)


EXAMPLES = examples("plantrack due", "plantrack due --until 2025-Q2 --as-of 2025-03-31 --fail-if late")


def due(
    context: typer.Context,
    *,
    window: WindowOptions,
    choice: DueChoiceOptions,
    day: DayOptions,
    typed: DateOptions,
    fail_if: FailIfLateOption = None,
    output: OutputOptions,
) -> Answer:
    """Tell what is late, what is next, and where that leads.

    Items by the dates by which they are expected to reach a stage, targets by their goals on the way and their due
    dates. Below it where each target that counts items would be on its due date if every expected date holds, and how
    many items have no date. An owner's are the items that the owner's targets count.
    """
    asked = asking.open_view(context, output, day, typed)
    request = choice.read(asked.view.plan, window.read(asked))
    report = due_report(asked.view, request)
    code = 1 if fail_if is not None and any(line.state == "late" for line in report.due) else 0
    return asking.render_answer(
        asked.form, report, lambda: build_due_page(report, asked.view.plan), Rows(DueLine, report.due), code
    )
