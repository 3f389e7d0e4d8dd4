"""Where a target stands, in words that stay true wherever they are read."""

from plantrack.plan.arithmetic.standing import Uncertain
from plantrack.plan.dates import day_text
from plantrack.plan.reports.status import Revised, RevisedTerm, TargetStatus
from plantrack.plan.sentences import Called, Sentence, Value, list_values, say, say_counted
from plantrack.render.text.numbers import dash_unknown, format_figure, word_figure, word_span

# What is less than a whole item is something too.
LESS_THAN_ONE = 1e-9


def word_actual(target: TargetStatus) -> Value:
    """Return the actual of a target; a dash where it is not known."""
    return say("none yet") if target.in_words.none_yet else dash_unknown(target.actual)


def word_age(target: TargetStatus) -> Value:
    """Return the day of the actual and how long ago that was; empty where it is the day that is asked about."""
    if target.measured is None or not target.in_words.age:
        return ""
    return say("{date}, {span} ago", date=target.measured.date, span=word_span(target.in_words.age))


def word_aged_figure(target: TargetStatus) -> Value:
    """Return the actual beside its goal, its unit, and its day: `63 of 70 percent (2026-Q1, 8 months ago)`."""
    figure = word_figure(word_actual(target), target, target.unit)
    age = word_age(target)
    return say("{figure} ({age})", figure=figure, age=age) if age != "" else figure


def word_expectation(target: TargetStatus) -> Sentence:
    """Return what was planned for the day of the actual."""
    return say("planned {value}", value=format_figure(target.planned, target.places))


def word_distance(target: TargetStatus) -> Value:
    """Return how far a target is from the plan, in its own units; empty where nothing is planned."""
    distance = target.in_words.distance
    if distance is None:
        return ""
    if distance.side == "level":
        return say("as planned")
    size = format_figure(distance.size or LESS_THAN_ONE, target.places)
    if target.falls:
        return say("{size} above", size=size) if distance.side == "short" else say("{size} below", size=size)
    return say("{size} short", size=size) if distance.side == "short" else say("{size} ahead", size=size)


def list_remarks(target: TargetStatus) -> list[Sentence]:
    """Return what must be known so that the figures of a target mislead nobody."""
    standing, told = target.in_words, []
    # 1. Where it stands against the baseline and the goal.
    if standing.worse is not None:
        baseline = dash_unknown(target.baseline)
        is_below = standing.worse == "below"
        told.append(
            say("below the baseline of {baseline}", baseline=baseline)
            if is_below
            else say("above the baseline of {baseline}", baseline=baseline)
        )
    if standing.worse_since is not None:
        since = name_month(standing.worse_since)
        told.append(
            say("met on {due}; {actual} since {month}", due=target.due, actual=word_actual(target), month=since)
        )
    if standing.met_by is not None:
        told.append(say("met on {day}, not measured since", day=standing.met_by))
    # 2. What the names say beside the total.
    if target.unnamed is not None and target.unnamed < 0:
        told.append(say("{number} more by name than reported", number=-target.unnamed))
    if target.named is not None and target.named < 0:
        told.append(
            say("{number} of the baseline withdrawn since", number=-target.named)
            if target.sum is None
            else say("{number} less by name than at the start", number=-target.named)
        )
    # 3. What is not known of its items, and what may have happened.
    return [*told, *list_reservations(target.kind, target.sum, standing.lacking, standing.uncertain)]


def list_reservations(
    kind: str | None, attribute: str | None, lacking: int, uncertain: Uncertain | None
) -> list[Sentence]:
    """Return what is not in a figure since it is not known: what items lack that is summed, and what dates may mean.

    `attribute` is what is summed of items of a kind; None: nothing.
    """
    told = []
    if lacking:
        told.append(
            say_counted(
                "{count} item that counts has no {attribute}",
                "{count} items that count have no {attribute}",
                lacking,
                attribute=Called(kind or "", attribute or ""),
            )
        )
    if uncertain is not None:
        told.append(_word_uncertain(uncertain, weighed=attribute is not None))
    return told


def _word_uncertain(uncertain: Uncertain, *, weighed: bool) -> Sentence:
    """Return what partial dates may have brought that does not count yet; `weighed`: items of a sum."""
    items, day = uncertain.items, day_text(uncertain.day)
    if not items:
        return say("a total is not certain before {day}", day=day)
    if weighed:
        return say_counted(
            "{count} more item is not certain before {day}",
            "{count} more items are not certain before {day}",
            items,
            day=day,
        )
    return say_counted(
        "{count} more is not certain before {day}", "{count} more are not certain before {day}", items, day=day
    )


def name_month(day: int) -> str:
    """Return the month of a day, as an ISO date without its day."""
    return day_text(day)[: len("2024-06")]


def word_revision(revised: Revised) -> Value:
    """Return what a revision changed, since when, and by which decision."""
    told = say("{changes} since {day}", changes=word_terms(revised), day=revised.since)
    evidence = revised.decision or revised.source
    return say("{told}, {evidence}", told=told, evidence=evidence) if evidence else told


def word_terms(revised: Revised) -> Value:
    """Return what a revision changed of a promise."""
    return list_values([_word_term(change) for change in revised.changes]) or say("confirmed")


def _word_term(change: RevisedTerm) -> Sentence:
    values = {"before": dash_unknown(change.before), "after": dash_unknown(change.after)}
    match change.term:
        case "goal":
            return say("goal {before} → {after}", **values)
        case "due":
            return say("due {before} → {after}", **values)
        case "stretch":
            return say("stretch {before} → {after}", **values)


def note_revision(target: Value, revised: Revised) -> Sentence:
    """Return what was revised of a target whose goal is marked."""
    return say("* {target}: {revision}", target=target, revision=word_revision(revised))
