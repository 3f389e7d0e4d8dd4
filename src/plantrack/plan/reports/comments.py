"""Comments as data: why a target or an item stands as it does, in the words of the latest one."""

from plantrack.plan.ledger import Ledger
from plantrack.plan.model import Comment
from plantrack.tuples import NamedTuple


class Commented(NamedTuple):
    """Why a target stands as it does, in the words of the latest comment."""

    date: str  # as written
    text: str
    ask: str | None  # what is asked of whom; None: nothing
    decision: str | None  # evidence, as are the next two; None: not given
    source: str | None
    note: str | None


def find_comments(ledger: Ledger, day: int) -> dict[tuple[str, ...], Comment]:
    """Return the latest comment by a day, by what it is of: a target, or a kind and the key of an item."""
    found: dict[tuple[str, ...], Comment] = {}
    for comment in sorted(ledger.comments.values(), key=lambda one: (one.date.hi, one.date.lo, one.position)):
        if comment.date.hi <= day:
            found[comment.subject] = comment
    return found


def describe_comment(comment: Comment | None) -> Commented | None:
    """Return what a comment says as data; None for none."""
    if comment is None:
        return None
    return Commented(comment.date.text, comment.text, comment.ask or None, *comment.evidence)
