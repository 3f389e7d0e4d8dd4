"""What a status is called, its sign and its colour."""

from collections.abc import Mapping, Sequence

from plantrack.plan.arithmetic.status import WORST_FIRST, Status
from plantrack.plan.sentences import Sentence, say
from plantrack.render.page import Piece, Style

WORDS: dict[Status, Sentence] = {  # the best first, what is not judged last
    "met": say("met"),
    "met-late": say("met late"),
    "on-track": say("on track"),
    "at-risk": say("at risk"),
    "behind": say("behind"),
    "missed": say("missed"),
    "unreported": say("unreported"),
    "open": say("open"),
    "no-data": say("no data"),
    "not-started": say("not started"),
    "no-goal": say("followed"),
}
# What may be asked for: all that is not well, or one status, the worst first.
ASKED: Mapping[str, Sentence] = {"attention": say("attention")} | {status: WORDS[status] for status in WORST_FIRST}
SIGNS: dict[Status, str] = {
    "met": "✓",
    "met-late": "✓",
    "on-track": "●",
    "at-risk": "◐",
    "behind": "▼",
    "missed": "✗",
    "unreported": "?",
    "open": "○",
    "no-data": "·",
    "not-started": "·",
    "no-goal": "·",
}
STYLES: dict[Status, Style] = {
    "met": "bold-green",
    "met-late": "green",
    "on-track": "green",
    "at-risk": "yellow",
    "behind": "red",
    "missed": "bold-red",
    "unreported": "yellow",
    "open": "cyan",
    "no-data": "dim",
    "not-started": "dim",
    "no-goal": "dim",
}


def mark_status(status: Status) -> Piece:
    """Return a status behind its sign, in its colour."""
    return Piece(say("{sign} {status}", sign=SIGNS[status], status=WORDS[status]), STYLES[status])


def count_statuses(statuses: Sequence[Status]) -> list[Piece]:
    """Return how many targets have each status, behind its sign, in its colour."""
    counted: list[Piece] = []
    for status, word in WORDS.items():
        if status in statuses:
            told = say("{sign} {count} {status}", sign=SIGNS[status], count=statuses.count(status), status=word)
            counted += [*([Piece("   ")] if counted else []), Piece(told, STYLES[status])]
    return counted
