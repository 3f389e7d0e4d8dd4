"""`plantrack measure`: record a total that was measured or reported."""

import re
from typing import Annotated, Any

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import (
    Command,
    CorrectOption,
    DateOption,
    DecimalOption,
    DecisionOption,
    DryRunOption,
    NoteOption,
    PlanOption,
    QuietOption,
    SourceOption,
    day,
    examples,
)
from plantrack.plan.model import Number
from plantrack.plan.problems import Problem, Problems, UsageError, say_of
from plantrack.plan.rules.joining import Joined, join
from plantrack.store.planfile import PlanFile
from plantrack.store.read import cells
from plantrack.store.read.cells import DecimalSign
from plantrack.store.read.records import RecordReader

TargetArgument = Annotated[str, typer.Argument(metavar="TARGET", help="The id of the target.")]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help="The total, such as 1234.5 or -3.")]


EXAMPLES = examples(
    "plantrack measure clusters-started 24 --date 2024-07-10 --source https://example.org/report",
    "plantrack measure key-products 229 --date 2023-12-14 --dry-run",
)


class MeasureCommand(Command):
    """A command to which -5 is a value, not an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, those that look like a negative number as values."""
        with_value = {option for parameter in self.params for option in parameter.opts if _takes_value(parameter)}
        numbers = [
            place
            for place, argument in enumerate(args)
            if re.match(r"-\.?\d", argument)
            and "--" not in args[:place]
            and not with_value & {*args[place - 1 : place]}
        ]
        options = [argument for place, argument in enumerate(args) if place not in numbers]
        after = [] if "--" in options or not numbers else ["--"]
        return super().parse_args(ctx, [*options, *after, *(args[place] for place in numbers)])


def _takes_value(parameter: Any) -> bool:
    return parameter.param_type_name == "option" and not parameter.is_flag


COMMAND = MeasureCommand


def measure(
    context: typer.Context,
    target: TargetArgument,
    value: ValueArgument,
    date: DateOption = None,
    decision: DecisionOption = None,
    source: SourceOption = None,
    note: NoteOption = None,
    decimal: DecimalOption = None,
    correct: CorrectOption = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
    plan: PlanOption = None,
) -> Answer:
    """Record a total that was measured or reported.

    The total was true on the date; what is logged for later days is added to it.
    """
    here: Surroundings = context.obj
    evidence = {"decision": decision, "source": source, "note": note}

    def propose(file: PlanFile) -> Joined:
        when = here.now.date() if date is None else day(date, "--date")
        row: dict[str, Any] = {
            "date": when,
            "target": target,
            "value": _number(value, decimal),
        }
        row |= {key: text for key, text in evidence.items() if text and text.strip()}
        problems = Problems()
        measurement = RecordReader(file.promises, problems).measurement(row, 0, "")
        if measurement is None:
            raise UsageError(*(problem._replace(about=None) for problem in problems))
        return recording.accepted(join(file.plan, file.ledger, [measurement], here.today.hi, correct=correct))

    recorded = recording.record(plan, here, propose, dry_run=dry_run)
    return recording.answer(recorded, recording.told_of_each(recorded, dry_run=dry_run), dry_run=dry_run).quieter(quiet)


def _number(text: str, sign: DecimalSign | None) -> Number:
    try:
        return cells.read_number(text, sign)
    except cells.CellError as error:
        raise UsageError(Problem(say_of("value", error.fault.message), error.fault.hint)) from error
