"""What the commands share that write: their options, the plan, how records join it, and what that changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Literal

import typer

from plantrack.cli import terminal
from plantrack.cli.answer import NOTHING_WRITTEN, Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import PlanOption, is_iso, read_date_option, refuse_value
from plantrack.plan.model import Kind
from plantrack.plan.problems import PlantrackError, Problem, RecordRefused
from plantrack.plan.reports.recording import RecordingReport, UndoReport, build_recording_report
from plantrack.plan.rules.joining import Joined
from plantrack.plan.sentences import MOST_LISTED, Sentence, quoted, say, say_example
from plantrack.plan.typed.words import Manner, Unreadable
from plantrack.plan.view import View
from plantrack.render.text.visible import visible
from plantrack.render.text.wording import count_more
from plantrack.render.text.writer import Writer
from plantrack.store import access, appending, disk, lock, planfile
from plantrack.store.lock import LockedPlan
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple

ReceiptFormat = Literal["table", "json"]
ReceiptFormatOption = Annotated[ReceiptFormat, typer.Option("--format", help="What to print it as.")]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DATE", help="When: 2024-06-05, 2024-06, 2024-Q3, 2024-H1 or 2024; left out: today."
    ),
]
DecisionOption = Annotated[str | None, typer.Option("--decision", metavar="TEXT", help="The number of the document.")]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where it is published: a link.")]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What else is to be known.")]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help='An attribute: district="Đông Anh"; may be repeated.'),
]
CorrectOption = Annotated[
    bool, typer.Option("--correct", help="Change a known date or value; the earlier record stays in the file.")
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Print what would change in the file, and change nothing.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing about what was done.")]

TELLING_CHANGES = say("telling what changes")
COMPARING_NAMES = say("comparing the new names with the known ones")

# What a command wants to record into a plan: asked once the plan is read, under the lock.
Proposal = Callable[[PlanFile], Joined]


class EvidenceOptions(NamedTuple):
    """When something was so, and who says it."""

    date: DateOption = None
    decision: DecisionOption = None
    source: SourceOption = None
    note: NoteOption = None

    def read_row(self, here: Surroundings, manner: Manner) -> dict[str, Any]:
        """Return these keys of a record as a plan file has them; raise UsageError for no date."""
        date = here.today if self.date is None else read_date_option(self.date, "--date", manner)
        decision = self.decision and _mend_decision(self.decision)
        evidence = {"decision": decision, "source": self.source, "note": self.note}
        return {"date": date.toml()} | {key: text for key, text in evidence.items() if text and text.strip()}

    def find_typed(self) -> dict[str, str]:
        """Return the date as it was typed, where a plan file would have it otherwise."""
        return {} if self.date is None or is_iso(self.date) else {"date": self.date.strip()}


class WritingOptions(NamedTuple):
    """Whether to write, to which plan, and what to say about it."""

    dry_run: DryRunOption = False
    format: ReceiptFormatOption = "table"
    quiet: QuietOption = False
    plan: PlanOption = None


def _mend_decision(decision: str) -> str:
    # What knows names is not imported where none is given.
    from plantrack.plan.naming.cleaning import mend_letters

    return mend_letters(decision)


def read_or_wait(file: str, here: Surroundings) -> bytes:
    """Return the bytes of a file, `-` being standard input; who would have to type them is told that it waits."""
    if file == "-" and here.ask is not None:
        here.warn(say("waiting for text on standard input; Ctrl-D ends it"))
    return disk.read_input(file)


@contextmanager
def nothing_written() -> Iterator[None]:
    """Let every error that leaves this block say that nothing was written."""
    try:
        yield
    except PlantrackError as error:
        error.told.append(NOTHING_WRITTEN)
        raise


def find_plan_to_write(plan: str | None, here: Surroundings) -> str:
    """Return the path of the plan; where it was found in a parent folder and is a stranger's, say so at once."""
    path = disk.find_plan(plan)
    is_from_above = plan is None and path != disk.PLAN_NAME
    owner = access.stranger(path) if is_from_above else None
    if owner is not None:
        here.warn(say("note: {path} was found in a parent folder and belongs to {owner}", path=path, owner=owner))
    return path


def put_in_place(plan: LockedPlan, content: bytes, here: Surroundings) -> None:
    """Replace a plan, say what the file could not keep, and let nothing interrupt the program until it says so too."""
    here.progress.announce(say("writing {file}", file=plan.path))
    terminal.hold_interrupts()
    not_kept = plan.replace(content)
    if not_kept:
        here.warn(not_kept)


