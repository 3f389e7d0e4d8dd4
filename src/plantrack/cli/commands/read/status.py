"""`plantrack status`: where every promise stands."""

from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from plantrack.cli import asking
from plantrack.cli.answer import Answer
from plantrack.cli.asking import Asked, DayOptions, DuringOption, GroupOption, OutputOptions, OwnerOption
from plantrack.cli.options import DateOptions, examples
from plantrack.cli.parsing import WordChoice
from plantrack.plan.arithmetic.status import ATTENTION, WORST_FIRST, Status
from plantrack.plan.dates import LAST_DAY, PartialDate
from plantrack.plan.model import Plan, Target, Title
from plantrack.plan.problems import Problem, Problems, UsageError
from plantrack.plan.reports.comments import Commented
from plantrack.plan.reports.status import Choice, Measured, StatusReport, TargetStatus, arrange_by_group, status_report
from plantrack.plan.sentences import Called, CalledTarget, Value, list_values, say
from plantrack.plan.view import View
from plantrack.render.page import Page, Rows
from plantrack.render.pages.status import build_brief_page, build_comments, build_status_page, list_next_steps
from plantrack.render.text.statuses import ASKED, WORDS
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

_WORSE: tuple[Status, ...] = ("at-risk", "behind", "missed")
# Those that can make a script stop.
_FAILING: tuple[Status, ...] = (*_WORSE, "no-data", "unreported")

TargetsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[TARGET]...", help="Only these targets, by id or title.")
]

FailIfOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-if",
        click_type=WordChoice({status: WORDS[status] for status in _FAILING}),
        help="Exit 1 when a shown target is there, or worse (at-risk, behind, missed); may be repeated.",
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--only",
        metavar="STATUS",
        help="Only targets of this status; attention: missed, behind, at-risk, unreported, no-data; may be repeated.",
    ),
]
SortOption = Annotated[
    Literal["file", "worst"],
    typer.Option("--sort", help="In the order of the file, by group; or the worst first, whatever their group."),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", metavar="DATE", help="What moved since the end of the day before, and which records did it."
    ),
]
CommentsOption = Annotated[
    bool, typer.Option("--comments", help="Below the table, why each target stands as it does, and what is asked.")
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="ATTRIBUTE", help="Break the counted targets down by an attribute of their items."),
]
BriefOption = Annotated[
    bool,
    typer.Option(
        "--brief", help="At most eight plain lines, for a message: the time, the counts, what is behind, late, next."
    ),
]


class ChoiceOptions(NamedTuple):
    """Which targets, and in which order."""

    group: GroupOption = None
    owner: OwnerOption = None
    only: OnlyOption = None
    sort: SortOption = "file"

    def read(self, plan: Plan, among: Sequence[Target], writer: Writer) -> Choice:
        """Return which of some targets are meant; raise UsageError where a name or a status is unknown."""
        known = plan.targets.values()
        problems = Problems()
        groups, owners = list[Title](), list[Title]()
        if self.group or self.owner:
            # What knows names takes longer to import than the report.
            from plantrack.cli.naming import find_titles

            groups = find_titles("group", (target.group for target in known), self.group or (), problems)
            owners = find_titles("owner", (target.owner for target in known), self.owner or (), problems)
        statuses = _read_statuses(self.only or (), writer, problems)
        choice = Choice(groups, owners, statuses, self.sort == "worst", among=len(among))
        if problems:
            raise UsageError(*problems)
        return choice


class Shown(NamedTuple):
    """Which targets are answered, as was asked, and the exit code that follows from where they stand."""

    targets: list[Target]
    choice: Choice
    code: int


EXAMPLES = examples("plantrack status", "plantrack status clusters-started --as-of 2024-12-31 --fail-if behind")


