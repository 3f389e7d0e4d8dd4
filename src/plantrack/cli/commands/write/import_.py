"""`plantrack import`: record milestones or measurements from CSV."""

from collections.abc import Mapping
from typing import Annotated, NamedTuple

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.options import CorrectOption, WritingOptions, examples
from plantrack.cli.resolving import Accepted, resolve_items
from plantrack.cli.typed import TypedOptions
from plantrack.plan.model import Measurement, Milestone
from plantrack.plan.problems import Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records, refuse_near_twins
from plantrack.plan.rules.known import Replaced
from plantrack.plan.sentences import say
from plantrack.plan.typed.words import Manner
from plantrack.render.page import Line
from plantrack.render.pages.recording import build_import_page, build_new_names_page
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read.records import RecordReader

FileArgument = Annotated[str, typer.Argument(metavar="FILE", help="The CSV file, or - for standard input.")]
NewNamesOption = Annotated[bool, typer.Option("--new", help="Names that nearly equal a known one are new ones.")]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="COLUMN", help="Leave a column out; may be repeated.")
]


EXAMPLES = examples("plantrack import clusters.csv", "plantrack import - --dates dmy --decimal comma < excel.csv")


class ReadRows(NamedTuple):
    """What was read of a CSV file."""

    records: list[Milestone | Measurement]  # those of the sound rows
    lines: list[int]  # the line of each
    replaced: Mapping[int, Replaced] | None  # what they replaced in their log, by place; None: they are from no log
    unreadable: list[Problem]  # of the other rows
    month_starts: int  # how many dates there are, where each is the first of a month; else 0


def import_(
    context: typer.Context,
    file: FileArgument,
    *,
    ignore: IgnoreOption = None,
    typed: TypedOptions,
    new: NewNamesOption = False,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record the rows of a CSV file, all or none.

    The header names the columns, in English or Vietnamese: date,kind,stage,item for milestones, date,target,value for
    totals, or both; further decision, source, note and the attributes of a kind. Of history --excel Excel saves what
    needs --dates dmy and --decimal comma.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        manner = typed.choose_manner()
        content = recording.read_or_wait(file, here)
    name = disk.STANDARD_INPUT if file == "-" else file
    month_starts = 0
    notes: list[Line] = []

    def propose(plan: PlanFile) -> Joined:
        nonlocal month_starts
        read = _read_records(plan, name, content, manner, ignore or [])
        month_starts = read.month_starts
        accepted: Accepted = "logged" if read.replaced is not None else "any" if new else "likely"
        resolved = resolve_items(plan, read.records, accepted)
        notes.extend(resolved.notes)
        today = here.today.hi
        joined = join_records(plan.plan, plan.ledger, resolved.records, today, correct=correct, replaced=read.replaced)
        nameless = {one.place for one in resolved.refused}
        others = [*refuse_near_twins(plan.plan, plan.ledger, resolved.records, joined, new=new), *joined.refused]
        refused = [*resolved.refused, *(one for one in others if one.place not in nameless)]
        located = [one.problem._replace(file=name, line=read.lines[one.place]) for one in refused]
        problems = sorted([*read.unreadable, *located], key=lambda problem: problem.line or 0)
        if read.unreadable:
            raise UsageError(*_give_hints_once(problems))
        if refused:
            raise RecordRefused(*_give_hints_once(problems))
        return joined

    report = recording.record(writing, here, propose)
    if month_starts:
        notes.append(Line(say("all {dates} dates are the 1st of a month: are they months?", dates=month_starts)))
    return recording.answer_report(report, writing, build_import_page(report), [*notes, *build_new_names_page(report)])


def _give_hints_once(problems: list[Problem]) -> list[Problem]:
    """Return problems with what is said to many of them said to the last one alone."""
    last = {problem.hint.text: place for place, problem in enumerate(problems) if problem.hint is not None}
    return [
        problem._replace(hint=None)
        if problem.hint is not None and not problem.hint.values and last[problem.hint.text] != place
        else problem
        for place, problem in enumerate(problems)
    ]


def _read_records(plan: PlanFile, name: str, content: bytes, manner: Manner, ignored: list[str]) -> ReadRows:
    from plantrack.store.csv import rows, sheets

    sheet, unreadable = sheets.read_sheet(name, content, plan.plan, sheets.SheetFormat(manner, ignored))
    records: list[Milestone | Measurement] = []
    lines: list[int] = []
    replaced: dict[int, Replaced] = {}
    problems = Problems()
    reader = RecordReader(plan.promises, problems)
    for row, line, was in zip(sheet.rows, sheet.lines, sheet.replaced, strict=True):
        before = len(problems)
        record = reader.measurement(row, 0, "") if rows.is_total(row) else reader.milestone(row, 0, "")
        unreadable += [problem._replace(about=None, file=name, line=line) for problem in problems[before:]]
        if record is not None:
            replaced |= {len(records): was} if was else {}
            records.append(record)
            lines.append(line)
    if sheet.is_log:
        return ReadRows(records, lines, replaced, unreadable, month_starts=0)
    return ReadRows(records, lines, None, unreadable, rows.count_month_starts(sheet.rows))
