"""`plantrack import`: record milestones or measurements from CSV."""

from typing import Annotated, NamedTuple

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import CorrectOption, DecimalOption, WritingOptions, examples
from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records, refuse_near_twins
from plantrack.plan.rules.known import Replaced
from plantrack.render.pages.recording import build_import_page, build_new_names_page
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read.cells import DateOrder
from plantrack.store.read.records import RecordReader

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The CSV file, or - for standard input.")]
NewNamesOption = Annotated[bool, typer.Option("--new", help="Names that nearly equal a known one are new ones.")]
DatesOption = Annotated[DateOrder, typer.Option("--dates", help="dmy reads 31/12/2024.")]


EXAMPLES = examples("plantrack import clusters.csv", "plantrack import - --dates dmy --decimal comma < excel.csv")


class CsvOptions(NamedTuple):
    """How a CSV file is to be read."""

    dates: DatesOption = "iso"
    decimal: DecimalOption = None


def import_(
    context: typer.Context,
    file: FileArgument,
    *,
    csv: CsvOptions,
    new: NewNamesOption = False,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record the rows of a CSV file, all or none.

    The header names the columns: date,kind,stage,item for milestones, date,target,value for totals, or both; further
    decision, source, note and the attributes of a kind. What Excel saves of history --excel needs --dates dmy and
    --decimal comma.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        content = disk.read_input(file)
    name = disk.STANDARD_INPUT if file == "-" else file

    def propose(plan: PlanFile) -> Joined:
        records, lines, replaced, unreadable = _read_records(plan, name, content, csv)
        joined = join_records(plan.plan, plan.ledger, records, here.today.hi, correct=correct, replaced=replaced)
        refused = [*refuse_near_twins(plan.plan, plan.ledger, records, joined, new=new), *joined.refused]
        located = [one.problem._replace(file=name, line=lines[one.place]) for one in refused]
        problems = sorted([*unreadable, *located], key=lambda problem: problem.line or 0)
        if unreadable:
            raise UsageError(*problems)
        if refused:
            raise RecordRefused(*problems)
        return joined

    report = recording.record(writing, here, propose)
    return recording.answer_report(report, writing, build_import_page(report), build_new_names_page(report))


def _read_records(
    plan: PlanFile, name: str, content: bytes, csv: CsvOptions
) -> tuple[list[Milestone | Measurement], list[int], dict[int, Replaced], list[Problem]]:
    """Return the records of the sound rows, the line of each, what they replaced, and the problems of other rows."""
    from plantrack.store.csv import sheets

    sheet, unreadable = sheets.read_sheet(name, content, plan.plan.kinds, csv.dates, csv.decimal)
    records: list[Milestone | Measurement] = []
    lines: list[int] = []
    replaced: dict[int, Replaced] = {}
    problems = Problems()
    reader = RecordReader(plan.promises, problems)
    for row, line, was in zip(*sheet, strict=True):
        before = len(problems)
        record = reader.measurement(row, 0, "") if sheets.is_total(row) else reader.milestone(row, 0, "")
        unreadable += [problem._replace(about=None, file=name, line=line) for problem in problems[before:]]
        if record is not None:
            replaced |= {len(records): was} if was else {}
            records.append(record)
            lines.append(line)
    return records, lines, replaced, unreadable
