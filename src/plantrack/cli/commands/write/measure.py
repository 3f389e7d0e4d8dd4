"""`plantrack measure`: record a total that was measured or reported."""

import re
from typing import Annotated, Any

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import TypedOptions, examples, refuse_value
from plantrack.cli.parsing import Command
from plantrack.cli.recording import CorrectOption, EvidenceOptions, WritingOptions
from plantrack.plan.problems import Problems, UsageError
from plantrack.plan.rules.joining import Joined, join_records
from plantrack.plan.sentences import Sentence
from plantrack.plan.typed import figures
from plantrack.plan.typed.words import Unreadable
from plantrack.render.pages.recording import build_recording_page
from plantrack.render.text import headings
from plantrack.store.planfile import PlanFile
from plantrack.store.read.records import RecordReader

TargetArgument = Annotated[str, typer.Argument(metavar="TARGET", help="The id or the title of the target.")]
ValueArgument = Annotated[str, typer.Argument(metavar="VALUE", help="The total, such as 1234.5 or -3.")]

EXAMPLES = examples(
    "plantrack measure clusters-started 24 --date 2024-07-10 \\",
    "  --source https://example.org/report",
    "plantrack measure key-products 229 --date 2023-12-14 --dry-run",
)


class MeasureCommand(Command):
    """A command to which -5 is a value, not an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments, those that look like a negative number as values."""
        with_value = self.list_valued()
        numbers = [
            place
            for place, argument in enumerate(args)
            if re.match(r"-\.?\d", argument)
            and "--" not in args[:place]
            and not with_value & {*args[place - 1 : place]}
        ]
        options = [argument for place, argument in enumerate(args) if place not in numbers]
        if with_value & {*options[-1:]}:
            # It lacks its value, and would take the dashes for one.
            return super().parse_args(ctx, options)
        after = [] if "--" in options or not numbers else ["--"]
        return super().parse_args(ctx, [*options, *after, *(args[place] for place in numbers)])


COMMAND = MeasureCommand


def measure(
    context: typer.Context,
    target: TargetArgument,
    value: ValueArgument,
    *,
    evidence: EvidenceOptions,
    typed: TypedOptions,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record a total that was measured or reported.

    The total was true on the date; what is logged for later days is added to it.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        manner = typed.choose_manner(here.language)
    notes: list[Sentence] = []

    def propose(file: PlanFile) -> Joined:
        words = TypedWords(file.plan)
        of = words.target(target)
        row = {**evidence.read_row(here, manner), "target": target if of is None else of.id}
        try:
            row["value"] = figures.read_number(value, manner, percent=None if of is None else of.is_percent)
        except Unreadable as error:
            words.problems += refuse_value(headings.VALUE, error).problems
        words.check()
        problems = Problems()
        measurement = RecordReader(file.promises, problems).measurement(row, 0, "")
        if measurement is None:
            raise UsageError(*(problem._replace(about=None) for problem in problems))
        joined = join_records(file.plan, file.ledger, [measurement], here.today.hi, correct=correct)
        notes.extend(recording.note_impossible_percentages(file, joined))
        return joined

    report = recording.record(writing, here, propose)
    as_typed = evidence.find_typed() | ({} if figures.is_plain(value) else {"value": value.strip()})
    return recording.answer_report(report, writing, here.writer, build_recording_page(report, as_typed), notes)
