"""What is told above each drawing, and which values it spans: the same on a screen and in a file."""

from plantrack.plan.model import Number
from plantrack.plan.reports.burnup import Point, TargetBurnup
from plantrack.plan.reports.status import StatusReport, TargetStatus
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.page import Line, Piece
from plantrack.render.pages.status import mark_revised, word_time
from plantrack.render.text.schedule import word_schedule
from plantrack.render.text.standing import (
    list_remarks,
    word_aged_figure,
    word_distance,
    word_expectation,
    word_revision,
)
from plantrack.render.text.statuses import SIGNS, STYLES, WORDS, mark_status
from plantrack.render.text.wording import word_as_of

_DOT, _COMMA = " · ", ", "

Drawable = tuple[TargetBurnup, TargetStatus]


def tell_plan(standing: StatusReport, *, has_signs: bool = True) -> list[Line]:
    """Return the title of a plan, the day that is asked about, and how much of the time is gone."""
    asked = word_as_of(standing.as_of, standing.known)
    told = [Piece(asked), Piece(_DOT if has_signs else _COMMA), Piece(word_time(standing))]
    return [Line(standing.plan.title, heading=True), Line(told, "dim")]


def tell_target(
    target: TargetBurnup, stands: TargetStatus, standing: StatusReport, *, has_signs: bool = True
) -> list[Line]:
    """Return the title of a target, where it stands, what was revised, and what cannot be drawn."""
    told = [Line(target.title, heading=True), tell_standing(stands, has_signs=has_signs)]
    told += [Line(remark, "dim") for remark in list_remarks(stands)]
    told += [
        Line(say("* {revision}", revision=word_revision(revised)), "dim")
        for revised in standing.revisions
        if revised.target == target.id
    ]
    lack = word_lack(target, stands, standing.as_of)
    return told if lack is None else [*told, Line(lack, "dim")]


def tell_standing(stands: TargetStatus, *, has_signs: bool = True) -> Line:
    """Return where a target stands: `4 of 5 schools · planned 2 · 1 ahead · ● on track, ahead until 2024-06`."""
    between = _DOT if has_signs else _COMMA
    told: list[Value] = [word_aged_figure(stands)]
    if stands.planned is not None:
        told.append(word_expectation(stands))
    distance = word_distance(stands)
    told += [distance] if distance != "" else []
    # Between two dots a third one says nothing.
    has_sign = has_signs and SIGNS[stands.status] != _DOT.strip()
    plain = Piece(WORDS[stands.status], STYLES[stands.status])
    status = mark_revised(mark_status(stands.status) if has_sign else plain, stands)
    schedule = word_schedule(stands)
    if schedule != "":
        status = status._replace(text=say("{status}, {schedule}", status=status.text, schedule=schedule))
    return Line([*(piece for one in told for piece in (Piece(one), Piece(between))), status])


def word_lack(target: TargetBurnup, stands: TargetStatus, as_of: str) -> Sentence | None:
    """Return what cannot be drawn; None where all can."""
    if stands.status == "not-started":
        return say("It starts on {day}.", day=target.start)
    if not stands.records and target.goal is None:
        return say("No records by {day}, and no goal: nothing to draw.", day=as_of)
    if not stands.records:
        return say("No records by {day}.", day=as_of)
    if stands.actual is None:
        return say("No total is known by {day}: no baseline, and nothing measured.", day=as_of)
    return None


def choose_actual(target: TargetBurnup, stands: TargetStatus) -> list[Point]:
    """Return the actual where that is news; of what is followed, that there is none yet is nothing to draw."""
    return target.actual if stands.records or (stands.has_news and target.goal is not None) else []


def choose_values(target: TargetBurnup, stands: TargetStatus) -> tuple[Number, Number] | None:
    """Return the least and the greatest value of a drawing, which differ; None where there is nothing to draw."""
    points = [*choose_actual(target, stands), *target.planned, *target.measurements, *target.expected]
    values = [point.value for point in points]
    values += [goal for goal in (target.goal, target.stretch) if goal is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    return (low, high) if low < high else (min(low, 0), max(high, 0) or int(low == 0))
