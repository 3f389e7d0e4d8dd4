"""A block for each target with a goal: its drawing, three sentences, and what is behind the figure by name."""

from collections.abc import Sequence
from datetime import date

from plantrack.plan.arithmetic.exact import difference
from plantrack.plan.dates import day_text
from plantrack.plan.dossier.backing import Backing
from plantrack.plan.dossier.report import Dossier
from plantrack.plan.model import Evidence
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Value, say
from plantrack.render.chart.axes import Axes, Size, choose_axes
from plantrack.render.chart.labels import ROW_HEIGHT
from plantrack.render.chart.sheet import draw_sample, list_series
from plantrack.render.chart.svg import draw_target
from plantrack.render.chart.telling import Drawable
from plantrack.render.chart.values import SvgSeries
from plantrack.render.dossier.parts import Citation, Citations, Sign, find_anchor, sign_status
from plantrack.render.dossier.results import list_caveats
from plantrack.render.markup import NOTHING_MARKED, Markup, element
from plantrack.render.text.numbers import format_figure, word_figure, word_goal, word_span
from plantrack.render.text.schedule import word_schedule
from plantrack.render.text.standing import word_actual, word_distance, word_revision
from plantrack.render.text.writer import Writer
from plantrack.tuples import NamedTuple

# All targets have the same plot, so that years stand below each other down the page.
_DRAWING = Size(400, 237)
_SAMPLE_WIDTH = 28


class NamedLine(NamedTuple):
    """An item behind a figure, and who says so."""

    item: str
    cites: Sequence[Citation]


class Sample(NamedTuple):
    """What a line of the drawings means."""

    drawing: Markup
    name: Value


class Remark(NamedTuple):
    """Why a target stands as it does, and what is asked of whom."""

    why: Value  # the heading of the text, with its day
    text: str
    ask: str  # empty: nothing
    cites: Sequence[Citation]


class Block(NamedTuple):
    """One target."""

    id: str
    title: Value
    sign: Sign
    owner: Value
    drawing: Markup  # empty: there is nothing to draw
    sentences: Sequence[Value]
    remarks: Sequence[Value]
    comment: Remark | None  # the latest; None: there is none
    named: Sequence[NamedLine]
    naming: Value  # what stands before these names
    more: Value  # how many there are beyond them; empty: none
    rest: Value  # what stands after all of them


class Blocks(NamedTuple):
    """All blocks, and what their lines mean."""

    key: Sequence[Sample]
    blocks: Sequence[Block]


def build_blocks(dossier: Dossier, citations: Citations, writer: Writer) -> Blocks:
    """Return a block for each judged target, in their order."""
    drawn: list[Drawable] = list(zip(dossier.burnup.targets, dossier.judged, strict=True))
    all_axes = choose_axes(drawn, dossier.burnup.as_of, _DRAWING, writer)
    blocks = [_build_block(one, axes, dossier, citations) for one, axes in zip(drawn, all_axes, strict=True)]
    key = [Sample(_draw_sample_alone(series), series.name) for series in list_series(drawn, all_axes)]
    return Blocks(key, blocks)


def _draw_sample_alone(series: SvgSeries) -> Markup:
    size = f"0 0 {_SAMPLE_WIDTH} {ROW_HEIGHT:.0f}"
    return element("svg", *draw_sample(series, 0, ROW_HEIGHT * 0.75), viewBox=size, aria_hidden="true")


def _build_block(drawn: Drawable, axes: Axes | None, dossier: Dossier, citations: Citations) -> Block:
    target, stands = drawn
    backing = dossier.backing[stands.id]
    anchor = find_anchor(stands.id)
    revised = [word_revision(one) for one in dossier.standing.revisions if one.target == stands.id]
    return Block(
        id=anchor,
        title=stands.title,
        sign=sign_status(stands.status),
        owner=stands.owner or "",
        drawing=NOTHING_MARKED if axes is None else draw_target(target, stands, axes, f"drawing-{stands.id}"),
        sentences=[_tell_figure(stands, dossier), _tell_schedule(stands), _tell_rest(stands, dossier)],
        remarks=[*list_caveats(stands), *revised],
        comment=_build_remark(stands, citations),
        named=[NamedLine(one.item, citations.cite(one.evidence)) for one in backing.named],
        naming=_tell_named(backing),
        more=say("and {number} more", number=backing.others) if backing.others else "",
        rest=_tell_unnamed(stands),
    )


