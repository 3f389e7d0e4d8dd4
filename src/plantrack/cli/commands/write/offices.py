"""`plantrack import office.toml`: record what another plan file says beyond ours."""

from collections.abc import Iterable, Iterator, Sequence

import typer

from plantrack.cli import recording
from plantrack.cli.answer import Answer, Surroundings
from plantrack.cli.recording import WritingOptions
from plantrack.cli.resolving import resolve_items, tell_respelled
from plantrack.cli.terminal import Progress
from plantrack.plan.keys import is_own
from plantrack.plan.merging.conflicts import (
    LogSide,
    explain_conflicts,
    explain_doubled,
    find_attribute_conflicts,
    find_distinct_items,
    refuse_out_of_order,
)
from plantrack.plan.merging.logs import LogConflict, MergedLogs, merge_logs
from plantrack.plan.merging.matching import (
    find_doubled,
    match_items,
    rebuild_plan,
    spell_as_ours,
)
from plantrack.plan.merging.promises import find_promise_differences
from plantrack.plan.model import Comment, ItemKey, ItemRecord, Measurement
from plantrack.plan.problems import Problem, RecordRefused, UsageError
from plantrack.plan.rules.alike import refuse_near_twins
from plantrack.plan.rules.joining import Joined
from plantrack.plan.rules.refusals import refuse_future
from plantrack.plan.sentences import Sentence, list_words, say
from plantrack.render.pages.recording import build_merge_page, build_new_names_page
from plantrack.store import other_plan, planfile
from plantrack.store.planfile import PlanFile
from plantrack.tuples import NamedTuple

# Of the options of `import` those that a plan file takes too.
_OF_PLANS = ("file", "new", "correct", "lang", *WritingOptions._fields)
_FINDING_ITEMS = say("finding the items of the records")
_COMPARING = say("comparing the records with the plan")


class OtherFile(NamedTuple):
    """Another plan file, as it was read."""

    name: str  # as given
    content: bytes


class MergeChoice(NamedTuple):
    """What is meant where two plans differ."""

    new: bool  # names that nearly equal a known one are new ones
    correct: bool  # where both say otherwise, theirs holds


def import_plan(context: typer.Context, other: OtherFile, choice: MergeChoice, writing: WritingOptions) -> Answer:
    """Record what another plan file says beyond ours, all or nothing."""
    here: Surroundings = context.obj
    notes: list[Sentence] = []
    with recording.nothing_written():
        _refuse_options_of_csv(context)
        here.announce_reading(other.name, other.content)
        theirs = planfile.parse(other.name, other.content)

    def propose(ours: PlanFile) -> Joined:
        merge = _Merge(ours, theirs, choice, here.progress)
        joined = merge.join(here.today.hi)
        notes.extend((*_tell_differences(ours, theirs), *merge.notes))
        return joined

    report = recording.record(writing, here, propose)
    page = build_merge_page(report)
    return recording.answer_report(report, writing, here.writer, page, [*notes, *build_new_names_page(report)])


def _refuse_options_of_csv(context: typer.Context) -> None:
    """Raise UsageError for each option that says how a spreadsheet is read."""
    problems = []
    for parameter in context.command.params:
        source = context.get_parameter_source(parameter.name or "")
        if source is not None and source.name == "COMMANDLINE" and parameter.name not in _OF_PLANS:
            message = say("{option} is for CSV, not for another plan file", option=parameter.opts[0])
            problems.append(Problem(message, say("leave it out")))
    if problems:
        raise UsageError(*problems)


