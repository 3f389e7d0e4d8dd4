"""Why an item, a withdrawal or a total counts or does not, in words."""

from collections.abc import Sequence
from typing import assert_never

from plantrack.plan.reports.recording import ChangedTarget
from plantrack.plan.rules.reasons import ItemCode, Reason, ReasonCode
from plantrack.plan.sentences import Called, Sentence, Value, say, say_counted, say_either

MOST_NAMES = 3


def word_reason(reason: Reason[ItemCode], stages: Sequence[Value]) -> Sentence:
    """Return what an item is to a target that counts these stages."""
    date = reason.date or ""
    match reason.code:
        case "no-date":
            return say("no {stages} date", stages=say_either(stages))
        case "before-start":
            return say("from before its start, no part of it")
        case "withdrawn":
            return say("withdrawn {date}", date=date)
        case "in-baseline":
            return say("in the baseline")
        case "counts-from":
            return say("counts from {date}", date=date)
        case "in-total":
            return say("in the total of {date}", date=date)
        case "counts":
            return say("counts")
        case _:
            assert_never(reason.code)


def word_effect(reason: Reason[ReasonCode], names: Sequence[str], target: ChangedTarget, *, alone: bool) -> Sentence:
    """Return why records change nothing in a target.

    `names` are the items, or the dates of the totals, to which that applies. Where a record is `alone`, it goes without
    saying which one is meant.
    """
    date, count, kind = reason.date or "", len(names), target.kind or ""
    stages = [Called(kind, stage) for stage in target.stages]
    who = ", ".join(names) if count <= MOST_NAMES else count
    match reason.code:
        case "later-total":
            return say("the total of {date} is later", date=date)
        case "counts-already":
            return say_counted("{who} counts already", "{who} count already", count, who=who)
        case "did-not-count":
            return say("{who} did not count yet", who=who)
        case "no-date":
            return say("no {stages} date for {who}", stages=say_either(stages), who=who)
        case "no-weight":
            return say("no {attribute} for {who}", attribute=Called(kind, target.sum), who=who)
        case "withdrawn":
            return say("{who} withdrawn on {date}", who=who, date=date)
        case "in-total" if alone:
            return say("already in the total of {date}", date=date)
        case "in-total":
            return say("{who} already in the total of {date}", who=who, date=date)
        case "counts-until" if alone:
            return say("counts until {date}", date=date)
        case "counts-until":
            return say("{who} counts until {date}", who=who, date=date)
        case "before-start" | "in-baseline" | "counts-from" | "counts" if alone:
            return word_reason(Reason(reason.code, reason.date), stages)
        case "before-start":
            return say("{who} from before its start, no part of it", who=who)
        case "in-baseline":
            return say("{who} in the baseline", who=who)
        case "counts-from":
            return say_counted("{who} counts from {date}", "{who} count from {date}", count, who=who, date=date)
        case "counts":
            return say_counted("{who} counts", "{who} count", count, who=who)
        case _:
            assert_never(reason.code)