def status(
    context: typer.Context,
    *,
    targets: TargetsArgument = None,
    since: SinceOption = None,
    during: DuringOption = None,
    by: ByOption = None,
    comments: CommentsOption = False,
    choice: ChoiceOptions,
    day: DayOptions,
    typed: DateOptions,
    fail_if: FailIfOption = None,
    brief: BriefOption = False,
    output: OutputOptions,
) -> Answer:
    """Show where every target stands.

    The actual and the goal, a bar with a tick where the plan expects to be, how far that is from the plan and since
    when, and what the average so far gives at the due date. With --since or --during what moved, with --by in which
    district, or any other attribute; with both, what moved where. Each of these for the targets of a group or an
    owner, or that stand badly, alone. With the comments also why, in the words of the latest on each.
    """
    others = {"--since": since, "--during": during, "--by": by}
    if brief:
        _check_brief(output, {**others, "--comments": "" if comments else None})
    if comments:
        _check_comments(others)
    if during is not None:
        asking.check_during(context.obj, during, typed, {"--since": since, "--as-of": day.as_of})
        since, day = during, day._replace(as_of=during)
    asked = asking.open_view(context, output, day, typed, with_lines=since is not None and by is None)
    view = asked.view
    among = list(view.plan.targets.values())
    if targets:
        # What knows words is not imported where none is typed.
        from plantrack.cli.calling import choose_targets

        among = choose_targets(view.plan, targets)
    if by is not None:
        by, among = _choose_with_attribute(view.plan, among, by, chosen=bool(targets))
    chosen = choice.read(view.plan, among, asked.form.here.writer)
    chosen = chosen._replace(worst_first=True) if brief else chosen
    ordered = arrange_by_group(among)
    moment = None if since is None else asking.read_since(since, asked, "--since" if during is None else "--during")
    if by is not None:
        return _break_down(asked, by, moment, _choose_shown(view, ordered, chosen, fail_if or []))
    if moment is not None:
        return _show_movement(asked, moment, _choose_shown(view, ordered, chosen, fail_if or []))
    report = status_report(view, ordered, chosen)
    shown = _show_report(view, report, chosen, fail_if or [])
    if brief:
        here = asked.form.here._replace(width=None, colour=False)
        page = build_brief_page(report, chosen, _tell_due(view, shown))
        return Answer(asking.draw_page(page, here), asked.form.notes, shown.code, form="drawn")
    steps = [] if view.known else list_next_steps(view.plan, view.path, output.plan is not None)
    rows = Rows(TargetStatus, report.targets, {"measured": Measured, "comment": Commented})

    def build_page() -> Page:
        page = build_status_page(report, steps, chosen)
        return [*page, *build_comments(report)] if comments and report.targets else page

    return asking.render_answer(asked.form, report, build_page, rows, shown.code)


def _show_report(view: View, report: StatusReport, choice: Choice, fail_if: list[str]) -> Shown:
    code = 1 if _fails(report, fail_if) else 0
    return Shown([view.plan.targets[target.id] for target in report.targets], choice, code)


def _choose_shown(view: View, targets: list[Target], choice: Choice, fail_if: list[str]) -> Shown:
    """Return which targets are told of which something else is asked than where they stand."""
    if choice.judges or fail_if:
        return _show_report(view, status_report(view, targets, choice), choice, fail_if)
    return Shown(list(filter(choice.takes, targets)), choice, 0)


def _read_statuses(typed: Sequence[str], writer: Writer, problems: Problems) -> list[Status]:
    """Return the statuses that are meant, the worst first; one that is unknown is added to the problems."""
    if not typed:
        return []
    from plantrack.cli.calling import find_status

    asked = {find_status(word, ASKED, writer, problems) for word in typed}
    return [status for status in WORST_FIRST if status in asked or ("attention" in asked and status in ATTENTION)]


def _check_brief(output: OutputOptions, others: dict[str, str | None]) -> None:
    """Raise UsageError where something else is asked for than a few lines for people."""
    format = "csv" if output.excel else output.format
    if format != "table":
        raise UsageError(Problem(say("--brief is for people, not for {format}", format=format)))
    if beside := asking.find_given(others):
        raise UsageError(Problem(say("--brief and {option} cannot be given together", option=beside)))


