"""`plantrack import`: record milestones or measurements from CSV."""

from typing import Annotated

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import CorrectOption, DecimalOption, DryRunOption, PlanOption, QuietOption, examples
from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import Problems, RecordRefused, UsageError, counted
from plantrack.plan.rules.joining import Joined, join, near_twins
from plantrack.render.text.visible import visible
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read.cells import DateOrder, DecimalSign
from plantrack.store.read.records import RecordReader

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The CSV file, or - for standard input.")]
NewOption = Annotated[bool, typer.Option("--new", help="Names that nearly equal a known one are new ones.")]
DatesOption = Annotated[DateOrder, typer.Option("--dates", help="dmy reads 31/12/2024.")]


EXAMPLES = examples("plantrack import clusters.csv", "plantrack import - --dates dmy --decimal comma < excel.csv")


def import_(
    context: typer.Context,
    file: FileArgument,
    dates: DatesOption = "iso",
    decimal: DecimalOption = None,
    new: NewOption = False,
    correct: CorrectOption = False,
    dry_run: DryRunOption = False,
    quiet: QuietOption = False,
    plan: PlanOption = None,
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

    def propose(known: PlanFile) -> Joined:
        return _joined(known, name, content, dates, decimal, here.today.hi, new=new, correct=correct)

    recorded = recording.record(plan, here, propose, dry_run=dry_run)
    joined = recorded.joined
    added, passed = len(joined.milestones) + len(joined.measurements), len(joined.known)
    how = "to be recorded" if dry_run else "recorded"
    told = f"{counted(added + passed, 'row')}: {added} {how} in {visible(recorded.file.path)}, {passed} known\n"
    return recording.answer(recorded, told, dry_run=dry_run, notes=_new_names(recorded.file.ledger, joined)).quieter(
        quiet
    )


def _joined(
    known: PlanFile,
    name: str,
    content: bytes,
    order: DateOrder,
    sign: DecimalSign | None,
    today: int,
    *,
    new: bool,
    correct: bool,
) -> Joined:
    """Let the rows join the plan; raise every problem of every row at once."""
    from plantrack.store.csv import sheets

    sheet, unreadable = sheets.read_sheet(name, content, known.plan.kinds, order, sign)
    records: list[Milestone | Measurement] = []
    lines: list[int] = []
    found = Problems()
    reader = RecordReader(known.promises, found)
    for row, line in zip(sheet.rows, sheet.lines, strict=True):
        before = len(found)
        record = reader.measurement(row, 0, "") if sheets.is_total(row) else reader.milestone(row, 0, "")
        unreadable += [problem._replace(about=None, file=name, line=line) for problem in found[before:]]
        if record is not None:
            records.append(record)
            lines.append(line)
    milestones = [record for record in records if isinstance(record, Milestone)]
    joined = join(known.plan, known.ledger, records, today, correct=correct)
    refused = [*near_twins(known.plan, known.ledger, milestones, new=new), *joined.problems]
    located = [one.problem._replace(file=name, line=lines[one.place]) for one in refused]
    problems = sorted([*unreadable, *located], key=lambda problem: problem.line or 0)
    if unreadable:
        raise UsageError(*problems)
    if refused:
        raise RecordRefused(*problems)
    return joined


def _new_names(before: Ledger, joined: Joined) -> str:
    """Return a line for each kind of which there are new names."""
    new: dict[str, dict[str, str]] = {}
    for milestone in joined.milestones:
        if milestone.key not in before.names.get(milestone.kind, {}):
            new.setdefault(milestone.kind, {}).setdefault(milestone.key, milestone.item)
    return "".join(f"new {kind} ({len(names)}): {visible('; '.join(names.values()))}\n" for kind, names in new.items())
