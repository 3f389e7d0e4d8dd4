"""`plantrack comment`: record why a target or an item stands as it does, and what is asked of whom."""

from typing import Annotated

import typer

from plantrack.cli import naming, recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import CorrectOption, EvidenceOptions, WritingOptions, examples
from plantrack.cli.typed import DateOptions
from plantrack.plan import dates
from plantrack.plan.model import Target
from plantrack.plan.problems import Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records
from plantrack.plan.sentences import say
from plantrack.plan.view import View
from plantrack.render.page import Line
from plantrack.render.pages.recording import build_recording_page
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read import cells
from plantrack.store.read.comments import LogReader

SubjectArgument = Annotated[
    str,
    typer.Argument(
        metavar="TARGET-or-ITEM",
        help="The id or title of a target, or the name of an item; accents may be left out.",
    ),
]
TextArgument = Annotated[
    str, typer.Argument(metavar="TEXT", help="Why it stands as it does, in quotes; - reads it from standard input.")
]
AskOption = Annotated[
    str | None, typer.Option("--ask", metavar="TEXT", help="What is asked of whom; empty: nothing any more.")
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="The item of this kind, where the name is another's too.")
]

EXAMPLES = examples(
    'plantrack comment clusters-new "Land clearance waits for the new price list."',
    'plantrack comment "Thiet Binh" "The investor has left." --ask "The City to find another one."',
)


def comment(
    context: typer.Context,
    subject: SubjectArgument,
    text: TextArgument,
    *,
    kind: KindOption = None,
    ask: AskOption = None,
    evidence: EvidenceOptions,
    typed: DateOptions,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record why it stands as it does, and what is asked of whom.

    A comment is true on its date and changes no number. The latest one is shown by show, by status --comments, and in
    the JSON of status. Another text, or another ask, on the same day needs --correct.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        manner = typed.choose_manner()
        said = {"text": _read_text(text, here).strip()} | ({} if ask is None else {"ask": ask.strip()})
    notes: list[Line] = []

    def propose(file: PlanFile) -> Joined:
        row = evidence.read_row(here, manner)
        words = TypedWords(file.plan)
        of_kind = None if kind is None else words.kind(kind)
        words.check()
        view = View(file.plan, file.ledger, file.path, as_of=dates.from_written(row["date"]))
        try:
            found = naming.find_target_or_item(file, subject, None if of_kind is None else of_kind.id, view)
        except UsageError as error:
            raise RecordRefused(*error.problems) from error
        notes.extend(Line(note) for note in found.notes.splitlines())
        of = found.of
        row |= {"target": of.id} if isinstance(of, Target) else {"kind": of.kind, "item": of.name}
        problems = Problems()
        record = LogReader(file.promises, problems).comment({**row, **said}, 0, "")
        if record is None:
            raise UsageError(*(problem._replace(about=None) for problem in problems))
        # Nothing is asked: that says something only where something was.
        if record.ask == "" and file.ledger.standing(record) is None:
            record = record._replace(ask=None)
        return join_records(file.plan, file.ledger, [record], here.today.hi, correct=correct)

    report = recording.record(writing, here, propose)
    return recording.answer_report(report, writing, build_recording_page(report, evidence.find_typed()), notes)


def _read_text(text: str, here: Surroundings) -> str:
    """Return a text as it is typed; `-` stands for what is on standard input."""
    if text != "-":
        return text
    read = cells.decode_text(disk.STANDARD_INPUT, recording.read_or_wait("-", here)).replace("\r\n", "\n")
    if not read.strip():
        raise UsageError(Problem(say("there is no text in it"), file=disk.STANDARD_INPUT))
    return read
