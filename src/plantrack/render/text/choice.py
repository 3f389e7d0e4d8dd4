"""Which targets are told, and how many of how many: so that what is left out is not taken for all."""

from collections.abc import Sequence

from plantrack.plan.model import Title
from plantrack.plan.reports.status import Choice
from plantrack.plan.sentences import MOST_LISTED, Value, list_values, list_words, say, say_counted, say_either
from plantrack.render.page import Line
from plantrack.render.text.statuses import WORDS
from plantrack.render.text.wording import list_clauses


def tell_choice(choice: Choice, shown: int) -> list[Line]:
    """Return the line that says which targets are shown, `4 of 14 targets: group Industry; behind`; none for all."""
    if not choice.is_given:
        return []
    which: list[Value] = []
    if choice.targets:
        which.append(list_words(choice.targets))
    if choice.groups:
        which.append(say("group {groups}", groups=_name_some(choice.groups)))
    if choice.owners:
        which.append(word_owners(choice.owners))
    if choice.statuses:
        which.append(list_values([WORDS[status] for status in choice.statuses]))
    told = say_counted(
        "{shown} of {count} target: {which}",
        "{shown} of {count} targets: {which}",
        choice.among,
        shown=shown,
        which=list_clauses(which),
    )
    return [Line(told)]


def word_owners(owners: Sequence[Title]) -> Value:
    """Return whose targets alone are told."""
    return say("owner {owners}", owners=_name_some(owners))


def _name_some(titles: Sequence[Title]) -> Value:
    return say_either(titles) if len(titles) <= MOST_LISTED else list_words(titles)
