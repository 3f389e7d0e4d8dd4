"""`plantrack comment`: record why a target or an item stands as it does, and what is asked of whom."""

from collections.abc import Callable, Sequence, Set
from typing import Annotated, Any

import typer

from plantrack.cli import naming, recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import (
    TEXT_OPTIONS,
    DateOptions,
    examples,
    find_typed_values,
    part_arguments,
    refuse_order,
    refuse_separate_values,
    say_quoted,
)
from plantrack.cli.parsing import Command
from plantrack.cli.recording import CorrectOption, EvidenceOptions, WritingOptions
from plantrack.plan import dates
from plantrack.plan.model import Target
from plantrack.plan.problems import Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.joining import Joined, join_records
from plantrack.plan.sentences import Sentence, quoted, say
from plantrack.plan.view import View
from plantrack.render.pages.recording import build_recording_page
from plantrack.store import disk
from plantrack.store.planfile import PlanFile
from plantrack.store.read import cells
from plantrack.store.read.log import LogReader

SubjectArgument = Annotated[
    str,
    typer.Argument(
        metavar="TARGET-or-ITEM",
        help="The id or title of a target, or the name of an item; accents may be left out.",
    ),
]
# One text, of which each word comes by itself where it was typed without quotes.
TextArgument = Annotated[
    list[str],
    typer.Argument(metavar="TEXT", help="Why it stands as it does, in quotes; - reads it from standard input."),
]
AskOption = Annotated[
    str | None, typer.Option("--ask", metavar="TEXT", help="What is asked of whom; empty: nothing any more.")
]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="The item of this kind, where the name is another's too.")
]

EXAMPLES = examples(
    'plantrack comment clusters-new "Land clearance waits for the price list."',
    'plantrack comment "Thiet Binh" "The investor left." --ask "Find another."',
)


class CommentCommand(Command):
    """A command that tells which words were typed behind an option without quotes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; raise UsageError where the value of an option was typed as several words."""
        with recording.nothing_written():
            _check_quotes(args, self.list_valued())
        return super().parse_args(ctx, args)


COMMAND = CommentCommand


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
        manner = typed.choose_manner(here.language)
        said = {"text": _read_typed(text[0], here).strip()} | ({} if ask is None else {"ask": ask.strip()})
    notes: list[Sentence] = []

    def propose(file: PlanFile) -> Joined:
        row = evidence.read_row(here, manner)
        typed_words = TypedWords(file.plan)
        of_kind = None if kind is None else typed_words.kind(kind)
        typed_words.check()
        view = View(file.plan, file.ledger, file.path, as_of=dates.from_written(row["date"]))
        kind_id = None if of_kind is None else of_kind.id
        if len(text) > 1:
            raise UsageError(
                _refuse_separate_words([subject, *text], lambda name: _is_known(file, name, kind_id, view))
            )
        try:
            found = naming.find_target_or_item(file, subject, kind_id, view)
        except UsageError as error:
            if _is_known(file, text[0], kind_id, view):
                has_options = bool(find_typed_values(context))
                raise UsageError(refuse_order("comment", [text[0], subject], has_options=has_options)) from error
            raise RecordRefused(*error.problems) from error
        notes.extend(found.notes)
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
    return recording.answer_report(
        report, writing, here.writer, build_recording_page(report, evidence.find_typed()), notes
    )


def _is_known(file: PlanFile, name: str, kind: str | None, view: View) -> bool:
    try:
        naming.find_target_or_item(file, name, kind, view)
    except UsageError:
        return False
    return True


def _check_quotes(args: Sequence[str], valued: Set[str]) -> None:
    """Raise UsageError where of more words than a name and a text some belong to the value of an option.

    They follow it: all of them, or where no text stands before, those before a text in quotes, and before its name.
    """
    separate: list[tuple[str, list[str]]] = []
    words, typed = part_arguments(args, valued)
    for option, value, count, following in typed:
        values = [value]
        is_text_last = " " in following[-1] if following else False
        if is_text_last and not any(" " in word for word in words[1:count]):
            values += following[: -1 if count else -2]
        elif count > 1:
            values += following
        if option in TEXT_OPTIONS and len(values) > 1:
            separate.append((option, values))
    if len(words) > 2 and separate:
        raise UsageError(*(refuse_separate_values(option, values) for option, values in separate))


def _refuse_separate_words(words: Sequence[str], is_known: Callable[[str], bool]) -> Problem:
    """Return the problem of a text that was typed without quotes, with what to type instead.

    As many words as are known together are the name; what was typed in quotes begins the text.
    """
    first_quoted = next((place for place, word in enumerate(words) if place and " " in word), len(words) - 1)
    places = range(first_quoted, 0, -1)
    end = next((place for place in places if is_known(" ".join(words[:place]))), 1)
    name, text = " ".join(words[:end]), " ".join(words[end:])
    message = say("a comment is one text, and was typed as several words: {text}", text=text)
    typed_name = quoted(name) if " " in name else name
    return Problem(message, say_quoted(say("plantrack comment {name} {text}", name=typed_name, text=quoted(text))))


def _read_typed(text: str, here: Surroundings) -> str:
    """Return a text as it is typed; `-` stands for what is on standard input."""
    if text != "-":
        return text
    read = cells.decode_text(disk.STANDARD_INPUT, recording.read_or_wait("-", here)).replace("\r\n", "\n")
    if not read.strip():
        raise UsageError(Problem(say("there is no text in it"), file=disk.STANDARD_INPUT))
    return read
