"""The end of the page: how it is counted, and what is not known."""

from plantrack.plan.dossier.report import Dossier
from plantrack.plan.sentences import Value, say, say_counted
from plantrack.render.dossier.parts import name_titles
from plantrack.render.text import headings
from plantrack.render.text.statuses import WORDS
from plantrack.tuples import NamedTuple

_MOST_UNKNOWN = 6


class Definition(NamedTuple):
    """A word of the page, and what it means."""

    word: Value
    told: Value


def list_definitions(dossier: Dossier) -> list[Definition]:
    """Return how that is counted which the page says."""
    shown = {target.status for target in dossier.standing.targets}
    told = [
        Definition(
            headings.ACTUAL,
            say(
                "The latest reported total and what is known by name since; without one, the baseline and all that is."
            ),
        ),
        Definition(
            headings.PLANNED,
            say("On a straight line from the baseline to the goal, by way of the interim goals where there are some."),
        ),
        Definition(
            headings.TO_PLAN,
            say("The actual beside what was planned for the day of the actual, in the units of the target."),
        ),
    ]
    statuses: list[tuple[str, Value]] = [
        (
            "on-track",
            say(
                "at least 95 % of what was planned by then was gained; of items also where less than one is missing, "
                "but not in the last tenth of the time; what is measured also in the first tenth, unless it got worse"
            ),
        ),
        (
            "at-risk",
            say(
                "at least 60 % of what was planned by then was gained; of items also where less than two are missing, "
                "and not for long; what is measured also in the first tenth, where it got worse"
            ),
        ),
        (
            "behind",
            say(
                "less than 60 % of what was planned by then was gained; of items two or more are missing, "
                "or one for long"
            ),
        ),
        ("missed", say("the due date is over, and on that day the goal was not reached")),
        ("unreported", say("the due date is over, and no total says how it ended")),
        ("no-data", say("nothing is recorded, and nobody says that it is nothing")),
    ]
    told += [Definition(WORDS[status], meaning) for status, meaning in statuses if status in shown]
    if any(target.outlook is not None for target in dossier.judged):
        told.append(
            Definition(
                headings.OUTLOOK,
                say("What comes of it by the due date if it goes on as on average since the start. It is no promise."),
            )
        )
    told.append(
        Definition(
            say("a date that is known in part"),
            say("A month or a year counts from its last day on: nothing counts before it is certain."),
        )
    )
    return told


def list_unknown(dossier: Dossier) -> list[Value]:
    """Return what the page cannot tell, as sentences."""
    targets, told = dossier.standing.targets, list[Value]()
    unknown = [target for target in targets if target.baseline is None]
    if unknown:
        told.append(
            say("Where it started from is not known of {targets}.", targets=name_titles(unknown, _MOST_UNKNOWN))
        )
    silent = [target for target in targets if not target.has_news]
    if silent:
        told.append(say("Nothing is recorded of {targets}.", targets=name_titles(silent, _MOST_UNKNOWN)))
    for target in targets:
        if target.unnamed is not None and target.unnamed > 0 and target.kind is not None and target.named is not None:
            told.append(
                say("{target}: {number} of the total have no name yet.", target=target.title, number=target.unnamed)
            )
    without = sum(target.records - target.evidenced for target in targets)
    if without:
        told.append(
            say_counted(
                "{count} record on which a figure rests has no evidence.",
                "{count} records on which figures rest have no evidence.",
                without,
            )
        )
    return told
