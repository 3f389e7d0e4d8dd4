"""`plantrack import`: record what a CSV file, a workbook or another plan file says."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.calling import TypedWords
from plantrack.cli.options import TypedOptions, examples, read_date_option
from plantrack.cli.recording import CorrectOption, DecisionOption, NoteOption, SetOption, SourceOption, WritingOptions
from plantrack.cli.resolving import Accepted, resolve_items
from plantrack.plan.dates import PartialDate
from plantrack.plan.model import CHANGED, Evidence, ItemRecord, Plan, Record
from plantrack.plan.names import fold_name
from plantrack.plan.problems import Problem, Problems, RecordRefused, UsageError
from plantrack.plan.rules.alike import refuse_near_twins
from plantrack.plan.rules.joining import Joined, explain_contradictions, join_records
from plantrack.plan.rules.known import Replaced
from plantrack.plan.rules.wide import WideTerms, settle_rows
from plantrack.plan.sentences import Sentence, list_words, quoted, say, say_counted
from plantrack.plan.typed.words import Manner
from plantrack.render.pages.recording import build_import_page, build_new_names_page, note_put_off
from plantrack.store import disk
from plantrack.store.other_plan import is_plan
from plantrack.store.planfile import PlanFile
from plantrack.store.read.log import LogReader
from plantrack.tuples import NamedTuple

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help="A CSV file, .xlsx, .ods or a plan; - for standard input.")
]
NewNamesOption = Annotated[bool, typer.Option("--new", help="Names that nearly equal a known one are new ones.")]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="COLUMN", help="Leave a column out; may be repeated.")
]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option("--columns", metavar="COLUMN=KEY", help="What a column is; may be repeated."),
]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="Of a workbook; left out: the first that can be seen.")
]
ExpectedDatesOption = Annotated[
    bool, typer.Option("--expected", help="The dates of the file are by when, and not when, a stage was reached.")
]
OfKindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Of which the items are; columns may then be its stages.")
]
AtStageOption = Annotated[str | None, typer.Option("--stage", metavar="STAGE", help="Which the items reached.")]
SaidOnOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DATE", help="When; with columns of stages from when on another attribute is so."),
]


class FileOptions(NamedTuple):
    """How a file is laid out."""

    columns: ColumnsOption = None
    ignore: IgnoreOption = None
    sheet: SheetOption = None
    expected: ExpectedDatesOption = False


class LackingOptions(NamedTuple):
    """What a file does not say itself."""

    kind: OfKindOption = None
    stage: AtStageOption = None
    date: SaidOnOption = None
    decision: DecisionOption = None
    source: SourceOption = None
    note: NoteOption = None
    set: SetOption = None

    def read_evidence(self) -> Evidence:
        """Return what proves it."""
        given = (self.decision, self.source, self.note)
        return Evidence(*(text if text and text.strip() else None for text in given))


EXAMPLES = examples("plantrack import clusters.xlsx --kind cluster --dry-run", "plantrack import office.toml")


class ReadRows(NamedTuple):
    """What was read of a file."""

    records: list[Record]  # those of the sound rows
    lines: list[int]  # the line of each
    replaced: Mapping[int, Replaced] | None  # what they replaced in their log, by place; None: they are from no log
    unreadable: list[Problem]  # of the other rows
    month_starts: int  # how many dates there are, where each is the first of a month; else 0
    is_wide: bool  # a line holds several of them, one for each stage of an item
    silent: list[int]  # the lines that name an item and say nothing of it


class _GivenFile(NamedTuple):
    """A file to import, and what is said about it."""

    name: str
    content: bytes
    manner: Manner
    file: FileOptions
    lacking: LackingOptions
    day: PartialDate | None  # that is given for what has none in the file
    today: PartialDate


def import_(
    context: typer.Context,
    file: FileArgument,
    *,
    lacking: LackingOptions,
    layout: FileOptions,
    typed: TypedOptions,
    new: NewNamesOption = False,
    correct: CorrectOption = False,
    writing: WritingOptions,
) -> Answer:
    """Record what a list, a workbook or another plan says, all or none.

    The header names the columns, in English or Vietnamese: date,kind,stage,item for milestones, date,target,value for
    totals, date,target,text or date,kind,item,text for comments, or all of them; further ask, decision, source, note
    and the attributes of a kind. With --kind a row may be one item with a column for each stage, as items --format csv
    writes it; one such as "started expected" says by when. What Excel saves as CSV of history --excel needs --dates dmy
    and --decimal comma.

    Of another plan file only what is new in its log is recorded: what was said here is known, what was corrected there
    is corrected here. What both say otherwise is refused, with both lines, unless --correct takes theirs. The options
    for lists are refused with it.
    """
    here: Surroundings = context.obj
    with recording.nothing_written():
        manner = typed.choose_manner(here.language)
        day = None if lacking.date is None else read_date_option(lacking.date, "--date", manner)
        content = recording.read_or_wait(file, here)
    name = disk.STANDARD_INPUT if file == "-" else file
    if is_plan(name, content):
        from plantrack.cli.commands.write.offices import MergeChoice, OtherFile, import_plan

        return import_plan(context, OtherFile(name, content), MergeChoice(new, correct), writing)
    given = _GivenFile(name, content, manner, layout, lacking, day, here.today)
    notes: list[Sentence] = []
    rows: int | None = None

    def propose(plan: PlanFile) -> Joined:
        nonlocal rows
        read = _read_records(plan, given, here)
        accepted: Accepted = "logged" if read.replaced is not None else "any" if new else "likely"
        finding = here.progress.follow(say("finding the items of the rows"))
        resolved = resolve_items(plan, read.records, accepted, finding)
        nameless = [(read.lines[one.place], one.problem) for one in resolved.refused]
        records, lines, refused, silent = resolved.records, read.lines, nameless, read.silent
        if read.is_wide:
            terms = WideTerms(day or here.today, day is not None, lacking.read_evidence(), correct)
            milestones = [record for record in records if isinstance(record, ItemRecord)]
            settled = settle_rows(plan.ledger, milestones, lines, terms)
            records, lines = [*settled.records], settled.lines
            refused, silent = [*nameless, *settled.refused], sorted([*silent, *settled.silent])
            rows = len({*read.lines, *silent})
        today = here.today.hi
        follow = here.progress.follow(say("comparing the rows with the plan"))
        replaced = read.replaced
        joined = join_records(plan.plan, plan.ledger, records, today, correct=correct, replaced=replaced, follow=follow)
        here.progress.announce(recording.COMPARING_NAMES)
        if replaced is None and not correct:
            explained = explain_contradictions(plan.plan, joined, records, is_wide=read.is_wide)
            refused += [(lines[one.place], one.problem) for one in explained]
        others = [*refuse_near_twins(plan.plan, plan.ledger, records, joined, new=new), *joined.refused]
        told = {line for line, _ in refused}
        refused += [(lines[one.place], one.problem) for one in others if lines[one.place] not in told]
        located = [problem._replace(file=name, line=line) for line, problem in refused]
        problems = sorted(dict.fromkeys([*read.unreadable, *located]), key=lambda problem: problem.line or 0)
        if read.unreadable:
            raise UsageError(*_give_hints_once(problems))
        if refused:
            raise RecordRefused(*_give_hints_once(problems))
        notes.extend([*resolved.notes, *_note_what_is_odd(read.month_starts, silent)])
        notes.extend(recording.note_impossible_percentages(plan, joined))
        return joined

    report = recording.record(writing, here, propose)
    page = build_import_page(report, rows)
    notes += note_put_off(report) if correct else []
    return recording.answer_report(report, writing, here.writer, page, [*notes, *build_new_names_page(report)])


def _note_what_is_odd(month_starts: int, silent: Sequence[int]) -> list[Sentence]:
    notes = []
    if month_starts:
        notes.append(say("all {dates} dates are the 1st of a month: are they months?", dates=month_starts))
    if silent:
        told = say_counted(
            "{count} row names an item and no date, and records nothing: line {lines}",
            "{count} rows name an item and no date, and record nothing: lines {lines}",
            len(silent),
            lines=list_words(map(str, silent)),
        )
        notes.append(told)
    return notes


def _give_hints_once(problems: list[Problem]) -> list[Problem]:
    """Return problems with what is said to many of them said to the last one alone."""
    last = {problem.hint.text: place for place, problem in enumerate(problems) if problem.hint is not None}
    return [
        problem._replace(hint=None)
        if problem.hint is not None and not problem.hint.values and last[problem.hint.text] != place
        else problem
        for place, problem in enumerate(problems)
    ]


def _read_records(plan: PlanFile, given: _GivenFile, here: Surroundings) -> ReadRows:
    from plantrack.store.csv import headings, rows, sheets

    filled, attributes = _read_filled(plan.plan, given)
    day = given.day or given.today
    format = headings.SheetFormat(
        manner=given.manner,
        ignored=given.file.ignore or [],
        named=_read_columns(given.file.columns or []),
        filled=filled,
        day=day.toml(),
        sheet=given.file.sheet,
        expected=given.file.expected,
    )
    here.announce_reading(given.name, given.content)
    follow = here.progress.follow(say("reading the rows"))
    sheet, unreadable = sheets.read_sheet(given.name, given.content, plan.plan, format, follow)
    records: list[Record] = []
    lines: list[int] = []
    problems = Problems()
    reader = LogReader(plan.promises, problems)
    replaced: dict[int, Replaced] = {}
    # Of each item what any of its rows says.
    said: dict[str, set[str]] = {}
    for row in sheet.rows if attributes else ():
        said.setdefault(fold_name(str(row.get("item", ""))), set()).update(row)
    checking = here.progress.follow(say("checking the rows"))
    for row, line, was in checking([*zip(sheet.rows, sheet.lines, sheet.replaced, strict=True)]):
        before = len(problems)
        # What changes on a day is what its row says, and what another row of an item says needs no filling.
        is_change = row.get("stage") == CHANGED != filled.get("stage")
        if row.get("kind") == filled.get("kind") and "stage" in row and not is_change:
            beside = said.get(fold_name(str(row.get("item", ""))), ())
            row = {**{key: value for key, value in attributes.items() if key not in beside}, **row}
        record = reader.record(rows.choose_table(row), row, 0, "")
        unreadable += [problem._replace(about=None, file=given.name, line=line) for problem in problems[before:]]
        if record is not None:
            replaced |= {len(records): was} if was else {}
            records.append(record)
            lines.append(line)
    dated = [row for row in sheet.rows if given.day is None or row.get("date") != given.day.toml()]
    month_starts = 0 if sheet.is_log else rows.count_month_starts(dated)
    of_log = replaced if sheet.is_log else None
    return ReadRows(records, lines, of_log, unreadable, month_starts, sheet.is_wide, sheet.silent)


def _read_filled(plan: Plan, given: _GivenFile) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what rows say where the file does not, and which attributes items of the kind have where theirs do not.

    Raise UsageError where a word means nothing.
    """
    words = TypedWords(plan)
    filled: dict[str, Any] = dict(given.lacking.read_evidence().given())
    kind = None if given.lacking.kind is None else words.kind(given.lacking.kind)
    stage = given.lacking.stage
    if kind is not None:
        filled["kind"] = kind.id
        stage = None if stage is None else words.stage(kind, stage, kind.known_stages())
    if stage is not None:
        filled["stage"] = stage
    attributes: dict[str, Any] = {}
    if given.lacking.set and given.lacking.kind is None:
        words.problems.append(Problem(say("--set says what the items of a kind have"), say("name it by --kind KIND")))
    elif given.lacking.set and kind is not None:
        settings = recording.read_settings(words, kind, given.lacking.set)
        attributes = recording.read_set_attributes(words, kind, settings, given.manner)
    if given.day is not None:
        filled["date"] = given.day.toml()
    words.check()
    return filled, attributes


def _read_columns(typed: Sequence[str]) -> dict[str, str]:
    """Return what each heading is said to be; a heading may hold a `=`, a key never does."""
    named: dict[str, str] = {}
    for setting in typed:
        heading, _, key = setting.rpartition("=")
        if not heading.strip() or not key.strip():
            raise UsageError(Problem(say("--columns: {setting} is not COLUMN=KEY", setting=quoted(setting))))
        named[heading] = key.strip()
    return named