def _build_remark(target: TargetStatus, citations: Citations) -> Remark | None:
    said = target.comment
    if said is None:
        return None
    cites = citations.cite(Evidence(said.decision, said.source, said.note))
    return Remark(say("why, {date}", date=said.date), said.text, said.ask or "", cites)


def _tell_figure(target: TargetStatus, dossier: Dossier) -> Value:
    """Say where it is, where the plan expected it, and how far that is apart."""
    figure = word_figure(word_actual(target), target, target.unit)
    as_of, age = dossier.standing.as_of, target.in_words.age
    # A final figure is judged on the due date, and true on its own day.
    day = as_of if age is None else day_text(date.fromisoformat(as_of).toordinal() - age)
    is_due = target.in_words.at_once or target.judged not in (None, day)
    planned = format_figure(target.planned, target.places)
    if target.status == "not-started":
        return say("It starts from {baseline} on {start}.", baseline=target.baseline or 0, start=target.start)
    if not target.has_news:
        if planned == "":
            return say("Nothing is recorded of it by {day}.", day=as_of)
        return say("Nothing is recorded of it by {day}; the plan expected {planned}.", day=as_of, planned=planned)
    distance = word_distance(target)
    if planned == "" or distance == "":
        return say("{figure} on {day}.", figure=figure, day=day)
    if is_due:
        return say(
            "{figure} on {day}. All of it was due on {due}: {distance}.",
            figure=figure,
            day=day,
            due=target.due,
            distance=distance,
        )
    return say(
        "{figure} on {day}. The plan expected {planned} by then: {distance}.",
        figure=figure,
        day=day,
        planned=planned,
        distance=distance,
    )


def _tell_schedule(target: TargetStatus) -> Value:
    """Say since when it is short, until when it is ahead or when it was met, and how old the latest record is."""
    schedule = word_schedule(target)
    latest = (
        say("It starts from {baseline}: there is no record of it yet.", baseline=target.baseline or 0)
        if target.last_date is None
        else say("The latest of its records is of {date}.", date=target.last_date)
    )
    return latest if schedule == "" else say("{schedule}. {latest}", schedule=schedule, latest=latest)


def _tell_rest(target: TargetStatus, dossier: Dossier) -> Value:
    """Say what the average so far gives, and what is still needed."""
    goal, as_of, due = word_goal(target), dossier.standing.as_of, target.due
    if as_of > due:
        return say("It was due on {due}: {goal}.", due=due, goal=goal)
    left = date.fromisoformat(due).toordinal() - date.fromisoformat(as_of).toordinal()
    missing = format_figure(_count_missing(target), target.places)
    if target.status == "met" or missing == "":
        return say("It is due on {due}: {goal}.", due=due, goal=goal)
    needed = say("{number} less", number=missing) if target.falls else say("{number} more", number=missing)
    if target.outlook is None:
        told = say("The goal of {goal} by {due} needs {needed}.", goal=goal, due=due, needed=needed)
    else:
        told = say(
            "At the average so far it comes to {outlook} by {due}; the goal needs {needed} in {span}.",
            outlook=format_figure(target.outlook, target.places),
            due=due,
            needed=needed,
            span=word_span(left),
        )
    if target.expected is None:
        return told
    return say("{told} If every expected date holds, it will be {expected}.", told=told, expected=target.expected)


def _count_missing(target: TargetStatus) -> float | None:
    """Return what is missing of the goal, or too much; None where nothing is."""
    if target.goal is None or target.actual is None or target.baseline is None:
        return None
    missing = difference(target.actual, target.goal) if target.falls else difference(target.goal, target.actual)
    return missing if missing > 0 else None


def _tell_named(backing: Backing) -> Value:
    if not backing.named:
        return ""
    count = len(backing.named) + backing.others
    if backing.others:
        return say("{number} known by name, the latest of them:", number=count)
    return say("{number} known by name:", number=count)


def _tell_unnamed(target: TargetStatus) -> Value:
    if target.unnamed is None or target.unnamed <= 0:
        return ""
    return say("{number} without a name yet.", number=target.unnamed)
