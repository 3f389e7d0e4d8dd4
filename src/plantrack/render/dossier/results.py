"""The table of all targets, each group below its heading."""

from datetime import date
from itertools import groupby

from plantrack.plan.dates import day_text
from plantrack.plan.dossier.report import Dossier
from plantrack.plan.model import Number
from plantrack.plan.reports.status import Choice, TargetStatus
from plantrack.plan.sentences import Sentence, Value, say, say_counted
from plantrack.render.dossier.parts import (
    Citations,
    GridCell,
    Heading,
    PaperTable,
    RowGroup,
    count_signs,
    find_anchor,
    sign_status,
)
from plantrack.render.text import headings
from plantrack.render.text.numbers import dash_unknown, format_figure, word_goal, word_limit, word_range
from plantrack.render.text.standing import list_remarks, word_actual
from plantrack.render.text.wording import list_clauses


def build_results(dossier: Dossier, choice: Choice, citations: Citations) -> PaperTable:
    """Return a row for each target: from where it went, where it is, where it should be, and where it is to go."""
    heads = [
        Heading(headings.TARGET, 25),
        Heading(headings.BASELINE, 10, is_number=True),
        Heading(say("last figure"), 13, is_number=True),
        Heading(headings.PLANNED, 10, is_number=True),
        Heading(headings.GOAL, 12, is_number=True),
        Heading(headings.STATUS, 12),
    ]
    has_notes = any(_note(target) != "" for target in dossier.standing.targets)
    if has_notes:
        heads.append(Heading(say("to be known"), 18))
    groups = []
    grouped = groupby(dossier.standing.targets, key=lambda target: target.group)
    has_groups = any(target.group is not None for target in dossier.standing.targets)
    for group, members in grouped:
        own = list(members)
        rows = [_build_result(target, dossier, citations)[: len(heads)] for target in own]
        name: Value = headings.NO_GROUP if group is None else group
        counts = count_signs([target.status for target in own])
        groups.append(RowGroup(rows, name, counts) if has_groups else RowGroup(rows))
    count = len(dossier.standing.targets)
    number = (
        say_counted("{count} target.", "{count} targets.", count)
        if choice.is_given
        else say_counted("The only target.", "All {count} targets.", count)
    )
    caption = say(
        "{number} Followed: it has no goal, so that nothing is judged. A dash: not known.",
        number=number,
    )
    return PaperTable("results-table", "", caption, heads, groups)


def _build_result(target: TargetStatus, dossier: Dossier, citations: Citations) -> list[GridCell]:
    backing, promise = dossier.backing[target.id], dossier.promises[target.id]
    last = [] if target.last_date is None or target.actual is None else citations.cite(backing.latest)
    promised = [] if target.goal is None else citations.cite(promise)
    return [
        GridCell(target.title, leads_to=find_anchor(target.id) if target.goal is not None else ""),
        GridCell(dash_unknown(target.baseline), date="" if target.baseline is None else _find_eve(target)),
        GridCell(
            word_actual(target),
            date=_find_last_day(target),
            cites=last,
            is_strong=True,
        ),
        GridCell(format_figure(target.planned, target.places), date=_find_planned_day(target, dossier)),
        GridCell(
            word_goal(target),
            date="" if target.goal is None else target.due,
            cites=promised,
            below=_word_original(target, dossier),
        ),
        GridCell(sign=sign_status(target.status), below=_word_revised(target)),
        GridCell(_note(target)),
    ]


def _find_last_day(target: TargetStatus) -> str:
    """Return for which day the last figure is; empty where nobody said one."""
    if target.actual is None:
        return ""
    if target.last_date is not None:
        return target.last_date
    return "" if target.has_news else _find_eve(target)


def _find_planned_day(target: TargetStatus, dossier: Dossier) -> str:
    """Return for which day the planned value is; empty where it is the day that is asked about."""
    judged = target.due if target.in_words.at_once else target.judged
    return "" if target.planned is None or judged is None or judged == dossier.standing.as_of else judged


def _find_eve(target: TargetStatus) -> str:
    return day_text(date.fromisoformat(target.start).toordinal() - 1)


def _word_revised(target: TargetStatus) -> Value:
    return "" if target.revised is None else say("revised on {day}", day=target.revised)


def _word_original(target: TargetStatus, dossier: Dossier) -> Value:
    """Return the goal and the due date of the first promise, as far as they are others now; empty where they are not.

    Without it nobody sees whether a goal was reached, or brought nearer.
    """
    first: dict[str, Number | str | None] = {}
    for revised in dossier.standing.revisions:
        for change in revised.changes if revised.target == target.id else ():
            first.setdefault(change.term, change.before)
    low, due = first.get("goal", target.goal), first.get("due", target.due)
    stretch = first.get("stretch", target.stretch)
    assert not isinstance(low, str)
    assert not isinstance(stretch, str)
    has_other_due = due != target.due
    if (low, stretch) == (target.goal, target.stretch):
        return say("originally by {due}", due=due or "") if has_other_due else ""
    goal = word_limit(word_range(low, stretch), falls=target.falls)
    if has_other_due:
        return say("originally {goal} by {due}", goal=goal, due=due or "")
    return say("originally {goal}", goal=goal)


def list_caveats(target: TargetStatus) -> list[Sentence]:
    """Return what must be known so that the row of a target misleads nobody, and that nobody said why it is behind.

    Whoever reads that something is behind looks for the reason: that there is none is told, not left to be searched.
    """
    has_no_reason = target.status in ("behind", "missed") and target.comment is None
    return [
        *list_remarks(target),
        *([say("no comment and no request on the target itself was written")] if has_no_reason else []),
    ]


def _note(target: TargetStatus) -> Value:
    """Return why it stands so, where somebody said it, and what must be known so that its row misleads nobody."""
    said = [] if target.comment is None else [target.comment.text]
    return list_clauses([*said, *list_caveats(target)])