def record(options: WritingOptions, here: Surroundings, propose: Proposal) -> RecordingReport:
    """Append what is proposed for a plan to its file, unless it adds nothing or is a dry run."""
    with nothing_written():
        if options.dry_run:
            path = disk.find_plan(options.plan)
            here.announce_reading(path)
            return _appended(planfile.load(path), here, propose, dry_run=True)
        path = find_plan_to_write(options.plan, here)
        with lock.locked(path, here.tell) as locked:
            here.announce_reading(path)
            report = _appended(planfile.parse(path, locked.content), here, propose, dry_run=False)
            if report.text:
                put_in_place(locked, locked.content + report.text.encode(), here)
            return report


def _appended(file: PlanFile, here: Surroundings, propose: Proposal, *, dry_run: bool) -> RecordingReport:
    """Report what is to be appended; raise RecordRefused where any record may not join."""
    here.writer.learn(file.plan.kinds, file.plan.targets)
    joined = propose(file)
    if joined.refused:
        raise RecordRefused(*(refused.problem for refused in joined.refused))
    here.progress.announce(say("composing the text of the records"))
    moment = appending.find_next_moment(file, here.now)
    joined = joined._replace(
        milestones=[milestone._replace(recorded=moment) for milestone in joined.milestones],
        measurements=[measurement._replace(recorded=moment) for measurement in joined.measurements],
        comments=[comment._replace(recorded=moment) for comment in joined.comments],
    )
    text = appending.compose_addition(file, joined.added) if joined.added else ""
    lines = appending.find_block_lines(file.text, text, joined.added)
    here.progress.announce(TELLING_CHANGES)
    view = View(plan=file.plan, ledger=file.ledger, path=file.path, as_of=here.today, lines=lines)
    return build_recording_report(view, joined, text, dry_run=dry_run)


def read_settings(words: TypedWords, kind: Kind, settings: list[str]) -> dict[str, str]:
    """Return what `--set` gives each attribute, as it is typed."""
    typed: dict[str, str] = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if not name or not value.strip():
            message = say("--set: {setting} is not NAME=VALUE", setting=quoted(setting))
            example = say_example(f'--set {name.strip() or "NAME"}="…"')
            words.problems.append(Problem(message, example))
            continue
        attribute = words.attribute([kind], name, kind.id)
        if attribute in typed:
            words.problems.append(Problem(say("--set names {name} twice", name=attribute)))
        elif attribute is not None:
            typed[attribute] = value
    return typed


def read_set_attributes(words: TypedWords, kind: Kind, settings: Mapping[str, str], manner: Manner) -> dict[str, Any]:
    """Return the attributes that are given, with their types."""
    attributes: dict[str, Any] = {}
    if not settings:
        return attributes
    from plantrack.store.read import cells

    for name, value in settings.items():
        try:
            attributes[name] = cells.read_attribute(value, kind.attributes[name].type, manner)
        except Unreadable as error:
            words.problems += refuse_value(f"--set {name}", error).problems
    return attributes


def note_impossible_percentages(file: PlanFile, joined: Joined) -> list[Sentence]:
    """Return which of the new totals no percentage can be, the first of them: one was probably read otherwise."""
    if not any(file.plan.targets[total.target].is_percent for total in joined.measurements):
        return []
    # What warns is not imported where nothing is measured in percent.
    from plantrack.plan.rules.totals import find_impossible_percentages

    found = list(find_impossible_percentages(joined.measurements, file.plan.targets))
    more = len(found) - MOST_LISTED
    return found if more <= 0 else [*found[:MOST_LISTED], count_more(more)]


def answer_report(
    report: RecordingReport | UndoReport,
    options: WritingOptions,
    writer: Writer,
    page: Sequence[Sentence],
    notes: Sequence[Sentence] = (),
) -> Answer:
    """Return what a command did, as it is asked for. `notes` are for a person, beside the page.

    The text that is cut from a file, or in a dry run would be appended, is data; what was done is told about it.
    """
    changed = bool(report.text) and not report.dry_run
    if options.format == "json":
        from plantrack.render.formats.json import write_json

        return Answer(write_json(report), form="data", changed=changed)
    if report.dry_run:
        dry_run = say("dry run: nothing was written")
        told = Answer(report.text, _draw([*notes, *page, dry_run], writer), form="data")
    elif isinstance(report, UndoReport):
        told = Answer("" if options.quiet else report.text, _draw(page, writer), form="data", changed=changed)
    else:
        told = Answer(_draw(page, writer), _draw(notes, writer), changed=changed)
    return told.quieter(options.quiet)


def answer_line(told: Sentence, writer: Writer, *, quiet: bool, changed: bool) -> Answer:
    """Return what a command did in one line."""
    return Answer(writer.tell_line(told), changed=changed).quieter(quiet)


def _draw(page: Sequence[Sentence], writer: Writer) -> str:
    return "".join(f"{visible(writer.write(told)).rstrip()}\n" for told in page)
