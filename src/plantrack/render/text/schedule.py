"""Since when a target is short of the plan, until when it is ahead, or when it was met: a word, and a sentence."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from plantrack.plan.arithmetic.status import ON_TRACK_PERCENT
from plantrack.plan.dates import day_text
from plantrack.plan.reports.status import TargetStatus
from plantrack.plan.sentences import Sentence, Value, say
from plantrack.render.text.numbers import dash_unknown, word_ordinal, word_span
from plantrack.render.text.standing import name_month, word_distance

if TYPE_CHECKING:
    # What only `show` answers is imported by nothing else.
    from plantrack.plan.show.target import TargetReport


def word_schedule(target: TargetStatus) -> Value:
    """Return since when a target is short, until when it is ahead, or when it was met; empty where it is not judged."""
    turn, days, distance = target.in_words.turn, target.days, target.in_words.distance
    if turn is None or days is None:
        return ""
    month, is_short = name_month(turn), distance is not None and distance.side == "short"
    match target.status:
        case "met" | "met-late" if days == 0:
            return say("met in {month}, on time", month=month)
        case "met":
            return say("met in {month}, {span} early", month=month, span=word_span(days))
        case "met-late":
            return say("met in {month}, {span} late", month=month, span=word_span(-days))
        case "on-track" if days == 0 and not _lacks_something(target):
            return say("on time")
        case "on-track" if days == 0:
            return say("within 5 %") if _is_nearly_there(target) else ""
        case "at-risk" if days == 0:
            return ""
    if days > 0:
        return _word_ahead(target, month)
    # A total of some time ago may be just what was planned then.
    if not is_short:
        return ""
    return say("above since {month}", month=month) if target.falls else say("short since {month}", month=month)


def _lacks_something(target: TargetStatus) -> bool:
    """Tell whether something is missing of what was planned, of items a whole one."""
    distance = target.in_words.distance
    return distance is not None and distance.side == "short" and distance.size > 0


def _is_nearly_there(target: TargetStatus) -> bool:
    """Tell whether so much was gained of what was to be that it is on track whatever is missing."""
    return target.ratio is not None and 100 * target.ratio >= ON_TRACK_PERCENT


def _is_ahead_no_more(target: TargetStatus) -> bool:
    """Tell whether the plan asks for more by now than a total of some time ago, which was ahead."""
    return target.in_words.age is not None and target.days is not None and 0 < target.days < target.in_words.age


def _word_ahead(target: TargetStatus, month: str) -> Sentence:
    """Return until when a target is ahead; of a total of some time ago, that is over where the plan asks for more."""
    if _is_ahead_no_more(target):
        return (
            say("was below until {month}", month=month) if target.falls else say("was ahead until {month}", month=month)
        )
    return say("below until {month}", month=month) if target.falls else say("ahead until {month}", month=month)


def list_schedule(report: "TargetReport") -> list[Value]:
    """Say since when it is short, until when it is ahead, or since when the goal is reached."""
    target, days, turn = report.target, report.target.days, report.target.in_words.turn
    if days is None or turn is None:
        return []
    values: dict[str, Value] = {"day": day_text(turn), "due": target.due, "span": word_span(abs(days))}
    if report.met_on is not None:
        if target.in_words.worse_since is not None:
            return [say("the goal was reached on {day}, and still was when it was due on {due}", **values)]
        if days == 0:
            return [say("the goal is reached since {day}, when it was due", **values)]
        if days > 0:
            return [say("the goal is reached since {day}, {span} before it is due on {due}", **values)]
        return [say("the goal is reached since {day}, {span} after it was due on {due}", **values)]
    values |= {"distance": word_distance(target), "actual": dash_unknown(target.actual)}
    if _is_ahead_no_more(target) and target.falls:
        return [say("{distance}; the plan is below {actual} since {day}", **values)]
    if _is_ahead_no_more(target):
        return [say("{distance}; the plan is beyond {actual} since {day}", **values)]
    if days > 0:
        return [say("{distance}, until {day}", **values)]
    if not _lacks_something(target):
        return _list_level(target)
    if days == 0 and target.status == "on-track":
        told = say("{distance}: no more than 5 % of the change that was planned by then", **values)
        early = say("{distance}: in the first tenth of the time nothing is said against it", **values)
        return [told if _is_nearly_there(target) else early]
    return [_word_short(report, values)]


def _list_level(target: TargetStatus) -> list[Value]:
    """Say that nothing is missing of what was planned, or of items no whole one."""
    distance = target.in_words.distance
    if target.status == "on-track":
        return [say("on time: less than one is missing, or as much is there as was planned")]
    if distance is not None and distance.side == "short":
        told = say("{distance}: in the last tenth of the time that counts too", distance=word_distance(target))
        return [told]
    return []


def _word_short(report: "TargetReport", values: Mapping[str, Value]) -> Value:
    """Say when what is missing was due; where more was there since then, since when it is short."""
    target, since = report.target, values["day"]
    judged = date.fromisoformat(target.judged or report.as_of).toordinal()
    day = target.due if target.in_words.at_once else day_text(judged + (target.days or 0))
    values = {**values, "day": day}
    if target.in_words.at_once:
        told = say("{distance}: all of it was due on {day}", **values)
    elif report.explained.missing is not None:
        missing = word_ordinal(report.explained.missing)
        told = say("{distance}: the {missing} was due on {day}", missing=missing, **values)
    elif target.falls:
        told = say("{distance}: the plan is below {actual} since {day}", **values)
    else:
        told = say("{distance}: the plan is beyond {actual} since {day}", **values)
    if since == values["day"]:
        return told
    if target.falls:
        return say("{told}; above only since {since}, as it was lower before", told=told, since=since)
    return say("{told}; short only since {since}, as more was there before", told=told, since=since)