class _Merge:
    """Two plan files, the items of the other one under the keys of ours."""

    def __init__(self, ours: PlanFile, theirs: PlanFile, choice: MergeChoice, progress: Progress) -> None:
        self._ours, self._theirs, self._choice, self._progress = ours, theirs, choice, progress
        self._progress.announce(_FINDING_ITEMS)
        self.notes: list[Sentence] = []
        self._here = LogSide(ours.path, ours.plan, ours.ledger, planfile.record_lines(ours))
        there = LogSide(theirs.path, theirs.plan, theirs.ledger, planfile.record_lines(theirs))
        keys = self._find_keys(there)
        self._progress.announce(_COMPARING)
        milestones = list(self._call_as_ours(keys))
        plan, ledger = rebuild_plan(theirs.plan, milestones, keys)
        self._there = there._replace(plan=plan, ledger=ledger)

    def join(self, today: int) -> Joined:
        """Return what joins ours; raise where anything is missing, or may not join."""
        records = self._there.plan.records()
        own, follow = self._here.plan.records(), self._progress.follow(_COMPARING)
        merged = merge_logs(own, records, self._here.ledger, correct=self._choice.correct, follow=follow)
        self._progress.announce(say("looking for what does not fit"))
        needed = [records[place].place for place in merged.joining]
        missing = other_plan.find_missing(self._ours, self._theirs, needed)
        if missing:
            raise UsageError(*missing)
        joined = Joined(
            milestones=[one for one in merged.joining.values() if isinstance(one, ItemRecord)],
            measurements=[one for one in merged.joining.values() if isinstance(one, Measurement)],
            comments=[one for one in merged.joining.values() if isinstance(one, Comment)],
            already_recorded=merged.known,
            refused=[],
            ledger=merged.ledger,
        )
        conflicts = self._find_conflicts(merged)
        problems = [
            *explain_conflicts(self._here, self._there, conflicts),
            *self._refuse_records(merged, joined, today),
            *refuse_out_of_order((self._here, self._there), merged, {one.theirs.identity[:2] for one in conflicts}),
        ]
        if problems:
            raise RecordRefused(*_give_hint_once(sorted(problems, key=lambda problem: problem.line or 0)))
        self.notes += [tell_respelled(typed, name) for typed, name in merged.called.items()]
        self.notes += self._tell_what_stays(needed)
        self.notes += recording.note_impossible_percentages(self._ours, joined)
        return joined

    def _find_keys(self, there: LogSide) -> dict[ItemKey, str]:
        """Return the key of ours of each of their items: by the rule for files, else as a typed name is read."""
        matched = match_items(self._here.ledger, there.ledger)
        keys = matched.keys
        first = {record.item_key: record for record in reversed(there.plan.milestones)}
        unknown = [first[key] for key in matched.unknown if key[0] in self._here.plan.kinds]
        resolved = resolve_items(self._ours, unknown, "logged", self._progress.follow(_FINDING_ITEMS))
        taken = {(kind, key) for (kind, _), key in keys.items()}
        for record, found in zip(unknown, resolved.records, strict=True):
            if isinstance(found, ItemRecord) and not (self._choice.new and found.item_key in taken):
                keys[record.item_key] = found.key
                taken.add(found.item_key)
        refused = [
            one.problem._replace(file=there.path, line=there.lines[unknown[one.place].place])
            for one in resolved.refused
        ]
        doubled = [*matched.doubled, *find_doubled(keys)]
        problems = [*refused, *explain_doubled(self._here, there, doubled)]
        if problems:
            raise RecordRefused(*sorted(problems, key=lambda problem: problem.line or 0))
        return keys

    def _call_as_ours(self, keys: dict[ItemKey, str]) -> Iterator[ItemRecord]:
        """Give their milestones with the items and the values of attributes as ours spells them."""
        spelled = spell_as_ours(self._here.plan, self._theirs.plan)
        for record in self._theirs.plan.milestones:
            attributes = {name: spelled.get(name, {}).get(value, value) for name, value in record.attributes.items()}
            yield record._replace(key=keys.get(record.item_key, record.key), attributes=attributes)

    def _find_conflicts(self, merged: MergedLogs) -> list[LogConflict]:
        """Return all that both plans say otherwise, unless theirs is to hold."""
        if self._choice.correct:
            return []
        here, there = self._here, self._there
        back = merge_logs(there.plan.records(), here.plan.records(), there.ledger)
        conflicts = [*merged.conflicts, *find_distinct_items(here, there)]
        told = {(one.theirs.identity[:2], one.key) for one in conflicts}
        others = find_attribute_conflicts(here, there, merged, back)
        return [*conflicts, *(one for one in others if (one.theirs.identity[:2], one.key) not in told)]

    def _refuse_records(self, merged: MergedLogs, joined: Joined, today: int) -> Iterator[Problem]:
        """Give the problem of each record that may not join, whatever is to hold."""
        records, lines = self._there.plan.records(), self._there.lines
        places = list(merged.joining)
        for place, record in merged.joining.items():
            problem = refuse_future(record, today, self._here.plan, self._here.ledger)
            if problem is not None:
                yield problem._replace(file=self._there.path, line=lines[records[place].place])
        joining = list(merged.joining.values())
        self._progress.announce(recording.COMPARING_NAMES)
        for refused in refuse_near_twins(self._here.plan, self._here.ledger, joining, joined, new=self._choice.new):
            line = lines[records[places[refused.place]].place]
            yield refused.problem._replace(file=self._there.path, line=line)

    def _tell_what_stays(self, needed: Iterable[tuple[str, int]]) -> Iterator[Sentence]:
        """Say which keys of the user's own are no texts, and so stay in the other plan."""
        rows = (self._theirs.data[table][position] for table, position in needed)
        keys = dict.fromkeys(
            key for row in rows for key, value in row.items() if is_own(key) and not isinstance(value, str)
        )
        if keys:
            yield say("note: not carried, since it is no text: {keys}", keys=list_words(keys))


def _tell_differences(ours: PlanFile, theirs: PlanFile) -> Iterator[Sentence]:
    """Say in what the promises of two plans differ."""
    for table, keys in find_promise_differences(ours.plan, theirs.plan):
        if keys:
            yield say("{table} differs in {path}: {keys}", table=table, path=theirs.path, keys=list_words(keys))
        else:
            yield say("{table} is in {path} alone", table=table, path=theirs.path)


def _give_hint_once(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with a hint that many of them have at the last one alone."""
    last = {problem.hint: place for place, problem in enumerate(problems)}
    return [
        problem if last[problem.hint] == place else problem._replace(hint=None)
        for place, problem in enumerate(problems)
    ]