def _check_comments(others: dict[str, str | None]) -> None:
    """Raise UsageError where an option asks for another table than the one with the comments below it."""
    if beside := asking.find_given(others):
        message = say("--comments and {option} cannot be given together", option=beside)
        raise UsageError(Problem(message, say("--since and --during list the comments of their time")))


def _tell_due(view: View, shown: Shown) -> list[Value]:
    """Return what is late and what is next: of the whole plan, or of the shown targets and what they count."""
    from plantrack.plan.due.report import DAYS_WITHIN, DueRequest, due_report
    from plantrack.render.pages.due import tell_late_and_next

    due = due_report(view, DueRequest(min(view.day + DAYS_WITHIN, LAST_DAY))).due
    if len(shown.targets) < len(view.plan.targets):
        ids = {target.id for target in shown.targets}
        counted = {(target.kind, stage) for target in shown.targets for stage in target.stages}
        due = [line for line in due if line.target in ids or (line.kind, line.stage) in counted]
    return tell_late_and_next(due, view.plan)


def _show_movement(asked: Asked, since: PartialDate, shown: Shown) -> Answer:
    from plantrack.plan.reports.movement import Movement, movement_report
    from plantrack.render.pages.movement import build_movement_page

    report = movement_report(asked.view, since, shown.targets)
    kinds = asked.view.plan.kinds
    rows = Rows(Movement, report.targets)
    return asking.render_answer(
        asked.form, report, lambda: build_movement_page(report, kinds, shown.choice), rows, shown.code
    )


def _break_down(asked: Asked, by: str, since: PartialDate | None, shown: Shown) -> Answer:
    from plantrack.plan.reports import breakdown
    from plantrack.render.pages import breakdown as pages

    view, targets, kinds = asked.view, shown.targets, asked.view.plan.kinds
    of_targets = [target.id for target in targets]
    of_kinds = list(dict.fromkeys(target.kind for target in targets if target.kind is not None))
    if since is None:
        report = breakdown.breakdown_report(view, targets, by)
        rows = Rows(breakdown.Row, report.rows, {"counts": of_targets, "items": of_kinds})
        return asking.render_answer(
            asked.form, report, lambda: pages.build_breakdown_page(report, kinds, shown.choice), rows, shown.code
        )
    moved = breakdown.breakdown_movement_report(view, since, targets, by)
    nested = dict.fromkeys(("then", "now", "difference"), of_targets)
    nested |= dict.fromkeys(("items_then", "items_now", "items_difference"), of_kinds)
    rows = Rows(breakdown.MovedRow, moved.rows, nested)
    return asking.render_answer(
        asked.form, moved, lambda: pages.build_breakdown_movement_page(moved, kinds, shown.choice), rows, shown.code
    )


def _choose_with_attribute(plan: Plan, targets: list[Target], typed: str, *, chosen: bool) -> tuple[str, list[Target]]:
    """Return the attribute that is meant, and the targets whose items have it.

    Raise UsageError where none have, or one that was chosen has not.
    """
    kinds = plan.kinds
    from plantrack.cli.calling import TypedWords

    words = TypedWords(plan)
    by = words.attribute(kinds.values(), typed) or ""
    words.check()
    fitting = [target for target in targets if target.kind is not None and by in kinds[target.kind].attributes]
    without = [CalledTarget(target.id) for target in targets if target not in fitting]
    called = Called(next(id for id, kind in kinds.items() if by in kind.attributes), by)
    if chosen and without:
        message = say("{targets} cannot be broken down by {attribute}", targets=list_values(without), attribute=called)
        raise UsageError(Problem(message, say("only targets whose items have it can: leave the others out")))
    if not fitting:
        raise UsageError(Problem(say("no target counts items that have a {attribute}", attribute=called)))
    return by, fitting


def _fails(report: StatusReport, conditions: list[str]) -> bool:
    failing: set[str] = set()
    for condition in conditions:
        failing.update(_WORSE[_WORSE.index(condition) :] if condition in _WORSE else (condition,))
    return any(target.status in failing for target in report.targets)
